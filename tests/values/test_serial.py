from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.values.agency_code import AgencyCode, NotAnAgencyCode
from counter.values.serial import NotASerial, Serial

STATION = AgencyCode("110108990000")


@given(st.integers(1, 99), st.dates(date(1900, 1, 1), date(9998, 1, 1)), st.integers(1, 9999))
def test_a_serial_reads_back_as_it_was_written(terminal: int, day: date, number: int) -> None:
    serial = Serial.of(STATION, terminal, day, number)
    assert Serial.parse(str(serial)) == serial
    assert Serial.parse(f" {str(serial).lower()}\n") == serial


def test_it_looks_unlike_an_official_number() -> None:
    assert str(Serial.of(STATION, 1, date(2026, 11, 22), 7)) == "L110108990-01-20261122-0007"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "110108990-01-20261122-0001",
        "L110108990-01-20261322-0001",
        "L110108990-01-20260229-0001",
        "L110108990-01-20261122-001",
        "L110108990-01-20261122-0001'; --",
        "L１10108990-01-20261122-0001",
        "../../etc/passwd",
        "L110108990-01-20261122-" + "9" * 5000,
    ],
)
def test_anything_else_is_no_serial(text: str) -> None:
    with pytest.raises(NotASerial):
        Serial.parse(text)


@pytest.mark.parametrize(
    "code", ["", "11010899000", "1101089900000", "11010899000X", "１１０１０８９９００００"]
)
def test_an_agency_code_has_twelve_digits(code: str) -> None:
    with pytest.raises(NotAnAgencyCode):
        AgencyCode.parse(code)

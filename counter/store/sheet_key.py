"""The key under which a sheet lies in the tables: day and number of its serial, so that a day is a range."""

from __future__ import annotations

from datetime import date
from typing import Final

from counter.values.serial import Serial

SHEETS_A_DAY: Final = 10_000
"""More than a terminal can print between two midnights; the last four places of a sheet's key."""


def key_of(serial: str) -> int:
    """The key under which a sheet lies: 202611220001 for the first sheet of that day."""
    read = Serial.parse(serial)
    return int(f"{read.day:%Y%m%d}") * SHEETS_A_DAY + read.number


def keys_of_day(day: date) -> tuple[int, int]:
    """The first and the last key of a day."""
    first = int(f"{day:%Y%m%d}") * SHEETS_A_DAY
    return first, first + SHEETS_A_DAY - 1

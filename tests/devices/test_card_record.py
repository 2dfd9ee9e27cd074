"""The text of an identity card, byte by byte; every record here was made for a fictional person."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.devices.card_record import AnotherCard, CardDamaged, card_of
from counter.errors import CounterError
from counter.values.citizen_number import check_digit

from .sam_rig import record

TODAY = date(2026, 11, 22)


def test_every_field_stands_where_the_standard_puts_it() -> None:
    card = card_of(record(), TODAY)
    assert (card.name, card.sex, card.ethnic, card.birth) == ("李样例", "male", "01", date(1988, 5, 12))
    assert (card.address, card.issuer) == ("河北省样例县城关镇和平路 18 号", "样例县公安局")
    assert card.number == "130198198805120138"
    assert (card.valid_from, card.valid_until) == (date(2020, 3, 1), date(2040, 3, 1))
    assert not card.name_may_be_cut


def test_a_card_for_ever_never_expires_and_another_one_does_after_its_last_day() -> None:
    assert card_of(record(ends="长期"), TODAY).valid_until is None
    assert not card_of(record(ends="长期"), TODAY).expired(date(9999, 1, 1))
    card = card_of(record(ends="20261122"), TODAY)
    assert not card.expired(TODAY)
    assert card.expired(date(2026, 11, 23))


def test_what_the_chip_cannot_hold_is_left_as_it_is_and_what_fills_its_field_is_marked() -> None:
    cut = "古丽巴哈尔·艾山江·吐尔逊阿\ud842"
    odd = card_of(record(name="欧阳𠮷\ue86c"), TODAY)
    assert odd.name == "欧阳𠮷\ue86c"
    assert card_of(record(name=cut), TODAY).name == cut
    assert card_of(record(name=cut), TODAY).name_may_be_cut
    assert card_of(record(address="样" * 35), TODAY).address_may_be_cut


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "130198198805120139"}, "校验位"),
        ({"number": "13019819880512013８"}, "不该有的字符"),
        ({"number": "1301981988051201"}, "18 位"),
        ({"birth": "19880513"}, "与号码不符"),
        ({"birth": "19881305"}, "存在的日子"),
        ({"birth": "１９８８０５１２"}, "存在的日子"),
        ({"sex": "0"}, "性别代码"),
        ({"ethnic": "57"}, "GB/T 3304"),
        ({"ethnic": "1"}, "GB/T 3304"),
        ({"ends": "20190301"}, "早于起期"),
        ({"ends": "永久"}, "存在的日子"),
        ({"name": ""}, "姓名是空的"),
        ({"address": "\u3000"}, "住址是空的"),
    ],
)
def test_a_damaged_record_is_refused_with_what_is_wrong_in_it(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(CardDamaged) as caught:
        card_of(record(**wrong), TODAY)
    assert said in caught.value.said()
    assert "130198" not in caught.value.said() + caught.value.said("en"), "no number in an error"


@pytest.mark.parametrize("length", [0, 1, 255, 257])
def test_a_record_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(CardDamaged, match=str(length)):
        card_of((record() * 2)[:length], TODAY)


@pytest.mark.parametrize(("mark", "said"), [("J", "港澳台"), ("I", "外国人"), ("Y", "外国人")])
def test_another_kind_of_card_is_named(mark: str, said: str) -> None:
    with pytest.raises(AnotherCard, match=said):
        card_of(record(reserved=" " * 14 + mark), TODAY)


@given(st.binary(max_size=300) | st.binary(min_size=256, max_size=256))
def test_no_bytes_do_more_than_be_refused(raw: bytes) -> None:
    with pytest.raises(CounterError):
        card_of(raw, TODAY)


@given(st.integers(0, 255), st.binary(min_size=1, max_size=8))
def test_a_whole_record_with_some_bytes_changed_is_a_card_or_refused(at: int, other: bytes) -> None:
    changed = (record()[:at] + other + record()[at + len(other) :])[:256]
    with suppress(CounterError):
        card = card_of(changed, TODAY)
        assert check_digit(card.number[:17]) == card.number[17]
        assert card.birth.strftime("%Y%m%d") == card.number[6:14]

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.values.person_name import (
    LOOKALIKE_DOTS,
    NameHasHiddenCharacter,
    NameMissing,
    NameTooLong,
    PersonName,
    hidden,
    with_standard_dots,
)


@pytest.mark.parametrize(
    "name",
    [
        "[red]张[/x]",
        "'; DROP TABLE holder; --",
        "张" * 25,
        "张" * 50,
        "李𠅤",
        "赵𬭎",
        "陈\U0002ebf0",  # extension I, newer than the tables of Python 3.11
        "王\U00031350",
        "古丽巴哈尔·艾山江",
        "鿏",
        "豈",  # U+F900 would become U+8C48 under NFC
        "MARY ANN",
        "欧阳　娜娜",
        "{place}",
        "%s",
    ],
)
def test_a_name_is_kept_as_it_is_written(name: str) -> None:
    assert PersonName.parse(name).text == name


@pytest.mark.parametrize(
    ("character", "point"),
    [
        ("\0", "U+0000"),
        ("\x1b", "U+001B"),
        ("\x9b", "U+009B"),
        ("\n", "U+000A"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\u200b", "U+200B"),
        ("\ufeff", "U+FEFF"),
        ("\ud800", "U+D800"),
        ("\udcff", "U+DCFF"),
        ("\ue000", "U+E000"),
        ("\u2028", "U+2028"),
        ("\u00a0", "U+00A0"),
        ("\ufe00", "U+FE00"),
        ("\U000e0100", "U+E0100"),
        ("\u3164", "U+3164"),
        ("\uffff", "U+FFFF"),
    ],
)
def test_what_cannot_be_seen_is_refused_with_place_and_code_point(character: str, point: str) -> None:
    with pytest.raises(NameHasHiddenCharacter) as caught:
        PersonName.parse(f"张{character}三")
    assert "第 2 个字" in caught.value.said("zh")
    assert point in caught.value.said("zh")
    assert point in caught.value.said("en")
    caught.value.said("en").encode()  # a sentence is always text


def test_only_blanks_around_a_name_are_dropped() -> None:
    assert PersonName.parse(" \u3000张三\r\n").text == "张三"
    with pytest.raises(NameHasHiddenCharacter):
        PersonName.parse("\x1f张三")


@pytest.mark.parametrize("nothing", ["", "   ", "\u3000"])
def test_no_name_is_no_name(nothing: str) -> None:
    with pytest.raises(NameMissing):
        PersonName.parse(nothing)


def test_the_fifty_first_character_is_too_many() -> None:
    with pytest.raises(NameTooLong, match="51"):
        PersonName.parse("𠅤" * 51)


def test_rare_characters_are_told_with_their_code_points() -> None:
    assert PersonName("李𠅤㐀张").rare == (("𠅤", "U+20164"), ("㐀", "U+3400"))


@pytest.mark.parametrize("dot", sorted(LOOKALIKE_DOTS))
def test_look_alikes_become_the_separator_when_asked(dot: str) -> None:
    assert with_standard_dots(f"阿{dot}买") == "阿·买"


@given(st.text(min_size=1, max_size=50))
def test_what_a_name_keeps_can_be_seen(text: str) -> None:
    try:
        name = PersonName.parse(text).text
    except (NameMissing, NameHasHiddenCharacter):
        return
    assert name in text
    assert not any(hidden(c) for c in name)
    assert "\x1b" not in name
    name.encode()

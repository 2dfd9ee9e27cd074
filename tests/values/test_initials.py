from __future__ import annotations

import re
import tomllib

import pytest
from pypinyin import Style, pinyin

from counter.places import data_dir
from counter.rules import Rulebook
from counter.values.codes import load_codes
from counter.values.initials import initials, matches

CODES = load_codes(data_dir())
HANZI = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("汉族", "hz"),
        ("居住证（卡）签注", "jzzqz"),
        ("居住证（卡）签注", "jzzkqz"),
        ("柯尔克孜族", "kekz"),
        ("(电子)居住证申领", "dzjzz"),
        ("长三角首次申领", "csj"),
        ("App 领取", "applq"),
    ],
)
def test_names_are_found_by_their_initials(text: str, typed: str) -> None:
    assert any(reading.startswith(typed) for reading in initials(text, CODES.letters))


def test_a_character_that_is_not_in_the_table_is_left_out() -> None:
    assert initials("居〇住", CODES.letters) == ("jz",)
    assert initials("", CODES.letters) == ("",)


def test_a_name_is_found_by_any_part_in_either_language() -> None:
    names, readings = ("居住证签注", "Endorsement"), ("jzzqz",)
    assert all(matches(typed, names, readings) for typed in ("签", "zqz", "endorse", " JZZ "))
    assert not matches("xyz", names, readings)


def test_every_letter_is_a_reading_of_its_character() -> None:
    raw = tomllib.loads((data_dir() / "codes" / "initials.toml").read_text(encoding="utf-8"))["letters"]
    wrong = [
        (letter, character)
        for letter, characters in raw.items()
        for character in characters
        if letter not in {reading[0] for reading in pinyin(character, style=Style.NORMAL, heteronym=True)[0]}
    ]
    assert wrong == []


def test_every_ethnic_group_and_every_service_can_be_typed_whole(rulebook: Rulebook) -> None:
    titles = [
        service.text.zh
        for place in ("beijing", "wuxi", "tianjin")
        for service in rulebook.services(place).values()
    ]
    unknown = {
        c for name in (*CODES.ethnic.values(), *titles) for c in HANZI.findall(name)
    } - CODES.letters.keys()
    assert unknown == set()

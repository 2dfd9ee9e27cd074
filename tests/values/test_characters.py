from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.places import data_dir
from counter.printing.glyphs import Coverage
from counter.values.characters import Characters

TABLE = Characters.read(data_dir() / "codes" / "characters.txt")


def found(query: str) -> str:
    return "".join(one.text for one in TABLE.find(query, 400))


@pytest.mark.parametrize("query", ["U+20164", "u+20164", "0x20164", "20164", " U+20164 "])
def test_a_code_point_is_that_character(query: str) -> None:
    assert found(query) == "𠅤"


@pytest.mark.parametrize(
    ("query", "character"),
    [
        ("xi", "𠅤"), ("亠9", "𠅤"), ("亠xi", "𠅤"), ("钅7", "𬭎"), ("金7", "𬭎"), ("釒hong", "𬭎"), ("hong", "𬭎"),
        ("亻5", "何"), ("氵", "江"), ("lv", "吕"), ("lü", "吕"), ("HONG", "𬭎"), ("辶biang", "𰻝"), ("李", "李"),
    ],
)  # fmt: skip
def test_what_a_clerk_may_know_of_a_character_finds_it(query: str, character: str) -> None:
    assert character in found(query)


def test_strokes_narrow_a_radical_and_the_fewest_stand_first() -> None:
    strokes = [dict(one.places)[167] for one in TABLE.find("金", 400)]
    assert strokes == sorted(strokes)
    assert {dict(one.places)[167] for one in TABLE.find("金7", 400)} == {7}


@pytest.mark.parametrize(
    ("query", "character"),
    [
        ("女吉", "姞"), ("吉 女", "姞"), ("女 丰 刀", "㛃"), ("宏钅", "𬭎"), ("釒 宏", "𬭎"), ("页兆", "𫖯"), ("亠田心", "𠅤"),
        ("龙天", "䶮"), ("分 石", "𮀎"), ("容阝", "𫟭"), ("月半", "胖"), ("阝可", "阿"), ("亡口月贝凡", "赢"), ("穴马言", "𰻝"),
        ("女 xi", "嬉"),
        ("钅7 hong", "𬭎"), ("亠 心 9", "𠅤"), ("士口 女", "姞"), ("吉6", "桔"),
    ],
)  # fmt: skip
def test_the_parts_one_can_type_find_it_in_any_order_at_any_depth(query: str, character: str) -> None:
    assert character in found(query)


def test_what_lacks_a_part_is_not_found_and_the_simplest_stands_first() -> None:
    assert found("口木")[:2] == "呆杏"
    assert found("吉")[0] == "吉"
    assert "桔" not in found("女吉")
    assert {dict(one.places)[38] for one in TABLE.find("女9", 400)} == {9}


def test_the_table_of_parts_names_what_can_be_printed_and_nearly_every_character_of_a_name_has_one() -> None:
    path = data_dir() / "codes" / "parts.txt"
    lines = [line.split(" ") for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    parts = [part for part, _ in lines]
    assert parts == sorted(set(parts))
    shown = {text for _, texts in lines for text in texts}
    assert shown - set(parts) <= set(TABLE.known), "what is no part of anything must be printable"
    composed = [text for text, one in TABLE.known.items() if one.places[0][1] > 4]
    assert len(shown & set(composed)) > 0.9 * len(composed)
    ministry = [text for text in TABLE.known if "\U0002b740" <= text <= "\U0002ebe0"]
    assert [text for text in ministry if text not in shown] == []


def test_a_tone_is_not_mistaken_for_strokes() -> None:
    assert found("hong2") == found("hong")


def test_a_character_without_a_font_is_told_so() -> None:
    (one,) = TABLE.find("U+323AF")
    assert not one.printable
    assert one.text == "\U000323af"


def test_the_table_has_exactly_the_ideographs_that_can_be_printed() -> None:
    coverage = Coverage(data_dir() / "fonts" / "coverage.bin")
    assert all(text in coverage for text in TABLE.known)
    blocks = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x32000))
    printable = {
        chr(p)
        for block in blocks
        for p in block
        if chr(p) in coverage and unicodedata.category(chr(p)) == "Lo"
    }
    assert printable <= set(TABLE.known)


@pytest.mark.parametrize(
    "query", ["", " ", "d800", "U+D800", "U+110000", "[b]", "x'; DROP", "12345678", "99", "-"]
)
def test_nonsense_finds_nothing(query: str) -> None:
    assert found(query) == ""


@given(st.text(max_size=20))
def test_no_query_breaks_it(query: str) -> None:
    for one in TABLE.find(query):
        assert len(one.text) == 1


@given(st.sampled_from(sorted(TABLE.known)))
def test_every_character_is_found_by_its_point_its_readings_and_its_places(text: str) -> None:
    one = TABLE.known[text]
    assert found(one.point) == text
    for reading in one.readings:
        assert text in found(reading)
    shape = {number: form for form, number in TABLE.radicals.items()}
    for radical, strokes in one.places:
        assert text in found(f"{shape[radical]}{strokes}")

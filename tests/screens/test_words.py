from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

from counter.locale import Words
from counter.places import data_dir

WORDS = Words(data_dir() / "locale")
ZH, EN = WORDS.table("zh"), WORDS.table("en")
SOURCE = [
    p
    for room in ("screens", "app")
    for p in (Path(__file__).resolve().parents[2] / "counter" / room).rglob("*.py")
]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_words_with_the_same_places() -> None:
    assert ZH.keys() == EN.keys()
    assert {key for key in ZH if places(ZH[key]) != places(EN[key])} == set()


def test_every_word_a_page_asks_for_is_there() -> None:
    asked = {
        key for path in SOURCE for key in re.findall(r'say\(\s*"([^"{]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 60
    assert asked - ZH.keys() == set()


def test_no_word_is_left_that_no_page_asks_for() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCE)
    families = {
        match.rstrip(".")
        for match in re.findall(r"""(?:say|on_record|Dialog)\(f["']([a-z.-]+?)\.?\{""", source)
    }
    asked = set(re.findall(r'"([a-z]+(?:-[a-z]+)*\.[a-z.-]+)"', source))
    unused = {key for key in ZH if key not in asked and key.rpartition(".")[0] not in families}
    assert unused == set()


def test_chinese_is_set_with_chinese_marks() -> None:
    assert {
        key
        for key, text in ZH.items()
        if re.search(r"[\u4e00-\u9fff][,:;()?!]|[,:;()?!][\u4e00-\u9fff]", text)
    } == set()


def test_english_has_no_hanzi_but_the_name_of_the_other_language_and_the_mark_of_specimens() -> None:
    hanzi = {key for key, text in EN.items() if re.search(r"[\u4e00-\u9fff]", text)}
    assert hanzi == {
        "key.language",
        "sign-in.training",
        "characters.teach",
    }  # radicals are looked up by their form

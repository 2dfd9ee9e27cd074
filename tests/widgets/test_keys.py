from __future__ import annotations

from pathlib import Path

import pytest

from counter.locale import LANGUAGES, Language, Words
from counter.places import data_dir
from counter.widgets.keys import KEYS, WORK_KEYS, bindings

WORDS = Words(data_dir() / "locale")


def test_no_key_means_two_things() -> None:
    assert len({k.key for k in WORK_KEYS}) == len({k.id for k in WORK_KEYS}) == len(WORK_KEYS)
    assert frozenset(k.key for k in WORK_KEYS) == KEYS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_work_key_has_a_word_for_the_footer_and_a_sentence_for_the_help(language: Language) -> None:
    for key in WORK_KEYS:
        assert WORDS.say(f"key.{key.id}", language)
        assert WORDS.say(f"help.{key.id}", language)


def test_bindings_come_from_the_registry_and_carry_its_ids() -> None:
    assert {(b.key, b.id) for b in bindings()} == {(k.key, k.id) for k in WORK_KEYS}
    assert all(b.priority for b in bindings())


def test_the_handbook_names_every_work_key() -> None:
    handbook = (Path(__file__).resolve().parents[2] / "docs" / "keys.md").read_text(encoding="utf-8")
    for key in WORK_KEYS:
        row = next(line for line in handbook.splitlines() if line.startswith(f"| {key.shown} |"))
        assert WORDS.say(f"help.{key.id}", "en").split(";")[0].split(":")[0] in row

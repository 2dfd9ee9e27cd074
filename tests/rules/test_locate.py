"""The line finder agrees with the standard reader on what stands where, for every shipped pack."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.places import data_dir
from counter.rules.locate import Place, line_of, lines

PACKS = sorted((data_dir() / "jurisdictions").glob("*.toml"))


def test_tables_keys_and_array_tables_have_their_lines() -> None:
    text = '[a]\nx = 1\n\n[[a.b]]\ncode = "p"\n[[a.b]]\ncode = "q"\n[a.b.when]\n"odd key" = 2\ntext = """\nx = 3\n"""\ny = 4\n'
    found = lines(text)
    assert found["a", "x"] == 2
    assert found["a", "b", 1, "code"] == 7
    assert found["a", "b", 1, "when", "odd key"] == 9
    assert found["a", "b", 1, "when", "y"] == 13
    assert ("a", "b", 1, "when", "x") not in found  # inside a long string nothing is a key


def test_a_place_that_is_not_written_is_shown_at_what_holds_it() -> None:
    assert line_of("[a]\nx = 1\n[[a.b]]\ny = 2\n", ("a", "b", 0, "zh")) == 3
    assert line_of("[a]\n", ("b",)) == 0


def _places(data: object, here: Place = ()) -> Iterator[Place]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*here, key)
            if isinstance(value, dict | list):
                yield from _places(value, (*here, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            if isinstance(value, dict):
                yield from _places(value, (*here, number))


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.name)
def test_every_line_found_holds_its_key(pack: Path) -> None:
    text = pack.read_text(encoding="utf-8")
    written, known = text.splitlines(), set(_places(tomllib.loads(text)))
    for place, number in lines(text).items():
        last = place[-1]
        assert place in known or isinstance(last, int)
        assert str(last if isinstance(last, str) else place[-2]) in written[number - 1]

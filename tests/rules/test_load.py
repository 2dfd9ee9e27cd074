"""Loading never raises: whatever a file holds becomes problems with sentences, and a faulty rulebook decides nothing."""

from __future__ import annotations

import contextlib
import re
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.errors import CounterError
from counter.places import data_dir
from counter.rules import load_rulebook
from counter.rules.problems import BrokenRules, UnknownWord, nearest, printable
from counter.rules.prove import prove

PACKS = data_dir() / "jurisdictions"
NATIONAL = (PACKS / "national.toml").read_text(encoding="utf-8").splitlines(keepends=True)


def test_a_missing_folder_a_missing_file_and_broken_bytes_are_problems(tmp_path: Path) -> None:
    _, missing = load_rulebook(tmp_path / "nowhere")
    assert {problem.code for problem in missing} == {"unreadable"}
    bad = tmp_path / "bad.toml"
    bad.write_bytes(b"\xff\xfe\x00")
    _, problems = load_rulebook(PACKS, bad, tmp_path / "absent.toml")
    assert [(problem.file, problem.code) for problem in problems] == [
        ("absent.toml", "unreadable"),
        ("bad.toml", "unreadable"),
    ]


def test_a_faulty_rulebook_decides_nothing(tmp_path: Path) -> None:
    packs = Path(shutil.copytree(PACKS, tmp_path / "jurisdictions"))
    path = packs / "beijing.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("fen = 0", "fenn = 0", 1), encoding="utf-8")
    book, problems = load_rulebook(packs)
    assert {problem.code for problem in problems} == {"unknown-key", "key-missing"}
    with pytest.raises(BrokenRules, match=r"beijing\.toml"):
        book.explain("wuxi", "first-id-card", date(2026, 11, 22), {})


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, len(NATIONAL) - 1),
    st.integers(1, 12),
    st.sampled_from(["", "x = 1\n", "[[service.id-card.fee]]\n", "when = 3\n"]),
)
def test_a_pack_with_lines_torn_out_is_read_to_the_end(
    tmp_path: Path, start: int, count: int, put: str
) -> None:
    packs = tmp_path / "jurisdictions"
    shutil.copytree(PACKS, packs, dirs_exist_ok=True)
    torn = [*NATIONAL[:start], put, *NATIONAL[start + count :]]
    (packs / "national.toml").write_text("".join(torn), encoding="utf-8")
    book, problems = load_rulebook(packs)
    for problem in problems:
        assert problem.sentence.zh
        assert problem.sentence.en
    if not problems:
        prove(book)
    with contextlib.suppress(CounterError):  # a sentence is fine, any other exception is not
        book.explain("wuxi", "first-id-card", date(2026, 11, 22), {"age": 20})


@pytest.mark.parametrize(
    "word", ["\x1b[31mred", "'; DROP TABLE x", "[red]x[/]", "{0.__class__}", "古" * 500, "\x00"]
)
def test_words_of_people_are_data_in_errors(word: str) -> None:
    book, _ = load_rulebook(PACKS)
    with pytest.raises(UnknownWord) as caught:
        book.explain("beijing", "confirmation-slip", date(2026, 11, 22), {"present": word})
    said = caught.value.said("zh") + caught.value.said("en")
    assert printable(word) in said
    assert all(char.isprintable() for char in said)
    assert len(said) < 600


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("agnet", ["agent", "self"], "agent"),
        ("xyz", ["agent", "self"], None),
        ("Self", ["agent", "self"], "self"),
        ("a", [], None),
    ],
)
def test_the_nearest_word(word: str, known: list[str], near: str | None) -> None:
    assert nearest(word, known) == near


def test_what_was_pasted_by_mistake_is_compared_with_nothing() -> None:
    """Ten thousand characters against every word took seconds, and no word is near them."""
    from counter.locale import Text
    from counter.rules.problems import UnknownWord, nearest

    assert nearest("id-crad", ["id-card", "lease"]) == "id-card"
    assert nearest("id-card" * 10, ["id-card" * 9]) is None
    said = UnknownWord(
        what=Text("材料", "The paper"), word="长" * 10_000, known=[f"word-{n}" for n in range(40)]
    ).said()
    assert len(said) < 400


@pytest.mark.parametrize(
    "pack", sorted((data_dir() / "jurisdictions").glob("*.toml")), ids=lambda pack: pack.stem
)
def test_no_source_names_the_day_that_is_told_behind_it(pack: Path) -> None:
    """Every reason says since when its rule holds; a source that says so too would be read twice."""
    sources = tomllib.loads(pack.read_text(encoding="utf-8")).get("source", {})
    named = re.compile(r"\([\d-]+ 起\)|\((from|since) [\d-]+\)")
    assert [code for code, one in sources.items() if named.search(one["zh"] + one["en"])] == []

"""Loads the rulebook from folders of packs: every fault of every file at once, and never an exception for a bad file."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from counter.rules.book import Rulebook
from counter.rules.calendar import WorkCalendar
from counter.rules.linking import link
from counter.rules.model import Jurisdiction
from counter.rules.opening import open_pack
from counter.rules.problems import Problem
from counter.rules.reading import Pack
from counter.rules.reading_calendars import CalendarFolder
from counter.rules.reading_rules import PackReader
from counter.rules.reading_vocabulary import read_vocabulary
from counter.rules.source import Source
from counter.rules.vocabulary import Vocabulary

VOCABULARY = "vocabulary.toml"
CASES = ".cases.toml"


def load_rulebook(
    folder: Path, *more: Path, calendars: Path | None = None
) -> tuple[Rulebook, tuple[Problem, ...]]:
    """The rulebook of a folder, and all faults found on the way, sorted by file and line.

    ``more`` are further packs (files, or folders of them) that are read after those of the folder and may inherit from
    them. Calendars lie in the sister folder ``calendars`` unless another one is named; ``rules check`` looks for their
    faults, here each year is read when it is needed.
    """
    with _collector_paused():
        return _load(folder, more, calendars or folder.parent / "calendars")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Nothing that loading makes is garbage: searching it for cycles over and over costs a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load(folder: Path, more: tuple[Path, ...], calendars: Path) -> tuple[Rulebook, tuple[Problem, ...]]:
    problems: list[Problem] = []
    words = _open(folder / VOCABULARY, problems)
    packs = [_open(path, problems) for path in _packs(folder, *more)]
    if problems and not words[1]:
        # Without the vocabulary every word of every pack would be unknown: that one fault is the whole message.
        found = tuple(problem for problem in problems if problem.file == VOCABULARY)
        return Rulebook(Vocabulary({}, {}), {}, WorkCalendar(), problems=found), found
    _only_words(*words)
    vocabulary = read_vocabulary([words, *packs])
    jurisdictions = dict(_jurisdictions(packs, vocabulary))
    calendar = WorkCalendar(CalendarFolder(calendars))
    problems += [problem for pack, _ in (words, *packs) for problem in pack.problems]
    book = Rulebook(vocabulary, jurisdictions, calendar, texts={pack.file: pack.text for pack, _ in packs})
    problems += link(book)
    found = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.code)))
    return replace(book, problems=found), found


def _only_words(pack: Pack, data: dict[str, object]) -> None:
    """Notes whatever stands in the vocabulary besides facts and documents."""
    top = pack.table(data, ())
    top.taken |= {"fact", "document"}
    top.done()


def _packs(*places: Path) -> Iterator[Path]:
    for place in places:
        found = sorted(place.glob("*.toml")) if place.is_dir() else [place]
        packs = [path for path in found if path.name != VOCABULARY and not path.name.endswith(CASES)]
        # a folder without packs is told as a file that cannot be read
        yield from packs if packs or not place.is_dir() else [place]


def _open(path: Path, problems: list[Problem]) -> tuple[Pack, dict[str, object]]:
    """A file with what it holds; an unreadable one is noted and counts as empty."""
    pack, data, faults = open_pack(path)
    problems += faults
    return pack, data


def _jurisdictions(
    packs: list[tuple[Pack, dict[str, object]]], vocabulary: Vocabulary
) -> Iterator[tuple[str, Jurisdiction]]:
    """Those that others inherit from come first, so that their sources are known."""
    sources: dict[str, Source] = {}
    for pack, data in sorted(packs, key=lambda item: _inherits(item[1])):
        if data:
            jurisdiction = PackReader(pack, vocabulary, sources).read(data)
            yield jurisdiction.code, jurisdiction


def _inherits(data: dict[str, object]) -> bool:
    head = data.get("jurisdiction")
    return isinstance(head, dict) and bool(head.get("inherits"))

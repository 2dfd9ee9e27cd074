"""docs/rules.md cannot lie: its pack is checked, its tables name what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from counter.places import data_dir
from counter.rules.calendar import CalendarYear
from counter.rules.cases import _READ
from counter.rules.check import check_all
from counter.rules.model import KINDS
from counter.rules.reading_calendars import read_year

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_pack_of_the_page_passes_the_check(tmp_path: Path) -> None:
    pieces = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert len(pieces) >= 4
    pack = tmp_path / "shiqiao.toml"
    pack.write_text("\n".join(pieces), encoding="utf-8")
    assert [problem.said("en") for problem in check_all(data_dir() / "jurisdictions", (pack,)).problems] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_rule_is_explained(kind: str) -> None:
    assert re.search(rf"^\| .*`{kind}`.* \|", TEXT, re.MULTILINE)


@pytest.mark.parametrize("key", _READ)
def test_every_word_of_an_expectation_is_listed(key: str) -> None:
    listed = TEXT[TEXT.index("`expect` knows") :][:400]
    assert key in re.findall(r"\w+", listed)


def test_the_calendar_of_the_page_is_read(tmp_path: Path) -> None:
    piece = TEXT[TEXT.index("year = 2026") :].partition("```")[0]
    path = tmp_path / "2026.toml"
    path.write_text(piece, encoding="utf-8")
    year, problems = read_year(path)
    assert problems == []
    assert isinstance(year, CalendarYear)
    assert len(year.off) == 3

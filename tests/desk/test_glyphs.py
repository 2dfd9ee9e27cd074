"""Characters no font has, and names that programs stumble over."""

from __future__ import annotations

from pathlib import Path

import pytest
from handy import (
    at_preview,
    imported,
    number_for,
    row,
    words_of,
)

from counter.desk.desk import Desk
from counter.desk.taking import DescribeGlyphs
from counter.desk.views import Session
from counter.workflows.slip import Step

UNPRINTABLE = "\U0002ebf0"


@pytest.fixture
def odd(desk: Desk, tmp_path: Path) -> str:
    number = number_for(order=9)
    imported(desk, tmp_path, row(f"陈{UNPRINTABLE}", number, household_address=f"样例县{UNPRINTABLE}村"))
    return number


def test_a_missing_glyph_needs_a_description(desk: Desk, session: Session, odd: str) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, odd)
    assert case.holder is not None
    assert case.holder.missing == ((UNPRINTABLE, "U+2EBF0"),)
    desk.slip.show(session, case.id, "1")
    attempts: list[dict[str, str]] = [{}, {UNPRINTABLE: "  "}, {UNPRINTABLE: UNPRINTABLE}, {"陈": "左耳右东"}]
    for given in attempts:
        with pytest.raises(DescribeGlyphs):
            desk.slip.confirm(session, case.id, given)
    assert desk.find.case(session, case.id).step is Step.READ_BACK
    case = desk.slip.confirm(session, case.id, {UNPRINTABLE: "左口右\n丽", "陈": "不该换"})
    assert case.step is Step.PREVIEW
    sheet = desk.slip.print(session, case.id).sheet
    assert sheet is not None
    words = words_of(desk, sheet.serial)
    assert words["name"] == "陈〓(U+2EBF0 左口右 丽)"
    assert words["household-address"] == "样例县〓(U+2EBF0 左口右 丽)村"
    assert desk.slip.good(session, case.id).step is Step.ISSUED


def test_a_description_with_an_escape_is_refused(desk: Desk, session: Session, odd: str) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, odd)
    desk.slip.show(session, case.id, "1")
    with pytest.raises(Exception, match=r"U\+001B"):
        desk.slip.confirm(session, case.id, {UNPRINTABLE: "左\x1b[31m右"})


def test_a_notice_to_somebody_with_a_missing_glyph_is_printed(desk: Desk, session: Session, odd: str) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, odd)
    desk.slip.show(session, case.id, "6")
    sheet = desk.slip.print(session, case.id).sheet
    assert sheet is not None
    assert words_of(desk, sheet.serial)["name"] == "陈〓(U+2EBF0)"


@pytest.mark.parametrize(
    "name", ["[red]张[/x]", "'; DROP TABLE holder; --", "张" * 25, "{name}", "%(name)s", "古丽巴哈尔·艾山江"]
)
def test_strange_names_are_printed_as_data(desk: Desk, session: Session, tmp_path: Path, name: str) -> None:
    number = number_for(order=8)
    imported(desk, tmp_path, row(name, number))
    case = at_preview(desk, session, number)
    assert case.holder is not None
    assert case.holder.name == name
    sheet = desk.slip.print(session, case.id).sheet
    assert sheet is not None
    assert words_of(desk, sheet.serial)["name"] == name

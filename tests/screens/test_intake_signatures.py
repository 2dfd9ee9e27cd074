from __future__ import annotations

from dataclasses import replace

import pytest
from handy import FickleSlot, number_for

from counter.desk.desk import Desk
from counter.workflows.application import Stage
from counter.workflows.slip import Sheet

from .windows import Windows, begun, case, fits, task, walked

MINOR = number_for("20140601", 24, county="340198")
CHILD = {"present": "guardian-with-applicant", "stay_ground": "study"}


def child(windows: Windows) -> None:
    """A child with a guardian beside it, whose papers wait for signatures."""
    windows.prepare(
        "wuxi",
        lambda desk, session: walked(
            desk, session, begun(desk, session, "first-id-card", MINOR, **CHILD), Stage.SIGNATURES
        ),
    )


def signed(hands) -> list[str]:  # type: ignore[no-untyped-def]
    return [one.signed for one in case(hands).signatures]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_each_paper_is_named_with_its_article_and_signed_by_its_own_enter(
    windows: Windows, language: str
) -> None:
    windows.at(Stage.SIGNATURES)
    async with windows.open(language=language) as hands:
        fits(hands)
        for paper in case(hands).signatures:
            assert "".join(paper.paper.in_(language).split()) in task(hands)  # type: ignore[arg-type]
            assert "".join(paper.source.in_(language).split()) in task(hands)  # type: ignore[arg-type]
        await hands.press("enter")
        assert signed(hands) == ["赵试用", ""]
        assert case(hands).stage is Stage.SIGNATURES
        await hands.press("enter")
        assert case(hands).stage is Stage.FINGERPRINTS
        assert hands.pressed == 2


async def test_a_digit_signs_the_paper_it_stands_before_and_none_twice(windows: Windows) -> None:
    windows.at(Stage.SIGNATURES)
    async with windows.open() as hands:
        await hands.press("8", "2")
        assert signed(hands) == ["", "赵试用"]
        await hands.press("2")
        assert "已经签过" in hands.screen
        assert signed(hands) == ["", "赵试用"]


async def test_a_guardian_is_typed_once_and_signs_every_paper(windows: Windows) -> None:
    child(windows)
    async with windows.open() as hands:
        fits(hands)
        assert [one.by for one in case(hands).signatures] == ["guardian", "guardian"]
        await hands.press("enter")
        assert "请输入监护人的姓名" in hands.said
        await hands.press(*"赵父")
    async with windows.open() as hands:
        assert hands.field == "赵父", "a kill costs nothing"
        await hands.press("enter")
        assert signed(hands) == ["赵父", ""]
        assert hands.app.page.form is None, "the name is known by now"
        await hands.press("enter")
        assert case(hands).stage is Stage.FINGERPRINTS
        assert signed(hands) == ["赵父", "赵父"]


@pytest.mark.parametrize("name", ["[b]赵[/x]", "'; DROP TABLE fee; --", "赵\u202e父", " "])
async def test_a_signers_name_is_data(windows: Windows, name: str) -> None:
    child(windows)
    async with windows.open() as hands:
        await hands.paste(name)
        await hands.press("enter")
        fits(hands)
        assert signed(hands)[0] in {name, "赵父", ""}
        assert not name.strip() or signed(hands)[0]


async def test_the_second_visit_to_signed_papers_goes_on_with_enter(windows: Windows) -> None:
    windows.at(Stage.FINGERPRINTS)
    async with windows.open() as hands:
        await hands.press("escape")
        assert case(hands).stage is Stage.SIGNATURES
        await hands.press("enter")
        assert case(hands).stage is Stage.FINGERPRINTS


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_one_key_prints_everything_to_be_signed_and_each_sheet_is_asked_after(
    windows: Windows, language: str
) -> None:
    printer = FickleSlot()
    windows.at(Stage.SIGNATURES)
    async with windows.open(language=language, printer=printer) as hands:
        await hands.press("9")
        fits(hands)
        assert len(printer.sent) == 2
        assert "L320213990-01-20261122-0001" in hands.screen
        await hands.press("1")
        assert "L320213990-01-20261122-0002" in hands.screen
        await hands.press("1")
        fits(hands)
        assert [one.sheet.state for one in case(hands).signatures if one.sheet] == [Sheet.OUT, Sheet.OUT]
        assert signed(hands) == ["", ""], "printed is not signed"
        await hands.press("9", "2")
        assert len(printer.sent) == 3, "the first once more, for it was faint"
        await hands.press("1", "enter", "enter")
        assert case(hands).stage is Stage.FINGERPRINTS
        assert [one.sheet.serial[-4:] for one in case(hands).signatures if one.sheet] == ["0003", "0002"]


async def test_a_paper_in_a_dying_printer_is_asked_about_even_after_a_kill(windows: Windows) -> None:
    printer = FickleSlot(jammed=True)
    windows.at(Stage.SIGNATURES)
    async with windows.open(printer=printer) as hands:
        await hands.press("9")
        assert "没有确认送到打印机" in hands.said
        await hands.press("escape")
        assert "纸已经用掉" in hands.said
    printer.jammed = False
    async with windows.open(printer=printer) as hands:
        await hands.press("3", "2", "1")
        assert len(printer.sent) == 1
        assert case(hands).signatures[0].sheet is None, "a spoiled letter is void"
        await hands.press("enter")
        assert signed(hands) == ["赵试用", ""]


async def test_where_the_station_wants_it_enter_prints_before_it_has_signed(windows: Windows) -> None:
    printer = FickleSlot()
    child(windows)
    async with windows.open(printer=printer, change=wanting_print) as hands:
        await hands.press(*"赵父", "enter")
        fits(hands)
        assert len(printer.sent) == 2, "one key for all"
        await hands.press("1", "1")
        await hands.press("enter", "enter")
        assert signed(hands) == ["赵父", "赵父"]
        assert case(hands).stage is Stage.FINGERPRINTS


async def test_an_agent_without_a_power_of_attorney_takes_one_home(windows: Windows) -> None:
    printer = FickleSlot()
    told = {
        "present": "agent", "stay_ground": "residence", "mobility": "disabled", "agent_relation": "spouse",
        "household": "elsewhere", "resident_since": "2024-01-01", "stable_ahead": "yes", "smartphone": "no",
    }  # fmt: skip
    windows.prepare("beijing", lambda desk, session: begun(desk, session, "residence-permit", **told))
    async with windows.open("beijing", printer=printer) as hands:
        assert "w 打印委托书" in hands.screen
        await hands.press("w")
        fits(hands)
        await hands.press(*"钱代办", "enter", "enter")
        assert [title for _, _, title in printer.sent] == ["授权委托书"]
        await hands.press("1")
        assert case(hands).to_take[0].sheet.state is Sheet.OUT  # type: ignore[union-attr]
        assert case(hands).stage is Stage.DOCUMENTS


def wanting_print(desk: Desk) -> Desk:
    """The same desk at a station that wants papers printed before they are signed."""
    settings = desk.bench.settings
    station = replace(settings.station, print_to_sign=True)
    return Desk.on(replace(desk.bench, settings=replace(settings, station=station)))

"""Paper that belongs to no journey: numbers and their line, lists of papers, notices of an interruption, the printed ledger."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from handy import (
    AUDITOR,
    AUXILIARY,
    KEEPER,
    NOON,
    PIN,
    FickleSlot,
    HandClock,
    issued,
    officer,
    words_of,
)
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from counter.desk.desk import Desk
from counter.desk.find import NoSuchSheet
from counter.desk.laying import PrinterNotReady
from counter.desk.loose import GUIDE, LEDGER, MATERIALS, OPINION, OUTAGE, QUEUE_SLIP, RIGHTS, VISITS
from counter.desk.material_list import NoListYet
from counter.desk.outage import CAUSES, Interruption, WordsMissing
from counter.desk.queue import NobodyWaits, NoSuchNumber, WaitsAlready, first_number, letter_of, number_of
from counter.desk.rights import NotYourRole
from counter.desk.seal_ledger_paper import shortened
from counter.desk.seals import LedgerEmpty, PeriodWrong
from counter.desk.taking import NoSuchChoice
from counter.devices.ports import PrinterProblem, PrinterState
from counter.locale import Text
from counter.printing.paper import Paper
from counter.printing.press import Press
from counter.workflows.slip import Sheet
from desk.applying import ADULT, WUXI_ADULT, asked, identified
from tests.printing.conftest import with_fields


class Empty(FickleSlot):
    def check(self) -> PrinterState:
        return PrinterState(False, Text("缺纸。", "Out of paper."))


def waiting(desk: Desk) -> list[str]:
    return [one.number for one in desk.queue.show(officer(desk)).waiting]


def out(desk: Desk, serial: str) -> None:
    assert desk.loose.out(officer(desk), serial).state is Sheet.OUT


# The line ---------------------------------------------------------------------------------------------------------


def test_numbers_are_called_in_their_order_and_a_strip_names_no_citizen(
    desk: Desk, printer: FickleSlot
) -> None:
    session = officer(desk)
    first = desk.queue.take(session, "id-card")
    assert desk.queue.take(session).number == "A 002"
    assert desk.queue.take(session, paper=False).sheet is None
    assert printer.asked == ["L110108990-01-20261122-0001", "L110108990-01-20261122-0002"]
    assert first.sheet
    told = words_of(desk, first.sheet.serial)
    assert (told["number"], told["ahead"], told["window"]) == ("A 001", "0 人", "1 号窗口")
    assert words_of(desk, printer.asked[1])["ahead"] == "1 人"
    assert [desk.queue.next(session).number for _ in range(2)] == ["A 001", "A 002"]
    assert desk.queue.back(session, "a 1").state == "waiting"
    assert waiting(desk) == ["A 003", "A 001"], "who missed the call stands at the end"
    with pytest.raises(WaitsAlready):
        desk.queue.back(session, "A003")
    for wrong in ("B 001", "9", "", "优 0101-1", "优 9999-1", "x" * 99):
        with pytest.raises(NoSuchNumber):
            desk.queue.back(session, wrong)
    with pytest.raises(NoSuchChoice):
        desk.queue.take(session, "no-such-service")
    assert desk.bench.store.rebuild().differing == ()


def test_a_day_begins_with_its_own_first_number_and_an_empty_line(desk: Desk, clock: HandClock) -> None:
    session = officer(desk)
    desk.queue.take(session)
    clock.go(days=1)
    with pytest.raises(NobodyWaits):
        desk.queue.next(session)
    assert desk.queue.take(session).number == "A 001"


def test_without_paper_in_the_printer_no_number_and_no_serial_is_used(desk: Desk) -> None:
    empty = Desk.on(replace(desk.bench, printers={"thermal": Empty()}))
    with pytest.raises(PrinterNotReady, match="缺纸"):
        empty.queue.take(officer(desk))
    assert waiting(desk) == []
    assert empty.queue.take(officer(desk), paper=False).number == "A 001"


def test_a_strip_that_failed_is_not_sent_again_by_itself(desk: Desk, printer: FickleSlot) -> None:
    session = officer(desk)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        desk.queue.take(session)
    printer.jammed = False
    view = desk.queue.print(session, "1")
    assert view.sheet
    assert view.sheet.state is Sheet.RESERVED
    assert printer.asked == [view.sheet.serial], "asking is no sending"
    desk.loose.send_again(session, view.sheet.serial)
    desk.loose.out(session, view.sheet.serial, good=False, reason="卡纸")
    again = desk.queue.print(session, "1").sheet
    assert again
    assert again.replaces == view.sheet.serial
    out(desk, again.serial)
    third = desk.queue.print(session, "1").sheet
    assert third
    assert desk.loose.show(session, again.serial).state is Sheet.VOIDED, "one number, one strip that counts"
    slip = issued(desk, session).sheet
    assert slip
    with pytest.raises(NoSuchSheet):
        desk.loose.out(session, slip.serial)


def test_strips_are_in_no_list_and_no_book_of_sheets_but_can_be_found(desk: Desk) -> None:
    session = officer(desk)
    strip = desk.queue.take(session).sheet
    spoiled = desk.queue.take(session).sheet
    assert strip
    assert spoiled
    desk.loose.out(session, spoiled.serial, good=False, reason="卡纸")
    assert desk.find.today(session).sheets == ()
    assert desk.find.today(session).voided == 0
    assert desk.find.sheet(session, strip.serial).form == QUEUE_SLIP
    books = desk.day.show(session).books
    assert (books.unresolved, books.voided) == (0, 0)
    assert desk.day.close(session, cash=0, spoiled=0).differences == ()
    assert desk.archive.sign(session).signed == ()


@given(st.integers(1, 99), st.integers(1, 9999))
def test_a_number_has_the_letter_of_its_terminal_alone(terminal: int, n: int) -> None:
    number = number_of(terminal, n)
    assert number.startswith(letter_of(terminal))
    assert int(number.removeprefix(letter_of(terminal))) == n
    assert len({letter_of(one) for one in range(1, 100)}) == 99


# Notices of an interruption ---------------------------------------------------------------------------------------


def test_a_notice_promises_a_number_that_is_served_first_on_another_day(desk: Desk, clock: HandClock) -> None:
    session = officer(desk)
    sheets = []
    for cause in CAUSES[:2]:
        sheet = desk.outage.print(session, cause.offered, NOON - timedelta(hours=1))
        assert desk.outage.print(session, cause.offered) == sheet, "one in doubt at a time"
        out(desk, sheet.serial)
        sheets.append(words_of(desk, sheet.serial))
    day = clock.today()
    assert [told["priority"] for told in sheets] == [first_number(day, 1), first_number(day, 2)]
    assert sheets[0]["since"] == "2026年11月22日 11时00分"
    assert sheets[0]["phone"] == desk.bench.settings.station.phone
    assert sheets[0]["sites.1.name"]
    assert waiting(desk) == [], "who went home does not wait"
    clock.go(days=3)
    desk.queue.take(session)
    assert desk.queue.back(session, "优 1122-2").first
    assert waiting(desk) == ["优 1122-02", "A 001"]
    assert desk.bench.store.rebuild().differing == ()


def test_a_notice_says_why_and_what_is_not_possible(desk: Desk, printer: FickleSlot) -> None:
    for told in (Interruption("", "全部", ""), Interruption("停电", " ", "")):
        with pytest.raises(WordsMissing):
            desk.outage.print(officer(desk), told)
    assert printer.asked == []
    plain = desk.outage.print(officer(desk), Interruption("停电", "全部", ""), priority=False)
    assert words_of(desk, plain.serial)["priority"] == ""


# The list of papers -----------------------------------------------------------------------------------------------


def test_the_list_of_papers_says_what_how_many_and_who_issues_it(wuxi: Desk, printer: FickleSlot) -> None:
    session = officer(wuxi)
    view = identified(wuxi, session, ADULT)
    with pytest.raises(NoListYet):
        wuxi.materials.print(session, view.id)
    view = asked(wuxi, session, view, "first-id-card", WUXI_ADULT)
    view = wuxi.checklist.mark(session, view.id, view.checklist[0].papers[0].code, "seen")
    sheet = wuxi.materials.print(session, view.id)
    assert wuxi.materials.print(session, view.id) == sheet
    told = words_of(wuxi, sheet.serial)
    rows = [told[f"materials.{n}.paper"] for n in range(1, len(view.checklist) + 1)]
    for row, demand in zip(rows, view.checklist, strict=True):
        assert all(paper.issuer.zh in row for paper in demand.papers)
        assert ("已查验" in row) == (not demand.missing)
    assert "任选其一：" in rows[1]
    assert told["time-and-fee"].startswith("今天受理的，办结期限：")
    assert view.person
    assert view.person.name not in "".join(told.values())
    assert len(printer.asked) == 1


# The printed ledger -----------------------------------------------------------------------------------------------


def test_the_ledger_of_a_period_has_every_use_its_people_and_totals(desk: Desk, clock: HandClock) -> None:
    session, first = officer(desk), clock.today()
    for _ in range(16):
        assert issued(desk, session)
    clock.go(days=1)
    issued(desk, session)
    keeper = desk.people.sign_in(KEEPER, PIN)
    with pytest.raises(PeriodWrong):
        desk.seals.print(keeper, clock.today(), first)
    with pytest.raises(LedgerEmpty):
        desk.seals.print(keeper, date(2020, 1, 1))
    sheet = desk.seals.print(keeper, first, clock.today())
    told = words_of(desk, sheet.serial)
    assert (told["count"], told["keeper"], told["clerk"]) == ("17 次", "沈文博 0601", "沈文博 0601")
    assert told["totals"] == "按事项：北京市居住证(卡)确认单 17。按用印人：王思远 0337 17。打坏、作废 0。"
    assert told["uses.17.stamped-by"] == "王思远 0337"
    assert told["uses.1.person"] == "李**"
    assert told["uses.17.used-at"].startswith("11月23日")
    assert desk.loose.out(keeper, sheet.serial).state is Sheet.OUT
    assert desk.seals.print(desk.people.sign_in(AUDITOR, PIN), first).serial
    with pytest.raises(NotYourRole):
        desk.seals.print(desk.people.sign_in(AUXILIARY, PIN), first)


@pytest.mark.parametrize(
    ("name", "short"),
    [("李𠅤", "李**"), ("古丽巴哈尔·艾山江", "古丽巴哈尔·艾**"), ("欧阳某某", "欧**"), ("", "")],
)
def test_names_are_shortened(name: str, short: str) -> None:
    assert shortened(name) == short


# The widest of everything on paper --------------------------------------------------------------------------------


LONGEST = "乌鲁木齐市公安局高新技术产业开发区(新市区)分局二工乡派出所户籍窗口"
SERIAL = "L888888888-88-20281228-8888"


def widest(press: Press, form: str, rows: int) -> Paper:
    """A sheet with the longest words that a station can have, and many rows."""
    words = {
        "station": LONGEST, "service": "户口登记项目变更（出生日期、民族、姓名）、更正和补登", "ahead": "188 人",
        "taken-at": "2028年12月28日 20时58分", "number": "T88 888",
    }  # fmt: skip
    paper = press.forms[form].sample()
    known = {code for code, _ in paper.fields}
    paper = with_fields(paper, **{code: text for code, text in words.items() if code in known})
    if rows:
        kept = [one for one in paper.fields if not one[0].startswith("materials.")]
        texts = [("𬭎、㛃、𫖯三字的证明；" * (n % 5 + 1)) + "原件，另留复印件 2 份" for n in range(rows)]
        cells = [
            (f"materials.{n}.{c}", t)
            for n, x in enumerate(texts, 1)
            for c, t in (("number", str(n)), ("paper", x))
        ]
        paper = replace(paper, fields=(*kept, *cells))
    return replace(paper, serial=SERIAL)


@pytest.mark.component
@pytest.mark.parametrize(("form", "rows"), [(QUEUE_SLIP, 0), (MATERIALS, 1), (MATERIALS, 20)])
def test_the_longest_strip_is_whole_in_dots(press: Press, tmp_path: Path, form: str, rows: int) -> None:
    """Every word stands in the PDF, no ink touches the edges, and the dots are as long as the page."""
    paper = widest(press, form, rows)
    pdf = press.pdf(paper)
    (tmp_path / "s.pdf").write_bytes(pdf)
    text = subprocess.run(
        ["pdftotext", "s.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    said = "".join(text.stdout.split())
    for _, words in paper.fields:
        assert all(character in said for character in "".join(words.split()))
    assert SERIAL in said
    dots = Image.open(io.BytesIO(press.raster(paper).png())).convert("L")
    left, _, right, bottom = dots.point(lambda light: 255 - light).getbbox() or (0, 0, 0, 0)
    assert left >= 8
    assert right <= dots.width - 8
    assert bottom < dots.height


def test_every_such_sheet_says_who_may_print_it(press: Press) -> None:
    assert set(RIGHTS) == {QUEUE_SLIP, MATERIALS, OUTAGE, LEDGER, VISITS, OPINION, GUIDE}
    assert {form for form in RIGHTS if press.forms[form].roll} == {QUEUE_SLIP, MATERIALS}
    assert all(press.forms[form].seal is None for form in RIGHTS)

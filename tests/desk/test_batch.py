"""Slips from a list: none twice, none missing, and what is not issued comes back with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from handy import GULI, LI, STRANGER, FickleSlot, HandClock, beside, issued, officer

from counter.desk.batch_lines import ListUnreadable
from counter.desk.batch_views import LeftNotKept, SheetUnsure
from counter.desk.desk import Desk
from counter.devices.ports import PrinterProblem
from counter.workflows.slip import Sheet, Step

ZHAO, CANCELLED = "410198197509230271", "410198199506060640"
ALL = (LI, GULI, ZHAO)


def a_list(folder: Path, *lines: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(["公民身份号码,出示证件,已核对", *lines]) + "\n", encoding="utf-8")
    return path


def good(folder: Path, *numbers: str) -> Path:
    return a_list(folder, *(f"{number},household-book,是" for number in numbers))


def test_every_line_gets_a_sheet_of_its_own_and_a_second_run_none(
    desk: Desk, printer: FickleSlot, tmp_path: Path
) -> None:
    session, path, told = officer(desk), good(tmp_path, *ALL), []
    done = desk.batch.issue(session, path, progress=lambda at, of: told.append((at, of)))
    assert (len(done.issued), done.before, done.left, done.file) == (3, 0, (), None)
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert printer.asked == list(done.issued)
    again = desk.batch.issue(session, path)
    assert (again.issued, again.before) == ((), 3)
    assert len(printer.asked) == 3
    assert [desk.find.sheet(session, serial).state for serial in done.issued] == [Sheet.SENT] * 3
    assert len(desk.seals.ledger(session).uses) == 3
    assert not desk.bench.store.rebuild().differing


def test_a_slip_of_a_list_is_the_slip_of_the_window(desk: Desk, tmp_path: Path) -> None:
    session = officer(desk)
    at_window = issued(desk, session).sheet
    (listed,) = desk.batch.issue(session, a_list(tmp_path, f"{LI},2,是")).issued
    assert at_window
    with desk.bench.store.reading() as db:
        from counter.store import cases

        first, second = cases.sheet(db, at_window.serial), cases.sheet(db, listed)
    assert first
    assert second
    assert dict(first.fields) == dict(second.fields)
    assert first.seal == second.seal


def test_a_list_waits_on_no_page_and_is_settled_at_once(desk: Desk, tmp_path: Path) -> None:
    session, path = officer(desk), good(tmp_path, *ALL)
    first, second, third = desk.batch.issue(session, path).issued
    assert desk.slip.resume(session) is None
    assert desk.find.today(session).open_cases == ()
    done = desk.batch.settle(session, path, spoiled=[second], reason="卡纸")
    assert (done.out, done.spoiled, done.open) == (2, 1, ())
    states = [desk.find.sheet(session, serial).state for serial in (first, second, third)]
    assert states == [Sheet.OUT, Sheet.SPOILED, Sheet.OUT]
    (waiting,) = desk.find.today(session).open_cases
    assert waiting.step is Step.SPOILED
    again = desk.slip.reprint(session, waiting.id, beside(desk, session)).sheet
    assert again
    assert again.replaces == second
    assert desk.batch.issue(session, path).issued == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{CANCELLED},household-book,是", "第270号"),
        (f"{STRANGER},household-book,是", "没有本人的"),
        (f"{LI},screenshot,是", "截屏"),
        (f"{LI},agent,是", "本人"),
        (f"{LI},passport,是", "passport"),
        (f"{LI},household-book,", "核对"),
        ("13019819880512013X,household-book,是", "校验"),
        ("[bold]x[/],household-book,是", "号"),
    ],
)
def test_what_is_not_issued_says_why_and_costs_the_others_nothing(
    desk: Desk, tmp_path: Path, line: str, words: str
) -> None:
    session, path = officer(desk), a_list(tmp_path, line, f"{GULI},household-book,是")
    done = desk.batch.issue(session, path)
    assert len(done.issued) == 1
    (left,) = done.left
    assert left.asked.line == 2
    assert words in left.reason.zh
    assert done.file == tmp_path / "list.left.csv"
    assert line.split(",", maxsplit=1)[0] in done.file.read_text(encoding="utf-8")


def test_the_file_of_lines_left_is_a_list_itself_and_never_written_over(desk: Desk, tmp_path: Path) -> None:
    session = officer(desk)
    path = a_list(tmp_path, f"{LI},household-book,否", f"{LI},household-book,是")
    first = desk.batch.issue(session, path)
    assert [left.asked.line for left in first.left] == [2, 3], "one number, two lines: neither is guessed at"
    assert first.file
    mended = first.file.read_text(encoding="utf-8").replace("否", "是")
    first.file.write_text(mended, encoding="utf-8")
    second = desk.batch.issue(session, path)
    assert second.file
    assert second.file != first.file
    done = desk.batch.issue(session, first.file, "list.csv")
    assert len(done.issued) == 1


def test_a_printer_that_fails_leaves_one_sheet_in_doubt_and_nothing_is_sent_again_silently(
    desk: Desk, printer: FickleSlot, tmp_path: Path
) -> None:
    session, path = officer(desk), good(tmp_path, *ALL)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        desk.batch.issue(session, path)
    printer.jammed = False
    with pytest.raises(SheetUnsure) as unsure:
        desk.batch.issue(session, path)
    (asked,) = printer.asked
    assert asked in unsure.value.said("zh")
    done = desk.batch.issue(session, path, unsure="resend")
    assert (len(done.issued), done.before) == (2, 1)
    assert printer.asked == [asked, asked, *done.issued]


def test_a_sheet_that_came_out_all_the_same_is_not_printed_again(
    desk: Desk, printer: FickleSlot, tmp_path: Path
) -> None:
    session, path = officer(desk), good(tmp_path, LI, GULI)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        desk.batch.issue(session, path)
    printer.jammed = False
    done = desk.batch.issue(session, path, unsure="out")
    assert (len(done.issued), done.before) == (1, 1)
    assert len(printer.asked) == 2
    assert desk.find.sheet(session, printer.asked[0]).state is Sheet.OUT


def test_another_list_or_another_name_is_another_run(desk: Desk, clock: HandClock, tmp_path: Path) -> None:
    session, path = officer(desk), good(tmp_path, LI)
    desk.batch.issue(session, path)
    clock.go(days=30)
    assert desk.batch.issue(session, path).before == 1
    assert len(desk.batch.issue(session, path, "December").issued) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("number,shown\n1,2\n", "read_back"),
        ('{"number": "1"}\n', "read_back"),
        ("[1]\n", "不是对象"),
        ("{]\n", "不是 JSON"),
    ],
)
def test_a_file_that_is_no_list_is_told(desk: Desk, tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / ("list.csv" if text.startswith("n") else "list.jsonl")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ListUnreadable) as problem:
        desk.batch.issue(officer(desk), path)
    assert words in problem.value.said("zh")


def test_an_empty_list_a_folder_and_no_file_are_told_as_a_list(desk: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"\xff\xfe\x00")
    for path, words in (
        (empty, "没有一行名单"), (tmp_path, "这是文件夹，不是文件"), (tmp_path / "none.csv", "没有这个文件"),
    ):  # fmt: skip
        with pytest.raises(ListUnreadable) as problem:
            desk.batch.issue(officer(desk), path)
        assert words in problem.value.said("zh")


def test_a_folder_that_takes_no_file_is_told_after_the_printing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("counter.desk.batch.lay_beside", refuse)
    with pytest.raises(LeftNotKept):
        desk.batch.issue(officer(desk), a_list(tmp_path, f"{LI},2,是", f"{STRANGER},2,是"))
    assert desk.batch.issue(officer(desk), good(tmp_path, LI)).before == 1

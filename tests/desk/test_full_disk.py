"""A disk that fills up while paper comes out: no sheet that is not in the books, no second one beside it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from handy import FickleSlot, at_preview, issued

from counter.desk.close_day import DayDiffers
from counter.desk.desk import Desk
from counter.desk.laying import SentUnrecorded
from counter.desk.views import Session
from counter.devices.ports import PrinterProblem, PrintReceipt
from counter.store import cases
from counter.store.room import BYTES, NoRoom, Room
from counter.workflows.slip import Sheet, Step

NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]
"""A mount of one's own, without any rights."""

LEVELS = """
import json, os, shutil, subprocess, sys
from pathlib import Path
from handy import FickleSlot, HandClock, issued, officer
from counter.build import open_desk
from counter.errors import CounterError
from counter.places import Places, data_dir
from counter.store import cases

made, disk, told = Path(sys.argv[1]), Path(sys.argv[2]), []
for left in range(60, 150, 6):
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=True)
    home, printer = disk / "home", FickleSlot()
    shutil.copytree(made, home)
    desk = open_desk(Places(home, data_dir()), HandClock(), printer)
    session, said = officer(desk), []
    issued(desk, session)
    free = os.statvfs(disk)
    with open(disk / "full", "wb") as other:
        other.write(bytes(max(0, free.f_bavail * free.f_frsize - left * 1024)))
    for _ in range(3):
        try:
            issued(desk, session)
        except CounterError as problem:
            said.append(problem.code)
            assert "磁盘已满" in problem.said("zh")
    with desk.bench.store.reading() as db:
        states = [cases.sheet(db, serial).state for serial in printer.asked]
    told.append([left, states, said, (home / "counter.db.room").exists()])
    (disk / "full").unlink()
    issued(desk, session)
    assert desk.bench.store.verify() == ()
    desk.close()
    subprocess.run(["umount", str(disk)], check=True)
print(json.dumps(told))
"""


def _mounts() -> bool:
    """Whether somebody without rights may mount here, as kernels and containers differ in it."""
    if shutil.which("unshare") is None:
        return False
    trial = [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


if (
    _mounts()
):  # elsewhere the faults of SQLite below stand for a disk; nothing is counted as tried that was not

    def test_on_a_disk_that_fills_up_every_sheet_of_paper_is_in_the_books(
        made_station: Path, tmp_path: Path
    ) -> None:
        disk = tmp_path / "disk"
        disk.mkdir()
        program = [*NAMESPACE, sys.executable, "-c", LEVELS, str(made_station), str(disk)]
        paths = {
            "PYTHONPATH": f"{Path(__file__).parents[1]}:{Path(__file__).parents[2]}",
            "PATH": "/usr/bin:/bin",
        }
        done = subprocess.run(program, capture_output=True, text=True, check=True, env=paths)
        levels = json.loads(done.stdout)
        for left, states, said, _ in levels:
            assert set(states) <= {"sent", "out"}, (left, states)
            assert set(said) <= {"disk-refused", "no-room"}, (left, said)
        assert any(not stands for *_, stands in levels), "at some level the kept room was needed"
        assert any("no-room" in said for _, _, said, _ in levels), "and nothing was printed after that"


def writable(desk: Desk, *, yes: bool) -> None:
    """Let the store be written, or have the disk refuse it whatever room there is."""
    with desk.bench.store.reading() as db:
        db.execute(f"PRAGMA query_only = {'OFF' if yes else 'ON'}")


def room_of(desk: Desk) -> Room:
    return Room.beside(desk.bench.store.engine.path)


def test_what_could_not_be_recorded_is_told_and_the_same_serial_goes_on(
    desk: Desk, session: Session, printer: FickleSlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, take = at_preview(desk, session), printer.send

    def take_and_fail(serial: str, pdf: bytes, title: str) -> PrintReceipt:
        writable(desk, yes=False)
        return take(serial, pdf, title)

    with monkeypatch.context() as patch:
        patch.setattr(printer, "send", take_and_fail)
        with pytest.raises(SentUnrecorded) as caught:
            desk.slip.print(session, case.id)
    (serial,) = printer.asked
    assert f"打印机已收下 {serial}" in caught.value.said()
    assert "只能读，不能写。" in caught.value.said()
    assert "不要另开一张" in caught.value.said()
    writable(desk, yes=True)
    case = desk.find.case(session, case.id)
    assert case.sheet is not None
    assert (case.step, case.sheet.serial, case.sheet.state) == (Step.CAME_OUT, serial, Sheet.RESERVED)
    case = desk.slip.resend(session, case.id)
    assert case.sheet is not None
    assert (printer.asked, case.sheet.state) == ([serial, serial], Sheet.SENT)
    assert not desk.slip.good(session, case.id).open


def test_the_day_tells_which_sheet_waits_for_its_outcome(
    desk: Desk, session: Session, printer: FickleSlot
) -> None:
    issued(desk, session)
    printer.jammed = True
    for _ in range(2):
        with pytest.raises(PrinterProblem):
            desk.slip.print(session, at_preview(desk, session).id)
    with pytest.raises(DayDiffers) as caught:
        desk.day.close(session, cash=0, spoiled=0)
    listed = "、".join(printer.asked[1:])
    assert f"2 张纸未登记是否出纸：{listed}。" in caught.value.said()
    assert desk.day.show(session).books.untold == tuple(printer.asked[1:])


def test_without_room_nothing_is_printed_and_no_serial_is_used(
    desk: Desk, session: Session, printer: FickleSlot
) -> None:
    case, room = at_preview(desk, session), room_of(desk)
    room.path.mkdir()  # whatever the reason, the room cannot be had
    with pytest.raises(NoRoom) as caught:
        desk.slip.print(session, case.id)
    assert "没有打印" in caught.value.said()
    assert printer.asked == []
    assert desk.find.case(session, case.id).step is Step.PREVIEW
    room.path.rmdir()
    sheet = desk.slip.print(session, case.id).sheet
    assert sheet is not None
    assert sheet.serial.endswith("-0001")
    assert room.path.stat().st_size == BYTES


def test_a_reserved_sheet_waits_for_room_and_then_goes_out_under_its_serial(
    desk: Desk, session: Session, printer: FickleSlot
) -> None:
    case, room = at_preview(desk, session), room_of(desk)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        desk.slip.print(session, case.id)
    printer.jammed = False
    room.give()
    room.path.mkdir()
    with pytest.raises(NoRoom):
        desk.slip.resend(session, case.id)
    assert len(printer.asked) == 1
    room.path.rmdir()
    sheet = desk.slip.resend(session, case.id).sheet
    assert sheet is not None
    assert printer.asked == [sheet.serial] * 2
    with desk.bench.store.reading() as db:
        kept = cases.sheet(db, sheet.serial)
    assert kept is not None
    assert kept.state == Sheet.SENT

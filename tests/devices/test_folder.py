from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.devices.folder import FolderNotWritable, FolderPrinter, SerialNotAName, SheetTaken
from counter.devices.ports import Printer, PrinterProblem

SERIAL = "L110108990-01-20261122-0001"
PDF = b"%PDF-1.7 one sheet"


@pytest.fixture
def printer(tmp_path: Path) -> FolderPrinter:
    return FolderPrinter(tmp_path / "paper")


def files(printer: FolderPrinter) -> set[str]:
    return {file.name for file in printer.folder.iterdir()}


def test_a_sheet_is_laid_down_with_its_state(printer: FolderPrinter) -> None:
    receipt = printer.send(SERIAL, PDF, "确认单")
    assert (printer.folder / f"{SERIAL}.pdf").read_bytes() == PDF
    state = json.loads((printer.folder / f"{SERIAL}.json").read_text(encoding="utf-8"))
    assert state == {
        "serial": SERIAL,
        "title": "确认单",
        "state": "sent",
        "sha256": hashlib.sha256(PDF).hexdigest(),
        "bytes": len(PDF),
    }
    assert receipt.sha256 == state["sha256"]
    assert receipt.job == f"{SERIAL}.pdf"
    assert files(printer) == {f"{SERIAL}.pdf", f"{SERIAL}.json"}


def test_the_same_sheet_may_be_sent_again(printer: FolderPrinter) -> None:
    assert printer.send(SERIAL, PDF, "确认单") == printer.send(SERIAL, PDF, "确认单")
    assert len(files(printer)) == 2


def test_a_different_sheet_of_the_same_serial_is_refused(printer: FolderPrinter) -> None:
    printer.send(SERIAL, PDF, "确认单")
    with pytest.raises(SheetTaken) as caught:
        printer.send(SERIAL, b"%PDF-1.7 another", "确认单")
    assert SERIAL in str(caught.value)
    assert (printer.folder / f"{SERIAL}.pdf").read_bytes() == PDF
    assert len(files(printer)) == 2


@pytest.mark.parametrize(
    "serial", ["", "../x", "a/b", "张三", "a b", ".hidden", "-x", "x-", "a\n", "a\x00", "A" * 101, "CON.txt"]
)
def test_a_serial_that_may_not_name_a_file_is_refused(printer: FolderPrinter, serial: str) -> None:
    with pytest.raises(SerialNotAName):
        printer.send(serial, PDF, "确认单")
    assert not printer.folder.exists() or files(printer) == set()


@given(serial=st.text(max_size=30))
def test_no_serial_leaves_the_folder(tmp_path_factory: pytest.TempPathFactory, serial: str) -> None:
    room = tmp_path_factory.mktemp("room")
    printer = FolderPrinter(room / "paper")
    try:
        printer.send(serial, PDF, "确认单")
    except PrinterProblem:
        return
    assert {file.name for file in room.iterdir()} == {"paper"}
    assert files(printer) == {f"{serial}.pdf", f"{serial}.json"}


def test_a_power_cut_before_the_name_leaves_nothing_and_one_before_the_state_is_mended(
    printer: FolderPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, calls = os.link, []

    def cut(source: str, target: Path) -> None:
        calls.append(target)
        if len(calls) in (1, 3):
            raise OSError(5, "Input/output error")
        link(source, target)

    monkeypatch.setattr(os, "link", cut)
    with pytest.raises(FolderNotWritable):
        printer.send(SERIAL, PDF, "确认单")
    assert files(printer) == set()
    with pytest.raises(FolderNotWritable):
        printer.send(SERIAL, PDF, "确认单")
    assert files(printer) == {f"{SERIAL}.pdf"}
    printer.send(SERIAL, PDF, "确认单")
    assert files(printer) == {f"{SERIAL}.pdf", f"{SERIAL}.json"}


def test_a_stick_without_hard_links_serves_as_well(
    printer: FolderPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(source: str, target: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert printer.send(SERIAL, PDF, "确认单") == printer.send(SERIAL, PDF, "确认单")
    with pytest.raises(SheetTaken):
        printer.send(SERIAL, b"%PDF-1.7 another", "确认单")
    assert files(printer) == {f"{SERIAL}.pdf", f"{SERIAL}.json"}
    assert (printer.folder / f"{SERIAL}.pdf").read_bytes() == PDF


def test_bytes_and_names_are_on_the_disk_before_the_receipt(
    printer: FolderPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, link = os.fsync, os.link

    def note_fsync(handle: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def note_link(source: str, target: Path) -> None:
        order.append("name")
        link(source, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "link", note_link)
    printer.send(SERIAL, PDF, "确认单")
    assert order == ["file", "name", "folder"] * 2


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    printer = FolderPrinter(tmp_path / "file" / "paper")
    state = printer.check()
    assert not state.ready
    assert str(printer.folder) in state.text.zh
    with pytest.raises(FolderNotWritable):
        printer.send(SERIAL, PDF, "确认单")


def test_a_ready_folder_says_so_and_stays_clean(printer: FolderPrinter) -> None:
    assert printer.check().ready
    assert files(printer) == set()


def test_it_is_a_printer(printer: FolderPrinter) -> None:
    port: Printer = printer
    assert port.name


def test_devices_load_without_third_party_libraries() -> None:
    program = (
        "import sys; before = set(sys.modules); import counter.devices.folder, counter.devices.dummy;"
        "print(*{m.split('.')[0] for m in set(sys.modules) - before} - set(sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["counter"]

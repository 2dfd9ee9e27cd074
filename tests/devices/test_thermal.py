"""A thermal printer on a real line: what arrives is read back into a picture, dot for dot; and every way it can fail."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from counter.devices.escpos_status import trouble_in
from counter.devices.ipp_following import CancellingPrinter, FollowingPrinter, JobPhase
from counter.devices.ipp_printer import IppPrinter
from counter.devices.ipp_problems import SentUnclear
from counter.devices.ipp_troubles import Trouble
from counter.devices.ports import PrinterProblem
from counter.devices.thermal import NoThermalPrinter, ThermalPrinter, Waits
from counter.devices.thermal_address import NotAThermalAddress, Port, thermal_address
from counter.devices.thermal_problems import (
    NotADevice,
    NotAThermalPrinter,
    NoThermal,
    ThermalAway,
    ThermalBusy,
    ThermalStopped,
)
from counter.printing.press import Press
from counter.printing.raster import DOTS, raster
from tests.devices.ipp_rig import free_port
from tests.devices.thermal_rig import (
    CUTTER,
    LID_OPEN,
    NO_PAPER,
    PAPER_LOW,
    WELL,
    Head,
    Slot,
    listening,
    pipe,
    serial_line,
)

QUICK = Waits(status=2.0, strip=20.0, end=2.0, look=0.01, blocked=60.0)
TITLE = "排队号"


def escpos(pdf: bytes) -> bytes:
    return raster(pdf).escpos()


def printer(uri: str, waits: Waits = QUICK) -> ThermalPrinter:
    return ThermalPrinter.at(uri, escpos, waits=waits)


@pytest.fixture
def slot() -> Iterator[Slot]:
    with listening() as one:
        yield one


@pytest.fixture(scope="module")
def slip() -> bytes:
    from counter.places import data_dir

    press = Press(data_dir())
    return press.pdf(press.forms["queue-slip"].sample())


def until(true: Callable[[], bool]) -> None:
    """What the printer got is worked off in its own time."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def same(strip: Image.Image, pdf: bytes) -> bool:
    """Every dot that came is the dot that was drawn."""
    wanted = raster(pdf)
    return strip.size == (DOTS, wanted.height) and strip.tobytes() == bytes(b ^ 0xFF for b in wanted.rows)


@pytest.mark.parametrize("kind", ["socket", "serial", "pipe"])
def test_every_dot_of_a_strip_comes_out_once(slip: bytes, tmp_path: Path, kind: str) -> None:
    head = Head()
    ways = {
        "socket": listening(head),
        "serial": serial_line(head),
        "pipe": pipe(tmp_path / "lp0", head),
    }
    with ways[kind] as way:
        one = printer(way.uri if isinstance(way, Slot) else str(way))
        assert one.check().ready
        assert ("不报告" in one.check().text.zh) == (kind == "pipe"), "a pipe has no way back"
        receipt = one.send("L110108990-01-20261122-0001", slip, TITLE)
        until(lambda: len(head.strips) == 1)
        states = [state.phase for state in one.follow("L110108990-01-20261122-0001", receipt.job)]
    assert states == ([] if kind == "pipe" else [JobPhase.DONE])
    assert same(head.strips[0], slip)
    assert head.unknown == b"", "nothing but commands and dots went over the line"


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        (WELL, None),
        (NO_PAPER, Trouble.OUT_OF_PAPER),
        (LID_OPEN, Trouble.COVER_OPEN),
        (CUTTER, Trouble.FAULT),
        (PAPER_LOW, Trouble.PAPER_LOW),
        (WELL | {1: 0x1A}, Trouble.OFFLINE),
    ],
)
def test_status_bytes_are_read_as_the_reference_has_them(
    told: dict[int, int], trouble: Trouble | None
) -> None:
    assert trouble_in(bytes(told[n] for n in (1, 2, 3, 4))) is trouble


@pytest.mark.parametrize(("told", "words"), [(NO_PAPER, "缺纸"), (LID_OPEN, "盖子开着"), (CUTTER, "故障")])
def test_a_printer_that_cannot_print_gets_nothing(
    slot: Slot, slip: bytes, told: dict[int, int], words: str
) -> None:
    slot.head.told = dict(told)
    state = printer(slot.uri).check()
    assert not state.ready
    assert words in state.text.zh
    with pytest.raises(ThermalStopped, match=words):
        printer(slot.uri).send("S-1", slip, TITLE)
    assert (slot.head.rows, slot.head.strips) == (b"", [])


def test_paper_that_is_nearly_used_up_is_told_and_stops_nothing(slot: Slot, slip: bytes) -> None:
    slot.head.told = dict(PAPER_LOW)
    state = printer(slot.uri).check()
    assert state.ready
    assert "纸" in state.text.zh
    printer(slot.uri).send("S-1", slip, TITLE)
    until(lambda: len(slot.head.strips) == 1)


def test_a_strip_waits_for_paper_and_is_followed_until_it_is_out(slot: Slot, slip: bytes) -> None:
    one = printer(slot.uri)
    receipt = one.send("S-1", slip, TITLE)
    slot.head.told = dict(NO_PAPER)
    states = one.follow("S-1", receipt.job)
    first = next(states)
    assert (first.phase, first.trouble) == (JobPhase.BLOCKED, Trouble.OUT_OF_PAPER)
    slot.head.told = dict(WELL)
    assert [state.phase for state in states][-1] is JobPhase.DONE
    assert len(slot.head.strips) == 1, "following sends nothing"


def test_a_printer_that_is_away_or_no_device_is_told_and_nothing_is_sent(slip: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"kept")
    os.mkfifo(tmp_path / "nobody-reads")
    away = {
        f"socket://127.0.0.1:{free_port()}": ThermalAway,
        str(tmp_path / "lp9"): ThermalAway,
        str(tmp_path / "nobody-reads"): ThermalAway,
        str(tmp_path / "file"): NotADevice,
        str(tmp_path): NotADevice,
    }
    for uri, problem in away.items():
        state = printer(uri).check()
        assert not state.ready
        assert uri.removeprefix("socket://") in state.text.zh
        assert not re.search("[a-z]{4}", state.text.zh.replace(uri.removeprefix("socket://"), "")), (
            "Chinese alone"
        )
        with pytest.raises(problem):
            printer(uri).send("S-1", slip, TITLE)
    assert (tmp_path / "file").read_bytes() == b"kept"


def test_a_connection_cut_in_the_middle_is_unclear_and_never_tried_again(slot: Slot, slip: bytes) -> None:
    slot.cut_after = 20_000
    long = ThermalPrinter.at(
        slot.uri, lambda pdf: escpos(pdf) * 200, waits=QUICK
    )  # no buffer on the way takes it whole
    with pytest.raises(SentUnclear):
        long.send("S-1", slip, TITLE)
    assert slot.visits == 1
    assert slot.head.strips == []


def test_a_printer_that_takes_no_byte_is_given_up_in_time(slot: Slot, slip: bytes) -> None:
    slot.deaf = True
    slot.head.silent = True
    hasty = replace(QUICK, status=0.05, strip=0.2)
    big = ThermalPrinter.at(slot.uri, lambda pdf: escpos(pdf) * 200, waits=hasty)
    with pytest.raises((SentUnclear, ThermalBusy)):
        big.send("S-1", slip, TITLE)
    assert slot.head.strips == []


@pytest.mark.parametrize(
    "other", [b"HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n26", b"r", b"220 mail ready\r\n"]
)
def test_what_is_no_printer_is_told_from_one_by_its_answer(slot: Slot, slip: bytes, other: bytes) -> None:
    slot.other = other
    one = printer(slot.uri, replace(QUICK, status=0.1))
    if other == b"r":
        assert one.check().ready, "too little to tell"
        return
    assert "不是热敏打印机" in one.check().text.zh
    with pytest.raises(NotAThermalPrinter):
        one.send("S-1", slip, TITLE)


def test_a_status_behind_a_late_answer_is_found(slot: Slot) -> None:
    slot.other = b"\x00" + bytes(NO_PAPER[n] for n in (1, 2, 3, 4))
    assert "缺纸" in printer(slot.uri).check().text.zh


def test_a_silent_printer_is_believed_and_followed_by_nobody(slot: Slot, slip: bytes) -> None:
    slot.head.silent = True
    one = printer(slot.uri, replace(QUICK, status=0.05))
    assert one.check().ready
    receipt = one.send("S-1", slip, TITLE)
    assert list(one.follow("S-1", receipt.job)) == []
    until(lambda: len(slot.head.strips) == 1)


def test_a_strip_is_followed_though_nobody_can_call_it_back(slot: Slot) -> None:
    """The desk asks each printer by its face: a thermal one numbers no jobs, a queue does."""
    strips, queue = printer(slot.uri), IppPrinter.at("ipp://localhost/printers/slips")
    assert isinstance(strips, FollowingPrinter)
    assert not isinstance(strips, CancellingPrinter)
    assert isinstance(queue, FollowingPrinter)
    assert isinstance(queue, CancellingPrinter)


def test_addresses() -> None:
    assert thermal_address("/dev/usb/lp0") == Path("/dev/usb/lp0")
    assert thermal_address("socket://10.0.8.30") == Port("10.0.8.30", 9100)
    assert str(thermal_address("socket://[::1]:9101")) == "[::1]:9101"
    for wrong in (
        "socket://",
        "socket://a:0",
        "socket://a:99999",
        "socket://u@h:1",
        "socket://h/x",
        "lp0",
        "/dev/ lp",
        "socket://h?x",
    ):
        with pytest.raises(NotAThermalAddress):
            thermal_address(wrong)


def test_a_station_without_one_says_what_to_do(slip: bytes) -> None:
    none = NoThermalPrinter()
    assert "[[printer]]" in none.check().text.zh
    with pytest.raises(NoThermal):
        none.send("S-1", slip, TITLE)
    assert issubclass(NoThermal, PrinterProblem)

"""The driver of the card reader, against a module on a real pseudo-terminal, byte by byte."""

from __future__ import annotations

import termios
from contextlib import suppress
from pathlib import Path

import pytest
from handy import HandClock
from hypothesis import given
from hypothesis import strategies as st

from counter.devices import sam_frames as sam
from counter.devices.card_reader import CardNotRead, CardReaderAway, CardReaderSilent
from counter.devices.card_record import CardDamaged
from counter.devices.sam_reader import SamReader, Waits
from counter.devices.serial_line import serial_line

from .sam_rig import (
    FIND,
    PHOTO,
    READ,
    SELECT,
    STATUS,
    Module,
    answer,
    card,
    plugged_in,
    record,
    text_and_photo,
)

LONG, SHORT = Waits(60, 60), Waits(0.05, 0.05)
"""No test waits for the long ones; silence is waited for once, and shortly."""


def reader(module: Module, waits: Waits = LONG) -> SamReader:
    return SamReader(module.path, HandClock(), waits)


def test_the_frames_are_the_published_ones() -> None:
    assert [sam.request(one) for one in (sam.FIND, sam.SELECT, sam.READ, sam.STATUS)] == [
        FIND,
        SELECT,
        READ,
        STATUS,
    ]
    assert len(answer(0x90, text_and_photo(record()))) == 1295


@pytest.mark.parametrize("piece", [4096, 7, 1])
def test_a_card_is_found_selected_and_read_however_slowly_its_bytes_come(piece: int) -> None:
    with plugged_in(Module(card(record()), piece)) as module:
        told = reader(module).read()
    assert told is not None
    assert (told.name, told.number) == ("李样例", "130198198805120138")
    assert module.asked == [FIND, SELECT, READ]


def test_nothing_of_the_photo_is_in_what_comes_out() -> None:
    with plugged_in(Module(card(record()))) as module:
        told = reader(module).read()
    assert repr(PHOTO[:16])[2:-1] not in repr(told)
    assert not any(isinstance(getattr(told, slot), bytes) for slot in told.__slots__)  # type: ignore[union-attr]


def test_no_card_is_none_and_the_next_one_is_read() -> None:
    with plugged_in(Module(card(record()) | {FIND: answer(0x80)})) as module:
        there = reader(module)
        assert there.read() is None
        module.answers[FIND] = answer(0x9F)
        assert there.read() is not None


def test_noise_before_an_answer_is_passed_over() -> None:
    noise = b"\x00\xaa\xaa" + bytes.fromhex("AAAAAA9669FFFF")
    with plugged_in(Module(card(record()) | {FIND: noise + answer(0x9F)})) as module:
        assert reader(module).read() is not None


@pytest.mark.parametrize(
    ("at", "told", "said"),
    [
        (READ, answer(0x90, text_and_photo(record()))[:-1] + b"\x00", "校验不符"),
        (READ, answer(0x41), "卡可能被移动"),
        (SELECT, answer(0x81), "没有放稳"),
        (FIND, answer(0x66), "未授权"),
        (FIND, answer(0x77), "77"),
    ],
)
def test_what_goes_wrong_is_said(at: bytes, told: bytes, said: str) -> None:
    with plugged_in(Module(card(record()) | {at: told})) as module, pytest.raises(CardNotRead, match=said):
        reader(module).read()


def test_a_text_of_another_length_is_a_damaged_card() -> None:
    with plugged_in(Module(card(record()[:-2]))) as module, pytest.raises(CardDamaged):
        reader(module).read()


def test_a_cable_pulled_in_the_midst_of_a_card_is_a_sentence() -> None:
    with (
        plugged_in(Module(card(record()), pulled_at=READ)) as module,
        pytest.raises(CardReaderAway) as caught,
    ):
        reader(module).read()
    assert "没有接上" in caught.value.said()


def test_a_module_that_never_answers_is_waited_for_and_left() -> None:
    with plugged_in(Module({})) as module, pytest.raises(CardReaderSilent):
        reader(module, SHORT).read()


def test_one_line_is_read_by_one_program() -> None:
    with plugged_in(Module(card(record()))) as module:
        with serial_line(module.path, termios.B115200), pytest.raises(CardReaderAway, match="正被占用"):
            reader(module).read()
        assert reader(module).read() is not None


def test_what_is_no_serial_line_is_told(tmp_path: Path) -> None:
    plain = tmp_path / "file"
    plain.write_bytes(b"")
    for path in (tmp_path / "none", plain, tmp_path):
        with pytest.raises(CardReaderAway):
            SamReader(path, HandClock()).read()
    assert "没有插好" in SamReader(tmp_path / "none", HandClock()).check().text.zh
    assert "不是串口" in SamReader(Path("/dev/null"), HandClock()).check().text.zh


def test_its_state_is_told_without_raising(tmp_path: Path) -> None:
    with plugged_in(Module(card(record()))) as module:
        assert reader(module).check().ready
        module.answers[STATUS] = answer(0x60)
        assert "自检" in reader(module).check().text.zh
    assert not SamReader(tmp_path / "none", HandClock()).check().ready


@given(st.binary(max_size=80))
def test_no_bytes_on_the_line_raise_anything_but_a_damaged_frame(came: bytes) -> None:
    for raw in (came, answer(0x90)[:7] + came, came + answer(0x9F)):
        with suppress(sam.FrameDamaged):
            sam.answer_in(raw)

"""A reader of identity cards on a serial line, with a SAM module inside (115200 8N1): find, select, read, each with an end.

Of what the module gives, the text alone is used. The photo that comes with it is dropped with the answer; fingerprints are
never asked for; nothing of a card is logged.
"""

from __future__ import annotations

import termios
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from counter.clock import Clock
from counter.devices import sam_frames as sam
from counter.devices.card_reader import CardNotRead, CardReaderAway, CardReaderSilent
from counter.devices.card_record import IdentityCard, card_of
from counter.devices.ports import PrinterState
from counter.devices.sam_frames import Answer, FrameDamaged
from counter.devices.serial_line import SerialLine, serial_line
from counter.errors import CounterError, of_the_system
from counter.locale import Text

T = TypeVar("T")
_FOUND, _DONE = 0x9F, 0x90
_NONE = 0x80
"""No card, or one that was read and still lies there: a card answers once for each time it is laid down."""
_SIZES = 4
"""Bytes before the text: how long it is, and how long the photo."""
_STATES: Final[Mapping[int, Text]] = {
    0x10: Text("命令校验不符", "the command came in damaged"),
    0x11: Text("命令长度不符", "the command came in with a wrong length"),
    0x21: Text("读卡器不认识这条命令", "the reader does not know the command"),
    0x31: Text("卡与读卡器认证不通过", "card and reader do not accept each other"),
    0x32: Text("卡与读卡器认证不通过", "card and reader do not accept each other"),
    0x33: Text("卡内信息校验不通过", "what the card holds does not verify"),
    0x40: Text("不是能识别的卡", "it is no card that the reader knows"),
    0x41: Text("读卡途中失败，卡可能被移动", "reading broke off; the card may have been moved"),
    0x60: Text("读卡器自检失败", "the reader failed its own test"),
    0x66: Text("读卡器的安全模块未授权", "the security module of the reader is not authorised"),
    0x81: Text("卡没有放稳", "the card does not lie still"),
    0x91: Text("卡内没有这项内容", "the card does not hold this"),
}
_NOT_THERE = Text("没有这个设备，可能没有插好", "there is no such device; it may not be plugged in")
_DAMAGED = Text("传来的数据校验不符", "what came over the line is damaged")


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds in which each answer must be there."""

    short: float = 1.5
    """For the module itself, finding and selecting."""
    reading: float = 5.0
    """For the text and the photo, which are 1295 bytes."""


@dataclass(frozen=True, slots=True)
class SamReader:
    """The reader behind a device file such as ``/dev/ttyUSB0``; one reading at a time."""

    path: Path
    clock: Clock
    waits: Waits = Waits()
    name: Text = field(default=Text("读卡器", "card reader"))
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> PrinterState:
        """Whether the module answers and is well."""
        try:
            state = self._with_line(lambda line: self._ask(line, sam.STATUS, self.waits.short)).state
        except CounterError as problem:
            return PrinterState(False, Text(problem.said("zh"), problem.said("en")))
        if state != _DONE:
            return PrinterState(False, _meaning(state))
        return PrinterState(True, Text(f"就绪（{self.path}）", f"ready ({self.path})"))

    def read(self) -> IdentityCard | None:
        """The card that lies there.

        Raises:
            CardReaderAway, CardReaderSilent, CardNotRead, CardDamaged, AnotherCard
        """
        return self._with_line(self._read)

    def _read(self, line: SerialLine) -> IdentityCard | None:
        found = self._ask(line, sam.FIND, self.waits.short)
        if found.state == _NONE:
            return None
        _expect(found, _FOUND)
        _expect(self._ask(line, sam.SELECT, self.waits.short), _DONE)
        told = self._ask(line, sam.READ, self.waits.reading)
        _expect(told, _DONE)
        return card_of(_text_of(told.data), self.clock.today())

    def _with_line(self, work: Callable[[SerialLine], T]) -> T:
        """Work on the open line, alone; what the system or the line says becomes a sentence."""
        if not self._turn.acquire(timeout=self.waits.reading):
            raise CardReaderSilent(place=self.path)
        try:
            with serial_line(self.path, termios.B115200) as line:
                return work(line)
        except FrameDamaged:
            raise CardNotRead(reason=_DAMAGED) from None
        except TimeoutError:
            raise CardReaderSilent(place=self.path) from None
        except FileNotFoundError:
            raise CardReaderAway(place=self.path, reason=_NOT_THERE) from None
        except OSError as problem:
            raise CardReaderAway(place=self.path, reason=of_the_system(problem)) from problem
        finally:
            self._turn.release()

    def _ask(self, line: SerialLine, command: bytes, seconds: float) -> Answer:
        """Give a command and wait for its answer."""
        end, came = time.monotonic() + seconds, b""
        line.write(sam.request(command), end)
        while True:
            came += line.read(end)
            if (answer := sam.answer_in(came)) is not None:
                return answer


def _expect(answer: Answer, state: int) -> None:
    """See that the module did what it was asked.

    Raises:
        CardNotRead
    """
    if answer.state != state:
        raise CardNotRead(reason=_meaning(answer.state))


def _meaning(state: int) -> Text:
    return _STATES.get(state, Text(f"读卡器报告 {state:02X}", f"the reader reports {state:02X}"))


def _text_of(data: bytes) -> bytes:
    """The text in an answer, without the photo behind it."""
    count = int.from_bytes(data[: _SIZES // 2], "big")
    return data[_SIZES : _SIZES + count]

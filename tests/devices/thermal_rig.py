"""Thermal printers for the tests: programs at the other end of a real line that read ESC/POS as the printer would."""

from __future__ import annotations

import os
import socket
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from counter.printing.raster import DOTS

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
"""The answers to DLE EOT 1 to 4 of a printer that lacks nothing."""
NO_PAPER = WELL | {1: 0x1A, 2: 0x32, 4: 0x72}
LID_OPEN = WELL | {1: 0x1A, 2: 0x16}
PAPER_LOW = WELL | {4: 0x1E}
CUTTER = WELL | {1: 0x1A, 2: 0x52, 3: 0x1A}


@dataclass
class Head:
    """What a head does with bytes: rows of dots, cuts, answers; ``silent`` for one without a way back."""

    told: dict[int, int] = field(default_factory=lambda: dict(WELL))
    silent: bool = False
    rows: bytes = b""
    strips: list[Image.Image] = field(default_factory=list)
    unknown: bytes = b""
    _left: bytes = b""

    def take(self, more: bytes) -> bytes:
        """Work bytes off; what the printer answers."""
        self._left += more
        answers = b""
        while (step := self._step()) is not None:
            used, answer = step
            self._left = self._left[used:]
            answers += answer
        return b"" if self.silent else answers

    def _step(self) -> tuple[int, bytes] | None:
        left = self._left
        if left[:2] == b"\x10\x04" and len(left) >= 3:
            return 3, bytes([self.told[left[2]]])
        if left[:2] == b"\x1dr" and len(left) >= 3:
            return (3, b"\x00") if self.told == WELL else None  # a stopped printer works nothing off
        if left[:2] == b"\x1b@":
            return 2, b""
        if left[:2] == b"\x1bd" and len(left) >= 3:
            return 3, b""
        if left[:4] == b"\x1dVB\x00":
            self._cut()
            return 4, b""
        if left[:4] == b"\x1dv0\x00" and len(left) >= 8:
            across, count = (int.from_bytes(left[at : at + 2], "little") for at in (4, 6))
            assert across == DOTS // 8
            if len(left) < 8 + across * count:
                return None
            self.rows += left[8 : 8 + across * count]
            return 8 + across * count, b""
        if left and left[:1] not in {b"\x10", b"\x1b", b"\x1d"}:
            self.unknown += left[:1]
            return 1, b""
        return None

    def _cut(self) -> None:
        white = bytes(byte ^ 0xFF for byte in self.rows)
        self.strips.append(Image.frombytes("1", (DOTS, len(self.rows) // (DOTS // 8)), white))
        self.rows = b""


@dataclass
class Slot:
    """A printer that listens on a TCP port, one visitor at a time."""

    head: Head
    port: int
    visits: int = 0
    other: bytes = b""
    """What something that is no printer answers."""
    deaf: bool = False
    """Takes the connection and no byte."""
    cut_after: int = 0
    """Breaks the connection off after so many bytes."""
    gone: threading.Event = field(default_factory=threading.Event)

    @property
    def uri(self) -> str:
        return f"socket://127.0.0.1:{self.port}"


@contextmanager
def listening(head: Head | None = None) -> Iterator[Slot]:
    """A printer on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        slot = Slot(head or Head(), server.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(server, slot), daemon=True)
        thread.start()
        try:
            yield slot
        finally:
            slot.gone.set()
            thread.join(10)


def _serve(server: socket.socket, slot: Slot) -> None:
    while not slot.gone.is_set():
        try:
            visitor, _ = server.accept()
        except TimeoutError:
            continue
        slot.visits += 1
        with visitor:
            visitor.settimeout(0.05)
            if slot.deaf:
                visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                slot.gone.wait(3)
            else:
                _listen(visitor, slot)


def _listen(visitor: socket.socket, slot: Slot) -> None:
    had = 0
    while not slot.gone.is_set():
        try:
            more = visitor.recv(4096)
        except TimeoutError:
            continue
        except OSError:
            return
        had += len(more)
        if not more:
            return
        if slot.cut_after and had > slot.cut_after:
            visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            return
        with suppress(OSError):
            visitor.sendall(slot.other or slot.head.take(more))


@contextmanager
def serial_line(head: Head) -> Iterator[Path]:
    """A printer behind a serial device: the far end of a pseudo terminal."""
    near, far = os.openpty()
    tty.setraw(near)
    gone = threading.Event()

    def serve() -> None:
        while not gone.is_set():
            with suppress(OSError):
                os.write(near, head.take(os.read(near, 4096)))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield Path(os.ttyname(far))
    finally:
        gone.set()
        os.write(far, b"\x1b@")  # wakes the reader
        thread.join(10)
        os.close(far)
        os.close(near)


@contextmanager
def pipe(path: Path, head: Head) -> Iterator[Path]:
    """A printer behind a pipe, which has no way back."""
    os.mkfifo(path)
    done = threading.Event()
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(opened, True)
    keeper = os.open(path, os.O_WRONLY)

    def serve() -> None:
        while not done.is_set():
            head.take(os.read(opened, 4096))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield path
    finally:
        done.set()
        os.write(keeper, b"\x1b@")
        thread.join(10)
        os.close(keeper)
        os.close(opened)

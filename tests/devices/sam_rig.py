"""A reader of identity cards for the tests: a program at the other end of a real pseudo-terminal that speaks frame by frame.

The frames are built here from what the module's makers publish, not by the code under test.
"""

from __future__ import annotations

import os
import select
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

FIND = bytes.fromhex("AAAAAA96690003200122")
SELECT = bytes.fromhex("AAAAAA96690003200221")
READ = bytes.fromhex("AAAAAA96690003300132")
STATUS = bytes.fromhex("AAAAAA9669000311FFED")
"""As published, whole frames."""
PHOTO = bytes(range(256)) * 4


def record(**other: str) -> bytes:
    """The 256 bytes of a fictional card; fields by name, each padded with blanks."""
    fields = {
        "name": ("李样例", 15), "sex": ("1", 1), "ethnic": ("01", 2), "birth": ("19880512", 8),
        "address": ("河北省样例县城关镇和平路 18 号", 35), "number": ("130198198805120138", 18),
        "issuer": ("样例县公安局", 15), "begins": ("20200301", 8), "ends": ("20400301", 8), "reserved": ("", 18),
    }  # fmt: skip
    made = b""
    for name, (text, places) in fields.items():
        raw = other.get(name, text).encode("utf-16-le", "surrogatepass")
        made += raw + " ".encode("utf-16-le") * (places - len(raw) // 2)
    return made


def answer(state: int, data: bytes = b"") -> bytes:
    """A frame as the module sends it."""
    content = (len(data) + 4).to_bytes(2, "big") + bytes([0, 0, state]) + data
    check = 0
    for byte in content:
        check ^= byte
    return bytes.fromhex("AAAAAA9669") + content + bytes([check])


def text_and_photo(text: bytes) -> bytes:
    """What follows 30 01: how long both are, then both."""
    return len(text).to_bytes(2, "big") + len(PHOTO).to_bytes(2, "big") + text + PHOTO


def card(text: bytes) -> dict[bytes, bytes]:
    """What the module answers while this card lies there."""
    return {
        STATUS: answer(0x90), FIND: answer(0x9F, bytes(4)), SELECT: answer(0x90, bytes(8)),
        READ: answer(0x90, text_and_photo(text)),
    }  # fmt: skip


@dataclass
class Module:
    """The module: what it answers to which frame, in pieces of so many bytes, and after which frame its cable is pulled."""

    answers: dict[bytes, bytes]
    piece: int = 4096
    pulled_at: bytes = b""
    asked: list[bytes] = field(default_factory=list)
    path: Path = Path()
    _master: int = -1

    def serve(self, stop: int) -> None:
        """Answer until told to stop, or until the cable is pulled."""
        came = b""
        while True:
            ready, _, _ = select.select([self._master, stop], [], [])
            if stop in ready:
                return
            with suppress(OSError):
                came += os.read(self._master, 64)
            known = next((frame for frame in (FIND, SELECT, READ, STATUS) if frame in came), None)
            if known is None:
                continue
            came = b""
            self.asked.append(known)
            if known == self.pulled_at:
                os.write(self._master, self.answers[known][:40])
                os.close(self._master)
                self._master = -1
                return
            told = self.answers.get(known, b"")
            for at in range(0, len(told), self.piece):
                os.write(self._master, told[at : at + self.piece])


@contextmanager
def plugged_in(module: Module) -> Iterator[Module]:
    """The module at a pseudo-terminal; ``path`` is the device file of this side."""
    module._master, slave = os.openpty()
    tty.setraw(slave)
    module.path = Path(os.ttyname(slave))
    stopped, stop = os.pipe()
    thread = threading.Thread(target=module.serve, args=(stopped,))
    thread.start()
    try:
        yield module
    finally:
        os.close(stop)
        thread.join()
        for handle in (slave, stopped, module._master):
            if handle >= 0:
                os.close(handle)

"""The line to a thermal printer: bytes out, status bytes back, and every wait with an end."""

from __future__ import annotations

import errno
import fcntl
import os
import select
import socket
import stat
import struct
import termios
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from counter.devices.ipp_address import Address
from counter.devices.thermal_address import Port
from counter.devices.thermal_problems import NotADevice, ThermalAway
from counter.errors import of_the_system
from counter.locale import Text

REACH = 1.0
"""Seconds in which a printer must be reached."""
_CHUNK = 4096
_NAP = 0.01
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of no seconds: closing throws away what the printer has not got yet."""


@dataclass(slots=True)
class Line:
    """An open line; ``talks`` tells that the printer can answer on it, ``sent`` how many bytes it took."""

    handle: int
    talks: bool
    sent: int = 0

    def write(self, content: bytes, seconds: float) -> bool:
        """Hand bytes over, the whole of them within some seconds; False when time ran out. Raises OSError."""
        end, at = time.monotonic() + seconds, 0
        while at < len(content):
            if not self._ready(select.POLLOUT, end):
                return False
            with suppress(BlockingIOError):
                count = os.write(self.handle, content[at : at + _CHUNK])
                at, self.sent = at + count, self.sent + count
        return self._drained(end)

    def read(self, count: int, seconds: float) -> bytes:
        """As many of so many bytes as come within some seconds; none on a line that does not talk."""
        end, told = time.monotonic() + seconds, b""
        while self.talks and len(told) < count and self._ready(select.POLLIN, end):
            try:
                more = os.read(self.handle, count - len(told))
            except BlockingIOError:
                continue
            except OSError:
                break
            if not more:
                break
            told += more
        return told

    def _ready(self, event: int, end: float) -> bool:
        """Wait until bytes may pass; raises OSError when the printer has gone."""
        poll = select.poll()
        poll.register(self.handle, event)
        found = poll.poll(max(0, int((end - time.monotonic()) * 1000)))
        gone = select.POLLERR | select.POLLNVAL | (select.POLLHUP if event == select.POLLOUT else 0)
        if found and found[0][1] & gone:
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
        return bool(found)

    def _drained(self, end: float) -> bool:
        """Whether the other side has everything: sockets and serial lines tell how much still waits here. Raises OSError."""
        while True:
            try:
                waiting = fcntl.ioctl(self.handle, termios.TIOCOUTQ, b"\0" * 4)
            except OSError:
                return True  # a line that keeps nothing back
            if not int.from_bytes(waiting, "little"):
                self._ready(
                    select.POLLOUT, time.monotonic()
                )  # a line that was cut has nothing waiting either
                return True
            if time.monotonic() >= end:
                return False
            time.sleep(_NAP)


@contextmanager
def line_to(place: Port | Path) -> Iterator[Line]:
    """A line to a printer, closed at the end; what is still on its way when it fails is thrown away.

    Raises:
        ThermalAway, NotADevice
    """
    with _tcp(place) if isinstance(place, Port) else _device(place) as line:
        yield line


@contextmanager
def _tcp(port: Port) -> Iterator[Line]:
    from counter.devices.ipp_http import Deadline, connected  # noqa: PLC0415 - slow to import, only printers on a network need it

    try:
        link = connected(Address(port.host, port.port, "/"), Deadline(time.monotonic() + REACH))
    except OSError as problem:
        raise ThermalAway(place=port, reason=_why(problem)) from problem
    with link:
        link.setblocking(False)
        try:
            yield Line(link.fileno(), talks=True)
        except BaseException:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            raise


@contextmanager
def _device(path: Path) -> Iterator[Line]:
    handle, talks = _opened(path)
    try:
        yield Line(handle, talks)
    except BaseException:
        with suppress(termios.error):
            termios.tcflush(handle, termios.TCOFLUSH)
        raise
    finally:
        os.close(handle)


def _opened(path: Path) -> tuple[int, bool]:
    """The device, and whether it may be read; a pipe would give back what was written into it."""
    never_waits = os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        kind = path.stat().st_mode
        if not stat.S_ISCHR(kind) and not stat.S_ISFIFO(kind):
            raise NotADevice(place=path)
        if stat.S_ISCHR(kind):
            with suppress(PermissionError):
                handle = os.open(path, os.O_RDWR | never_waits)
                return _plain(handle), True
        return _plain(os.open(path, os.O_WRONLY | never_waits)), False
    except OSError as problem:
        raise ThermalAway(place=path, reason=_why(problem)) from problem


def _plain(handle: int) -> int:
    """A serial line that passes every byte as it is."""
    if os.isatty(handle):
        tty.setraw(handle, termios.TCSANOW)
    return handle


def _why(problem: OSError) -> Text:
    if isinstance(problem, TimeoutError):
        return Text("一直没有回答", "no answer in time")
    if isinstance(problem, socket.gaierror):
        return Text("找不到这台主机", "the host is not known")
    return of_the_system(problem)

"""A serial line by its device file: bytes out, bytes back, every wait with an end, and alone on the line."""

from __future__ import annotations

import errno
import fcntl
import os
import select
import stat
import termios
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 4096
_ISPEED, _OSPEED = 4, 5
"""Places of the two speeds in the attributes of a line (termios)."""


@dataclass(frozen=True, slots=True)
class SerialLine:
    """An open line; both ways raise OSError when the device has gone, and TimeoutError when the moment ``end`` passes."""

    handle: int

    def write(self, content: bytes, end: float) -> None:
        """Hand all the bytes over; ``end`` as ``time.monotonic`` counts."""
        while content:
            self._wait(select.POLLOUT, end)
            with suppress(BlockingIOError):
                content = content[os.write(self.handle, content) :]

    def read(self, end: float) -> bytes:
        """The bytes that come next, at least one."""
        while True:
            self._wait(select.POLLIN, end)
            with suppress(BlockingIOError):
                if more := os.read(self.handle, _CHUNK):
                    return more
                raise _gone()

    def _wait(self, event: int, end: float) -> None:
        poll = select.poll()
        poll.register(self.handle, event)
        found = poll.poll(max(0, int((end - time.monotonic()) * 1000)))
        if not found:
            raise TimeoutError
        if not found[0][1] & event:  # hung up, and nothing is left to be read
            raise _gone()


@contextmanager
def serial_line(path: Path, speed: int) -> Iterator[SerialLine]:
    """A line of 8 bits without parity at a speed (a constant of termios), emptied of what came before; closed at the end.

    Raises:
        OSError: there is no such device, it is none that has a line, or another program has it.
    """
    handle = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        if not stat.S_ISCHR(os.fstat(handle).st_mode) or not os.isatty(handle):
            raise OSError(errno.ENOTTY, "this is no serial line")
        _alone(handle)
        _set(handle, speed)
        yield SerialLine(handle)
    finally:
        os.close(handle)


def _alone(handle: int) -> None:
    """Two programs on one line would read each other's answers."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY)) from None


def _set(handle: int, speed: int) -> None:
    try:
        tty.setraw(handle, termios.TCSANOW)
        attributes = termios.tcgetattr(handle)
        attributes[_ISPEED] = attributes[_OSPEED] = speed
        termios.tcsetattr(handle, termios.TCSANOW, attributes)
        termios.tcflush(handle, termios.TCIOFLUSH)
    except termios.error as problem:
        raise OSError(*problem.args) from None


def _gone() -> OSError:
    return OSError(errno.ENODEV, os.strerror(errno.ENODEV))

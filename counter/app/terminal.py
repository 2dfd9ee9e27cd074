"""The terminal before Textual has it: raw from the first moment, so that keys typed during the start are kept.

While a terminal is cooked the line discipline echoes and edits what is typed. Switching it raw keeps the bytes that
wait (Linux n_tty hands over an unfinished line when ICANON is cleared); they are read when the application reads.
"""

from __future__ import annotations

import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Attributes = list[Any]
"""What tcgetattr gives."""

_IFLAG, _LFLAG, _CC = 0, 3, 6


@contextmanager
def held_terminal() -> Iterator[Attributes | None]:
    """Hold stdin raw and without echo; its own attributes come back at the end, also after a crash.

    Gives the attributes to come back to, or None when stdin or stderr is no terminal.
    """
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        yield None
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    termios.tcsetattr(descriptor, termios.TCSANOW, raw(before))
    try:
        yield before
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)


def raw(before: Attributes) -> Attributes:
    """The attributes Textual sets too: no echo, no line editing, no signals, Enter stays a carriage return."""
    after = [*before[:_CC], list(before[_CC])]
    after[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    after[_IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    after[_CC][termios.VMIN] = 1
    return after

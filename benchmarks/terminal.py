"""A terminal in memory: the real program on a pty, its screen as text, its keys as bytes, and the time between them."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pyte

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
COUNTER = [PYTHON, "-m", "counter"]

UP, DOWN, ENTER, ESC = b"\x1b[A", b"\x1b[B", b"\r", b"\x1b"
F = {1: b"\x1bOP", 2: b"\x1bOQ", 3: b"\x1bOR", 4: b"\x1bOS", 5: b"\x1b[15~", 6: b"\x1b[17~", 7: b"\x1b[18~"}
F |= {8: b"\x1b[19~", 9: b"\x1b[20~", 10: b"\x1b[21~"}

_SEQUENCE = re.compile(
    rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78cDEHM]"
)
_FOREIGN = re.compile(rb"\x1b\[[<>=?][0-9;]*(?:[a-gi-km-zA-Z]|\$p)|\x1bP[^\x1b]*\x1b\\")
"""Sequences pyte does not know; cursor and screen modes (h, l) it does."""


class Terminal:
    """One program on a pty of ``columns`` × ``rows``; its output is kept and can be looked at as a screen."""

    def __init__(self, command: list[str], columns: int = 80, rows: int = 24, **environment: str) -> None:
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            self._become(command, environment)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._unfinished = self._late = b""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @staticmethod
    def _become(command: list[str], environment: dict[str, str]) -> None:
        clean = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES", "TMUX"}}
        os.execvpe(
            command[0],
            command,
            {**clean, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", **environment},
        )

    def send(self, keys: bytes | str) -> None:
        """Type, all at once."""
        os.write(self.fd, keys.encode() if isinstance(keys, str) else keys)

    def read(self, seconds: float) -> bytes:
        """What the program writes within so many seconds, at the latest after the first piece; b"" for nothing."""
        if not select.select([self.fd], [], [], max(0.0, seconds))[0]:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self._feed(data)
        return data

    def _feed(self, data: bytes) -> None:
        data, self._late = self._unfinished + self._late + data, b""
        cut = data.rfind(b"\x1b", max(0, len(data) - 40))
        self._unfinished = b""
        if cut >= 0 and not re.match(rb"\x1b(?:[\[?][0-9;<>=?$]*[a-zA-Z~]|[78=>()cMDE])", data[cut:]):
            data, self._unfinished = data[:cut], data[cut:]
        self._stream.feed(_FOREIGN.sub(b"", data))

    def text(self) -> str:
        """The screen as it stands; wide characters once."""
        rows = []
        for y in range(self._screen.lines):
            row = self._screen.buffer[y]
            rows.append("".join(row[x].data for x in range(self._screen.columns)).rstrip())
        return "\n".join(rows)

    def cells(self, y: int) -> list[tuple[str, str]]:
        """A row cell by cell: the character ("" behind a wide one) and the colour of its ground."""
        row = self._screen.buffer[y]
        return [(row[x].data, row[x].bg) for x in range(self._screen.columns)]

    def wait_for(self, text: str, seconds: float = 15.0) -> float:
        """Read until a text stands on the screen; gives the moment.

        Raises:
            TimeoutError: with the screen as it stands.
        """
        end = time.perf_counter() + seconds
        while text not in self.text():
            if time.perf_counter() > end or (not self.read(0.05) and not self.alive()):
                raise TimeoutError(f"no {text!r} on:\n{self.text()}")
        return time.perf_counter()

    def wait_for_bytes(self, text: str, seconds: float = 30.0) -> float:
        """The same without a screen, for measuring: the text in what was written since the last call.

        Raises:
            TimeoutError
        """
        end, wanted, written = time.perf_counter() + seconds, text.encode(), b""
        while time.perf_counter() < end:
            if not select.select([self.fd], [], [], 0.05)[0]:
                continue
            written += os.read(self.fd, 1 << 16)
            moment = time.perf_counter()
            if wanted in written or wanted in _SEQUENCE.sub(b"", written):
                self._late += written
                return moment
        raise TimeoutError(f"no {text!r} in {written[-400:]!r}")

    def settle(self, quiet: float = 0.15, most: float = 5.0) -> str:
        """Read until the program has been quiet for a while; gives the screen."""
        end = time.perf_counter() + most
        while self.read(quiet) and time.perf_counter() < end:
            pass
        return self.text()

    def alive(self) -> bool:
        """Whether the program still runs."""
        try:
            return os.waitpid(self.pid, os.WNOHANG) == (0, 0)
        except ChildProcessError:
            return False

    def kill(self) -> None:
        """End the program at once, as a power cut would."""
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

"""The real program in a real terminal: tmux, key presses, and what stands on the screen."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path


class Tmux:
    """One window of ``columns`` × ``rows`` with the program in it, its home in a folder of the test."""

    def __init__(self, folder: Path, columns: int = 80, rows: int = 24, **environment: str) -> None:
        self.home = folder / "home"
        self.socket = folder / "tmux"
        self.environment = environment
        program = shlex.join([sys.executable, "-m", "counter"])
        self._run("new-session", "-d", "-x", str(columns), "-y", str(rows), f"exec {program}")

    def _run(self, *words: str) -> str:
        settings = {"LC_ALL": "C.UTF-8", "COUNTER_HOME": str(self.home), **self.environment}
        command = ["tmux", "-f", os.devnull, "-S", str(self.socket), *words]
        return subprocess.run(
            command, check=True, capture_output=True, text=True, env={**os.environ, **settings}
        ).stdout

    def press(self, *keys: str) -> None:
        """Named keys: F5, Enter, Escape, 2."""
        self._run("send-keys", *keys)

    def type(self, text: str) -> None:
        """Characters as they are."""
        self._run("send-keys", "-l", text)

    def screen(self) -> str:
        """What the clerk sees."""
        return self._run("capture-pane", "-p")

    def still(self) -> str:
        """The screen once two looks at it are the same: nothing half painted."""
        seen = self.screen()
        time.sleep(0.02)
        while (again := self.screen()) != seen:
            seen = again
            time.sleep(0.02)
        return seen

    def wait(self, *words: str, seconds: float = 20) -> str:
        """The screen as soon as all words stand on it; fails with the screen that stood there instead."""
        end = time.monotonic() + seconds
        while not all(word in (seen := self.screen()) for word in words):
            assert time.monotonic() < end, f"{words} did not come; the screen was:\n{seen}"
            time.sleep(0.03)
        return seen

    def close(self) -> None:
        """End the terminal and the program in it."""
        subprocess.run(["tmux", "-S", str(self.socket), "kill-server"], check=False, capture_output=True)

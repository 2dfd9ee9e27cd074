from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from counter.build import open_desk
from counter.places import Places, data_dir

Open = Callable[..., Terminal]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    open_desk(Places(tmp_path / "home", data_dir())).close()
    return tmp_path / "home"


@pytest.fixture
def terminal(home: Path) -> Iterator[Open]:
    """Opens a program on a pty, by default the real one; ends it afterwards."""
    opened: list[Terminal] = []

    def start(command: list[str] | None = None) -> Terminal:
        one = Terminal(command or [sys.executable, "-m", "counter"], COUNTER_HOME=str(home))
        opened.append(one)
        return one

    yield start
    for one in opened:
        one.kill()

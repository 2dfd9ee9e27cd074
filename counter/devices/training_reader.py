"""A reader for training stations: it takes no finger, invents its answers, and says so (模拟指纹仪) wherever it is named."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from counter.devices.finger_reader import Match
from counter.devices.ports import PrinterState
from counter.locale import Text
from counter.values.finger_code import FingerCode

_POOREST, _SPAN = 35, 66
"""Invented qualities run from 35 to 100, so that about three presses of ten are below the ladder's mark."""
_BLANK = 12
"""One press of so many gives no image."""
_SURE = 0.8
"""From this score on the invented comparison is called a match."""
_SHAPES = "counter training reader 29"
"""What the answers are drawn from; this one was picked because the first press of either thumb will do."""


@dataclass(slots=True)
class TrainingReader:
    """Answers by finger and by how often that finger was pressed: the same order of presses gives the same answers."""

    name: Text = field(default=Text("模拟指纹仪", "simulated reader"))
    _pressed: Counter[str] = field(default_factory=Counter)

    def check(self) -> PrinterState:
        """Always ready, and never silent about what it is."""
        said = Text("模拟指纹仪，仅供训练：不采集真实指纹", "simulated, for training: takes no real print")
        return PrinterState(True, said)

    def take(self, finger: FingerCode) -> int | None:
        """An invented quality, 35 to 100; None for an invented press without an image."""
        blank, shape = self._draw("take", finger)
        return None if blank % _BLANK == 0 else _POOREST + shape % _SPAN

    def compare(self, finger: FingerCode) -> Match:
        """An invented verdict; about one of three is no match."""
        _, shape = self._draw("compare", finger)
        score = round(0.7 + shape / 255 * 0.3, 2)
        return Match(score, score >= _SURE)

    def _draw(self, what: str, finger: FingerCode) -> tuple[int, int]:
        """Two bytes that look like chance and are none."""
        press = f"{what}/{int(finger)}"
        self._pressed[press] += 1
        drawn = hashlib.sha256(f"{_SHAPES}/{press}/{self._pressed[press]}".encode()).digest()
        return drawn[0], drawn[1]

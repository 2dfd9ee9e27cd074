"""What the counter asks of a fingerprint reader (GA/T 1011), and one that only remembers. No image passes, no template."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from counter.devices.ports import PrinterState
from counter.errors import CounterError
from counter.locale import Text
from counter.values.finger_code import FingerCode


class ReaderProblem(CounterError):
    """The reader did not answer."""

    happened = Text("指纹仪没有响应。", "The fingerprint reader did not answer.")
    next_step = Text(
        "请检查指纹仪；修不好的，以“指纹仪故障”结束采集，申请照常继续。",
        "Please see to it; if it cannot be mended, end the taking with that reason and go on.",
    )


@dataclass(frozen=True, slots=True)
class Match:
    """The reader's verdict of a 1:1 comparison: score from 0 to 1, and whether that is a match."""

    score: float
    match: bool


class FingerReader(Protocol):
    """Something that takes a finger and tells how well, or compares it with the card."""

    @property
    def name(self) -> Text:
        """How the clerk calls it; one that only pretends says so here."""
        ...

    def check(self) -> PrinterState:
        """Whether it could take a finger now."""
        ...

    def take(self, finger: FingerCode) -> int | None:
        """The quality of one press, 0 to 100; None where no image came; raises ReaderProblem."""
        ...

    def compare(self, finger: FingerCode) -> Match:
        """Compare a finger with the one on the card; raises ReaderProblem."""
        ...


@dataclass(slots=True)
class RecordingReader:
    """Answers what it was told to answer, and remembers which fingers it was asked for."""

    qualities: list[int | None] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    asked: list[FingerCode] = field(default_factory=list)
    name: Text = field(default=Text("记录指纹仪", "recording reader"))

    def check(self) -> PrinterState:
        """Ready while it has an answer left."""
        ready = bool(self.qualities or self.matches)
        return PrinterState(ready, Text("就绪", "Ready") if ready else Text("没有准备好", "Not ready"))

    def take(self, finger: FingerCode) -> int | None:
        """The next quality, or ReaderProblem when there is none."""
        self.asked.append(finger)
        if not self.qualities:
            raise ReaderProblem
        return self.qualities.pop(0)

    def compare(self, finger: FingerCode) -> Match:
        """The next verdict, or ReaderProblem when there is none."""
        self.asked.append(finger)
        if not self.matches:
            raise ReaderProblem
        return self.matches.pop(0)

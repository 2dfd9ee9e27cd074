"""What becomes of a sheet after the printer took it: states a clerk can read, and a printer that tells them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from counter.devices.ipp_troubles import ADVICE, Trouble
from counter.devices.ports import Printer
from counter.locale import Text


class JobPhase(StrEnum):
    """Where a job stands; from DONE on it stands there for good."""

    WAITING = "waiting"
    PRINTING = "printing"
    BLOCKED = "blocked"
    """It goes on when somebody sees to the printer."""
    DONE = "done"
    """So it says; a CUPS queue may say so of a job that its printer gave up."""
    ABORTED = "aborted"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    """Nobody will tell any more; only looking at the printer helps."""


ENDED = frozenset({JobPhase.DONE, JobPhase.ABORTED, JobPhase.CANCELLED, JobPhase.UNKNOWN})
QUESTION = Text("请看打印机：这张单据出来了吗？", "Look at the printer: did the sheet come out?")

_HAPPENED = {
    JobPhase.WAITING: Text("已交给打印机，在排队。", "The printer has it; it waits for its turn."),
    JobPhase.PRINTING: Text("正在打印。", "Printing."),
    JobPhase.BLOCKED: Text("打印机停下了。", "The printer has stopped."),
    JobPhase.DONE: Text(
        "打印机（或打印队列）报告：已打完。", "The printer, or its queue, reports that it has printed."
    ),
    JobPhase.ABORTED: Text(
        "打印机中途放弃了这张单据。", "The printer gave this sheet up before it was done."
    ),
    JobPhase.CANCELLED: Text(
        "打印任务已取消，或在打印机上失败。", "The job was cancelled, or failed at the printer."
    ),
    JobPhase.UNKNOWN: Text("打印结果不明。", "What became of the sheet is unknown."),
}
_LOOK = Text("请到打印机前看。", "Go and look at the printer.")
_TOO_LONG = Text("等得太久，结果不明。", "This took too long; what became of the sheet is unknown.")
_STILL_THERE = Text(
    "任务可能还在打印机里，恢复后会打出来：不再要它，就先取消任务，看清没有出纸，再登记打坏。",
    "The job may still be in the printer and come out later: if it is not wanted any more, cancel it, make sure that no"
    " paper came out, then record the sheet as spoiled.",
)
_NEXT = {
    JobPhase.WAITING: Text("请稍等。", "Please wait."),
    JobPhase.PRINTING: Text("请稍等。", "Please wait."),
    JobPhase.BLOCKED: Text("请看打印机面板上的提示。", "See what the panel of the printer says."),
    JobPhase.DONE: Text(
        "请取纸，看清后登记；没有出纸就登记打坏，再用新编号打印。",
        "Take the sheet, look at it and record it; if there is none, record it as spoiled and print under a new serial.",
    ),
    JobPhase.ABORTED: Text(
        "请排除故障。可能出了半张：没有完整出纸就登记打坏，再用新编号打印。没有自动重发。",
        "Mend the fault. Half a sheet may be out: unless it is whole, record it as spoiled and print under a new serial."
        " It was not sent again.",
    ),
    JobPhase.CANCELLED: Text(
        "取消后打印机仍可能把纸打出来：看清没有出纸，再登记打坏。没有自动重发。",
        "A printer may still print what was cancelled: make sure that no paper came out before you record it as spoiled."
        " It was not sent again.",
    ),
    JobPhase.UNKNOWN: _LOOK,
}


@dataclass(frozen=True, slots=True)
class JobState:
    """Where a job stands, with the trouble that explains it if the printer named one."""

    phase: JobPhase
    trouble: Trouble | None = None

    @property
    def ended(self) -> bool:
        """Whether the printer is done with it, or nobody will tell any more."""
        return self.phase in ENDED

    @property
    def happened(self) -> Text:
        """What happened."""
        if self.trouble is None:
            return _HAPPENED[self.phase]
        happened = ADVICE[self.trouble].happened
        return _joined(_TOO_LONG, happened) if self._given_up else happened

    @property
    def next_step(self) -> Text:
        """What to do."""
        if self.trouble is None:
            return _NEXT[self.phase]
        advice = ADVICE[self.trouble]
        if self.phase is not JobPhase.UNKNOWN:
            return advice.next_step
        step = _joined(advice.remedy, _LOOK) if self._given_up else advice.remedy
        return step if self.trouble is Trouble.FORGOTTEN else _joined(step, _STILL_THERE)

    @property
    def question(self) -> Text | None:
        """What only the clerk can answer, once the job has ended."""
        return QUESTION if self.ended else None

    @property
    def _given_up(self) -> bool:
        """Whether we stopped waiting for a trouble to be mended; the two others tell of the waiting themselves."""
        return self.phase is JobPhase.UNKNOWN and self.trouble not in {Trouble.STUCK, Trouble.FORGOTTEN}


def _joined(first: Text, second: Text) -> Text:
    return Text(first.zh + second.zh, f"{first.en} {second.en}")


@runtime_checkable
class FollowingPrinter(Printer, Protocol):
    """A printer that tells what becomes of a sheet after it took it."""

    def follow(self, serial: str, job: str) -> Iterator[JobState]:
        """Each new state of a sheet until the last one, which has ``ended``; waits in between, so call it from a worker.

        ``job`` is the receipt's, and may come from the journal after a restart.
        Always comes to an end, and never raises PrinterProblem: a printer that vanished is a state. Asks only; nothing
        is ever sent again.
        """
        ...


@runtime_checkable
class CancellingPrinter(Printer, Protocol):
    """A printer that can be asked to give a sheet up; one without job numbers cannot."""

    def cancel(self, serial: str, job: str) -> None:
        """Ask the printer to give a sheet up; ``follow`` tells what came of it. Raises PrinterProblem."""
        ...

"""How long to wait for a job, and how its states follow from what the printer answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counter.devices.ipp_client import IppClient
from counter.devices.ipp_following import JobPhase, JobState
from counter.devices.ipp_problems import NoSuchJob
from counter.devices.ipp_troubles import SOFT, Trouble, troubles
from counter.devices.ipp_values import Attributes, JobCode, PrinterCode
from counter.devices.ports import PrinterProblem

_JOB = ("job-id", "job-name", "job-state", "job-state-reasons")
_PRINTER = ("printer-state", "printer-state-reasons")
_FINAL = {
    JobCode.CANCELED: JobPhase.CANCELLED,
    JobCode.ABORTED: JobPhase.ABORTED,
    JobCode.COMPLETED: JobPhase.DONE,
}
_GONE = JobState(JobPhase.BLOCKED, Trouble.GONE)
_FORGOTTEN = JobState(JobPhase.UNKNOWN, Trouble.FORGOTTEN)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: between questions (growing from the first to the last), and until a state is called unknown."""

    first: float = 0.1
    last: float = 1.0
    silent: float = 15.0
    """The printer does not answer."""
    stuck: float = 60.0
    """It says that it prints, names no trouble, and does not end: a queue whose printer vanished stays so for ever."""
    blocked: float = 900.0
    """It waits for its turn, for paper, for somebody: the whole time, whatever else it says meanwhile."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Follows one job of a printer to its end; ``serial`` tells it from a job of the same number after a restart.

    ``number`` 0 is a job of another printer.
    """

    client: IppClient
    number: int
    serial: str
    patience: Patience
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def states(self) -> Iterator[JobState]:
        """Each new state until one has ended; see FollowingPrinter.follow."""
        began = since = self.now()
        last: JobState | None = None
        pause = self.patience.first
        while True:
            state = self._look()
            now = self.now()
            since = since if state == last else now
            if not state.ended and (now - since > self._limit(state) or now - began > self.patience.blocked):
                state = JobState(JobPhase.UNKNOWN, state.trouble or Trouble.STUCK)
            if state != last:
                yield state
            if state.ended:
                return
            last = state
            self.sleep(pause)
            pause = min(pause * 1.5, self.patience.last)

    def _limit(self, state: JobState) -> float:
        if state.trouble is Trouble.GONE:
            return self.patience.silent
        return self.patience.stuck if state.phase is JobPhase.PRINTING else self.patience.blocked

    def _look(self) -> JobState:
        """Ask once. A printer that does not answer, or not like a printer, is gone for now."""
        if not self.number:
            return _FORGOTTEN
        try:
            job = self.client.job(self.number, _JOB)
            named, code = job.word("job-name"), job.number("job-state")
            if named and not is_named(named, self.serial):
                return _FORGOTTEN
            if code in _FINAL:
                return JobState(_FINAL[JobCode(code)])
            return _underway(code, self.client.printer(_PRINTER))
        except NoSuchJob:
            return _FORGOTTEN
        except PrinterProblem:
            return _GONE


def is_named(name: str, serial: str) -> bool:
    """Whether a job's name begins with this serial."""
    return name.split(" ", 1)[0] == serial


def _underway(code: int | None, printer: Attributes) -> JobState:
    """A job that has not ended: the printer's reasons explain the waiting, they never decide that it is over."""
    told = troubles(printer.words("printer-state-reasons"))
    trouble = next((one.trouble for one in told if one.trouble not in SOFT), None)
    if trouble is None and printer.number("printer-state") == PrinterCode.STOPPED:
        trouble = Trouble.DISABLED
    if code == JobCode.HELD:
        trouble = Trouble.HELD
    elif code == JobCode.STOPPED:
        trouble = trouble or Trouble.FAULT
    if trouble is not None:
        return JobState(JobPhase.BLOCKED, trouble)
    return JobState(JobPhase.PRINTING if code == JobCode.PROCESSING else JobPhase.WAITING)

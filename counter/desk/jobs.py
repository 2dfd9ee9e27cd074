"""What becomes of a sheet inside the printer: told as it happens, never sent again; and giving it up before it comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counter.desk.bench import Bench
from counter.desk.find import the_sheet
from counter.desk.views import Session
from counter.devices.ipp_following import CancellingPrinter, FollowingPrinter, JobPhase, JobState
from counter.devices.ports import Printer
from counter.locale import Text
from counter.store import cases
from counter.workflows.slip import Sheet

_STOPPED = frozenset({JobPhase.BLOCKED, JobPhase.ABORTED, JobPhase.CANCELLED, JobPhase.UNKNOWN})


@dataclass(frozen=True, slots=True)
class JobView:
    """How a sheet fares in the printer, in words.

    ``stopped`` tells that somebody must see to it, ``ended`` that no more will be told; ``may_come`` that the printer may still
    have it, so that it should be cancelled before another sheet takes its place.
    """

    printer: str
    phase: str
    happened: Text
    next_step: Text
    stopped: bool
    ended: bool
    may_come: bool


@dataclass(frozen=True, slots=True)
class Jobs:
    """Verbs about sheets in the printer."""

    bench: Bench

    def follow(self, session: Session, serial: str) -> Iterator[JobView]:
        """Each new state of a sheet until the last; none for a printer that tells nothing, or a sheet it does not have.

        It waits in between: call it from a thread that may wait. It only asks; following again after a restart is allowed.

        Raises:
            NoSuchSheet
        """
        sheet, printer = self._of(serial)
        if not isinstance(printer, FollowingPrinter) or sheet.state != Sheet.SENT:
            return
        for state in printer.follow(serial, sheet.job):
            yield _view(printer.name, state)

    def cancel(self, session: Session, serial: str) -> None:
        """Ask the printer to give a sheet up; it may still come out, and following tells what came of it.

        Raises:
            NoSuchSheet, PrinterProblem
        """
        sheet, printer = self._of(serial)
        if isinstance(printer, CancellingPrinter):
            printer.cancel(serial, sheet.job)

    def _of(self, serial: str) -> tuple[cases.Sheet, Printer]:
        with self.bench.store.reading() as db:
            sheet = the_sheet(db, serial)
        return sheet, self.bench.printer_for(sheet.form)


def _view(printer: str, state: JobState) -> JobView:
    may_come = state.phase in {JobPhase.WAITING, JobPhase.PRINTING, JobPhase.BLOCKED, JobPhase.UNKNOWN}
    return JobView(
        printer,
        state.phase.value,
        state.happened,
        state.next_step,
        state.phase in _STOPPED,
        state.ended,
        may_come,
    )

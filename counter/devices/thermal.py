"""A thermal printer that takes ESC/POS as it is, by device file or by TCP: asked before, handed a strip once, asked after."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from counter.devices.escpos_status import ANSWERS, ASK, ASK_END, ended, statuses, trouble_in
from counter.devices.ipp_following import JobPhase, JobState
from counter.devices.ipp_problems import SentUnclear
from counter.devices.ipp_readiness import not_ready
from counter.devices.ipp_troubles import ADVICE, SOFT, Trouble
from counter.devices.ports import PrinterProblem, PrinterState, PrintReceipt
from counter.devices.thermal_address import Port, thermal_address
from counter.devices.thermal_link import Line, line_to
from counter.devices.thermal_problems import NotAThermalPrinter, NoThermal, ThermalBusy, ThermalStopped
from counter.locale import Text

Strip = Callable[[bytes], bytes]
"""From the PDF of a strip to the printer's own bytes; how that is done is told to the printer, for devices know no paper."""
_LATE = 64
"""Bytes among which the status is looked for."""
JOB = "escpos"
"""What the receipt calls the job: such a printer numbers none."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds: for status bytes, for a whole strip, for its end; between two looks; until a stopped printer is given up."""

    status: float = 0.5
    strip: float = 20.0
    end: float = 5.0
    look: float = 0.5
    blocked: float = 900.0


@dataclass(frozen=True, slots=True)
class ThermalPrinter:
    """One printer; it remembers nothing, so a strip goes to it once for each time somebody says so."""

    place: Port | Path
    name: str
    strip: Strip
    waits: Waits = field(default_factory=Waits)

    @classmethod
    def at(cls, uri: str, strip: Strip, name: str = "", waits: Waits | None = None) -> ThermalPrinter:
        """The printer at ``/dev/usb/lp0`` or ``socket://host:9100``.

        Raises:
            NotAThermalAddress
        """
        place = thermal_address(uri)
        return cls(place, name or str(place), strip, waits or Waits())

    def check(self) -> PrinterState:
        """Whether it could print now; one that tells nothing of itself is believed to."""
        try:
            with line_to(self.place) as line:
                told = self._status(line)
        except (PrinterProblem, OSError) as problem:
            return not_ready(self._problem(problem))
        trouble = trouble_in(told) if told else None
        if trouble is not None and trouble not in SOFT:
            return not_ready(_stopped(trouble))
        warning = ADVICE[trouble].happened if trouble else Text("", "") if told else _SILENT
        ready = Text(f"就绪：{self.name}。", f"Ready: {self.name}.")
        return PrinterState(True, Text(ready.zh + warning.zh, f"{ready.en} {warning.en}".rstrip()))

    def send(self, serial: str, pdf: bytes, title: str) -> PrintReceipt:  # noqa: ARG002 - dots have no name
        """Hand a strip over, once.

        Raises:
            PrinterProblem: nothing was handed over.
            SentUnclear: some of it was; nobody knows how much came out.
        """
        content = self.strip(pdf)
        try:
            with line_to(self.place) as line:
                self._demand_ready(line)
                self._hand_over(line, content)
        except OSError as problem:
            raise self._problem(problem) from problem
        return PrintReceipt(self.name, JOB, hashlib.sha256(content).hexdigest())

    def follow(self, serial: str, job: str) -> Iterator[JobState]:  # noqa: ARG002 - it numbers no jobs
        """Each new trouble, and the end when the printer says that it has worked everything off; none of a silent one."""
        last: JobState | None = None
        give_up = time.monotonic() + self.waits.blocked
        while time.monotonic() < give_up:
            state = self._look()
            if state is None:
                return
            if state != last:
                yield (last := state)
            if state.ended:
                return
            time.sleep(self.waits.look)
        yield JobState(JobPhase.UNKNOWN, last.trouble if last else Trouble.GONE)

    def _look(self) -> JobState | None:
        """How it fares now; None of a printer that never tells."""
        try:
            with line_to(self.place) as line:
                told = self._status(line)
                if not told:
                    return None
                trouble = trouble_in(told)
                if trouble is not None and trouble not in SOFT:
                    return JobState(JobPhase.BLOCKED, trouble)
                line.write(ASK_END, self.waits.status)
                done = ended(line.read(1, self.waits.end))
        except (PrinterProblem, OSError):
            return JobState(JobPhase.BLOCKED, Trouble.GONE)
        return JobState(JobPhase.DONE) if done else JobState(JobPhase.PRINTING)

    def _demand_ready(self, line: Line) -> None:
        told = self._status(line)
        trouble = trouble_in(told) if told else None
        if trouble is not None and trouble not in SOFT:
            raise _stopped(trouble)

    def _hand_over(self, line: Line, content: bytes) -> None:
        """All bytes, or a sentence that says whether any have left."""
        line.sent = 0
        try:
            done = line.write(content, self.waits.strip)
        except OSError as problem:
            raise self._cut(line) from problem
        if not done:
            raise self._cut(line)

    def _cut(self, line: Line) -> PrinterProblem:
        return SentUnclear(printer=self.name) if line.sent else ThermalBusy(place=self.place)

    def _status(self, line: Line) -> bytes:
        """The four status bytes, behind what may have come late; empty of a printer that gives fewer.

        Raises:
            NotAThermalPrinter: something answers, but not so.
        """
        if not line.talks or not line.write(ASK, self.waits.status):
            return b""
        told = line.read(ANSWERS, self.waits.status)
        while len(told) < ANSWERS or statuses(told[-ANSWERS:]) != told[-ANSWERS:]:
            more = line.read(1, self.waits.status) if ANSWERS <= len(told) < _LATE else b""
            if not more and statuses(told) == told:
                return b""
            if not more:
                raise NotAThermalPrinter(place=self.place)
            told += more
        return told[-ANSWERS:]

    def _problem(self, problem: PrinterProblem | OSError) -> PrinterProblem:
        if isinstance(problem, PrinterProblem):
            return problem
        return ThermalBusy(place=self.place)


@dataclass(frozen=True, slots=True)
class NoThermalPrinter:
    """Stands where a station has printers but none for strips: never ready, and says why."""

    name: str = "thermal"

    def check(self) -> PrinterState:
        """Never."""
        return not_ready(NoThermal())

    def send(self, serial: str, pdf: bytes, title: str) -> PrintReceipt:  # noqa: ARG002 - as the port has it
        """Raises NoThermal."""
        raise NoThermal


_SILENT = Text("它不报告纸张状态。", "It tells nothing about its paper.")


def _stopped(trouble: Trouble) -> ThermalStopped:
    advice = ADVICE[trouble]
    happened, remedy = advice.happened, advice.remedy
    return ThermalStopped(what_zh=happened.zh, what_en=happened.en, do_zh=remedy.zh, do_en=remedy.en)

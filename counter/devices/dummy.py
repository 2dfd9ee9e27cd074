"""A printer that only remembers, for tests; it can be told to fail."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from counter.devices.ports import PrinterProblem, PrinterState, PrintReceipt
from counter.locale import Text


@dataclass(slots=True)
class RecordingPrinter:
    """Keeps what it was sent, in order, as (serial, pdf, title)."""

    name: str = "recording"
    failing: bool = False
    sent: list[tuple[str, bytes, str]] = field(default_factory=list)

    def check(self) -> PrinterState:
        """Ready, unless it was told to fail."""
        if self.failing:
            return PrinterState(False, Text("没有准备好", "Not ready"))
        return PrinterState(True, Text("就绪", "Ready"))

    def send(self, serial: str, pdf: bytes, title: str) -> PrintReceipt:
        """Remember the sheet, or raise PrinterProblem when told to fail."""
        if self.failing:
            raise PrinterProblem(printer=self.name)
        self.sent.append((serial, pdf, title))
        return PrintReceipt(self.name, f"{self.name}-{len(self.sent)}", hashlib.sha256(pdf).hexdigest())

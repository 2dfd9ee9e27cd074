"""What the counter asks of a printer, and the values that pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from counter.errors import CounterError
from counter.locale import Text


@dataclass(frozen=True, slots=True)
class PrinterState:
    """Whether a printer can print now, and if not, what is missing and what to do."""

    ready: bool
    text: Text


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    """A printer's word that it took a sheet: its own name for the job, and the SHA-256 of the bytes in hexadecimal."""

    printer: str
    job: str
    sha256: str


class PrinterProblem(CounterError):
    """A sheet could not be handed to the printer; values: ``printer``."""

    happened = Text("打印机“{printer}”没有接收这张单据。", "The printer “{printer}” did not take this sheet.")
    kept = Text("单据的编号和内容都在。", "Its serial and its content are kept.")
    next_step = Text("请检查打印机后重试。", "Check the printer and try again.")


class Printer(Protocol):
    """Something that takes finished sheets; ``send`` returns only when the printer has taken all bytes."""

    @property
    def name(self) -> str:
        """How the clerk calls it."""
        ...

    def check(self) -> PrinterState:
        """Whether it could print now."""
        ...

    def send(self, serial: str, pdf: bytes, title: str) -> PrintReceipt:
        """Hand over a sheet; raises PrinterProblem. The same bytes under the same serial may be sent again."""
        ...

"""The folder of a station without a thermal printer: each slip as a picture, and as the bytes such a printer takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from counter.devices.folder import FolderPrinter
from counter.devices.ports import PrinterState, PrintReceipt

Dots = Callable[[bytes], Mapping[str, bytes]]
"""From the PDF of a slip to its files, by the ends of their names: ``png``, ``escpos``."""


@dataclass(frozen=True, slots=True)
class StripFolder:
    """A printer for slips from a roll; how a page becomes dots is told to it, for devices know no paper."""

    folder: FolderPrinter
    dots: Dots

    @property
    def name(self) -> str:
        """How the clerk calls it."""
        return self.folder.name

    def check(self) -> PrinterState:
        """Whether the folder can be written."""
        return self.folder.check()

    def send(self, serial: str, pdf: bytes, title: str) -> PrintReceipt:
        """Write a slip; raises PrinterProblem. The same slip may be sent again, a different one under its serial not."""
        return self.folder.lay(serial, self.dots(pdf), title)

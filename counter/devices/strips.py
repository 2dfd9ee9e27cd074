"""The folder of a station without a thermal printer: each slip as a picture, and as the bytes such a printer takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from counter.devices.folder import FolderPrinter
from counter.devices.ports import PrinterState, PrintReceipt
from counter.locale import Text

_INSTEAD = Text(
    "就绪：没有设热敏打印机，号条和清单存为图片和 ESC/POS 文件。",
    "Ready: no thermal printer is set; strips are laid down as pictures and ESC/POS files.",
)
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
        """Whether the folder can be written, and that it stands for a thermal printer."""
        state = self.folder.check()
        return PrinterState(True, _INSTEAD) if state.ready else state

    def send(self, serial: str, pdf: bytes, title: str) -> PrintReceipt:
        """Write a slip; raises PrinterProblem. The same slip may be sent again, a different one under its serial not."""
        return self.folder.lay(serial, self.dots(pdf), title)

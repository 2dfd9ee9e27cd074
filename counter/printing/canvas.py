"""A page as PDF operators: text in runs of faces, rules, filled outlines; remembers which glyphs it used.

Coordinates come in millimetres from the top left corner and leave in points from the bottom left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counter.printing.fonts import Face, Fonts
from counter.printing.form import MM, Box, Line, Style
from counter.printing.lines import Fitted
from counter.printing.pdf_stream import pack

ASCENT = 0.88
"""How much of the em box of a Chinese letter is above its base line."""
EMBOLDEN = 0.027
"""The stroke that makes Regular look bold, in parts of the size: 0.45 pt at 16 pt."""

Used = dict[str, dict[int, str]]
"""Name of a font to glyph number to character."""
OWN = "own-"
"""Begins the name of a font that is cut for one sheet; the fonts of standing parts are the same on every sheet."""


@dataclass(frozen=True, slots=True)
class Part:
    """A finished part of a page: its packed operators, and the glyphs they use. It serves any number of sheets."""

    data: bytes
    used: Used


class Sheet:
    """Operators of a part of a page, in the making."""

    def __init__(self, fonts: Fonts, height: float, *, own: bool = False) -> None:
        self.fonts = fonts
        self._prefix = OWN if own else ""
        self.height = height * MM
        self.operators: list[str] = []
        self.used: Used = {}

    def part(self) -> Part:
        """What has been drawn, finished."""
        return Part(pack("\n".join(self.operators).encode("ascii")), self.used)

    def write(self, fitted: Fitted, at: Box, style: Style, colour: str = "0 0 0") -> None:
        """Set lines into a box, in its middle from top to bottom unless the style says top."""
        size, count = fitted.size, len(fitted.lines)
        block = ((count - 1) * style.leading + 1) * size
        top = self.height - at.y * MM - (0 if style.top else (at.h * MM - block) / 2)
        stroke = f" 2 Tr {size * EMBOLDEN:.3f} w {colour} RG" if style.bold else ""
        self.operators.append(f"q BT {colour} rg{stroke}")
        for index, line in enumerate(fitted.lines):
            slack = at.w * MM - self.fonts.measure(line, style.face) * size
            x = at.x * MM + {"left": 0.0, "center": slack / 2, "right": slack}[style.align]
            y = top - (index * style.leading + ASCENT) * size
            self._line(line, x, y, size, style.face)
        self.operators.append("ET Q")

    def put(self, char: str, x: float, y: float, size: float, style: Style) -> None:
        """Set one letter with its base line at ``x``, ``y`` in mm from the top left corner, as it was found on a page."""
        stroke = f" 2 Tr {size * EMBOLDEN:.3f} w 0 0 0 RG" if style.bold else ""
        self.operators.append(f"q BT 0 0 0 rg{stroke}")
        self._line(char, x * MM, self.height - y * MM, size, style.face)
        self.operators.append("ET Q")

    def _line(self, line: str, x: float, y: float, size: float, chain: str) -> None:
        """One line as runs of faces."""
        self.operators.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        for run in self.fonts.runs(line, chain):
            name = self._prefix + run.face.name
            self.operators.append(f"/{name} {size:g} Tf <{self._glyphs(run.face, run.text)}> Tj")

    def _glyphs(self, face: Face, text: str) -> str:
        """The glyph numbers of a text in hexadecimal; they are noted as used."""
        used = self.used.setdefault(self._prefix + face.name, {})
        numbers = [face.glyphs[ord(char)] for char in text]
        used.update(zip(numbers, text, strict=True))
        return "".join(f"{number:04X}" for number in numbers)

    def rules(self, boxes: Iterable[Box], width: float = 0.5) -> None:
        """The frames of cells; an edge that two cells share is drawn once. ``width`` in points."""
        edges = dict.fromkeys(edge for box in boxes for edge in _edges(box))
        drawn = " ".join(
            f"{x1 * MM:.2f} {self.height - y1 * MM:.2f} m {x2 * MM:.2f} {self.height - y2 * MM:.2f} l"
            for x1, y1, x2, y2 in edges
        )
        self.operators.append(f"q 0 0 0 RG {width} w 2 J {drawn} S Q")

    def line(self, line: Line, width: float = 0.5, dash: str = "") -> None:
        """A straight line; ``width`` in points, ``dash`` as PDF writes it, such as ``[4 3] 0 d``."""
        (x1, y1), (x2, y2) = line.start, line.end
        path = f"{x1 * MM:.2f} {self.height - y1 * MM:.2f} m {x2 * MM:.2f} {self.height - y2 * MM:.2f} l S"
        self.operators.append(f"q 0 0 0 RG {width} w {dash} {path} Q")

    def raw(self, operators: str) -> None:
        """Operators made elsewhere: seal, code."""
        self.operators.append(operators)


def _edges(box: Box) -> Iterator[tuple[float, float, float, float]]:
    """The four edges of a box, rounded so that neighbours agree."""
    left, top, right, bottom = (round(edge, 2) for edge in (box.x, box.y, box.right, box.bottom))
    yield left, top, right, top
    yield left, bottom, right, bottom
    yield left, top, left, bottom
    yield right, top, right, bottom

"""Places on a form in millimetres from its top left corner: boxes, letter styles, fields, words, lines, the cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counter.locale import Text

MM = 72 / 25.4
"""Points in a millimetre."""
Align = Literal["left", "center", "right"]
Face = Literal["song", "kai"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet: left, top, width, height in mm, y downwards."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge in mm."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The bottom edge in mm."""
        return self.y + self.h


@dataclass(frozen=True, slots=True)
class Style:
    """How letters stand in their box; sizes in points.

    ``floor`` is the smallest size before the text wraps, ``least`` the smallest of all: below it nothing is printed.
    """

    size: float = 10.5
    floor: float = 8.0
    align: Align = "left"
    face: Face = "song"
    bold: bool = False
    top: bool = False
    """Whether the text begins at the upper edge of its box instead of standing in its middle."""
    leading: float = 1.22
    """From base line to base line, in parts of the size."""
    least: float = 6.0
    """Reached only by wrapped text; a floor below it counts instead."""


LABEL_STYLE = Style(size=10, floor=8)
CAPTION_STYLE = Style(size=8, floor=6, align="center")
ENGLISH_STYLE = Style(size=8, floor=6)
BESIDE, ABOVE = 1.6, 0.4
"""Between a rule and the letters beside it and below it, in mm."""


def inside(cell: Box) -> Box:
    """The part of a ruled cell that letters may use."""
    return Box(cell.x + BESIDE, cell.y + ABOVE, cell.w - 2 * BESIDE, cell.h - 2 * ABOVE)


@dataclass(frozen=True, slots=True)
class Field:
    """A place filled from the sheet's data."""

    code: str
    label: Text
    sample: str
    at: Box
    label_at: Box | None = None
    style: Style = Style()
    optional: bool = False
    ruled: bool = False
    """Whether label and value stand in cells with rules around them."""
    taken_from: str = ""
    """Which words of a case stand here where the sheet is filled from one: its own code unless the file says otherwise."""
    blank: str = ""
    """What stands here for the hand where the case does not know it."""
    whose: Text | None = None
    """Whose it is, where the paper tells it by a heading over the field and a screen has none."""
    answered: bool = False
    """Whether the answer of the case fills it, and what is typed may add to that answer but not say another one."""

    @property
    def asked(self) -> Text:
        """The label where the field stands without its heading."""
        if self.whose is None:
            return self.label
        return Text(f"{self.whose.zh}{self.label.zh}", f"{self.label.en} ({self.whose.en})")

    @property
    def value_at(self) -> Box:
        """Where the letters of the value may stand."""
        return inside(self.at) if self.ruled else self.at


@dataclass(frozen=True, slots=True)
class Repeat:
    """A second place for a field, or for ``serial`` or ``specimen``: what the two halves of a cut sheet share."""

    of: str
    at: Box
    label_at: Box | None = None
    style: Style = Style()
    ruled: bool = False

    @property
    def value_at(self) -> Box:
        """Where the letters may stand."""
        return inside(self.at) if self.ruled else self.at


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand on every sheet of the form; ``en_at`` is the place of their English line, if it is printed."""

    text: Text
    at: Box
    style: Style = Style()
    en_at: Box | None = None
    ruled: bool = False
    """Whether a frame is drawn around them."""

    @property
    def value_at(self) -> Box:
        """Where the letters may stand."""
        return inside(self.at) if self.ruled else self.at


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line from one point to another, in mm; for a signature, or between two parts."""

    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Centre and diameter of the seal in mm."""

    x: float
    y: float
    diameter: float


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a sheet is cut in two across its whole width, ``y`` mm from the top; a seal may straddle it (骑缝章)."""

    y: float
    caption: Text
    at: Box
    """Where the caption stands, on the line."""
    seal_x: float | None = None
    """The centre of the straddling seal, if there is one, in mm from the left; it is as large as the sheet's other seal."""

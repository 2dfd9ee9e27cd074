"""A form: where things stand on a sheet, in millimetres from its top left corner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from counter.locale import Text
from counter.printing.paper import Paper, Seal, SealMode

MM = 72 / 25.4
"""Points in a millimetre."""
Align = Literal["left", "center", "right"]
Face = Literal["song", "kai"]
SAMPLE_CODE = "SPECIMEN 0000 " * 19
"""As many characters as a real code has, so that the picture is as fine."""


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
    """How letters stand in their box; sizes in points. ``floor`` is the smallest size before the text wraps."""

    size: float = 10.5
    floor: float = 8.0
    align: Align = "left"
    face: Face = "song"
    bold: bool = False
    top: bool = False
    """Whether the text begins at the upper edge of its box instead of standing in its middle."""
    leading: float = 1.22
    """From base line to base line, in parts of the size."""


LABEL_STYLE = Style(size=10, floor=8)
CAPTION_STYLE = Style(size=8, floor=6, align="center")
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


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand on every sheet of the form."""

    text: Text
    at: Box
    style: Style = Style()


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Centre and diameter of the seal in mm."""

    x: float
    y: float
    diameter: float


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its title, its sheet, its places."""

    code: str
    title: Text
    source: str
    width: float
    height: float
    title_at: Box
    title_style: Style
    serial_label: Text
    serial_at: Box
    serial_style: Style
    fields: tuple[Field, ...]
    words: tuple[Words, ...]
    specimen_at: Box
    seal: SealPlace | None = None
    purpose: str = ""
    sample_unit: str = ""
    code_at: Box | None = None
    code_caption: Text | None = None

    def field(self, code: str) -> Field | None:
        """The place of a field."""
        return next((field for field in self.fields if field.code == code), None)

    def ruled_fields(self) -> tuple[Field, ...]:
        """The fields of the table."""
        return tuple(field for field in self.fields if field.ruled)

    def standing_words(self) -> Iterator[tuple[str, Box, Style]]:
        """The words that every sheet of the form bears, and where: title, labels, caption of the code, notes."""
        yield self.title.zh, self.title_at, self.title_style
        for field in self.fields:
            if field.label_at:
                yield field.label.zh, inside(field.label_at), LABEL_STYLE
        if self.code_at and self.code_caption:
            below = Box(self.code_at.x, self.code_at.bottom + 1.5, self.code_at.w, 4.5)
            yield self.code_caption.zh, below, CAPTION_STYLE
        for words in self.words:
            yield words.text.zh, words.at, words.style

    def mismatch(self, paper: Paper) -> tuple[str, ...]:
        """What does not match, by name.

        Field codes that the form does not know, that stand twice, or that it needs and the sheet leaves empty;
        ``seal`` or ``code`` when the sheet has one and the form no place for it.
        """
        given = [code for code, _ in paper.fields]
        filled = {code for code, text in paper.fields if text.strip()}
        wrong = [code for code in given if given.count(code) > 1 or self.field(code) is None]
        wrong += [field.code for field in self.fields if not field.optional and field.code not in filled]
        places = {"seal": (paper.seal, self.seal), "code": (paper.code, self.code_at)}
        wrong += [name for name, (shown, place) in places.items() if shown and not place]
        return tuple(dict.fromkeys(wrong))

    def sample(self, serial: str = "SPECIMEN-000000") -> Paper:
        """A sheet of this form without any citizen, for specimens and pictures; its code proves nothing."""
        seal = Seal(SealMode.SPECIMEN, self.sample_unit, self.purpose) if self.seal else None
        fields = tuple((field.code, field.sample) for field in self.fields)
        return Paper(self.code, serial, fields, seal, SAMPLE_CODE if self.code_at else "", specimen=True)

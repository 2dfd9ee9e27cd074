"""A form: where things stand on a sheet, in millimetres from its top left corner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from counter.locale import Text
from counter.printing.form_places import (
    ABOVE,
    BESIDE,
    CAPTION_STYLE,
    ENGLISH_STYLE,
    LABEL_STYLE,
    MM,
    Align,
    Box,
    Cut,
    Face,
    Field,
    Line,
    Repeat,
    SealPlace,
    Style,
    Words,
    inside,
)
from counter.printing.form_table import HEAD_STYLE, Table, cell_code, row_fields, rows_of
from counter.printing.paper import Paper, Seal, SealMode

__all__ = [
    "ABOVE", "BESIDE", "MM", "SERIAL", "SPECIMEN", "Align", "Box", "Cut", "Face", "Field", "Form", "Line", "Printer",
    "Repeat", "SealPlace", "Style", "Table", "Words", "inside",
]  # fmt: skip

Printer = Literal["slips", "reports", "thermal"]
SAMPLE_CODE = "SPECIMEN 0000 " * 19
"""As many characters as a real code has, so that the picture is as fine."""
SERIAL, SPECIMEN = "serial", "specimen"
"""What a repeat may show besides a field."""


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
    code_state: str = ""
    """What the verification code says of the matter, such as ``granted``."""
    title_en_at: Box | None = None
    lines: tuple[Line, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    cut: Cut | None = None
    table: Table | None = None
    printer: Printer = "slips"
    """The role of the printer that the form is for."""
    preprinted: bool = False
    """Whether the paper already bears everything but the values: then only these are printed, moved to fit the printer."""
    roll: bool = False
    """Whether the paper comes from a roll: the sheet is as long as its rows need."""

    def field(self, code: str) -> Field | None:
        """The place of a field."""
        return next((field for field in self.fields if field.code == code), None)

    def ruled_fields(self) -> tuple[Field, ...]:
        """The fields of the table."""
        return tuple(field for field in self.fields if field.ruled)

    def frames(self) -> Iterator[Box]:
        """Every box that has rules around it, those of a table's rows left out."""
        labelled: tuple[Field | Repeat, ...] = (*self.fields, *self.repeats)
        for one in labelled:
            if one.ruled:
                yield from (cell for cell in (one.label_at, one.at) if cell)
        yield from (words.at for words in self.words if words.ruled)

    def standing_words(self) -> Iterator[tuple[str, Box, Style]]:
        """The words that every sheet of the form bears, and where: title, labels, caption of the code, notes."""
        yield self.title.zh, self.title_at, self.title_style
        if self.title_en_at:
            yield self.title.en, self.title_en_at, _english(self.title_style)
        for field in self.fields:
            if field.label_at:
                yield field.label.zh, inside(field.label_at), LABEL_STYLE
        for repeat in self.repeats:
            if repeat.label_at:
                yield self.label_of(repeat.of), inside(repeat.label_at), LABEL_STYLE
        if self.code_at and self.code_caption:
            below = Box(self.code_at.x, self.code_at.bottom + 1.5, self.code_at.w, 4.5)
            yield self.code_caption.zh, below, CAPTION_STYLE
        for words in self.words:
            yield words.text.zh, words.value_at, words.style
            if words.en_at:
                yield words.text.en, words.en_at, _english(words.style)
        if self.cut:
            yield self.cut.caption.zh, self.cut.at, CAPTION_STYLE
        if self.table:
            for column, cell in zip(self.table.columns, self.table.head_cells(), strict=True):
                yield column.label.zh, inside(cell), HEAD_STYLE

    def label_of(self, of: str) -> str:
        """The label of what a repeat shows; the serial has its own."""
        field = self.field(of)
        return field.label.zh if field else self.serial_label.zh

    def seal_places(self) -> tuple[SealPlace, ...]:
        """Where the seal stands: its own place, and the cut that it straddles."""
        if self.seal is None:
            return ()
        if self.cut is None or self.cut.seal_x is None:
            return (self.seal,)
        return self.seal, SealPlace(self.cut.seal_x, self.cut.y, self.seal.diameter)

    def mismatch(self, paper: Paper) -> tuple[str, ...]:
        """What does not match, by name.

        Field codes that the form does not know, that stand twice, or that it needs and the sheet leaves empty (cells of
        a table among them); ``seal`` or ``code`` when the sheet has one and the form no place for it.
        """
        given = Counter(code for code, _ in paper.fields)
        filled = {code for code, text in paper.fields if text.strip()}
        known, needed = self._codes(dict(paper.fields))
        wrong = [code for code, times in given.items() if times > 1 or code not in known]
        wrong += [code for code in needed if code not in filled]
        places = {"seal": (paper.seal, self.seal), "code": (paper.code, self.code_at)}
        wrong += [name for name, (shown, place) in places.items() if shown and not place]
        return tuple(dict.fromkeys(wrong))

    def _codes(self, fields: dict[str, str]) -> tuple[set[str], list[str]]:
        """The codes that a sheet with such fields may have, and those that it needs."""
        known = {field.code for field in self.fields}
        needed = [field.code for field in self.fields if not field.optional]
        if self.table:
            for row in range(1, len(rows_of(self.table, fields)) + 1):
                cells = {
                    column: cell_code(self.table.code, row, column.code) for column in self.table.columns
                }
                known.update(cells.values())
                needed += [code for column, code in cells.items() if not column.optional]
        return known, needed

    def sample(self, serial: str = "SPECIMEN-000000") -> Paper:
        """A sheet of this form without any citizen, for specimens and pictures; its code proves nothing."""
        seal = Seal(SealMode.SPECIMEN, self.sample_unit, self.purpose) if self.seal else None
        fields = tuple((field.code, field.sample) for field in self.fields)
        if self.table:
            fields += row_fields(self.table.code, self.table.sample_rows())
        return Paper(self.code, serial, fields, seal, SAMPLE_CODE if self.code_at else "", specimen=True)


def _english(style: Style) -> Style:
    """The English line under words: as they stand, but small."""
    return Style(ENGLISH_STYLE.size, ENGLISH_STYLE.floor, style.align)

"""Composes a sheet: ground, seal, standing words, then what is this sheet's own, in the order in which ink lies on paper.

What is the same on every sheet of a form, and every seal, is drawn once and used again. A table that needs several pages has
the whole form on each of them, so that no page says less about itself than another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from counter.printing import calibration, standing
from counter.printing.alignment import Alignment
from counter.printing.archive import archived
from counter.printing.canvas import Part, Sheet
from counter.printing.fonts import Fonts
from counter.printing.form import SERIAL, SPECIMEN, Form
from counter.printing.form_roll import rolled
from counter.printing.form_table import rows_of
from counter.printing.issued_seal import issued_operators
from counter.printing.paper import Paper, Seal, SealMode
from counter.printing.pdf_stream import pack
from counter.printing.qr import qr_operators
from counter.printing.rows import write_page
from counter.printing.seal import seal_operators
from counter.trust.issued_seal import IssuedSeal

ACROSS = "骑缝章"
"""What the officer is asked to stamp across a cut."""


class Composer:
    """Holds fonts, profile and everything already drawn; for one thread at a time."""

    def __init__(self, data: Path, fonts: Fonts, alignments: Mapping[str, Alignment] | None = None) -> None:
        self.alignments = alignments or {}
        self.fonts = fonts
        self.profile = pack((data / "fonts" / "srgb.icc").read_bytes())
        self.issued: dict[str, IssuedSeal] = {}
        """Seals that an authority issued, by fingerprint."""
        self._drawn: dict[tuple[str, object], Part] = {}

    def pdf(self, form: Form, paper: Paper) -> bytes:
        """The file of a sheet whose fields and characters have been checked; raises DoesNotFit."""
        texts = dict(paper.fields)
        if form.roll:
            form = rolled(form, texts, self.fonts.measure)
        layers = list(self._layers(form, paper))
        own = self._own(form, paper, texts)
        pages = [self._aligned(form, [*layers, own, *more]) for more in self._pages(form, texts, paper)]
        title = f"{form.title.zh} {paper.serial}"
        return archived(pages, self.fonts.faces, (form.width, form.height), title, self.profile)

    def again(
        self, form: Form, pages: Sequence[Callable[[Sheet], None]], code: str, *, specimen: bool
    ) -> bytes:
        """The file of a sheet that was read, without its seal: one call for each page sets what is its own."""
        paper = Paper(form.code, "", (), code=code, specimen=specimen)
        layers, title = list(self._layers(form, paper)), f"{form.title.zh}"
        drawn = []
        for own in pages:
            sheet = Sheet(self.fonts, form.height, own=True)
            own(sheet)
            if code and form.code_at:
                sheet.raw(qr_operators(code, form.code_at, sheet.height))
            drawn.append([*layers, sheet.part()])
        return archived(drawn, self.fonts.faces, (form.width, form.height), title, self.profile)

    def calibration(self, name: str, size: tuple[float, float], alignment: Alignment | None) -> bytes:
        """The calibration page for a printer of this name, as it is or as a correction changes it; ``size`` in mm."""
        sheet = Sheet(self.fonts, size[1])
        if alignment:
            sheet.raw(alignment.operator(size[1]))
        calibration.draw(sheet, *size, name)
        return archived([[sheet.part()]], self.fonts.faces, size, f"打印位置校准页 {name}", self.profile)

    def _layers(self, form: Form, paper: Paper) -> Iterator[Part]:
        """What lies under the sheet's own words; on pre-printed paper that is there already, except on a specimen.

        A strip has no ground: dots know no pale ink.
        """
        if paper.specimen and not form.roll:
            yield self._standing(form, standing.ground)
        if paper.seal and form.seal:
            yield self._seal(form, paper.seal)
        if not _bare(form, paper):
            yield self._standing(form, standing.words)
        if paper.specimen:
            yield self._standing(form, standing.specimen)

    def _aligned(self, form: Form, parts: list[Part]) -> list[Part]:
        """A page moved to where the printer's pre-printed paper wants it."""
        alignment = self.alignments.get(form.printer)
        if not form.preprinted or not alignment:
            return parts
        moved = Part(pack(f"q {alignment.operator(form.height)}".encode("ascii")), {})
        return [moved, *parts, Part(pack(b"Q"), {})]

    def _standing(self, form: Form, draw: Callable[[Sheet, Form], None]) -> Part:
        """A part that is the same on every sheet of a form."""
        return self._once(form, draw, lambda sheet: draw(sheet, form))

    def _seal(self, form: Form, seal: Seal) -> Part:
        """The seal at the form's places."""

        def draw(sheet: Sheet) -> None:
            for number, place in enumerate(form.seal_places()):
                if seal.mode is SealMode.ISSUED:
                    sheet.raw(issued_operators(self.issued[seal.picture], place, sheet.height))
                else:
                    words = replace(seal, purpose=ACROSS) if number and seal.mode is SealMode.WET else seal
                    sheet.raw(seal_operators(words, place, self.fonts, sheet.height))

        return self._once(form, seal, draw)

    def _once(self, form: Form, what: object, draw: Callable[[Sheet], None]) -> Part:
        """A part that is drawn for the first sheet that has it, and used again."""
        key = (form.code, what)
        if form.roll or key not in self._drawn:
            sheet = Sheet(self.fonts, form.height)
            draw(sheet)
            self._drawn[key] = sheet.part()
        return self._drawn[key]

    def _own(self, form: Form, paper: Paper, texts: Mapping[str, str]) -> Part:
        """What is this sheet's own on every page: serial, fields, code."""
        sheet = Sheet(self.fonts, form.height, own=True)
        serial = f"{form.serial_label.zh}{paper.serial}"
        standing.write(sheet, serial, form.serial_at, form.serial_style, form.serial_label.zh)
        for field in form.fields:
            if text := texts.get(field.code):
                standing.write(sheet, text, field.value_at, field.style, field.label.zh)
        for repeat in form.repeats:
            text = serial if repeat.of == SERIAL else texts.get(repeat.of, "")
            if text and repeat.of != SPECIMEN:
                standing.write(sheet, text, repeat.value_at, repeat.style, form.label_of(repeat.of))
        if paper.code and form.code_at:
            sheet.raw(qr_operators(paper.code, form.code_at, sheet.height))
        return sheet.part()

    def _pages(self, form: Form, texts: Mapping[str, str], paper: Paper) -> Iterator[list[Part]]:
        """What each page has beyond the others: its rows and its number."""
        if form.table is None:
            yield []
            return
        rows = rows_of(form.table, texts)
        for page in range(form.table.pages(len(rows))):
            sheet = Sheet(self.fonts, form.height, own=True)
            write_page(sheet, form.table, rows, page, ruled=not _bare(form, paper))
            yield [sheet.part()]


def _bare(form: Form, paper: Paper) -> bool:
    """Whether the paper bears rules and words already."""
    return form.preprinted and not paper.specimen

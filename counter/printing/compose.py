"""Composes a sheet: ground, seal, standing words, then what is this sheet's own, in the order in which ink lies on paper.

What is the same on every sheet of a form, and every seal, is drawn once and used again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from counter.printing import standing
from counter.printing.archive import one_page
from counter.printing.canvas import Part, Sheet
from counter.printing.fonts import Fonts
from counter.printing.form import Form, SealPlace, inside
from counter.printing.paper import Paper, Seal
from counter.printing.pdf_stream import pack
from counter.printing.qr import qr_operators
from counter.printing.seal import seal_operators


class Composer:
    """Holds fonts, profile and everything already drawn; for one thread at a time."""

    def __init__(self, data: Path) -> None:
        self.fonts = Fonts(data / "fonts")
        self.profile = pack((data / "fonts" / "srgb.icc").read_bytes())
        self._drawn: dict[tuple[str, object], Part] = {}

    def pdf(self, form: Form, paper: Paper) -> bytes:
        """The file of a sheet whose fields and characters have been checked; raises DoesNotFit."""
        parts = [
            *([self._standing(form, standing.ground)] if paper.specimen else []),
            *([self._seal(form, form.seal, paper.seal)] if paper.seal and form.seal else []),
            self._standing(form, standing.words),
            *([self._standing(form, standing.specimen)] if paper.specimen else []),
            self._own(form, paper),
        ]
        title = f"{form.title.zh} {paper.serial}"
        return one_page(parts, self.fonts.faces, (form.width, form.height), title, self.profile)

    def _standing(self, form: Form, draw: Callable[[Sheet, Form], None]) -> Part:
        """A part that is the same on every sheet of a form."""
        return self._once(form, draw, lambda sheet: draw(sheet, form))

    def _seal(self, form: Form, place: SealPlace, seal: Seal) -> Part:
        """The seal at the form's place."""
        return self._once(
            form, seal, lambda sheet: sheet.raw(seal_operators(seal, place, self.fonts, sheet.height))
        )

    def _once(self, form: Form, what: object, draw: Callable[[Sheet], None]) -> Part:
        """A part that is drawn for the first sheet that has it, and used again."""
        key = (form.code, what)
        if key not in self._drawn:
            sheet = Sheet(self.fonts, form.height)
            draw(sheet)
            self._drawn[key] = sheet.part()
        return self._drawn[key]

    def _own(self, form: Form, paper: Paper) -> Part:
        """What is this sheet's own: serial, fields, code."""
        sheet = Sheet(self.fonts, form.height)
        serial = f"{form.serial_label.zh}{paper.serial}"
        standing.write(sheet, serial, form.serial_at, form.serial_style, form.serial_label.zh)
        for field in form.fields:
            if text := paper.text(field.code):
                at = inside(field.at) if field.ruled else field.at
                standing.write(sheet, text, at, field.style, field.label.zh)
        if paper.code and form.code_at:
            sheet.raw(qr_operators(paper.code, form.code_at, sheet.height))
        return sheet.part()

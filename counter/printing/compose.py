"""Composes a sheet: ground, seal, standing words, then what is this sheet's own, in the order in which ink lies on paper.

What is the same on every sheet of a form, and every seal, is drawn once and used again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from counter.printing import standing
from counter.printing.archive import one_page
from counter.printing.canvas import Sheet
from counter.printing.fonts import Fonts
from counter.printing.form import Form
from counter.printing.paper import Paper, Seal
from counter.printing.qr import qr_operators
from counter.printing.seal import seal_operators


class Composer:
    """Holds fonts, profile and everything already drawn; for one thread at a time."""

    def __init__(self, data: Path) -> None:
        self.fonts = Fonts(data / "fonts")
        self.profile = (data / "fonts" / "srgb.icc").read_bytes()
        self._parts: dict[tuple[str, str], Sheet] = {}
        self._seals: dict[tuple[str, Seal], str] = {}

    def pdf(self, form: Form, paper: Paper) -> bytes:
        """The file of a sheet whose fields and characters have been checked; raises DoesNotFit."""
        sheet = Sheet(self.fonts, form.height)
        if paper.specimen:
            sheet.add(self._part(form, standing.ground))
        if paper.seal and form.seal:
            sheet.raw(self._seal(form, paper.seal))
        sheet.add(self._part(form, standing.words))
        if paper.specimen:
            sheet.add(self._part(form, standing.specimen))
        _fill(sheet, form, paper)
        return one_page(sheet, self.fonts.faces, form.width, f"{form.title.zh} {paper.serial}", self.profile)

    def _part(self, form: Form, draw: Callable[[Sheet, Form], None]) -> Sheet:
        """A part that is the same on every sheet of a form."""
        key = (form.code, draw.__name__)
        if key not in self._parts:
            part = Sheet(self.fonts, form.height)
            draw(part, form)
            self._parts[key] = part
        return self._parts[key]

    def _seal(self, form: Form, seal: Seal) -> str:
        """The seal at the form's place."""
        key = (form.code, seal)
        if key not in self._seals:
            assert form.seal is not None  # noqa: S101 - the caller has looked
            self._seals[key] = seal_operators(
                seal, form.seal, self.fonts, Sheet(self.fonts, form.height).height
            )
        return self._seals[key]


def _fill(sheet: Sheet, form: Form, paper: Paper) -> None:
    """What is this sheet's own: serial, fields, code."""
    serial = f"{form.serial_label.zh}{paper.serial}"
    standing.write(sheet, serial, form.serial_at, form.serial_style, form.serial_label.zh)
    for field in form.fields:
        if text := paper.text(field.code):
            at = standing.inside(field.at) if field.label_at else field.at
            standing.write(sheet, text, at, field.style, field.label.zh)
    if paper.code and form.code_at:
        sheet.raw(qr_operators(paper.code, form.code_at, sheet.height))

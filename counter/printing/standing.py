"""What stands on every sheet of a form: rules, labels, words; and the marks of a specimen."""

from __future__ import annotations

from itertools import pairwise

from counter.printing.canvas import Sheet
from counter.printing.form import MM, SPECIMEN, Box, Cut, Form, Line, Style
from counter.printing.lines import DoesNotFit, fit
from counter.printing.outlines import MIDDLE, Place, letters_of, line
from counter.printing.paper import SPECIMEN_MARK

SPECIMEN_STYLE = Style(size=12, floor=8, align="right", bold=True)
SPECIMEN_RED = ".82 .04 .07"
CUT_WIDTH, CUT_DASH = 0.6, "[4 3] 0 d"
GROUND, GROUND_TURN, GROUND_WIDTH = ".97 .925 .925", 20.0, 0.62


def write(sheet: Sheet, text: str, at: Box, style: Style, name: str, colour: str = "0 0 0") -> None:
    """Set a text into its box; DoesNotFit names the field."""
    width, height = at.w * MM, at.h * MM
    fitted = fit(text, lambda part: sheet.fonts.measure(part, style.face), width, height, style)
    if fitted is None:
        raise DoesNotFit(field=name, text=text)
    sheet.write(fitted, at, style, colour)


def words(sheet: Sheet, form: Form) -> None:
    """Rules, lines, title, labels and words."""
    cells = list(form.frames())
    if form.table:
        cells += form.table.head_cells()
    if cells:
        sheet.rules(cells)
    for one in form.lines:
        sheet.line(one)
    if form.cut:
        _cut(sheet, form.cut, form.width)
    for text, at, style in form.standing_words():
        write(sheet, text, at, style, text)


def _cut(sheet: Sheet, cut: Cut, width: float) -> None:
    """The dashed line that the sheet is cut along, open where its caption stands."""
    for start, end in ((0.0, cut.at.x), (cut.at.right, width)):
        sheet.line(Line((start, cut.y), (end, cut.y)), CUT_WIDTH, CUT_DASH)


def specimen(sheet: Sheet, form: Form) -> None:
    """The words 样张 SPECIMEN, to be read and to be found, on each part of the sheet."""
    for at in (form.specimen_at, *(repeat.at for repeat in form.repeats if repeat.of == SPECIMEN)):
        write(sheet, SPECIMEN_MARK, at, SPECIMEN_STYLE, SPECIMEN_MARK, SPECIMEN_RED)


def ground(sheet: Sheet, form: Form) -> None:
    """The same words, large and pale, behind everything, on each half of a cut sheet: no cutting makes a specimen look valid."""
    letters = letters_of(sheet.fonts, SPECIMEN_MARK)
    advance = sum(one.advance for one in letters)
    size = form.width * MM * GROUND_WIDTH / advance
    ends = (0.0, form.cut.y, form.height) if form.cut else (0.0, form.height)
    for top, bottom in pairwise(ends):
        stand = Place.turned(GROUND_TURN, form.width * MM / 2, sheet.height - (top + bottom) / 2 * MM)
        path = line(letters, stand.after(Place(a=size, d=size, e=-advance * size / 2, f=-MIDDLE * size)))
        sheet.raw(f"q {GROUND} rg {path} f Q")

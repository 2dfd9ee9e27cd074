"""What stands on every sheet of a form: rules, labels, words; and the marks of a specimen."""

from __future__ import annotations

from counter.printing.canvas import Sheet
from counter.printing.form import MM, Box, Form, Style
from counter.printing.lines import DoesNotFit, fit
from counter.printing.outlines import MIDDLE, Place, letters_of, line
from counter.printing.paper import SPECIMEN_MARK

SPECIMEN_STYLE = Style(size=12, floor=8, align="right", bold=True)
SPECIMEN_RED = ".82 .04 .07"
GROUND, GROUND_TURN, GROUND_WIDTH = ".97 .925 .925", 20.0, 0.62


def write(sheet: Sheet, text: str, at: Box, style: Style, name: str, colour: str = "0 0 0") -> None:
    """Set a text into its box; DoesNotFit names the field."""
    width, height = at.w * MM, at.h * MM
    fitted = fit(text, lambda part: sheet.fonts.measure(part, style.face), width, height, style)
    if fitted is None:
        raise DoesNotFit(field=name, text=text)
    sheet.write(fitted, at, style, colour)


def words(sheet: Sheet, form: Form) -> None:
    """Rules, title, labels and words."""
    ruled = [cell for field in form.ruled_fields() for cell in (field.label_at, field.at) if cell]
    if ruled:
        sheet.rules(ruled)
    for text, at, style in form.standing_words():
        write(sheet, text, at, style, text)


def specimen(sheet: Sheet, form: Form) -> None:
    """The words 样张 SPECIMEN, to be read and to be found."""
    write(sheet, SPECIMEN_MARK, form.specimen_at, SPECIMEN_STYLE, SPECIMEN_MARK, SPECIMEN_RED)


def ground(sheet: Sheet, form: Form) -> None:
    """The same words, large and pale, behind everything: no cutting makes a specimen look valid."""
    letters = letters_of(sheet.fonts, SPECIMEN_MARK)
    advance = sum(one.advance for one in letters)
    size = form.width * MM * GROUND_WIDTH / advance
    stand = Place.turned(GROUND_TURN, form.width * MM / 2, sheet.height / 2)
    path = line(letters, stand.after(Place(a=size, d=size, e=-advance * size / 2, f=-MIDDLE * size)))
    sheet.raw(f"q {GROUND} rg {path} f Q")

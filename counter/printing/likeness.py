"""Whether a page looks as its words say: it is drawn again from the letters that were read, and the two pictures are compared.

Words that search and copy find may be hidden, covered, redrawn or set in a font whose letters are others; the eye is then told
something else than the code. Ink of a seal is red and stands in the red channel as paper: under it only what is missing is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from counter.printing.form import MM, SPECIMEN, Box, Form, Style, inside
from counter.printing.form_table import CLOSED, CLOSED_STYLE, PAGE_STYLE, Table
from counter.printing.verify_page import seals_of

if TYPE_CHECKING:
    from PIL import Image

    from counter.printing.canvas import Sheet
    from counter.printing.compose import Composer
    from counter.printing.readback import Page

SCALE = 150 / 72
"""Pixels to a point."""
STEP = 112
"""How much darker or lighter, of 255, is seen as another ink: letters set anew differ at their edges."""
DOTS = 6
"""Pixels that may differ on a page."""
AROUND = 0.5
"""Free room around a seal, in mm."""
NEARLY = 0.01


class Unlike(Exception):
    """A letter is too small to be read, or no face here has it."""


class Likeness:
    """Draws sheets again with the forms' own faces; reportlab comes with the first of them."""

    def __init__(self, data: Path) -> None:
        self._data = data

    @cached_property
    def _composer(self) -> Composer:
        from counter.printing.compose import Composer  # noqa: PLC0415 - reportlab, slow to load, only when a file is checked
        from counter.printing.fonts import Fonts  # noqa: PLC0415 - as above

        return Composer(self._data, Fonts(self._data / "fonts"))

    def differs(self, pages: Sequence[Page], form: Form, code: str, *, specimen: bool) -> bool:
        """Whether any page looks otherwise than its letters, set anew, with rules, code and standing words of the form."""
        from counter.printing.readback import Page  # noqa: PLC0415 - pdfium, only when a file is checked

        owns = [partial(self._set, page, form) for page in pages]
        try:
            again = self._composer.again(form, owns, code, specimen=specimen)
        except (Unlike, KeyError):
            return True
        with Page.all_of(again) as drawn:
            pairs = zip(pages, drawn, strict=True)
            return any(_unlike(seen.picture(SCALE), own.picture(SCALE), form) for seen, own in pairs)

    def _set(self, page: Page, form: Form, sheet: Sheet) -> None:
        """The rules of a page's rows and its own letters where they were found.

        Raises:
            Unlike, KeyError: no face has a letter.
        """
        if form.table:
            sheet.rules(_ruled(page, form.table))
        for at, style in _places(page, form):
            for char, x, y, size in _whole(page, at):
                if size < min(style.floor, style.least) - NEARLY:
                    raise Unlike
                sheet.put(char, x, y, size, style)


def _whole(page: Page, at: Box) -> Iterator[tuple[str, float, float, float]]:
    """The letters of a box, those beyond the basic plane put together from their halves."""
    from counter.printing.readback import whole  # noqa: PLC0415 - pdfium, only when a file is checked

    high = ""
    for one in page.letters(at):
        if "\ud800" <= one.half < "\udc00":
            high = one.half
        elif one.half.strip():
            yield whole(high + one.half), one.x, one.y, one.size
            high = ""


def _places(page: Page, form: Form) -> Iterator[tuple[Box, Style]]:
    """Where a page has words of its own."""
    yield form.serial_at, form.serial_style
    yield from ((field.at, field.style) for field in form.fields)
    yield from ((one.at, one.style) for one in form.repeats if one.of != SPECIMEN)
    if (table := form.table) is None:
        return
    filled = _filled(page, table)
    for place in range(filled):
        for column, cell in zip(table.columns, table.cells(place), strict=True):
            yield inside(cell), column.style
    if table.rest == "closed" and filled < table.room:
        yield table.whole_row(filled), CLOSED_STYLE
    if table.page_at:
        yield table.page_at, PAGE_STYLE


def _filled(page: Page, table: Table) -> int:
    """How many rows a page has before it is closed."""
    rows = (page.words(table.whole_row(place)) for place in range(table.room))
    return next((place for place, words in enumerate(rows) if words in {"", CLOSED.zh}), table.room)


def _ruled(page: Page, table: Table) -> list[Box]:
    """The cells with rules around them."""
    lined = table.room if table.rest == "ruled" else _filled(page, table)
    return [cell for place in range(lined) for cell in table.cells(place)]


def _unlike(seen: Image.Image, drawn: Image.Image, form: Form) -> bool:
    """Whether two pictures of a page differ by more than the edges of letters."""
    from PIL import ImageChops  # noqa: PLC0415 - only for a file

    if seen.size != drawn.size:
        return True
    other = _strong(ImageChops.difference(seen.convert("L"), drawn.convert("L")))
    for place in seals_of(form):
        other.paste(0, _around(place))
    missing = _strong(ImageChops.subtract(seen.getchannel("R"), drawn.getchannel("R")))
    return other.histogram()[-1] + missing.histogram()[-1] > DOTS


def _strong(difference: Image.Image) -> Image.Image:
    """White where the difference is that of another ink."""
    return difference.point([255 if value > STEP else 0 for value in range(256)])


def _around(place: Box) -> tuple[int, int, int, int]:
    """The square of a seal in pixels."""
    edges = (place.x - AROUND, place.y - AROUND, place.right + AROUND, place.bottom + AROUND)
    left, top, right, bottom = (round(edge * MM * SCALE) for edge in edges)
    return left, top, right, bottom

"""The sheet as lines for a terminal: the same paper and the same form as the PDF, in cells instead of millimetres.

Text that a citizen gave arrives as text: control characters are shown, never sent.
"""

from __future__ import annotations

from counter.locale import Language
from counter.printing.cells import width
from counter.printing.form import Form
from counter.printing.grid import Grid, Role, Span
from counter.printing.paper import SPECIMEN_MARK, Paper
from counter.printing.preview_foot import put_foot
from counter.printing.preview_rows import put_rows
from counter.printing.preview_table import put_table
from counter.printing.seal_cells import stamp

__all__ = ["Role", "Span", "text_page"]

MIN_COLUMNS, ROWS = 60, 18
MOST_ROOM = 4
"""Blank lines that a seal is given at most."""


def text_page(
    form: Form, paper: Paper, columns: int, language: Language = "zh", rows: int = ROWS
) -> tuple[tuple[Span, ...], ...]:
    """Lines of (text, role) spans, each exactly ``columns`` cells wide (at least 60).

    What is left of ``rows`` lines becomes room for the seal; a sheet with much to say has more lines than that.
    """
    page = _laid(form, paper, columns, language, room=0)
    if paper.seal and form.seal:
        page = _laid(form, paper, columns, language, room=min(max(rows - len(page.rows), 0), MOST_ROOM))
        stamp(page, paper.seal, form.seal.x / form.width)
    return page.lines()


def _laid(form: Form, paper: Paper, columns: int, language: Language, room: int) -> Grid:
    """The sheet without its seal, with ``room`` blank lines above the words that the seal stands over."""
    grid = Grid(max(columns, MIN_COLUMNS))
    _head(grid, form, paper, language)
    put_table(grid, form, paper, language)
    put_rows(grid, form, paper, language)
    put_foot(grid, form, paper, language, room)
    return grid


def _head(grid: Grid, form: Form, paper: Paper, language: Language) -> None:
    """Title; serial on the left and the specimen's words on the right."""
    title = form.title.in_(language)
    grid.put(0, max((grid.columns - width(title)) // 2, 0), title, "title")
    column = grid.put(1, 1, form.serial_label.in_(language), "label")
    grid.put(1, column, paper.serial, "ink")
    if paper.specimen:
        grid.put(1, grid.columns - width(SPECIMEN_MARK) - 1, SPECIMEN_MARK, "seal-word")

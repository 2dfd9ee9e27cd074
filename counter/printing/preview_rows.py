"""The rows of a sheet in terminal cells: one row is one paragraph, each cell behind its label."""

from __future__ import annotations

from counter.locale import Language
from counter.printing.cells import width, wrapped
from counter.printing.form import Form, Words
from counter.printing.form_table import rows_of
from counter.printing.grid import GAP, Grid
from counter.printing.paper import Paper

INDENT = 2
HEADING = 10.0
"""mm above a table within which words belong to it."""


def put_rows(grid: Grid, form: Form, paper: Paper, language: Language) -> None:
    """Every row of the sheet's table, those of all pages one after the other."""
    if form.table is None:
        return
    for one in headings(form):
        grid.put(len(grid.rows), 1, one.text.in_(language), "label")
    labels = [column.label.in_(language) for column in form.table.columns]
    for row in rows_of(form.table, dict(paper.fields)):
        _put_row(grid, [(label, text) for label, text in zip(labels, row, strict=True) if text])


def headings(form: Form) -> tuple[Words, ...]:
    """The words right above the table, which stand above its rows here as well."""
    if form.table is None:
        return ()
    top = form.table.at.y
    return tuple(words for words in form.words if top - HEADING <= words.at.y < top and not words.ruled)


def _put_row(grid: Grid, cells: list[tuple[str, str]]) -> None:
    """One row, wrapped between cells where it can be."""
    line, column = len(grid.rows), 1
    right = grid.columns - 1
    for label, text in cells:
        if column > INDENT + 1 and column + width(label) + 1 + width(text) > right:
            line, column = len(grid.rows), 1 + INDENT
        column = grid.put(line, column, label, "label") + 1
        for offset, part in enumerate(wrapped(text, max(right - column, INDENT))):
            end = grid.put(line + offset, column, part, "ink")
        column = end + GAP
        line = len(grid.rows) - 1

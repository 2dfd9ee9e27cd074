"""The ruled fields of a sheet as a frame of terminal cells."""

from __future__ import annotations

from counter.locale import Language
from counter.printing.cells import width, wrapped
from counter.printing.form import Field, Form
from counter.printing.grid import GAP, Grid, lines_of
from counter.printing.paper import Paper


def put_table(grid: Grid, form: Form, paper: Paper, language: Language) -> None:
    """The ruled fields in a frame, the first labels in one column."""
    rows = list(lines_of(form.ruled_fields(), lambda field: field.at))
    if not rows:
        return
    edge = max(width(row[0].label.in_(language)) for row in rows) + 3
    top = len(grid.rows)
    grid.grow(top + 1)
    for row in rows:
        _table_row(grid, form, paper, language, row, edge)
    _frame(grid, top, len(grid.rows), edge)


def _table_row(grid: Grid, form: Form, paper: Paper, language: Language, row: list[Field], edge: int) -> None:
    """One row of the frame; a cell that has no room beside the one before it begins a line of its own."""
    line, right = len(grid.rows), grid.columns - 2
    grid.put(line, 2, row[0].label.in_(language), "label")
    column = start = edge + 2
    for index, field in enumerate(row):
        label, text = field.label.in_(language), paper.text(field.code)
        if index:
            need = width(label) + 1 + width(text)
            column = _next_column(field, form, grid.columns, column, right - need)
            if column + need > right:
                line, column = len(grid.rows), start
            column = grid.put(line, column, label, "label") + 1
        parts = list(wrapped(text, right - column))
        for offset, part in enumerate(parts):
            after = grid.put(line + offset, column, part, "ink")
        column = after if len(parts) == 1 else right


def _next_column(field: Field, form: Form, columns: int, used: int, last: int) -> int:
    """Where the next cell of a row begins: where it stands on the sheet, further left when it must, never over the one before."""
    wish = round((field.label_at or field.at).x / form.width * columns)
    return max(used + GAP, min(wish, last))


def _frame(grid: Grid, top: int, bottom: int, edge: int) -> None:
    """The frame and the rule between labels and values."""
    left, right = "─" * (edge - 1), "─" * (grid.columns - 2 - edge)
    grid.put(top, 0, f"┌{left}┬{right}┐", "rule")
    for row in range(top + 1, bottom):
        for column in (0, edge, grid.columns - 1):
            if grid.free(row, column):
                grid.put(row, column, "│", "rule")
    grid.put(bottom, 0, f"└{left}┴{right}┘", "rule")

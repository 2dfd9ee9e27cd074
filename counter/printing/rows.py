"""Writes the rows of a table onto one of its pages."""

from __future__ import annotations

from collections.abc import Sequence

from counter.printing import standing
from counter.printing.canvas import Sheet
from counter.printing.form import inside
from counter.printing.form_table import CLOSED, CLOSED_STYLE, PAGE_STYLE, Table


def write_page(
    sheet: Sheet, table: Table, rows: Sequence[tuple[str, ...]], page: int, *, ruled: bool = True
) -> None:
    """The rows of a page counted from 0, what comes after the last of them, and the number of the page.

    Without ``ruled`` the rules are on the paper already.

    Raises:
        DoesNotFit: names column and row.
    """
    first = page * table.room
    shown = rows[first : first + table.room]
    lined = range(table.room) if table.rest == "ruled" else range(len(shown))
    cells = [cell for place in lined for cell in table.cells(place)]
    if cells and ruled:
        sheet.rules(cells)
    for place, row in enumerate(shown):
        for column, cell, text in zip(table.columns, table.cells(place), row, strict=True):
            if text:
                name = f"{column.label.zh} {first + place + 1}"
                standing.write(sheet, text, inside(cell), column.style, name)
    if table.rest == "closed" and len(shown) < table.room:
        standing.write(sheet, CLOSED.zh, table.whole_row(len(shown)), CLOSED_STYLE, CLOSED.zh)
    if table.page_at:
        words = table.page_words(page + 1, table.pages(len(rows)))
        standing.write(sheet, words, table.page_at, PAGE_STYLE, words)

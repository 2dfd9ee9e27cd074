"""The sheet as lines for a terminal: the same paper and the same form as the PDF, in cells instead of millimetres.

Text that a citizen gave arrives as text: control characters are shown, never sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counter.locale import Language
from counter.printing.cells import width, wrapped
from counter.printing.form import Align, Field, Form
from counter.printing.grid import Grid, Role, Span
from counter.printing.paper import Paper
from counter.printing.seal_cells import stamp

__all__ = ["Role", "Span", "text_page"]

MIN_COLUMNS, ROWS = 60, 18
MOST_ROOM = 4
"""Blank lines that a seal is given at most."""
SAME_ROW = 3.5
"""Places whose tops are closer than this many mm stand on one line."""
GAP = 2
SPECIMEN = "样张 SPECIMEN"


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
    _table(grid, form, paper, language)
    _foot(grid, form, paper, language, room)
    return grid


def _head(grid: Grid, form: Form, paper: Paper, language: Language) -> None:
    """Title; serial on the left and the specimen's words on the right."""
    title = form.title.in_(language)
    grid.put(0, max((grid.columns - width(title)) // 2, 0), title, "title")
    column = grid.put(1, 1, form.serial_label.in_(language), "label")
    grid.put(1, column, paper.serial, "ink")
    if paper.specimen:
        grid.put(1, grid.columns - width(SPECIMEN) - 1, SPECIMEN, "seal-word")


def _table(grid: Grid, form: Form, paper: Paper, language: Language) -> None:
    """The ruled fields in a frame, the first labels in one column."""
    rows = list(_rows(form.ruled_fields()))
    if not rows:
        return
    edge = max(width(row[0].label.in_(language)) for row in rows) + 3
    top = len(grid.rows)
    for row in rows:
        _table_row(grid, form, paper, language, row, edge)
    bottom = len(grid.rows)
    _frame(grid, top, bottom, edge)


def _rows(fields: Iterable[Field]) -> Iterator[list[Field]]:
    """Fields whose labels stand on one line of the sheet."""
    row: list[Field] = []
    for field in sorted(fields, key=lambda one: (one.at.y, one.at.x)):
        if row and field.at.y - row[0].at.y > SAME_ROW:
            yield row
            row = []
        row.append(field)
    if row:
        yield row


def _table_row(grid: Grid, form: Form, paper: Paper, language: Language, row: list[Field], edge: int) -> None:
    """One row of the frame; a cell that has no room beside the one before it begins a line of its own."""
    line, right = max(len(grid.rows), 3), grid.columns - 2
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
    across = grid.columns - 2
    upper, lower = max(top, 2), bottom
    grid.put(upper, 0, "┌" + "─" * (edge - 1) + "┬" + "─" * (across - edge) + "┐", "rule")
    for row in range(upper + 1, bottom):
        for column in (0, edge, grid.columns - 1):
            if grid.free(row, column):
                grid.put(row, column, "│", "rule")
    grid.put(lower, 0, "└" + "─" * (edge - 1) + "┴" + "─" * (across - edge) + "┘", "rule")


@dataclass(frozen=True, slots=True)
class _Item:
    """Something below the table: where it stands in mm, and its parts."""

    x: float
    y: float
    w: float
    align: Align
    parts: tuple[Span, ...]

    @property
    def text(self) -> str:
        """All parts as one text."""
        return "".join(text for text, _ in self.parts)


def _foot(grid: Grid, form: Form, paper: Paper, language: Language, room: int) -> None:
    """Everything that has no cell: free fields, words, the code's place."""
    items = list(_items(form, paper, language))
    margin = min(
        (item.x for item in items if item.align == "left" and item.parts[0][1] != "code"), default=0.0
    )
    for row in _foot_rows(items):
        if room and form.seal and any(item.x < form.seal.x < item.x + item.w for item in row):
            grid.grow(len(grid.rows) + room)
            room = 0
        line, column = len(grid.rows), 0
        for item in row:
            start = max(_wish(item, form, grid.columns, margin), column + GAP if column else 1)
            if column and start + width(item.text) > grid.columns:
                line, start = len(grid.rows), _wish(item, form, grid.columns, margin)
            column = _put(grid, line, start, item)


def _items(form: Form, paper: Paper, language: Language) -> Iterator[_Item]:
    for field in form.fields:
        if field.ruled or not (text := paper.text(field.code)):
            continue
        label: tuple[Span, ...] = ((field.label.in_(language) + " ", "label"),) if field.label_at else ()
        place = field.label_at or field.at
        yield _Item(place.x, field.at.y, field.at.right - place.x, field.style.align, (*label, (text, "ink")))
    for words in form.words:
        yield _Item(
            words.at.x, words.at.y, words.at.w, words.style.align, ((words.text.in_(language), "label"),)
        )
    if paper.code and form.code_at and form.code_caption:
        yield _Item(
            form.code_at.x,
            form.code_at.bottom - SAME_ROW,
            form.code_at.w,
            "left",
            ((f"▦ {form.code_caption.in_(language)}", "code"),),
        )


def _foot_rows(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Items of one line, from left to right."""
    row: list[_Item] = []
    for item in sorted(items, key=lambda one: one.y):
        if row and item.y - row[0].y > SAME_ROW:
            yield sorted(row, key=lambda one: one.x)
            row = []
        row.append(item)
    if row:
        yield sorted(row, key=lambda one: one.x)


def _wish(item: _Item, form: Form, columns: int, margin: float) -> int:
    """The column where an item would stand if cells were millimetres; what stands on the left begins at the edge."""
    left, right = item.x / form.width * columns, (item.x + item.w) / form.width * columns
    size = width(item.text)
    begin = (item.x - margin) / form.width * columns
    start = {"left": begin, "center": (left + right - size) / 2, "right": right - size}[item.align]
    return max(min(round(start), columns - size - 1), 1)


def _put(grid: Grid, line: int, start: int, item: _Item) -> int:
    """Set an item, wrapped at the right edge; the column after its last line."""
    column = start
    for text, role in item.parts:
        for offset, part in enumerate(wrapped(text, grid.columns - column)):
            column = grid.put(line + offset, column if not offset else start, part, role)
    return column

"""What stands below the table of a sheet, in terminal cells: free fields, words, the place of the code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counter.locale import Language
from counter.printing.cells import width, wrapped
from counter.printing.form import Align, Box, Form
from counter.printing.grid import GAP, SAME_LINE, Grid, Span, lines_of
from counter.printing.paper import Paper
from counter.printing.preview_rows import headings


@dataclass(frozen=True, slots=True)
class _Item:
    """Something below the table: where it stands in mm, and its parts."""

    at: Box
    align: Align
    parts: tuple[Span, ...]

    @property
    def text(self) -> str:
        """All parts as one text."""
        return "".join(text for text, _ in self.parts)


def put_foot(grid: Grid, form: Form, paper: Paper, language: Language, room: int) -> None:
    """Everything that has no cell: free fields, words, the code's place."""
    items = list(_items(form, paper, language))
    margin = min(
        (item.at.x for item in items if item.align == "left" and item.parts[0][1] != "code"), default=0.0
    )
    for row in lines_of(items, lambda item: item.at):
        if room and form.seal and any(item.at.x < form.seal.x < item.at.right for item in row):
            grid.grow(len(grid.rows) + room)
            room = 0
        line, column = len(grid.rows), 0
        for item in row:
            start = max(_wish(item, form, grid.columns, margin), column + GAP if column else 1)
            if column and start + width(item.text) > grid.columns:
                line, start = len(grid.rows), _wish(item, form, grid.columns, margin)
            column = _put(grid, line, start, item)


def _items(form: Form, paper: Paper, language: Language) -> Iterator[_Item]:
    """Everything below the table that the sheet has."""
    for field in form.fields:
        if field.ruled or not (text := paper.text(field.code)):
            continue
        if field.label_at:
            at = replace(field.label_at, w=field.at.right - field.label_at.x)
            yield _Item(at, field.style.align, ((f"{field.label.in_(language)} ", "label"), (text, "ink")))
        else:
            yield _Item(field.at, field.style.align, ((text, "ink"),))
    above = headings(form)
    for words in form.words:
        if words in above:
            continue
        yield _Item(words.at, words.style.align, ((words.text.in_(language), "label"),))
    if paper.code and form.code_at and form.code_caption:
        lower_end = replace(form.code_at, y=form.code_at.bottom - SAME_LINE, h=SAME_LINE)
        yield _Item(lower_end, "left", ((f"▦ {form.code_caption.in_(language)}", "code"),))


def _wish(item: _Item, form: Form, columns: int, margin: float) -> int:
    """The column where an item would stand if cells were millimetres; what stands on the left begins at the edge."""
    left, right = item.at.x / form.width * columns, item.at.right / form.width * columns
    size = width(item.text)
    begin = (item.at.x - margin) / form.width * columns
    start = {"left": begin, "center": (left + right - size) / 2, "right": right - size}[item.align]
    return max(min(round(start), columns - size - 1), 1)


def _put(grid: Grid, line: int, start: int, item: _Item) -> int:
    """Set an item, wrapped at the right edge; the column after its last line."""
    column = start
    for text, role in item.parts:
        for offset, part in enumerate(wrapped(text, grid.columns - column)):
            column = grid.put(line + offset, column if not offset else start, part, role)
    return column

"""The table of a form: columns in mm, rows of one height, as many pages as the rows need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from counter.locale import Text
from counter.printing.form_places import Box, Style

HEAD_STYLE = Style(size=9.5, floor=7, align="center")
CELL_STYLE = Style(size=9.5, floor=7)
CLOSED = Text("（以下空白）", "(nothing below)")
"""Stands in the first empty row of a table that nobody may continue by hand."""
CLOSED_STYLE = Style(size=9, floor=7, align="center", face="kai")
PAGE_STYLE = Style(size=9, floor=7, align="center")
NEARLY = 1e-6


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``width`` in mm, one sample for each sample row."""

    code: str
    label: Text
    samples: tuple[str, ...]
    width: float
    style: Style = CELL_STYLE
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is printed on every page; ``at`` is all the room that head and rows have on one page."""

    code: str
    at: Box
    head: float
    row: float
    columns: tuple[Column, ...]
    page_at: Box | None = None
    """Where 第 n 页 共 m 页 stands; None on a roll, which has no pages."""
    rest: Literal["closed", "ruled"] = "closed"
    """What comes after the last row: words that close the table, or ruled rows for the hand."""
    heights: tuple[float, ...] = ()
    """On a roll the height of each row in mm; everywhere else all rows are as high as ``row``."""

    @property
    def room(self) -> int:
        """How many rows one page has."""
        return len(self.heights) or int((self.at.h - self.head) / self.row + NEARLY)

    def pages(self, rows: int) -> int:
        """How many pages so many rows take; one at least."""
        return max(1, -(-rows // max(self.room, 1)))

    def head_cells(self) -> tuple[Box, ...]:
        """The cells of the head."""
        return tuple(self._across(self.at.y, self.head))

    def cells(self, place: int) -> tuple[Box, ...]:
        """The cells of the row at a place of its page, from 0."""
        return tuple(self._across(*self._down(place)))

    def whole_row(self, place: int) -> Box:
        """The row at a place of its page as one box."""
        top, height = self._down(place)
        return Box(self.at.x, top, self.at.w, height)

    def _down(self, place: int) -> tuple[float, float]:
        if self.heights:
            return self.at.y + self.head + sum(self.heights[:place]), self.heights[place]
        return self.at.y + self.head + place * self.row, self.row

    def _across(self, top: float, height: float) -> Iterator[Box]:
        left = self.at.x
        for column in self.columns:
            yield Box(left, top, column.width, height)
            left += column.width

    def sample_rows(self) -> list[dict[str, str]]:
        """The sample rows by column."""
        count = len(self.columns[0].samples)
        return [{column.code: column.samples[row] for column in self.columns} for row in range(count)]

    def page_words(self, page: int, pages: int) -> str:
        """``第 1 页  共 3 页``."""
        return f"第 {page} 页  共 {pages} 页"


def cell_code(table: str, row: int, column: str) -> str:
    """The field code of a cell, rows counted from 1: ``visits.3.address``."""
    return f"{table}.{row}.{column}"


def row_fields(table: str, rows: Sequence[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    """Rows as fields of a sheet: a cell is a field like any other, in the journal and under the code."""
    return tuple(
        (cell_code(table, number, column), text)
        for number, row in enumerate(rows, 1)
        for column, text in row.items()
    )


def rows_of(table: Table, fields: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The rows among the fields of a sheet, up to the first number that has no cell; texts in the order of the columns."""
    rows: list[tuple[str, ...]] = []
    while True:
        codes = [cell_code(table.code, len(rows) + 1, column.code) for column in table.columns]
        if not any(code in fields for code in codes):
            return rows
        rows.append(tuple(fields.get(code, "") for code in codes))

"""A page of terminal cells: each holds a character and what it is; wide characters hold the cell to their right as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal, TypeVar

from counter.printing.cells import cell_width, visible
from counter.printing.form import Box

T = TypeVar("T")
Role = Literal["ink", "label", "title", "seal", "seal-word", "rule", "code"]
Span = tuple[str, Role]
GAP = 2
"""Blank cells between two things on one line."""
SAME_LINE = 3.5
"""Things whose tops are closer than this many mm on the sheet stand on one line."""
BLANK: tuple[str, Role] = (" ", "rule")


@dataclass(slots=True)
class Grid:
    """Rows of cells, ``columns`` wide, growing downwards; row and column count from 0."""

    columns: int
    rows: list[list[tuple[str, Role]]] = field(default_factory=list)

    def grow(self, rows: int) -> None:
        """Have at least so many rows."""
        while len(self.rows) < rows:
            self.rows.append([BLANK] * self.columns)

    def put(self, row: int, column: int, text: str, role: Role) -> int:
        """Set a text and return the column after it; what lies beyond the right edge is not set."""
        self.grow(row + 1)
        cells = self.rows[row]
        for char in visible(text):
            size = cell_width(char)
            if size == 0:
                if column:
                    cells[column - 1] = (cells[column - 1][0] + char, role)
                continue
            if column < 0 or column + size > self.columns:
                break
            cells[column] = (char, role)
            if size == 2:
                cells[column + 1] = ("", role)
            column += size
        return column

    def free(self, row: int, column: int, size: int = 1) -> bool:
        """Whether cells hold no letter, nor a space between letters."""
        if not (0 <= row < len(self.rows) and column >= 0 and column + size <= self.columns):
            return False
        return all(role == "rule" for _, role in self.rows[row][column : column + size])

    def lines(self) -> tuple[tuple[Span, ...], ...]:
        """The rows as spans of one role each."""
        return tuple(
            tuple(
                ("".join(char for char, _ in part), role)
                for role, part in groupby(row, key=lambda cell: cell[1])
            )
            for row in self.rows
        )


def lines_of(things: Iterable[T], at: Callable[[T], Box]) -> Iterator[list[T]]:
    """Things that stand at about the same height of the sheet, from left to right."""
    line: list[T] = []
    for thing in sorted(things, key=lambda one: at(one).y):
        if line and at(thing).y - at(line[0]).y > SAME_LINE:
            yield sorted(line, key=lambda one: at(one).x)
            line = []
        line.append(thing)
    if line:
        yield sorted(line, key=lambda one: at(one).x)

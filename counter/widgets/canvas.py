"""A page before it is painted: runs of text in roles, placed by cell."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from counter.widgets.cells import cut, visible, width, wrap
from counter.widgets.ink import style

Run = tuple[int, str, str]
"""Column, text without unseen characters, role."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the one live field stands on the page, in cells."""

    x: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page, in cells."""

    x: int
    y: int
    columns: int
    rows: int


class Canvas:
    """Rows of runs for a page of ``columns`` × ``rows`` cells; what lies outside is not drawn."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.slot: Slot | None = None
        self._runs: list[list[Run]] = [[] for _ in range(rows)]

    def put(self, x: int, y: int, text: str, role: str = "ink", room: int | None = None) -> int:
        """Write data at a cell, cut with … after ``room`` cells; gives the column after it."""
        room = self.columns - x if room is None else min(room, self.columns - x)
        text = cut(visible(text), room)
        cells = cell_len(text)
        if 0 <= y < self.rows and text:
            self.clear(x, y, cells, 1)
            self._runs[y].append((x, text, role))
        return x + cells

    def block(self, x: int, y: int, text: str, role: str = "ink", room: int = 0, most: int = 99) -> int:
        """Write data over as many lines as it takes, at most ``most``; gives the row after it."""
        room = room or self.columns - x
        lines = wrap(visible(text), room)
        for line in lines[:most]:
            self.put(x, y, line, role, room)
            y += 1
        return y

    def right(self, y: int, text: str, role: str = "ink", margin: int = 1) -> None:
        """Write data so that it ends at the right margin."""
        self.put(max(0, self.columns - margin - width(visible(text))), y, text, role)

    def rule(self, y: int) -> None:
        """Draw a line across the page."""
        self.put(0, y, "─" * self.columns, "rule")

    def clear(self, x: int, y: int, columns: int, rows: int) -> None:
        """Leave a rectangle empty for what is laid over it."""
        for row in range(max(0, y), min(self.rows, y + rows)):
            runs, end = self._runs[row], x + columns
            if any(start < end and x < start + cell_len(text) for start, text, _ in runs):
                self._runs[row] = [run for old in runs for run in _without(old, x, end)]

    def fade(self, top: int) -> None:
        """Let everything drawn from a row on step back behind what comes over it."""
        self._runs[top:] = [[(x, text, "faint") for x, text, _ in row] for row in self._runs[top:]]

    def strip(self, y: int) -> Strip:
        """One row as Textual paints it."""
        segments, at = [], 0
        for x, text, role in sorted(self._runs[y], key=lambda run: run[0]):
            if x > at:
                segments.append(Segment(" " * (x - at), style("ink")))
            segments.append(Segment(text, style(role)))
            at = x + cell_len(text)
        segments.append(Segment(" " * max(0, self.columns - at), style("ink")))
        return Strip(segments, max(self.columns, at))

    def row(self, y: int) -> list[Run]:
        """The runs of one row, for comparing two pictures."""
        return self._runs[y]

    def text(self) -> str:
        """The whole page as plain text."""
        return "\n".join(self.strip(y).text.rstrip() for y in range(self.rows))


def _without(run: Run, left: int, right: int) -> list[Run]:
    x, text, role = run
    end = x + cell_len(text)
    if end <= left or x >= right:
        return [run]
    kept: list[Run] = []
    if x < left:
        kept.append((x, set_cell_size(text, left - x), role))
    if end > right:
        tail, at = "", end
        for character in reversed(text):
            if at - cell_len(character) < right:
                break
            tail, at = character + tail, at - cell_len(character)
        kept.append((at, tail, role))
    return kept

"""The seal in terminal cells: a ring of half-blocks and its words in real letters; it never covers a letter of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import hypot

from counter.printing.cells import width, wrapped
from counter.printing.grid import Grid
from counter.printing.paper import SPECIMEN_MARK, Seal, SealMode

ACROSS, DOWN = 22, 11
"""Cells of the ring; a cell is about twice as high as wide."""
FINE = 4
THICK = 1.2
SHARE = 0.38
"""The part of a half cell that must be ring for it to be drawn."""
LOST, TORN = 6, 2
"""How many hidden cells of the ring weigh as much as a line of words without room, and as words torn apart by one line."""
Cells = tuple[tuple[int, int, str], ...]


def stamp(grid: Grid, seal: Seal, across: float) -> None:
    """Stamp the seal over the lower end of the page, at a part ``across`` its width, where it meets the fewest letters."""
    words = seal_words(seal)
    cells = ring(dotted=seal.mode is not SealMode.SPECIMEN)
    grid.grow(DOWN)
    letters = _Letters.of(grid)
    row, column = _best_place(letters, cells, words, round(across * grid.columns) - ACROSS // 2)
    for text, at in zip(words, _word_rows(letters, words, row, column), strict=True):
        if at is not None:
            grid.put(at, _middle(column, text), text, "seal-word")
    for down, right, char in cells:
        if grid.free(row + down, column + right):
            grid.put(row + down, column + right, char, "seal")


def seal_words(seal: Seal) -> list[str]:
    """The words of the seal, a line each."""
    if seal.mode is SealMode.WET:
        return ["加盖", f"{seal.purpose}处"]
    if seal.mode is SealMode.ISSUED:  # its picture is the authority's and stands on paper only
        return ["签发的电子印章", seal.purpose]
    return [*wrapped(seal.unit, 16), seal.purpose, SPECIMEN_MARK]


@cache
def ring(*, dotted: bool) -> Cells:
    """The ring as (row, column, half-block); a dotted one leaves every other cell out."""
    found = []
    for row in range(DOWN):
        for column in range(ACROSS):
            upper, lower = _inked(2 * row, column), _inked(2 * row + 1, column)
            char = {(True, True): "█", (True, False): "▀", (False, True): "▄"}.get((upper, lower), "")
            if char and not (dotted and (row + column) % 2):
                found.append((row, column, char))
    return tuple(found)


def _inked(half_row: int, column: int) -> bool:
    """Whether enough of a half cell lies on the ring; half cells are square."""
    middle_x, middle_y, radius = ACROSS / 2, float(DOWN), float(DOWN)
    hits = 0
    for i in range(FINE):
        for j in range(FINE):
            distance = hypot(column + (i + 0.5) / FINE - middle_x, half_row + (j + 0.5) / FINE - middle_y)
            hits += radius - THICK <= distance <= radius
    return hits >= SHARE * FINE * FINE


@dataclass(frozen=True, slots=True)
class _Letters:
    """Where letters of the sheet stand: one bit per cell in each row, so that many places can be tried."""

    columns: int
    rows: tuple[int, ...]

    @classmethod
    def of(cls, grid: Grid) -> _Letters:
        """The letters of a page."""
        taken = (sum(1 << c for c, (_, role) in enumerate(row) if role != "rule") for row in grid.rows)
        return cls(grid.columns, tuple(taken))

    def under(self, row: int, column: int, masks: Sequence[int]) -> int:
        """How many cells of a figure, one mask per row, would meet letters."""
        rows = zip(self.rows[row:], masks, strict=False)
        return sum((taken >> column & mask).bit_count() for taken, mask in rows)

    def free(self, row: int, column: int, text: str) -> bool:
        """Whether a text has room."""
        return not self.rows[row] >> column & (1 << width(text)) - 1


def _best_place(letters: _Letters, cells: Cells, words: Sequence[str], column: int) -> tuple[int, int]:
    """Row and column near the wished ones where the ring and its words meet the fewest letters."""
    bottom = len(letters.rows) - DOWN
    lefts = range(max(column - 12, 0), min(column + 9, letters.columns - ACROSS) + 1)
    masks = [sum(1 << right for down, right, _ in cells if down == row) for row in range(DOWN)]

    def cost(place: tuple[int, int]) -> tuple[int, int]:
        row, left = place
        rows = _word_rows(letters, words, row, left)
        hidden = letters.under(row, left, masks)
        return hidden + LOST * rows.count(None) + TORN * _torn(rows), abs(left - column) + bottom - row

    return min(((row, left) for row in range(max(bottom - 3, 0), bottom + 1) for left in lefts), key=cost)


def _word_rows(letters: _Letters, words: Sequence[str], row: int, column: int) -> list[int | None]:
    """The row of each word line inside the ring; None when letters of the sheet leave no room for it."""
    ideal = row + (DOWN - len(words)) // 2
    starts = sorted(range(row + 2, row + DOWN - 2), key=lambda at: abs(at - ideal))
    tried = [_from(letters, words, start, row + DOWN - 1, column) for start in starts]
    return min(tried, key=lambda rows: (rows.count(None), _torn(rows)))


def _torn(rows: Sequence[int | None]) -> int:
    """How many lines of the sheet stand between the words of the seal."""
    placed = [at for at in rows if at is not None]
    return placed[-1] - placed[0] + 1 - len(placed) if placed else 0


def _from(letters: _Letters, words: Sequence[str], start: int, end: int, column: int) -> list[int | None]:
    """Rows for the word lines, the first at ``start`` or below, each in the next row that has room."""
    rows: list[int | None] = []
    at = start
    for text in words:
        while at < end and not letters.free(at, _middle(column, text), text):
            at += 1
        rows.append(at if at < end else None)
        at += 1
    return rows


def _middle(column: int, text: str) -> int:
    """The column at which a text stands in the middle of the ring."""
    return column + (ACROSS - width(text)) // 2

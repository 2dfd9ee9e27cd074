"""A decision table as lines of a terminal: columns where they fit, else one block for each rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from counter.locale import Language, Text
from counter.rules.table import ANY
from counter.values.typography import full_width
from counter.widgets.cells import width, wrap

if TYPE_CHECKING:
    from counter.rules.table import DecisionTable, Row

_HEADS = Text("种类", "kind"), Text("代码", "code"), Text("出自", "from"), Text("内容", "says")
_ALWAYS = Text("不问条件", "always")
_BETWEEN = " | "
_CUT = re.compile(r"(?<=[a-z][,/-])")
_LEAST = 40
"""Cells that the sentences need beside the columns; where there are fewer, every rule is a block."""


def table_lines(found: DecisionTable, spoken: Language, room: int) -> Iterator[str]:
    """The table in lines of at most ``room`` cells; with 0, for a pipe, each rule is one line of any length."""
    yield f"{found.name}  {found.on}"
    kind, code, origin, says = (head.in_(spoken) for head in _HEADS)
    head = (kind, code, *found.facts, origin)
    rows = [(row.kind, row.code, *row.cells, row.origin) for row in found.rows]
    widths = _widths(list(zip(head, *rows, strict=True)), room)
    if not widths:
        for row in found.rows:
            yield from _block(row, found.facts, spoken, room)
        return
    left = room - _taken(widths)
    yield from _row(head, widths, [says])
    for cells, row in zip(rows, found.rows, strict=True):
        said = f"{_sentence(row, spoken)} [{_source(row, spoken)}]"
        yield from _row(cells, widths, wrap(said, left) if room else [said])


def _widths(columns: list[tuple[str, ...]], room: int) -> list[int]:
    """How wide each column is: as its widest cell, or as the widest piece of one; none where both leave no room for sentences."""
    whole = [max(map(width, column)) for column in columns]
    pieces = [max(width(piece) for cell in column for piece in _pieces(cell)) for column in columns]
    return next((found for found in (whole, pieces) if not room or room - _taken(found) >= _LEAST), [])


def _taken(widths: list[int]) -> int:
    return sum(widths) + len(widths) * len(_BETWEEN)


def _pieces(cell: str) -> list[str]:
    """Where a cell may be cut: behind the marks of its words and lists."""
    return _CUT.split(cell)


def _folded(cell: str, wide: int) -> list[str]:
    """A cell in lines of its column, each as full as can be."""
    lines = [""]
    for piece in [cell] if width(cell) <= wide else _pieces(cell):
        if width(lines[-1] + piece) > wide:
            lines.append("")
        lines[-1] += piece
    return lines


def _row(cells: tuple[str, ...], widths: list[int], said: list[str]) -> Iterator[str]:
    """A row of columns; what is too wide for its column goes on below it."""
    columns = [*(_folded(cell, wide) for cell, wide in zip(cells, widths, strict=True)), said]
    for parts in zip_longest(*columns, fillvalue=""):
        padded = [part + " " * (wide - width(part)) for part, wide in zip(parts, [*widths, 0], strict=True)]
        yield _BETWEEN.join(padded).rstrip()


def _block(row: Row, facts: tuple[str, ...], spoken: Language, room: int) -> Iterator[str]:
    """A rule below its kind, code and origin: on what it depends, what it says, whence it comes."""
    yield ""
    yield from wrap(f"{row.kind} {row.code}  ({row.origin})", room)
    asked = [
        f"{fact}: {cell.replace(',', ', ')}"
        for fact, cell in zip(facts, row.cells, strict=True)
        if cell != ANY
    ]
    for one in asked or [_ALWAYS.in_(spoken)]:
        yield from _hanging("  ? ", one, room)
    yield from _hanging("    ", _sentence(row, spoken), room)
    yield from _hanging("    ", f"[{_source(row, spoken)}]", room)


def _hanging(mark: str, words: str, room: int) -> Iterator[str]:
    """Words behind a mark; what goes on stands below the first word."""
    for number, line in enumerate(wrap(words, room - len(mark))):
        yield (" " * len(mark) if number else mark) + line


def _sentence(row: Row, spoken: Language) -> str:
    return full_width(row.zh) if spoken == "zh" else row.en


def _source(row: Row, spoken: Language) -> str:
    return f"{full_width(row.source) if spoken == 'zh' else row.source_en}; {row.span}"

"""A sheet from a roll: each row as high as its words, what stands below moved down, the sheet as long as that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from counter.printing.form import MM, Field, Form, Repeat, Words, inside
from counter.printing.form_places import ABOVE, Box, Line
from counter.printing.form_table import Column, Table, rows_of
from counter.printing.lines import broken_lines

Measure = Callable[[str, str], float]
"""The width of a text at size 1 in a chain of faces."""
AIR = 1.2
"""mm that a row of several lines has beyond its letters."""
Placed = TypeVar("Placed", Field, Words, Repeat)


def rolled(form: Form, texts: Mapping[str, str], measure: Measure) -> Form:
    """The form of one sheet, in its own length."""
    if form.table is None:
        return form
    rows = rows_of(form.table, texts)
    heights = tuple(
        max(
            form.table.row,
            *(_height(one, text, measure) for one, text in zip(form.table.columns, row, strict=True)),
        )
        for row in rows
    )
    return _stretched(form, form.table, heights) if heights else form


def _height(column: Column, text: str, measure: Measure) -> float:
    """The height in mm that a cell wants for its text in full size."""
    style = column.style
    width = inside(Box(0, 0, column.width, 1)).w * MM
    lines = list(broken_lines(text, lambda part: measure(part, style.face), width / style.size))
    return ((len(lines) - 1) * style.leading + 1) * style.size / MM + 2 * ABOVE + AIR


def _stretched(form: Form, table: Table, heights: tuple[float, ...]) -> Form:
    """The form with rows of these heights."""
    at = replace(table.at, h=table.head + sum(heights))
    by, below = at.h - table.at.h, table.at.bottom

    def moved(box: Box) -> Box:
        return replace(box, y=box.y + by) if box.y >= below else box

    def all_moved(places: tuple[Placed, ...]) -> tuple[Placed, ...]:
        return tuple(_moved(place, moved) for place in places)

    lines = (
        Line((one.start[0], one.start[1] + by), (one.end[0], one.end[1] + by))
        if min(one.start[1], one.end[1]) >= below
        else one
        for one in form.lines
    )
    return replace(
        form,
        height=form.height + by,
        table=replace(table, at=at, heights=heights),
        fields=all_moved(form.fields),
        words=all_moved(form.words),
        repeats=all_moved(form.repeats),
        lines=tuple(lines),
        serial_at=moved(form.serial_at),
        specimen_at=moved(form.specimen_at),
    )


def _moved(place: Placed, moved: Callable[[Box], Box]) -> Placed:
    """A place with its label or English line moved as well."""
    if isinstance(place, Words):
        return replace(place, at=moved(place.at), en_at=moved(place.en_at) if place.en_at else None)
    return replace(place, at=moved(place.at), label_at=moved(place.label_at) if place.label_at else None)

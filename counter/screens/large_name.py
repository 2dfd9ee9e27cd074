"""A name as large as a terminal can write it, for somebody who reads from across the counter."""

from __future__ import annotations

from collections.abc import Sequence

from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import graphemes, visible, width

Letters = Sequence[tuple[str, ...]]
"""Each character of a name as rows of terminal cells."""


def draw_name(canvas: Canvas, box: Box, name: str, large: Letters) -> int:
    """The name as large as the box allows: the glyphs themselves, else framed, else plain; gives the row after it."""
    x, y, room = box.x, box.y, box.columns
    lines = in_lines(large, room)
    if not lines or sum(len(line) + 1 for line in lines) > box.rows:
        if draw_large(Canvas(canvas.columns, canvas.rows), x, 0, room, name) > box.rows:
            return canvas.block(x, y, name, "strong", room)
        return draw_large(canvas, x, y, room, name)
    for line in lines:
        for row in line:
            canvas.put(x, y, row, "strong")
            y += 1
        y += 1
    canvas.put(x, y - 1, name, "strong", room)
    return y


def in_lines(letters: Letters, room: int) -> list[list[str]]:
    """Large letters side by side, over as many lines as the room needs; none when one letter is wider than the room."""
    lines: list[list[str]] = []
    for letter in letters:
        if len(letter[0]) > room:
            return []
        if lines and len(lines[-1][0]) + 1 + len(letter[0]) <= room:
            lines[-1] = [f"{left} {right}" for left, right in zip(lines[-1], letter, strict=True)]
        else:
            lines.append(list(letter))
    return lines


def draw_large(canvas: Canvas, x: int, y: int, room: int, name: str) -> int:
    """A name as large as cells allow: framed, spread, strong, over as many lines as it takes; gives the row after it."""
    shapes = graphemes(visible(name))
    spread = max(1, min(4, (room - 8) // max(1, sum(map(width, shapes))) - 1))
    lines, line = [""], ""
    for shape in shapes:
        grown = line + (" " * spread if line else "") + shape
        if width(grown) > room - 8:
            lines[-1], grown = line, shape
            lines.append("")
        line = grown
    lines[-1] = line
    wide = max(width(text) for text in lines) + 6
    canvas.put(x, y, "╔" + "═" * wide + "╗", "label")
    for row in range(len(lines) * 2 + 1):
        canvas.put(x, y + 1 + row, "║" + " " * wide + "║", "label")
    for place, text in enumerate(lines):
        canvas.put(x + 4, y + 2 + place * 2, text, "strong")
    bottom = y + len(lines) * 2 + 2
    canvas.put(x, bottom, "╚" + "═" * wide + "╝", "label")
    return bottom + 1

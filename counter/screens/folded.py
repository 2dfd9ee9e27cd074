"""Lines with labels as a page breaks them, and how many of them it holds."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from counter.widgets.cells import visible, wrap

Line = tuple[str, str, str]
"""Label, text, role; a line that goes on has no label."""


def folded(entry: Line, room: int) -> list[Line]:
    """An entry as the room breaks it: nothing is cut off."""
    label, text, role = entry
    return [(label if place == 0 else "", part, role) for place, part in enumerate(wrap(visible(text), room))]


def fitting(entries: Sequence[list[Line]], rows: int) -> int:
    """How many whole entries the rows hold; one at least, so that reading always comes to its end."""
    heights = itertools.accumulate(map(len, entries))
    return max(1, sum(height <= rows for height in heights))

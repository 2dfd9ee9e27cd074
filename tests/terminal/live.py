"""The live field of a screen as it is painted: its row, what stands in it, and where the caret is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from benchmarks.terminal import Terminal
from counter.widgets.cells import width
from counter.widgets.ink import FIELD

ROWS = 24
_RAIL = 18
"""Cells of the stations, left of what a journey asks."""
_STATION = re.compile(r" \d{1,2} \S")
"""How a line begins that has a station."""
_BOX = "│"
"""The edge of a dialog."""


@dataclass(frozen=True, slots=True)
class Live:
    """The field that takes the keys: the label before it ("" where it has none), its text, the cells before the caret.

    ``room`` are all its cells: of a text that is longer only the end is seen.
    """

    row: str
    text: str
    caret: int
    room: int

    def shows(self, text: str) -> bool:
        """Whether this is what stands in it."""
        return text == self.text or (
            width(text) >= self.room and text.endswith(self._whole) and self._whole != ""
        )

    @property
    def _whole(self) -> str:
        """What is seen, without the half of a wide character at the edge, which is painted as a blank."""
        return self.text.removeprefix(" ")

    @property
    def at_the_end(self) -> bool:
        """Whether the caret stands behind the text, where whoever goes on typing wants it."""
        return self.caret == width(self.text)


def live_field(terminal: Terminal) -> Live | None:
    """The field whose ground is that of a field; None where no field takes the keys."""
    ground = FIELD.removeprefix("#")
    for y in range(ROWS):
        cells = terminal.cells(y)
        field = [x for x, (_, bg) in enumerate(cells) if bg == ground]
        if not field:
            continue
        # the caret is one cell of the other ground, or two where it stands on a wide character
        first, last = field[0], field[-1]
        if first and cells[first - 1][1] not in {ground, cells[0][1]}:
            first -= 1
        behind = last + 1 < len(cells) and cells[last + 1][1] not in {ground, cells[0][1]}
        caret = next((x for x in range(first, last + 1) if cells[x][1] != ground), last + behind)
        left = "".join(character for character, _ in cells[:first])
        of_a_journey = "".join(character for character, _ in cells[_RAIL:first])
        label = of_a_journey if _STATION.match(left) and _BOX not in left else left.rpartition(_BOX)[2]
        text = "".join(character for character, _ in cells[first : last + 1])
        return Live(
            label.split()[-1] if label.split() else "", text.rstrip(), caret - first, last + 1 - first
        )
    return None

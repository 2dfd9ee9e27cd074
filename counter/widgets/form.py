"""A form as a value: rows of label and text, one of them taking the keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from counter.widgets.canvas import Canvas, Slot
from counter.widgets.cells import visible, width


@dataclass(slots=True)
class FormRow:
    """One question with what was typed so far."""

    key: str
    label: str
    value: str = ""
    secret: bool = False
    room: int = 0
    """Cells for the value; 0 takes what is left."""
    whole: Callable[[str], bool] | None = None
    """Whether a text is all that belongs here: what is typed on behind it belongs to another question."""


@dataclass(slots=True)
class Form:
    """Rows in order; ``at`` is the one that takes the keys."""

    rows: list[FormRow] = field(default_factory=list)
    at: int = 0

    @property
    def row(self) -> FormRow:
        """The row that takes the keys."""
        return self.rows[self.at]

    @property
    def last(self) -> bool:
        """Whether Enter here ends the form."""
        return self.at == len(self.rows) - 1

    def value(self, key: str) -> str:
        """What was typed in a row."""
        return next(row.value for row in self.rows if row.key == key)

    def move(self, step: int) -> bool:
        """Go to another row; False when there is none."""
        target = self.at + step
        if not 0 <= target < len(self.rows):
            return False
        self.at = target
        return True

    def draw(self, canvas: Canvas, x: int, y: int, room: int, gap: int = 1) -> int:
        """Draw all rows and say where the live field stands; gives the row after the form."""
        labels = max((width(row.label) for row in self.rows), default=0)
        value_at = x + labels + 2 if labels else x
        for place, row in enumerate(self.rows):
            space = min(row.room or room, room - (value_at - x))
            canvas.put(x, y, row.label, "here" if place == self.at else "label")
            if place == self.at:
                canvas.slot = Slot(value_at, y, space)
            else:
                shown = "•" * len(row.value) if row.secret else visible(row.value)
                canvas.put(value_at, y, shown, "ink", space)
            y += gap
        return y

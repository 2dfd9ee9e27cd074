"""What a power of attorney states (民法典 第一百六十五条): each point with its digit, Enter records them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.dialog import Dialog
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.demand_views import StatedView

    Stated = Dialog[tuple[str, ...]]
else:
    Stated = Dialog


class StatedDialog(Stated):
    """A digit turns a point on and off."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})

    def __init__(self, states: tuple[StatedView, ...]) -> None:
        super().__init__()
        self._states = states
        self._told = {one.code for one in states if one.stated}
        self.HEIGHT = len(states) + 7

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """The points and whether the paper has them."""
        x, y, columns = box.x, box.y, box.columns
        canvas.put(x, y, self.say("stated.title"), "strong", columns)
        canvas.put(x, y + 1, self.say("stated.source"), "label", columns)
        for place, one in enumerate(self._states, y + 3):
            there = one.code in self._told
            canvas.put(x, place, one.key, "key")
            canvas.put(x + 3, place, "✓" if there else "·", "done" if there else "faint")
            canvas.put(
                x + 5, place, one.text.in_(self.house.language), "ink" if there else "label", columns - 5
            )
        at = canvas.put(x, y + 4 + len(self._states), "Enter", "key")
        canvas.put(at + 1, y + 4 + len(self._states), self.say("stated.record"), "ink")

    def press(self, key: str) -> bool:
        """Digits turn points on and off, Enter records."""
        found = next((one for one in self._states if one.key == key), None)
        if found is not None:
            self._told ^= {found.code}
            self.show()
        elif key == "enter":
            self.answer(tuple(one.code for one in self._states if one.code in self._told))
        return True

"""The lines of a household: a person each, behind them what is done for all; one of them may be marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from counter.screens.doors import open_intake
from counter.screens.household.for_all import ACTS
from counter.screens.household.for_one import give_up, go_on
from counter.screens.household.told import state_of, tone_of
from counter.widgets.canvas import Canvas
from counter.widgets.cells import fit, visible
from counter.widgets.scroll import around, draw_mark

if TYPE_CHECKING:
    from counter.desk.household_views import HouseholdView, LineView
    from counter.screens.household.page import HouseholdPage

LINE: Final = "@line"
"""Under this the name of what is marked is kept; "" while a person is typed."""

_GIVES_UP = frozenset({"x", "delete"})


class Lines:
    """People, and what is done for all: each has a name, so that the mark stays where it is when somebody is added."""

    def __init__(self, page: HouseholdPage, view: HouseholdView, marked: str) -> None:
        self.page, self.view = page, view
        self.marked = marked if marked in self.names else ""
        """The name of what is marked; "" while a person is typed."""

    @property
    def names(self) -> tuple[str, ...]:
        """What can be marked, from top to bottom: the intake of each person, then what is done for all."""
        return (*(line.case for line in self.view.lines), *ACTS)

    @property
    def at(self) -> int:
        """The place of the mark; -1 where there is none."""
        return self.names.index(self.marked) if self.marked else -1

    @property
    def line(self) -> LineView | None:
        """The person who is marked."""
        return next((line for line in self.view.lines if line.case == self.marked), None)

    def mark(self, at: int) -> None:
        """Mark what stands at a place, also beyond a power cut; behind the last one come the rows of the next person again."""
        self.marked = self.names[at] if 0 <= at < len(self.names) else ""
        self.page.keep(LINE, self.marked)
        self.page.show()

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas, top: int, rows: int) -> int:
        """As many people as ``rows`` have room for, what is done for all, and the keys; gives the row of those."""
        people = self.view.lines
        at = self.at if self.marked else len(people) - 1
        seen = around(at, len(people), rows)
        for y, place in enumerate(seen, top):
            self._draw_line(canvas, y, people[place])
        y = top + len(seen)
        for act in ACTS:
            role = draw_mark(canvas, y, marked=act == self.marked)
            words = self.page.say(f"household.act.{act}", count=self.view.ready)
            canvas.put(5, y, words, role if act == self.marked else "label")
            y += 1
        canvas.put(2, y, self.keys, "faint", canvas.columns - 4)
        return y

    @property
    def keys(self) -> str:
        """What the keys do where the mark stands."""
        where = "line" if self.line else "act" if self.marked else "rows"
        return self.page.say(f"household.keys.{where}")

    def _draw_line(self, canvas: Canvas, y: int, line: LineView) -> None:
        marked = line.case == self.marked
        role = draw_mark(canvas, y, marked=marked)
        canvas.put(2, y, f"{line.n:2}", role if marked else "label")
        canvas.put(5, y, fit(visible(line.name or line.masked_number), 16), role)
        words = fit(visible(state_of(line, self.page.say, self.page.house.language)), canvas.columns - 24)
        canvas.put(22, y, words, role if marked else tone_of(line))

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """↑ ↓ walk, a digit marks a person, Enter does what is marked, o opens the intake of a person, x gives it up."""
        line, house = self.line, self.page.house
        if key == "up":
            self.mark(max(0, self.at - 1))
        elif key == "down":
            self.mark(self.at + 1)
        elif key == "enter" and line is not None:
            house.act(go_on(self.page, line))
        elif key == "enter":
            self.page.resume(self.marked)
        elif key.lower() == "o" and line is not None:
            house.act(open_intake(house, line.case))
        elif key.lower() in _GIVES_UP and line is not None:
            house.act(give_up(self.page, line))
        elif not key.isdecimal():
            self.page.aside(self.keys)
        elif 0 < int(key) <= len(self.view.lines):
            self.mark(int(key) - 1)
        return True

    def from_below(self) -> None:
        """From the rows of the next person up to the last person; where there is none yet, to what is done for all."""
        self.mark((len(self.view.lines) or len(self.names)) - 1)

"""Home visits: whose list, and the visits on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.desk.visit_lists import LIMIT
from counter.screens.loose import print_loose
from counter.screens.page import Page
from counter.screens.visit import VisitPage
from counter.widgets.canvas import Canvas
from counter.widgets.cells import fit, tail, visible
from counter.widgets.scroll import STEPS, around, digit, draw_mark, walked

if TYPE_CHECKING:
    from textual.events import ScreenResume

    from counter.desk.desk import Desk
    from counter.desk.views import ClerkView, Session
    from counter.desk.visit_views import VisitView

_TOP, _BELOW = 5, 6
_EVERYBODY = "*"
"""The first group: whoever goes."""


class VisitsPage(Page):
    """↑ ↓ and digits choose, Enter opens, ← → turn the officers, p prints the list of the one that stands there."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "find", "new", "slip", "cover", "language", "lock", "back"}
    )

    def __init__(self, officer: str | None = None) -> None:
        super().__init__()
        self.officers: tuple[ClerkView, ...] = ()
        self.officer = _EVERYBODY if officer is None else officer
        """Whose list this is: a number, "" for what nobody was assigned to, ``*`` for everybody's."""
        self.at = 0
        self.rows: tuple[VisitView, ...] | None = None

    @property
    def where(self) -> str:
        """The list of an officer."""
        return f"visits:{self.officer}"

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The list is read anew whenever this page comes to light."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self) -> None:
        session, officer = self.house.session, self.officer
        if session is None:
            return
        self.officers, rows = await self.house.verb(
            lambda desk: (desk.visits.officers(session), _of(desk, session, officer))
        )
        self.rows, self.at = rows, max(0, min(self.at, len(rows) - 1))
        self.show()

    def draw(self, canvas: Canvas) -> None:
        """Whose list, the visits, what p does."""
        x = canvas.put(2, 2, self.say("visits.title"), "strong")
        canvas.put(x + 2, 2, self._whose(), "here", canvas.columns - x - 24)
        canvas.right(2, self.say("list.turn"), "faint", 2)
        if self.rows is None:
            return
        if not self.rows:
            canvas.put(2, _TOP, self.say("visits.none"), "label")
            return
        columns = _columns(canvas.columns)
        for (at, room), head in zip(columns, ("name", "address", "officer", "day"), strict=True):
            canvas.put(at, 4, self.say(f"visits.head.{head}"), "label", room)
        seen = canvas.rows - _TOP - _BELOW
        for y, place in enumerate(around(self.at, len(self.rows), seen), _TOP):
            self._draw_row(canvas, y, place)
        if len(self.rows) >= LIMIT:
            canvas.put(4, canvas.rows - 3, self.say("visits.more", count=len(self.rows)), "faint")
        if self._carried:
            canvas.put(2, canvas.rows - 4, "p", "key")
            canvas.put(5, canvas.rows - 4, self.say("visits.print"))
        else:
            canvas.put(2, canvas.rows - 4, self.say("visits.choose"), "faint")

    @property
    def _carried(self) -> bool:
        """Whether this is the list of an officer, which is printed and carried along."""
        return self.officer not in {_EVERYBODY, ""}

    def _whose(self) -> str:
        if self.officer == _EVERYBODY:
            return self.say("visits.everybody")
        name = next((clerk.name for clerk in self.officers if clerk.number == self.officer), "")
        return f"{name} {self.officer}" if self.officer else self.say("visits.nobody")

    def _draw_row(self, canvas: Canvas, y: int, place: int) -> None:
        visit, marked = (self.rows or ())[place], place == self.at
        role = draw_mark(canvas, y, marked=marked, key=digit(place))
        tried = self.say("visits.tried", count=visit.tries) if visit.tries else ""
        columns = _columns(canvas.columns)
        texts = (
            visit.application.name,
            tail(visible(visit.address), columns[1][1]),
            visit.officer_name or "—",
            f"{visit.planned_on:%m-%d} {tried}",
        )
        for text, (at, room) in zip(texts, columns, strict=True):
            canvas.put(at, y, fit(visible(text), room), role)

    def press(self, key: str) -> bool:
        """Walk, turn, open, print."""
        rows = self.rows or ()
        if key in STEPS:
            self.at = walked(self.at, STEPS[key], len(rows))
            self.show()
        elif key in {"left", "right"}:
            self._turn(1 if key == "right" else -1)
        elif key == "enter" and self.at < len(rows):
            self.house.go(VisitPage(rows[self.at]))
        elif key.isdigit() and 0 < int(key) <= len(rows):
            self.at = int(key) - 1
            self.house.go(VisitPage(rows[self.at]))
        elif key.lower() == "p" and self._carried:
            self.house.act(self._print(self.officer))
        elif key.lower() == "p":
            self.aside(self.say("visits.choose"))
        return True

    async def _print(self, officer: str) -> None:
        await print_loose(self, lambda desk, session: desk.visits.print_list(session, officer))

    def _turn(self, step: int) -> None:
        """To the next officer, or the one before; one who has left meanwhile is followed by everybody."""
        groups = [_EVERYBODY, "", *(clerk.number for clerk in self.officers)]
        at = groups.index(self.officer) if self.officer in groups else -step
        self.officer = groups[(at + step) % len(groups)]
        self.rows, self.at = None, 0
        self.stand()
        self.house.act(self._read())


def _of(desk: Desk, session: Session, officer: str) -> tuple[VisitView, ...]:
    if officer == _EVERYBODY:
        return desk.visits.today(session)
    return desk.visits.for_officer(session, officer)


def _columns(wide: int) -> tuple[tuple[int, int], ...]:
    """Where the columns stand and how wide they are; a wider window gives its room to the address."""
    more = wide - 80
    return ((4, 14), (19, 34 + more), (54 + more, 10), (65 + more, 14))

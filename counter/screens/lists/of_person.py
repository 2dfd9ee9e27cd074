"""The applications of one person, found by name, initials or number; Enter opens the marked one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from counter.screens.doors import open_application, open_intake
from counter.screens.lists.kinds import cells_of
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.workflows.application import State

if TYPE_CHECKING:
    from datetime import date

    from textual.events import ScreenResume

    from counter.desk.application_views import ApplicationView
    from counter.desk.person_views import PersonRow

_TOP, _BELOW = 5, 10
"""Row of the first application, and the rows of a page that lists none."""
_DIGITS = frozenset("123456789")


class OfPersonPage(Page):
    """↑ ↓ walk the list, Enter or a digit opens; an intake that is not finished is taken up."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "find", "new", "slip", "cover", "language", "lock", "back"}
    )

    def __init__(self, person: PersonRow) -> None:
        super().__init__()
        self.person, self.at = person, 0
        self.found: tuple[ApplicationView, ...] | None = None
        self._today: date | None = None

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What was done on a page over this one shows here."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self) -> None:
        session, person = self.house.session, self.person.person
        if session is not None and person is not None:
            self._today, found = await self.house.verb(
                lambda desk: (desk.worklists.today, desk.who.applications(session, person))
            )
            self.found, self.at = found, max(0, min(self.at, len(found) - 1))
            self.show()

    def draw(self, canvas: Canvas) -> None:
        """Who it is, and the applications, the newest first."""
        person = self.person
        x = canvas.put(2, 2, self.say("find.of", name=person.name), "strong", canvas.columns - 36)
        canvas.put(x + 2, 2, f"{person.birth}  {person.masked_number}", "label")
        if self.found is None or self._today is None:
            return
        if not self.found:
            canvas.block(2, 4, self.say("find.none-of"), "label", canvas.columns - 4)
        draw_applications(self, canvas, _TOP, self.found, self.at, self._today, digits=True)

    def press(self, key: str) -> bool:
        """Walk, or open."""
        if not self.found:
            return super().press(key)
        if key in {"up", "down"}:
            self.at = max(0, min(len(self.found) - 1, self.at + (1 if key == "down" else -1)))
            self.show()
        elif key == "enter" or (key in _DIGITS and int(key) <= len(self.found)):
            self._open(self.found[self.at if key == "enter" else int(key) - 1])
        else:
            return super().press(key)
        return True

    def _open(self, row: ApplicationView) -> None:
        """An intake under way goes on where it stands; everything else has a page."""
        door = open_intake if row.state is State.DRAFT else open_application
        self.house.act(door(self.house, row.id))


def draw_applications(
    page: Page,
    canvas: Canvas,
    y: int,
    rows: Sequence[ApplicationView],
    at: int,
    today: date,
    *,
    digits: bool = False,
) -> None:
    """Applications of one person as lines around the marked one, with digits where these open them."""
    room = canvas.rows - _BELOW
    top = max(0, min(at - room + 1, len(rows) - room))
    for place, row in enumerate(rows[top : top + room], top):
        cells, line = cells_of(row, page.say, page.house.language, today), y + place - top
        role = "chosen" if place == at else "ink"
        if place == at:
            canvas.put(1, line, " " * (canvas.columns - 2), role)
        if digits:
            digit = f"{place + 1}" if place < len(_DIGITS) else "·"
            canvas.put(2, line, digit, role if place == at else "key")
        canvas.put(4, line, cells.name, role, 12)
        canvas.put(17, line, cells.what, role, canvas.columns - 60)
        canvas.put(canvas.columns - 42, line, cells.state, role, 14)
        canvas.put(canvas.columns - 27, line, f"{cells.day}  {cells.note}", role, 26)

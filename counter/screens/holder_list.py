"""The live list of people under a field: the newest search wins, only visible rows are drawn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from counter.locale import Language, Text
from counter.screens.newest import Newest
from counter.widgets.canvas import Canvas
from counter.widgets.cells import fit, visible, width

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.person_views import FoundPeople, PersonRow
    from counter.desk.views import FoundHolders, HolderRow, Session
    from counter.screens.page import Page

_LIMIT = 20
_STATE = 9
"""Cells for the state of a permit in either language."""
_WIDE = 70
"""From so many cells on, a row has room for the sex."""
_STEPS = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}


class Listed(Protocol):
    """What is drawn of a person; the number is masked."""

    @property
    def name(self) -> str:
        """As written."""

    @property
    def masked_number(self) -> str:
        """Enough to compare with a document."""

    @property
    def sex(self) -> Text:
        """In words."""

    @property
    def birth(self) -> date:
        """The day."""

    @property
    def state(self) -> Text:
        """What is known of this person, in a word."""

    @property
    def state_code(self) -> str:
        """The same as a code."""


RowT = TypeVar("RowT", bound=Listed)
RowT_co = TypeVar("RowT_co", bound=Listed, covariant=True)


class Found(Protocol[RowT_co]):
    """What a search gives."""

    @property
    def rows(self) -> Sequence[RowT_co]:
        """In the order of an index."""

    @property
    def more(self) -> bool:
        """Whether there are others beyond the limit."""


class PeopleList(ABC, Generic[RowT]):
    """What a search gives for the text in a field, and the row that is marked."""

    def __init__(self, page: Page, nobody: str) -> None:
        self._page, self.nobody = page, nobody
        self._newest: Newest[Found[RowT]] = Newest(page.house, self._take)
        self.found: Found[RowT] | None = None
        self.at = 0
        self._looking = False

    @abstractmethod
    def search(self, desk: Desk, session: Session, text: str) -> Found[RowT]:
        """The verb that searches."""

    @property
    def rows(self) -> Sequence[RowT]:
        """The rows found."""
        return self.found.rows if self.found else ()

    @property
    def looking(self) -> bool:
        """Whether a search was asked for, answered or not."""
        return self._looking

    def look(self, text: str) -> None:
        """Search for a text; an empty one empties the list."""
        session = self._page.house.session
        if not text.strip() or session is None:
            self.clear()
            return
        self._looking = True
        self._newest.want(lambda desk: self.search(desk, session, text))

    def clear(self) -> None:
        """Show nothing."""
        self._newest.forget()
        self.found, self.at, self._looking = None, 0, False

    async def chosen(self) -> RowT | None:
        """The marked row, once the newest search has answered."""
        await self._newest.caught_up()
        return self.rows[self.at] if self.at < len(self.rows) else None

    async def pick(self, place: int) -> RowT | None:
        """The row with a visible digit, counted from 1, once the newest search has answered."""
        await self._newest.caught_up()
        return self.rows[place - 1] if 0 < place <= len(self.rows) else None

    def press(self, key: str) -> bool:
        """Move the mark, in the list of the newest search."""
        if key not in _STEPS or not self._looking:
            return False
        self._page.house.act(self._move(_STEPS[key]))
        return True

    async def _move(self, step: int) -> None:
        await self._newest.caught_up()
        if self.rows:
            self.at = max(0, min(len(self.rows) - 1, self.at + step))
            self._page.show()

    def draw(self, canvas: Canvas, x: int, y: int, room: int, rows: int) -> None:
        """The rows that fit, around the marked one, with a digit before the first nine."""
        if self.found is None:
            return
        say, language = self._page.say, self._page.house.language
        if not self.rows:
            canvas.block(x, y, say(self.nobody), "wait", room)
            return
        top = max(0, min(self.at - rows + 2, len(self.rows) - rows + 1))
        for place, row in enumerate(self.rows[top : top + rows - 1], top):
            role = "chosen" if place == self.at else "ink"
            line = y + place - top
            if role == "chosen":
                canvas.put(x - 1, line, " " * (room + 1), role)
            canvas.put(x, line, f"{place + 1}" if place < 9 else "·", "key" if role == "ink" else role)
            _draw_row(canvas, row, x + 2, line, room - 2, role, language)
        count = say("find.more" if self.found.more else "find.count", count=len(self.rows))
        canvas.put(x + 2, y + min(rows - 1, len(self.rows)), count, "faint")

    def _take(self, found: Found[RowT]) -> None:
        self.found, self.at = found, 0
        self._page.show_soon()


if TYPE_CHECKING:
    Holders = PeopleList[HolderRow]
    Applicants = PeopleList[PersonRow]
else:
    Holders = Applicants = PeopleList


class HolderList(Holders):
    """The register of permit holders."""

    def search(self, desk: Desk, session: Session, text: str) -> FoundHolders:
        """Holders for a text."""
        return desk.find.holders(session, text, limit=_LIMIT)


class ApplicantList(Applicants):
    """Everybody who is known here: earlier applicants and permit holders."""

    def search(self, desk: Desk, session: Session, text: str) -> FoundPeople:
        """People for a text."""
        return desk.who.look_up(session, text, limit=_LIMIT)


class EverybodyList(Applicants):
    """Whoever is looked up: permit holders, then applicants."""

    def search(self, desk: Desk, session: Session, text: str) -> FoundPeople:
        """People for a text."""
        return desk.who.anybody(session, text, limit=_LIMIT)


def _draw_row(canvas: Canvas, row: Listed, x: int, y: int, room: int, role: str, language: Language) -> None:
    facts = f"{row.birth} {row.masked_number}"
    if room >= _WIDE:
        facts = f"{fit(row.sex.in_(language), 6)} {facts}"
    state_role = {"valid": "done", "known": "done", "lapsed": "wait", "cancelled": "stop"}.get(
        row.state_code, "wait"
    )
    name_room = max(12, room - width(facts) - _STATE - 2)
    canvas.put(x, y, fit(visible(row.name), name_room), role)
    end = canvas.put(x + name_room + 1, y, facts, role) + 1
    canvas.put(end, y, row.state.in_(language), state_role if role == "ink" else role, _STATE)

"""The work lists there are: where their rows come from, and how a row is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from counter.desk.due_rows import EndorsementView, PromiseView, Row
from counter.desk.worklists import WITHIN
from counter.workflows.application import RUNNING, State

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import Session
    from counter.locale import Language

Say = Callable[..., str]
Fetch = Callable[["Desk", "Session", str, Any], tuple[Row, ...]]
"""Gives a page of a group: the rows behind the one given, or the first ones."""


@dataclass(frozen=True, slots=True)
class Worklist:
    """One list: its name, the groups that ← and → turn ("" where there is one), and who gives the rows of a group."""

    code: str
    fetch: Fetch
    turns: tuple[str, ...] = ("",)
    second: str = "what"
    """The head of the column behind the name."""

    def count(self, counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        """The length of each group, or of the list where its groups are not counted apart."""
        apart = [(turn, counts[key]) for turn in self.turns if (key := self._key(turn)) in counts]
        return tuple(apart) or (("", counts[self.code]),)

    def _key(self, turn: str) -> str:
        if not turn.isdigit():
            return turn or self.code
        return f"{self.code}-{turn}"


IN_HAND: Final = (
    State.ACCEPTED, State.REVIEWING, State.SIGNED, State.PRODUCING, State.RETURNED_QUALITY, State.MAILED, State.REJECTED,
    State.MAILED_VERIFIED, State.COLLECTED, State.TERMINATED,
)  # fmt: skip
"""The states that no other list shows, in the order of the way an application takes."""

LISTS: Final = (
    Worklist("due", lambda desk, session, _, after: desk.worklists.due_today(session, after=after)),
    Worklist("overdue", lambda desk, session, _, after: desk.worklists.overdue(session, after=after)),
    Worklist("waiting", lambda desk, session, _, after: desk.worklists.waiting(session, after=after)),
    Worklist("ready", lambda desk, session, _, after: desk.worklists.ready(session, after=after)),
    Worklist(
        "unclaimed",
        lambda desk, session, turn, after: (
            desk.worklists.uncollected(session, after=after)
            if turn == "uncollected"
            else desk.worklists.in_state(session, turn, after=after)
        ),
        ("uncollected", "unclaimed"),
    ),
    Worklist("promises", lambda desk, session, _, after: desk.worklists.promises(session, after=after)),
    Worklist(
        "endorsements",
        lambda desk, session, turn, after: desk.worklists.endorsements(
            session, within=int(turn), after=after
        ),
        tuple(str(days) for days in WITHIN),
        second="lives",
    ),
    Worklist(
        "running",
        lambda desk, session, turn, after: desk.worklists.in_state(session, turn, after=after),
        tuple(state.value for state in IN_HAND),
    ),
)
"""In the order of their digits."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A row in words: who, what, where it stands, its day, and what that day means."""

    name: str
    what: str
    state: str
    day: str
    note: str
    late: bool = False
    place: bool = False
    """Whether ``what`` is an address, of which the end is needed."""


def key_of(row: Row) -> str:
    """What a row is known by when its list is read again."""
    if isinstance(row, PromiseView):
        return f"{row.application.id}/{row.demand}"
    return str(row.holder.id) if isinstance(row, EndorsementView) else row.id


def cells_of(row: Row, say: Say, language: Language, today: date) -> Cells:
    """A row in the language of the moment."""
    if isinstance(row, EndorsementView):
        left = say("list.left", days=row.days_left)
        state = row.holder.state.in_(language)
        return Cells(row.holder.name, row.holder.residence, state, row.until.isoformat(), left, place=True)
    if isinstance(row, PromiseView):
        who, what = row.application.name, row.text.in_(language)
        return _dated(Cells(who, what, say("list.promised"), "", ""), row.due, say, today)
    cells = Cells(row.name, row.title.in_(language), row.state.text.in_(language), "", "")
    if row.due is not None and row.state in RUNNING:
        return _dated(cells, row.due, say, today)
    since = row.since.date()
    days = (today - since).days
    note = say("list.since", days=days) if days else say("list.today")
    return Cells(cells.name, cells.what, cells.state, since.isoformat(), note)


def _dated(cells: Cells, due: date, say: Say, today: date) -> Cells:
    days = (due - today).days
    words: dict[str, Any] = {"days": abs(days)}
    note = say("list.today") if days == 0 else say("list.left" if days > 0 else "list.late", **words)
    return Cells(cells.name, cells.what, cells.state, due.isoformat(), note, late=days < 0)

"""A household as a journey at the window: what is typed of it and of the next person is on disk, and waits when it must."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from counter.desk.cases import NoSuchCase
from counter.desk.household_case import HOUSEHOLD, begun, gather
from counter.desk.household_views import GatheringView, HouseholdView, household_view
from counter.desk.journey import Finished
from counter.desk.rights import demand
from counter.desk.views import Session
from counter.desk.window import Window
from counter.errors import Refused
from counter.locale import Text
from counter.store import cases, households
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.store.store import Acting
from counter.workflows.household import GATHERING, Gather, Gathering

LIMIT = 200
_LONGEST_TYPED = 500


class NoSuchHousehold(Refused):
    """There is no such household, or it is closed."""

    happened = Text("没有编号为“{household}”的集体登记。", "There is no household “{household}”.")
    next_step = Text("请从列表里选择，或另开一个。", "Please choose from the list, or begin another one.")


class Gatherings(Window):
    """Verbs about a household as a whole, under way at this window."""

    __slots__ = ()

    def start(self, session: Session) -> GatheringView:
        """People come together; what they share is filled in next.

        Raises:
            NotYourRole
        """
        demand(session.clerk, "draft")
        household = secrets.token_hex(8)
        with self.bench.store.acting(session.clerk.number) as act:
            begun(act, household, GATHERING.start)
        return self.gathering(session, household)

    def open(self, session: Session, household: str) -> GatheringView:
        """Take a household up, at the very field it was left; one that was begun from a list comes to the window here.

        Raises:
            NotYourRole, NoSuchHousehold
            Finished: it is closed, or was given up.
        """
        demand(session.clerk, "draft")
        with self.bench.store.acting(session.clerk.number) as act:
            case, row = cases.case(act.db, household), households.by_id(act.db, household)
            if (case is not None and not case.is_open) or (row is not None and row.closed_at):
                raise Finished
            if case is not None:
                act.record(Kind.CASE_TAKEN_UP, household, {})
            elif row is not None:
                begun(act, household, Gathering.PEOPLE)
            else:
                raise NoSuchHousehold(household=household[:40])
        return self.gathering(session, household)

    def gathering(self, session: Session, household: str) -> GatheringView:
        """The journey as it stands.

        Raises:
            NoSuchCase
        """
        with self.bench.store.reading() as db:
            case = cases.case(db, household)
            if case is None or case.service != HOUSEHOLD:
                raise NoSuchCase(case=household[:40])
            row = households.by_id(db, household)
            return GatheringView(
                id=household,
                household=household_view(self.bench, db, row) if row else None,
                asking=bool(case.facts.get("asking")),
                shared=tuple((fact, value) for fact, value in case.facts.get("shared", [])),
                typed=cases.scratch(db, household),
            )

    def park(self, session: Session, household: str) -> None:
        """Let it wait while somebody else is served.

        Raises:
            NotYourRole, NoSuchCase, Finished
        """
        with self._gathering(session, household) as (act, _):
            act.record(Kind.CASE_PARKED, household, {})

    def keep_typed(self, session: Session, household: str, field: str, text: str) -> None:
        """Keep what is in a field and not yet entered; survives a power cut."""
        self.bench.store.keep_typed(household, field, text[:_LONGEST_TYPED])

    def ask(self, session: Session, household: str) -> GatheringView:
        """The rows of what all share are filled in: the questions come.

        Raises:
            NotYourRole, NoSuchCase, Finished
        """
        with self._gathering(session, household) as (act, _):
            _note(act, household, {"asking": True})
        return self.gathering(session, household)

    def share(self, session: Session, household: str, fact: str, value: str) -> GatheringView:
        """A question has one answer for all; "" leaves it to each person.

        Raises:
            NotYourRole, NoSuchCase, Finished, UnknownWord, BadValue
        """
        if value:
            self.bench.rules.vocabulary.read({fact: value})
        with self._gathering(session, household) as (act, case):
            said = [one for one in case.facts.get("shared", []) if one[0] != fact]
            _note(act, household, {"shared": [*said, [fact, value]]})
        return self.gathering(session, household)

    def unshare(self, session: Session, household: str) -> GatheringView:
        """The last answer for all is taken back; before the first one the rows come again.

        Raises:
            NotYourRole, NoSuchCase, Finished
        """
        with self._gathering(session, household) as (act, case):
            said = case.facts.get("shared", [])
            _note(act, household, {"shared": said[:-1]} if said else {"asking": False})
        return self.gathering(session, household)

    def give_up(self, session: Session, household: str) -> None:
        """Nobody is taken in together after all; nothing of it is kept.

        Raises:
            NotYourRole, NoSuchCase, Finished
            NotNow: there is a household already; each line is given up in its own intake.
        """
        with self._gathering(session, household) as (act, _):
            gather(act, household, Gather.ABANDON)

    def show(self, session: Session, household: str) -> HouseholdView:
        """A household with all its lines.

        Raises:
            NoSuchHousehold
        """
        with self.bench.store.reading() as db:
            return household_view(self.bench, db, self._row(db, household))

    def waiting(self, session: Session, limit: int = LIMIT) -> tuple[HouseholdView, ...]:
        """Households that are not closed, the oldest first, without their lines."""
        with self.bench.store.reading() as db:
            rows = households.still_open(db, limit)
            return tuple(household_view(self.bench, db, row, lines=False) for row in rows)

    @contextmanager
    def _gathering(self, session: Session, household: str) -> Iterator[tuple[Acting, cases.Case]]:
        """A transaction on a household that is under way at a window.

        Raises:
            NotYourRole, NoSuchCase, Finished
        """
        demand(session.clerk, "draft")
        with self.bench.store.acting(session.clerk.number) as act:
            case = cases.case(act.db, household)
            if case is None or case.service != HOUSEHOLD:
                raise NoSuchCase(case=household[:40])
            if not case.is_open:
                raise Finished
            yield act, case

    def _open(self, household: str) -> households.Household:
        with self.bench.store.reading() as db:
            row = self._row(db, household)
        if row.closed_at:
            raise NoSuchHousehold(household=household[:40])
        return row

    def _row(self, db: Db, household: str) -> households.Household:
        row = households.by_id(db, household)
        if row is None:
            raise NoSuchHousehold(household=household[:40])
        return row


def _note(act: Acting, household: str, facts: Mapping[str, object]) -> None:
    act.record(Kind.CASE_NOTED, household, {"facts": facts, "entered": []})

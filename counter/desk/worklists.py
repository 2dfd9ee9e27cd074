"""Work lists: what is due, overdue, waiting, ready, unclaimed, promised; each out of an index, each with its limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from counter.desk.application_views import ApplicationView
from counter.desk.find import holder_row
from counter.desk.listing import line
from counter.desk.views import HolderRow, Session
from counter.desk.window import Window
from counter.locale import Text
from counter.store import applications, holders, uploads, visits
from counter.store import days as days_books
from counter.values.typography import marked
from counter.workflows.application import APPLICATIONS, State

LIMIT = 200
UNCOLLECTED_DAYS = 30
"""After so many days what lies here may be listed as unclaimed; a setting of the house, no decree names it."""
WITHIN = (30, 7, 1)
"""Days before its end at which an endorsement is called to mind."""
_FIRST = "0"
"""Before every ISO day, and after "", which is no day."""


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise to be checked: whose, instead of what, until when."""

    application: ApplicationView
    demand: str
    text: Text
    due: date


@dataclass(frozen=True, slots=True)
class EndorsementView:
    """A permit whose endorsement ends soon; what is lost if it is late is told by the rules of the endorsement."""

    holder: HolderRow
    until: date
    days_left: int


class Worklists(Window):
    """Verbs that only look."""

    __slots__ = ()

    @property
    def today(self) -> date:
        """The day the lists are of."""
        return self.bench.clock.today()

    def counts(self, session: Session) -> dict[str, int]:
        """How long each list is, by its name; endorsements are counted up to ``LIMIT`` and no further.

        Names: due, overdue, waiting, ready, uncollected, unclaimed, promises, running, visits, uploads, endorsements-30, -7, -1.
        """
        today = self.bench.clock.today()
        day, tomorrow = today.isoformat(), (today + timedelta(days=1)).isoformat()
        with self.bench.store.reading() as db:
            return {
                "due": applications.count_due(db, day, tomorrow),
                "overdue": applications.count_due(db, _FIRST, day),
                "waiting": applications.count_in(db, State.SUPPLEMENT),
                "ready": applications.count_in(db, State.READY),
                "uncollected": applications.count_before(db, State.READY, self._before(UNCOLLECTED_DAYS)),
                "unclaimed": applications.count_in(db, State.UNCLAIMED),
                "promises": applications.count_promises(db, day),
                "running": applications.count_running(db),
                "visits": visits.count_until(db, day),
                "uploads": uploads.count_in(db, uploads.PENDING),
                "unclosed": sum(one < day for one in days_books.open_days(db)),
            } | {
                f"endorsements-{days}": holders.count_endorsement(
                    db, today, today + timedelta(days=days), LIMIT
                )
                for days in WITHIN
            }

    def due_today(self, session: Session, limit: int = LIMIT) -> tuple[ApplicationView, ...]:
        """Applications whose last day is today."""
        today = self.bench.clock.today()
        return self._due(today.isoformat(), (today + timedelta(days=1)).isoformat(), limit)

    def overdue(self, session: Session, limit: int = LIMIT) -> tuple[ApplicationView, ...]:
        """Applications whose last day is past, the oldest first."""
        return self._due(_FIRST, self.bench.clock.today().isoformat(), limit)

    def waiting(self, session: Session, limit: int = LIMIT) -> tuple[ApplicationView, ...]:
        """Applications that wait for papers, longest first."""
        return self._in(State.SUPPLEMENT, limit)

    def ready(self, session: Session, limit: int = LIMIT) -> tuple[ApplicationView, ...]:
        """What lies here to be collected, longest first."""
        return self._in(State.READY, limit)

    def in_state(self, session: Session, state: str, limit: int = LIMIT) -> tuple[ApplicationView, ...]:
        """Applications in any state, those in it longest first; of those that have ended the last ones first."""
        wanted = State(state)
        if wanted not in APPLICATIONS.ends():
            return self._in(wanted, limit)
        with self.bench.store.reading() as db:
            return tuple(line(self.bench, db, row) for row in applications.newest_in_state(db, wanted, limit))

    def uncollected(
        self, session: Session, days: int = UNCOLLECTED_DAYS, limit: int = LIMIT
    ) -> tuple[ApplicationView, ...]:
        """What has been ready for so many days and may be listed as unclaimed, oldest first."""
        before = self._before(days)
        with self.bench.store.reading() as db:
            rows = applications.in_state_before(db, State.READY, before, limit)
            return tuple(line(self.bench, db, row) for row in rows)

    def endorsements(
        self, session: Session, within: int = WITHIN[0], limit: int = LIMIT
    ) -> tuple[EndorsementView, ...]:
        """Valid permits whose endorsement ends within so many days (30, 7, 1), the earliest first."""
        today = self.bench.clock.today()
        with self.bench.store.reading() as db:
            rows = holders.by_endorsement(db, today, today + timedelta(days=within), limit)
        return tuple(
            EndorsementView(
                holder_row(self.bench, row), row.endorsed_until, (row.endorsed_until - today).days
            )
            for row in rows
        )

    def promises(self, session: Session, limit: int = LIMIT) -> tuple[PromiseView, ...]:
        """Promises whose day has come, the oldest first; only accepted applications owe them."""
        found = []
        with self.bench.store.reading() as db:
            for promise in applications.promises_due(db, self.bench.clock.today().isoformat(), limit):
                row = applications.by_id(db, promise.application)
                if row is not None and row.accepted_on:
                    view = line(self.bench, db, row)
                    text = self._demand_text(row, promise.demand)
                    found.append(PromiseView(view, promise.demand, text, date.fromisoformat(promise.due)))
        return tuple(found)

    def _before(self, days: int) -> str:
        return (self.bench.clock.now() - timedelta(days=days)).isoformat()

    def _demand_text(self, row: applications.Application, demand: str) -> Text:
        place, on = self.bench.station.jurisdiction, date.fromisoformat(row.accepted_on)
        rules = self.bench.rules.standing(place, row.service, on).rules
        return next(
            (marked(r.text) for r in rules if r.kind == "document" and r.code == demand), Text(demand, demand)
        )

    def _due(self, first: str, before: str, limit: int) -> tuple[ApplicationView, ...]:
        with self.bench.store.reading() as db:
            rows = applications.due_between(db, first, before, limit)
            return tuple(line(self.bench, db, row) for row in rows)

    def _in(self, state: State, limit: int) -> tuple[ApplicationView, ...]:
        with self.bench.store.reading() as db:
            return tuple(line(self.bench, db, row) for row in applications.in_state(db, state, limit))

"""Work lists: what is due, overdue, waiting, ready, unclaimed, promised; each out of an index, each with its limit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from counter.desk.application_views import ApplicationView
from counter.desk.due_rows import EndorsementView, PromiseView, Row, demanded, of_row
from counter.desk.find import holder_row
from counter.desk.listing import line
from counter.desk.practice import said
from counter.desk.views import Session, WhyLine
from counter.desk.window import Window
from counter.locale import Text
from counter.store import applications, holders, uploads, visits
from counter.store import days as days_books
from counter.store.engine import Db
from counter.values.typography import marked
from counter.workflows.application import APPLICATIONS, State

LIMIT = 200
UNCOLLECTED_DAYS = 30
"""After so many days what lies here may be listed as unclaimed; a setting of the house, no decree names it."""
WITHIN = (30, 7, 1)
"""Days before its end at which an endorsement is called to mind."""
_FIRST = "0"
"""Before every ISO day, and after "", which is no day."""


After = ApplicationView | None
"""The last row of the page before; a list goes on behind it."""
Lines = tuple[ApplicationView, ...]


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

    def due_today(self, session: Session, limit: int = LIMIT, after: After = None) -> Lines:
        """Applications whose last day is today."""
        today = self.bench.clock.today()
        return self._due(today.isoformat(), (today + timedelta(days=1)).isoformat(), limit, after)

    def overdue(self, session: Session, limit: int = LIMIT, after: After = None) -> Lines:
        """Applications whose last day is past, the oldest first."""
        return self._due(_FIRST, self.bench.clock.today().isoformat(), limit, after)

    def waiting(self, session: Session, limit: int = LIMIT, after: After = None) -> Lines:
        """Applications that wait for papers, longest first."""
        return self.in_state(session, State.SUPPLEMENT, limit, after)

    def ready(self, session: Session, limit: int = LIMIT, after: After = None) -> Lines:
        """What lies here to be collected, longest first."""
        return self.in_state(session, State.READY, limit, after)

    def in_state(self, session: Session, state: str, limit: int = LIMIT, after: After = None) -> Lines:
        """Applications in any state, those in it longest first; of those that have ended the last ones first."""
        wanted = State(state)
        read = applications.newest_in_state if wanted in APPLICATIONS.ends() else applications.in_state
        with self.bench.store.reading() as db:
            return self._lines(db, read(db, wanted, limit, _since(after)))

    def uncollected(
        self, session: Session, days: int = UNCOLLECTED_DAYS, limit: int = LIMIT, after: After = None
    ) -> Lines:
        """What has been ready for so many days and may be listed as unclaimed, oldest first."""
        before = self._before(days)
        with self.bench.store.reading() as db:
            rows = applications.in_state_before(db, State.READY, before, limit, _since(after))
            return self._lines(db, rows)

    def endorsements(
        self,
        session: Session,
        within: int = WITHIN[0],
        limit: int = LIMIT,
        after: EndorsementView | None = None,
    ) -> tuple[EndorsementView, ...]:
        """Valid permits whose endorsement ends within so many days (30, 7, 1), the earliest first."""
        today = self.bench.clock.today()
        place = (after.until.isoformat(), after.holder.id) if after else None
        with self.bench.store.reading() as db:
            rows = holders.by_endorsement(db, today, today + timedelta(days=within), limit, place)
        return tuple(
            EndorsementView(
                holder_row(self.bench, row), row.endorsed_until, (row.endorsed_until - today).days
            )
            for row in rows
        )

    def promises(
        self, session: Session, limit: int = LIMIT, after: PromiseView | None = None
    ) -> tuple[PromiseView, ...]:
        """Promises whose day has come, the oldest first; only accepted applications owe them."""
        today = self.bench.clock.today().isoformat()
        place = (after.due.isoformat(), after.application.id, after.demand) if after else ("", "", "")
        found = []
        with self.bench.store.reading() as db:
            for promise in applications.promises_due(db, today, limit, place):
                row = applications.by_id(db, promise.application)
                if row is not None:
                    text = demanded(self.bench, row, promise.demand)
                    words = marked(text.text) if text else Text(promise.demand, promise.demand)
                    due = date.fromisoformat(promise.due)
                    found.append(PromiseView(line(self.bench, db, row), promise.demand, words, due))
        return tuple(found)

    def why(self, session: Session, code: str, row: Row | None = None) -> tuple[WhyLine, ...]:
        """What the marked row of a list rests on, from the rules of its place; then what the list itself means."""
        with self.bench.store.reading() as db:
            return (*of_row(self.bench, db, code, row), *said(f"list.{code}"))

    def _before(self, days: int) -> str:
        return (self.bench.clock.now() - timedelta(days=days)).isoformat()

    def _due(self, first: str, before: str, limit: int, after: After) -> Lines:
        place = (after.due.isoformat(), after.id) if after and after.due else applications.START
        with self.bench.store.reading() as db:
            return self._lines(db, applications.due_between(db, first, before, limit, place))

    def _lines(self, db: Db, rows: Iterable[applications.Application]) -> Lines:
        return tuple(line(self.bench, db, row) for row in rows)


def _since(after: After) -> applications.Place:
    return (after.since.isoformat(), after.id) if after else applications.START

"""Home visits to be made (入户核实): what stands on whose list, and what the rules say to the last opinion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter.desk.application_view import refusal_view, why_line
from counter.desk.due_rows import of_visit
from counter.desk.people import People
from counter.desk.rights import may
from counter.desk.views import ClerkView, Session, WhyLine
from counter.desk.visit_views import RESULT, VisitView, visit_view
from counter.desk.window import Window
from counter.errors import Refused
from counter.locale import Text
from counter.store import visits
from counter.store.engine import Db

SERVICE = "home-visit"
"""The service of the rules that says what follows from an opinion, where a place has one."""
LIMIT = 200


class NoSuchVisit(Refused):
    """There is no such visit."""

    happened = Text("没有编号为“{visit}”的入户核实。", "There is no home visit “{visit}”.")
    next_step = Text("请从入户核实清单里选择。", "Please choose from the list of home visits.")


class VisitLists(Window):
    """The verbs that only look."""

    __slots__ = ()

    def today(self, session: Session, day: date | None = None, limit: int = LIMIT) -> tuple[VisitView, ...]:
        """Every visit to be made by a day, today if none is named, whoever goes, the oldest first."""
        until = (day or self.bench.clock.today()).isoformat()
        with self.bench.store.reading() as db:
            return self._views(db, visits.open_until(db, until, limit))

    def for_officer(
        self, session: Session, officer: str, day: date | None = None, limit: int = LIMIT
    ) -> tuple[VisitView, ...]:
        """The list of one officer up to a day, today if none is named; "" is what nobody was assigned to."""
        until = (day or self.bench.clock.today()).isoformat()
        with self.bench.store.reading() as db:
            return self._views(db, visits.of_officer(db, officer, until, limit))

    def officers(self, session: Session) -> tuple[ClerkView, ...]:
        """Who can be sent: the community officers of the beats first, then everybody who may decide."""
        everybody = [clerk for clerk in People(self.bench).clerks() if may(clerk, "decide")]
        beats = [beat.officer for beat in self.bench.settings.beat]
        return tuple(sorted(everybody, key=lambda clerk: (clerk.number not in beats, clerk.number)))

    def results(self, session: Session) -> tuple[tuple[str, Text], ...]:
        """What an officer may have found, in the order in which the printed list numbers it."""
        return tuple((choice.code, choice.text) for choice in self.bench.rules.fact(RESULT).values)

    def show(self, session: Session, visit: str) -> VisitView:
        """One visit, with what the rules say to the last opinion.

        Raises:
            NoSuchVisit
        """
        with self.bench.store.reading() as db:
            return self._explained(self._view_of(db, visit))

    def why(self, session: Session, visit: str) -> tuple[WhyLine, ...]:
        """Why somebody goes there and what hangs on it; what the rules say to the last opinion.

        Raises:
            NoSuchVisit
        """
        with self.bench.store.reading() as db:
            view, row = self._explained(self._view_of(db, visit)), visits.by_id(db, visit)
            called = of_visit(self.bench, db, row.application, row.demand) if row else ()
            return (*called, *view.notes)

    def _views(self, db: Db, rows: list[visits.Visit]) -> tuple[VisitView, ...]:
        return tuple(view for row in rows if (view := visit_view(self.bench, db, row)))

    def _view_of(self, db: Db, visit: str) -> VisitView:
        row = visits.by_id(db, visit)
        view = visit_view(self.bench, db, row) if row else None
        if view is None:
            raise NoSuchVisit(visit=visit[:40])
        return view

    def _explained(self, view: VisitView) -> VisitView:
        """The visit with what follows from its last opinion, where the rules of this place speak of visits.

        What holds for every visit does not follow from this one.
        """
        place, today = self.bench.station.jurisdiction, self.bench.clock.today()
        if not view.opinions or SERVICE not in self.bench.rules.services(place):
            return view
        answer = self.bench.rules.explain(place, SERVICE, today, {RESULT: view.opinions[-1].result})
        return replace(
            view,
            refusals=tuple(map(refusal_view, answer.refusals)),
            notes=tuple(why_line(note) for note in answer.notes if note.why.facts),
        )

"""What the desk hands out about home visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.desk.application_views import ApplicationView
from counter.desk.bench import Bench
from counter.desk.listing import line
from counter.desk.views import RefusalView, WhyLine
from counter.errors import BadInput
from counter.locale import Text
from counter.store import applications, cases, persons, visits
from counter.store.engine import Db

RESULT = "visit-result"
"""The fact of the rules that says what an officer found."""
CONFIRMED, NOT_MET = "confirmed", "not-met"
"""Its values that mean: all is true, and: nobody was there, go again."""


class OpinionMissing(BadInput):
    """Anything but true is told in words, too: on them somebody else decides."""

    happened = Text(
        "没有写意见：除“属实”外都要写明看到的情况。", "The opinion is empty; anything but true needs words."
    )
    next_step = Text("请在“意见”一行写明。", "Please write what was found in the row of the opinion.")


@dataclass(frozen=True, slots=True)
class OpinionView:
    """What an officer signed after going there."""

    result: str
    text: Text
    words: str
    signed_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VisitView:
    """One home visit: where, about what, by whom, and what was found so far."""

    id: str
    application: ApplicationView
    address: str
    phone: str
    demand: Text | None
    """The promise it follows up; None where it is about the matter itself."""
    beat: str
    officer: str
    officer_name: str
    planned_on: date
    tries: int
    """How often somebody went already."""
    closed: str
    """"" while it is to be made, else opinion or dropped."""
    opinions: tuple[OpinionView, ...]
    refusals: tuple[RefusalView, ...] = ()
    """What the rules say to the last opinion: why it cannot go on, and what the citizen can do."""
    notes: tuple[WhyLine, ...] = ()
    """What follows from the last opinion, such as the clock that starts."""

    @property
    def open(self) -> bool:
        """Whether it is still to be made."""
        return not self.closed


def visit_view(bench: Bench, db: Db, row: visits.Visit) -> VisitView | None:
    """One visit in words; None when its application is gone."""
    application = applications.by_id(db, row.application)
    if application is None:
        return None
    person = persons.by_id(db, application.person)
    officer = cases.clerk(db, row.officer) if row.officer else None
    fact = bench.rules.fact(RESULT)
    return VisitView(
        id=row.id,
        application=line(bench, db, application),
        address=(person.residence_address or person.household_address) if person else "",
        phone=person.phone if person else "",
        demand=_demand_text(bench, application, row.demand) if row.demand else None,
        beat=row.beat,
        officer=row.officer,
        officer_name=officer.name if officer else "",
        planned_on=date.fromisoformat(row.planned_on),
        tries=row.tries,
        closed=row.closed,
        opinions=tuple(
            OpinionView(o.result, fact.label(o.result), o.words, o.signed_by, datetime.fromisoformat(o.at))
            for o in visits.opinions(db, row.id)
        ),
    )


def _demand_text(bench: Bench, row: applications.Application, demand: str) -> Text:
    """What a promise stands for, in the words of the rules under which it was given."""
    day = date.fromisoformat(row.accepted_on) if row.accepted_on else bench.clock.today()
    rules = bench.rules.standing(bench.station.jurisdiction, row.service, day).rules
    return next((r.text for r in rules if (r.kind, r.code) == ("document", demand)), Text(demand, demand))

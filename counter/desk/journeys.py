"""The journeys of a clerk, of whatever kind: which was left last, and what of them is told on the home page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from counter.desk.bench import Bench
from counter.desk.certificate_case import CertificateCase, unfinished
from counter.desk.handing_case import COLLECTION
from counter.desk.household_case import HOUSEHOLD
from counter.desk.listing import line
from counter.desk.views import JourneyView, Session
from counter.locale import Text
from counter.store import applications, cases, households, persons
from counter.store.engine import Db
from counter.values.typography import marked
from counter.workflows.handing import Handing
from counter.workflows.household import Gathering
from counter.workflows.table import Said

_STAGES: Final[dict[str, type[Said]]] = {COLLECTION: Handing, HOUSEHOLD: Gathering}
JOURNEYS: Final = frozenset(_STAGES)
"""Kinds of journeys that are neither slip nor intake."""
CERTIFICATE: Final = "certificate"
"""The kind of what is no journey of its own, but waits like one."""
_TOGETHER = Text("集体登记", "household")


@dataclass(frozen=True, slots=True)
class Journeys:
    """Verbs about whatever is under way."""

    bench: Bench

    def last(self, session: Session) -> tuple[str, str] | None:
        """Kind and id of the journey this clerk was in when the terminal stopped, if any; a line belongs to its household."""
        with self.bench.store.reading() as db:
            mine = cases.open_cases(db, session.clerk.number)
            found = next((c for c in mine if not c.parked and not households.of_case(db, c.id)), None)
        return (found.service, found.id) if found else None

    def waiting(self, session: Session) -> tuple[JourneyView, ...]:
        """Handings over, households and certificates that this clerk has not finished, parked ones included."""
        number = session.clerk.number
        with self.bench.store.reading() as db:
            mine = [case for case in cases.open_cases(db, number) if case.service in _STAGES]
            certified = unfinished(self.bench, db, number)
            return (
                *(journey_view(self.bench, db, case) for case in mine),
                *(_certified(self.bench, db, one) for one in certified),
            )


def journey_view(bench: Bench, db: Db, case: cases.Case) -> JourneyView:
    """A handing over, or a household, in words for a list."""
    name, service = _handed(db, case) if case.service == COLLECTION else _gathered(db, case)
    title = bench.rules.service(bench.station.jurisdiction, service).text if service else _TOGETHER
    stage = _STAGES[case.service](case.step).text
    opened = datetime.fromisoformat(case.opened_at)
    return JourneyView(case.id, case.service, name, marked(title), stage, opened, case.parked)


def _certified(bench: Bench, db: Db, one: CertificateCase) -> JourneyView:
    """A certificate: it waits wherever it was left, in the place of the intake it came from."""
    told = line(bench, db, one.application)
    opened = datetime.fromisoformat(one.seen.case.opened_at)
    return JourneyView(one.id, CERTIFICATE, told.name, told.title, one.state.text, opened, parked=True)


def _handed(db: Db, case: cases.Case) -> tuple[str, str]:
    """Whose it is, and the service it came from."""
    row = applications.by_id(db, case.facts["application"])
    person = persons.by_id(db, row.person) if row else None
    return person.name if person else "", row.service if row else ""


def _gathered(db: Db, case: cases.Case) -> tuple[str, str]:
    """Where they live, as far as it was typed, and the service."""
    row = households.by_id(db, case.id)
    return (row.address, row.service) if row else (cases.scratch(db, case.id).get("address", ""), "")

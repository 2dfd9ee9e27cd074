"""Applications as lines of a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from counter.desk.application_views import ApplicationView
from counter.desk.bench import Bench
from counter.desk.cases import sheet_view
from counter.desk.ends_in import certificate_form, reports_loss
from counter.desk.look import Look
from counter.errors import Refused
from counter.locale import Text
from counter.store import applications, cases, persons, uploads, visits
from counter.store.engine import Db
from counter.values.citizen_number import mask
from counter.values.typography import marked
from counter.workflows.application import AFTER_ACCEPTANCE, APPLICATIONS, RUNNING, State

_CERTIFIED = RUNNING | {State.READY, State.COLLECTED}


class NoSuchApplication(Refused):
    """The intake has not come as far as an accepted application."""

    happened = Text("{case} 还没有受理。", "{case} is not accepted yet.")
    next_step = Text("请先完成收件和受理。", "Please finish the intake and accept it first.")


def line(bench: Bench, db: Db, row: applications.Application) -> ApplicationView:
    """One application in words."""
    person = persons.by_id(db, row.person)
    case = cases.case(db, row.id)
    facts = case.facts if case else {}
    state = State(row.state)
    return ApplicationView(
        id=row.id,
        service=row.service,
        title=marked(bench.rules.service(bench.station.jurisdiction, row.service).text),
        name=person.name if person else "",
        masked_number=mask(person.number) if person else "",
        state=state,
        since=datetime.fromisoformat(row.since),
        accepted_on=_day(row.accepted_on),
        due=_day(row.due),
        estimated=row.estimated,
        collect=row.collect,
        receipt=facts.get("receipt", ""),
        notice=facts.get("notice", ""),
        reason=facts.get("rejected", {}).get("reason", ""),
        article=facts.get("rejected", {}).get("article", ""),
        deeds=tuple(d for d in APPLICATIONS.acts(state) if d in AFTER_ACCEPTANCE and row.accepted_on),
    )


def application_view(bench: Bench, db: Db, seen: Look) -> ApplicationView:
    """The application of an intake.

    Raises:
        NoSuchApplication
    """
    if seen.application is None:
        raise NoSuchApplication(case=seen.case.id)
    row = seen.application
    told = replace(
        line(bench, db, row),
        certificate=_certificate(bench, row),
        loss=reports_loss(bench, row.service, seen.on),
        visit=_visit(db, row.id),
        unreported=uploads.unconfirmed(db, row.id),
    )
    serial = seen.facts.get("rejection", "")
    sheet = cases.sheet(db, serial) if serial else None
    return replace(told, rejection=sheet_view(bench, sheet)) if sheet else told


def _visit(db: Db, application: str) -> str:
    """The visit about the matter itself, else the last that follows up a promise."""
    found = visits.of_application(db, application)
    return next((one.id for one in found if not one.demand), found[-1].id if found else "")


def _certificate(bench: Bench, row: applications.Application) -> str:
    """The form of the certificate that an accepted application ends in, as long as it has not ended otherwise."""
    form = certificate_form(bench, row.service) if row.accepted_on else None
    return form.code if form is not None and row.state in _CERTIFIED else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

"""Rows of the lists that are no applications, and what any row of a list rests on, told from the rules of its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counter.desk.application_views import ApplicationView
from counter.desk.bench import Bench
from counter.desk.look import Look, look
from counter.desk.permit_standing import ENDORSEMENT, OVERDUE
from counter.desk.views import HolderRow, WhyLine
from counter.locale import Text
from counter.rules.answer import Collection, Deadline, Demand
from counter.rules.model import DocumentRule, Rule
from counter.store import applications
from counter.store.engine import Db
from counter.values.typography import marked
from counter.workflows.application import RUNNING, State

_RUN = frozenset({"window", "effect"})
"""Kinds of rules that say when an endorsement is made, and what becomes of a permit without it."""
_NOBODY = Text("", "")


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


Row = ApplicationView | PromiseView | EndorsementView


def of_row(bench: Bench, db: Db, code: str, row: Row | None) -> Iterator[WhyLine]:
    """What the rules say to a row: the limit of a case, the papers it waits for, the ways of collection, the endorsement.

    Where no row is marked only the rules of endorsements, which are the same for all, have something to say.
    """
    if code == "endorsements":
        yield from _endorsement(bench)
    elif isinstance(row, PromiseView):
        owner = applications.by_id(db, row.application.id)
        if owner is not None and (rule := demanded(bench, owner, row.demand)) is not None:
            yield _line(rule, row.application.name)
    elif isinstance(row, ApplicationView):
        yield from _application(look(bench, db, row.id), row)


def of_visit(bench: Bench, db: Db, application: str, demand: str) -> Iterator[WhyLine]:
    """What the rules say to a home visit: the limit that runs from it, or the paper instead of which was promised."""
    owner = applications.by_id(db, application)
    if owner is not None and demand:
        rule = demanded(bench, owner, demand)
        yield from () if rule is None else (_line(rule),)
    elif owner is not None and (answer := look(bench, db, application).answer) and answer.deadline:
        yield _told(answer.deadline)


def demanded(bench: Bench, row: applications.Application, demand: str) -> DocumentRule | None:
    """The rule that wants a paper of an accepted application, as it stood on the day of acceptance."""
    place, on = bench.station.jurisdiction, date.fromisoformat(row.accepted_on)
    rules = bench.rules.standing(place, row.service, on).rules
    return next((r for r in rules if isinstance(r, DocumentRule) and r.code == demand), None)


def _application(seen: Look, row: ApplicationView) -> Iterator[WhyLine]:
    answer = seen.answer
    if answer is None:
        return
    if row.state in RUNNING and answer.deadline is not None:
        yield _told(answer.deadline)
    elif row.state is State.SUPPLEMENT:
        yield from (_told(one) for one in seen.missing)
    elif row.state in {State.READY, State.UNCLAIMED}:
        yield from (_told(one) for one in answer.collection)


def _endorsement(bench: Bench) -> Iterator[WhyLine]:
    place, today = bench.station.jurisdiction, bench.clock.today()
    for service in {ENDORSEMENT, OVERDUE} & bench.rules.services(place).keys():
        rules = bench.rules.standing(place, service, today).rules
        yield from (_line(rule) for rule in rules if rule.kind in _RUN)


def _told(one: Deadline | Demand | Collection) -> WhyLine:
    return WhyLine(marked(one.text), marked(one.why.text), marked(one.source.text))


def _line(rule: Rule, name: str = "") -> WhyLine:
    return WhyLine(marked(rule.text), Text(name, name) if name else _NOBODY, marked(rule.source.text))

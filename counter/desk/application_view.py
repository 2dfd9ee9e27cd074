"""Views of an intake: the rows of the store read together with what the rules of its day say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from counter.desk import agreed_view as agreed
from counter.desk.bench import Bench
from counter.desk.cards import card_view, fields_of, reader_of
from counter.desk.cases import sheet_view
from counter.desk.demand_view import answers, demands, states
from counter.desk.demand_views import QuestionView
from counter.desk.intake_views import IntakeView, ServiceView
from counter.desk.look import OWN_JOURNEYS, Look, stops
from counter.desk.person_views import ChangeView, PersonView
from counter.desk.views import Choice, RefusalView, WhyLine
from counter.rules import Answer
from counter.rules.answer import Question, Refusal, Said
from counter.rules.periods import age as age_on
from counter.store import cases, persons
from counter.store.engine import Db
from counter.values.citizen_number import mask
from counter.values.initials import initials
from counter.values.person_name import PersonName
from counter.values.typography import marked
from counter.workflows.application import ORDER, Stage

_JOURNEYS = {"confirmation-slip": "slip", "id-card-collection": "collection", "permit-cancellation": "permit"}
"""Services that are not taken in, and the journey that each has instead."""
_ALWAYS = (Stage.IDENTITY, Stage.ACCEPTANCE)
"""Stages that every service has."""
_SUGGESTED = ("name", "sex", "ethnic", "household_address", "residence_address")


def waiting_view(seen: Look, db: Db) -> IntakeView:
    """One intake as a list shows it: who, which service, where it stands; the rules are not asked, so lists stay fast."""
    bench, facts, person, application = seen.bench, seen.facts, seen.person, seen.application
    due = application.due if application else ""
    place = bench.station.jurisdiction
    return IntakeView(
        id=seen.case.id,
        stage=seen.stage,
        state=seen.state,
        clerk=seen.case.clerk,
        opened_at=datetime.fromisoformat(seen.case.opened_at),
        parked=seen.case.parked,
        typed=cases.scratch(db, seen.case.id),
        number=mask(facts["number"]) if "number" in facts and person is None else "",
        suggested=_suggested(bench, facts.get("suggested", {})) if person is None else {},
        person=person_view(bench, person) if person else None,
        service=application.service if application else "",
        title=marked(bench.rules.service(place, application.service).text) if application else None,
        on=seen.on if application else None,
        due=date.fromisoformat(due) if due else None,
        notice=facts.get("notice", ""),
        receipt=facts.get("receipt", ""),
        accepted_at=datetime.fromisoformat(facts["accepted-at"]) if "accepted-at" in facts else None,
    )


def intake_view(seen: Look, db: Db) -> IntakeView:
    """One intake as it stands: who it is, what its stage is about, and what the rules say, at every stage."""
    view = _known(seen, db)
    if seen.stage in _AT:
        view = _AT[seen.stage](seen, view)
    if (answer := seen.answer) is None:
        return view
    return _told(seen, answer, _agreed(seen, answer, _listed(seen, db, view)))


def _known(seen: Look, db: Db) -> IntakeView:
    """What needs no rules: who it is, the card that was read, the sheet on its way."""
    facts, bench = seen.facts, seen.bench
    sheet = cases.sheet(db, facts["sheet"]) if "sheet" in facts else None
    known, stages = fields_of(seen.person) if seen.person else {}, {*seen.needed, *_ALWAYS}
    return replace(
        waiting_view(seen, db),
        stages=tuple(stage for stage in ORDER if stage in stages),
        described=facts.get("described") or {},
        card=card_view(bench.codes, facts, known, bench.clock.today()),
        sheet=sheet_view(bench, sheet) if sheet else None,
    )


def _with_reader(seen: Look, view: IntakeView) -> IntakeView:
    """Where a card may say who it is: the applicant, or the agent."""
    return replace(view, card_reader=reader_of(seen.bench))


def _with_services(seen: Look, view: IntakeView) -> IntakeView:
    return replace(view, services=every_service(seen.bench))


def _with_large_name(seen: Look, view: IntakeView) -> IntakeView:
    large = seen.bench.press.large
    return replace(view, large=large.letters(seen.person.name) if seen.person else ())


_AT: Final[Mapping[Stage, Callable[[Look, IntakeView], IntakeView]]] = {
    Stage.IDENTITY: _with_reader,
    Stage.SERVICE: _with_services,
    Stage.DOCUMENTS: _with_reader,
    Stage.READ_BACK: _with_large_name,
    Stage.COLLECTION: _with_reader,
}
"""What is told at one stage alone; the rest is told at all, for lists, sheets and scripts read it whenever they come."""


def _listed(seen: Look, db: Db, view: IntakeView) -> IntakeView:
    """What is asked for: answers, papers, signatures."""
    return replace(
        view,
        questions=tuple(map(question_view, seen.questions)),
        answered=tuple(answers(seen)),
        checklist=tuple(demands(seen)),
        states=tuple(states(seen)),
        here=tuple(agreed.here(seen)),
        to_take=tuple(agreed.to_take(seen, db)),
        signatures=tuple(agreed.signatures(seen, db)),
    )


def _agreed(seen: Look, answer: Answer, view: IntakeView) -> IntakeView:
    """What is taken and agreed: fingers, fee, the way of collection, until when."""
    term = answer.deadline
    return replace(
        view,
        fee=agreed.fee(seen),
        fingers=agreed.fingers(seen),
        ways=tuple(agreed.ways(seen)),
        modes=agreed.modes(seen),
        collection=agreed.collection(seen),
        deadline=marked(term.text) if term else None,
        deadline_source=marked(term.source.text) if term else None,
    )


def _told(seen: Look, answer: Answer, view: IntakeView) -> IntakeView:
    """What the rules say: refusals, advice, what is still wanted before the acceptance."""
    accepted = seen.application is not None and seen.application.accepted_on
    return replace(
        view,
        refusals=tuple(map(refusal_view, answer.refusals)),
        advice=tuple(map(why_line, answer.advice)),
        notes=tuple(map(why_line, answer.notes)),
        still=() if accepted else seen.still(),
    )


def services(bench: Bench) -> tuple[ServiceView, ...]:
    """What can be taken in here today, numbered in the order of the pack."""
    return tuple(one for one in every_service(bench) if not one.journey)


def every_service(bench: Bench) -> tuple[ServiceView, ...]:
    """The same, and behind it the services that have a journey of their own."""
    today, letters = bench.clock.today(), bench.codes.letters
    known = bench.rules.services(bench.station.jurisdiction).items()
    open_today = [(code, service) for code, service in known if service.at_window and service.in_force(today)]
    here = {code: marked(service.text) for code, service in open_today}
    codes = [code for code in here if code not in OWN_JOURNEYS]
    codes += [code for code in here if code in _JOURNEYS]
    return tuple(
        ServiceView(key, code, here[code], initials(here[code].zh, letters), _JOURNEYS.get(code, ""))
        for key, code in zip(_keys(len(codes)), codes, strict=True)
    )


def _keys(count: int) -> list[str]:
    """So many numbers of which none begins another: 1 to 9; from ten on 1 to 8, then 91, 92 ….

    The first ones are the services asked for most: one digit chooses them at once, and a digit pressed quickly behind it
    is an answer, never the second half of another service.
    """
    single = 9 - max(0, (count - 9 + 7) // 8)
    double = [f"{tens}{ones}" for tens in range(single + 1, 10) for ones in range(1, 10)]
    return [*map(str, range(1, single + 1)), *double][:count]


def person_view(bench: Bench, row: persons.Person) -> PersonView:
    """An applicant in words."""
    return PersonView(
        id=row.id,
        name=row.name,
        rare=PersonName(row.name).rare,
        missing=tuple((glyph.character, glyph.code_point) for glyph in bench.press.missing([row.name])),
        masked_number=mask(row.number),
        sex=bench.codes.sex[row.sex],
        ethnic=bench.codes.ethnic[row.ethnic],
        birth=row.birth,
        age=age_on(row.birth, bench.clock.today()),
        household_address=row.household_address,
        residence_address=row.residence_address,
        phone=row.phone,
    )


def change_views(changes: Iterable[persons.Change]) -> tuple[ChangeView, ...]:
    """The history of an applicant, newest first; numbers are masked."""
    return tuple(
        ChangeView(
            change.field,
            mask(change.old) if change.field == "number" else change.old,
            mask(change.new) if change.field == "number" else change.new,
            change.reason,
            datetime.fromisoformat(change.at),
            change.clerk,
        )
        for change in changes
    )


def refusal_view(refusal: Refusal) -> RefusalView:
    """Why it cannot be done, with the article and what can be done instead."""
    source, remedy = marked(refusal.source.text), marked(refusal.remedy)
    return RefusalView(refusal.code, marked(refusal.text), source, remedy)


def why_line(said: Said) -> WhyLine:
    """A sentence of the rules with its reason."""
    return WhyLine(marked(said.text), marked(said.why.text), marked(said.source.text))


def question_view(question: Question) -> QuestionView:
    """A question with the digits of its choices."""
    choices = tuple(
        Choice(
            str(place),
            option.code,
            marked(option.text),
            marked(option.refusal.text) if option.refusal else None,
            marked(option.refusal.source.text) if option.refusal else None,
        )
        for place, option in enumerate(question.values, 1)
    )
    return QuestionView(question.fact, question.kind, marked(question.text), choices, stops(question))


def _suggested(bench: Bench, known: Mapping[str, str]) -> Mapping[str, str]:
    """What the register of permit holders knows, as it is typed."""
    return {
        field: bench.codes.ethnic.get(text, text) if field == "ethnic" else text
        for field, text in known.items()
    }

"""Guides: how an electronic permit or identity is got, shown and checked here, and the places where it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from counter.desk.bench import Bench
from counter.desk.papers import made_paper, numbered, signed, unprintable
from counter.desk.permit_view import offers
from counter.desk.permit_views import GuideView, PlaceView, StepView
from counter.desk.rejected_permits import NotInThisPlace, refusal_of, service_named
from counter.desk.row_papers import with_rows
from counter.desk.views import RefusalView, Session
from counter.locale import Text
from counter.printing.paper import Paper
from counter.rules.answer import Answer
from counter.rules.model import RefusalRule
from counter.values.typography import marked

GUIDE = "electronic-permit-guide"
_USED_AT = "used-at"
_SHOWN = "shown"
_NOTHING = "无。"


def guided(bench: Bench) -> tuple[str, ...]:
    """The services of this place that have a guide: those whose rules name steps today."""
    place, today = bench.station.jurisdiction, bench.clock.today()
    found = []
    for code, service in bench.rules.services(place).items():
        rules = bench.rules.standing(place, code, today).rules
        if service.in_force(today) and any(rule.kind == "step" for rule in rules):
            found.append(code)
    return tuple(found)


def guide(bench: Bench, service: str) -> GuideView:
    """The guide of a service today.

    Raises:
        NotInThisPlace: the place has no such service, or its rules name no steps.
    """
    if not offers(bench, service) or service not in guided(bench):
        raise NotInThisPlace(what=service_named(bench, service))
    place, today = bench.station.jurisdiction, bench.clock.today()
    found, answer = bench.rules.service(place, service), _said(bench, service)
    return GuideView(
        service=service,
        title=marked(found.text),
        place=bench.station.place,
        on=today,
        since=found.valid_from,
        steps=_steps(answer),
        places=accepted_where(bench, service),
        never=_never(bench, service),
        notes=tuple((marked(note.text), marked(note.source.text)) for note in answer.notes),
    )


def accepted_where(bench: Bench, service: str) -> tuple[PlaceView, ...]:
    """Every place the rules name for a service, accepted or refused with its article; empty where they name none."""
    place, today = bench.station.jurisdiction, bench.clock.today()
    named = bench.rules.standing(place, service, today).values.get(_USED_AT, ())
    fact = bench.rules.fact(_USED_AT)
    found = []
    for code in named:
        answer = _said(bench, service, **{_USED_AT: code})
        said = refusal_of(answer.refusals[0]) if answer.refusals else None
        source = said.source if said else marked(bench.rules.service(place, service).source.text)
        why = said.text if said else _ACCEPTED
        found.append(
            PlaceView(
                code, marked(fact.label(code)), said is None, why, source, said.remedy if said else None
            )
        )
    return tuple(found)


def guide_paper(bench: Bench, session: Session, view: GuideView, name: str, at: datetime) -> Paper:
    """The guide as a sheet for the citizen, without serial; it bears no seal and proves nothing."""
    app = [step.text.zh for step in view.steps if step.part == "app"]
    before = [step.text.zh for step in view.steps if step.part == "before"]
    walked = [step.text.zh for step in view.steps if step.part in {"claim", "show"}]
    words = {
        "name": name,
        "app": "".join(app),
        "before": "".join(before) or _NOTHING,
        "valid-where": _where(view),
        "phone": bench.settings.station.phone,
        **signed(bench, session, at),
    }
    paper = made_paper(bench, GUIDE, words, unprintable(bench, words))
    rows = [{"number": str(number), "step": text} for number, text in enumerate(walked, 1)]
    return with_rows(bench, replace(paper, seal=None), rows)


_ACCEPTED = Text("可以使用。", "It is accepted.")


def _said(bench: Bench, service: str, **facts: str) -> Answer:
    """What the rules say to a permit that is in order."""
    told = {"permit-state": "valid", **facts}
    return bench.rules.explain(bench.station.jurisdiction, service, bench.clock.today(), told)


def _steps(answer: Answer) -> tuple[StepView, ...]:
    count: dict[str, int] = {}
    found = []
    for step in answer.steps:
        count[step.part] = count.get(step.part, 0) + 1
        found.append(StepView(step.part, count[step.part], marked(step.text), marked(step.source.text)))
    return tuple(found)


def _never(bench: Bench, service: str) -> tuple[RefusalView, ...]:
    """The refusals that hang on what is shown: a screenshot is one everywhere."""
    place, today = bench.station.jurisdiction, bench.clock.today()
    rules = bench.rules.standing(place, service, today).rules
    showing = [rule for rule in rules if isinstance(rule, RefusalRule) and rule.facts == {_SHOWN}]
    return tuple(
        RefusalView(rule.code, marked(rule.text), marked(rule.source.text), marked(rule.remedy))
        for rule in showing
    )


def _where(view: GuideView) -> str:
    """Where it counts, where not, and what never counts, for the sheet."""
    yes = "、".join(place.text.zh for place in view.places if place.accepted)
    no = "、".join(place.text.zh for place in view.places if not place.accepted)
    lines = [f"可用于：{yes}。"] if yes else []
    lines += [f"不能用于：{no}。"] if no else []
    lines += [one.text.zh for one in view.never]
    return numbered(lines) if lines else _NOTHING

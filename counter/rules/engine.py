"""Finds the answer for one citizen: facts in; questions, refusals, demands, fee, dates out, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from counter.locale import Text
from counter.rules import dates, remarks
from counter.rules.answer import (
    Answer,
    Collection,
    Deadline,
    Effect,
    Fee,
    Outcome,
    Refusal,
    Signature,
    Step,
    Validity,
    Why,
)
from counter.rules.asking import open_questions, refusal
from counter.rules.case import Case
from counter.rules.demands import demand, satisfied
from counter.rules.model import (
    CollectionRule,
    DeadlineRule,
    DocumentRule,
    EffectRule,
    FeeRule,
    FingerprintRule,
    RefusalRule,
    SignatureRule,
    StepRule,
    ValidityRule,
)  # fmt: skip


def answer(case: Case) -> Answer:
    """Everything the rules say about a case."""
    refusals = tuple(_closed(case)) or tuple(refusal(case, rule) for rule in case.speaking(RefusalRule))
    asked = () if refusals else tuple(open_questions(case))
    demands = tuple(demand(case, rule) for rule in case.speaking(DocumentRule))
    missing = tuple(asked_for.group for asked_for in demands if not satisfied(case, asked_for))
    return Answer(
        jurisdiction=case.jurisdiction, service=case.standing.service.code, on=case.on,
        outcome=_outcome(bool(refusals), bool(asked), bool(missing)),
        questions=asked, refusals=refusals, documents=demands, missing=missing,
        advice=tuple(remarks.advice(case)),
        signatures=tuple(_signature(case, rule) for rule in case.speaking(SignatureRule)),
        fee=_fee(case), deadline=_deadline(case),
        collection=tuple(_collection(case, rule) for rule in case.speaking(CollectionRule)),
        fingerprint=_fingerprint(case), validity=_validity(case), notes=tuple(remarks.notes(case)),
        effect=_effect(case),
        steps=tuple(Step(rule.part, rule.text, rule.source) for rule in case.speaking(StepRule)),
    )  # fmt: skip


def _outcome(refused: bool, asked: bool, missing: bool) -> Outcome:
    if refused:
        return "refuse"
    if asked:
        return "open"
    return "complete" if missing else "accept"


def _closed(case: Case) -> Iterator[Refusal]:
    """The refusal of a service that does not exist on this day."""
    service = case.standing.service
    if service.in_force(case.on):
        return
    before = case.on < service.valid_from
    text = (
        Text(f"本事项自 {service.valid_from} 起办理。", f"This service exists from {service.valid_from} on.")
        if before
        else Text(
            f"本事项已于 {service.valid_to} 后停止办理。", f"This service ended after {service.valid_to}."
        )
    )
    why = Why((), f"{service.name}/service", service.valid_from, service.source)
    yield Refusal("not-in-force", text, service.otherwise, service.source, why)


def _signature(case: Case, rule: SignatureRule) -> Signature:
    return Signature(rule.paper, rule.by, rule.text, rule.source, case.why(rule))


def _collection(case: Case, rule: CollectionRule) -> Collection:
    return Collection(rule.code, rule.text, rule.final, rule.source, case.why(rule))


def _fee(case: Case) -> Fee | None:
    rule = case.only(FeeRule)
    if rule is None:
        return None
    return Fee(rule.fen, rule.source.text, rule.text, rule.source, case.why(rule), rule.tariff, rule.waivable)


def _fingerprint(case: Case) -> str:
    rule = case.only(FingerprintRule)
    return rule.mode if rule else "none"


def _deadline(case: Case) -> Deadline | None:
    rule = case.only(DeadlineRule)
    if rule is None:
        return None
    due = dates.due(rule, case.known, case.on, case.calendar)
    return Deadline(
        rule.starts, rule.days, rule.unit, rule.extension, due.day if due else None, bool(due and due.estimated),
        dates.deadline_text(rule, due), rule.source, case.why(rule),
    )  # fmt: skip


def _validity(case: Case) -> Validity | None:
    rule = case.only(ValidityRule)
    if rule is None:
        return None
    begun = case.known.get(rule.starts)
    starts = begun if isinstance(begun, date) else None
    counted = case.known.get(rule.counted_from)
    until = dates.expiry(rule, starts, counted if isinstance(counted, date) else None) if starts else None
    long_term = not rule.years and not rule.months
    return Validity(rule.years, rule.months, long_term, starts, until, rule.text, rule.source, case.why(rule))


def _effect(case: Case) -> Effect | None:
    rule = case.only(EffectRule)
    return None if rule is None else Effect(rule.deed, rule.years, rule.text, rule.source, case.why(rule))

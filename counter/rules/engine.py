"""Finds the answer for one citizen: facts in; questions, refusals, demands, fee, dates out, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from counter.locale import Text
from counter.rules import dates, questions
from counter.rules.answer import (
    Answer,
    Collection,
    Deadline,
    Demand,
    Fee,
    Ground,
    Option,
    Outcome,
    Paper,
    Question,
    Refusal,
    Said,
    Signature,
    Validity,
    Why,
)  # fmt: skip
from counter.rules.calendar import WorkCalendar
from counter.rules.derive import derive
from counter.rules.model import (
    AdviceRule,
    CollectionRule,
    DeadlineRule,
    DocumentRule,
    FeeRule,
    FingerprintRule,
    NoteRule,
    RefusalRule,
    Rule,
    SignatureRule,
    ValidityRule,
)  # fmt: skip
from counter.rules.standing import Standing
from counter.rules.vocabulary import Value, Vocabulary, shown_as

R = TypeVar("R", bound=Rule)

SHOWN = "shown"
"""The fact that lists the documents on the counter."""


@dataclass(frozen=True, slots=True)
class Case:
    """One citizen's facts before the rules of one service on one day."""

    vocabulary: Vocabulary
    calendar: WorkCalendar
    standing: Standing
    jurisdiction: str
    on: date
    known: Mapping[str, Value]

    def speaking(self, kind: type[R]) -> Iterator[R]:
        """The rules of one kind that certainly speak."""
        for rule in self.standing.rules:
            if isinstance(rule, kind) and self.standing.truth(rule, self.known):
                yield rule

    def only(self, kind: type[R]) -> R | None:
        """The rule of a kind that has one answer; the checker proves that there are never two."""
        return next(self.speaking(kind), None)

    def why(self, rule: Rule) -> Why:
        """Fact → rule → source for a rule that speaks."""
        grounds = tuple(self._ground(code) for code in rule.when.grounds(self.known))
        return Why(grounds, rule.name, rule.valid_from, rule.source)

    def _ground(self, code: str) -> Ground:
        fact, value = self.vocabulary.facts[code], self.known[code]
        label = fact.label(value)
        text = Text(f"{fact.text.zh}:{label.zh}", f"{fact.text.en}: {label.en}")
        return Ground(code, value, text)


def answer(case: Case) -> Answer:
    """Everything the rules say about a case."""
    refusals = tuple(_closed(case)) or tuple(refusal(case, rule) for rule in case.speaking(RefusalRule))
    asked = () if refusals else tuple(_questions(case))
    demands = tuple(_demand(case, rule) for rule in case.speaking(DocumentRule))
    missing = tuple(demand.group for demand in demands if not _satisfied(case, demand))
    return Answer(
        jurisdiction=case.jurisdiction, service=case.standing.service.code, on=case.on,
        outcome=_outcome(bool(refusals), bool(asked), bool(missing)),
        questions=asked, refusals=refusals, documents=demands, missing=missing,
        advice=(*(_said(case, rule) for rule in case.speaking(AdviceRule)), *_birthday_ahead(case)),
        signatures=tuple(_signature(case, rule) for rule in case.speaking(SignatureRule)),
        fee=_fee(case), deadline=_deadline(case),
        collection=tuple(_collection(case, rule) for rule in case.speaking(CollectionRule)),
        fingerprint=_fingerprint(case), validity=_validity(case), notes=tuple(_notes(case)),
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


def refusal(case: Case, rule: RefusalRule) -> Refusal:
    """A refusal rule that speaks, with its reason."""
    return Refusal(rule.code, rule.text, rule.remedy, rule.source, case.why(rule))


def _questions(case: Case) -> Iterator[Question]:
    """The open facts; a fact that follows from another is asked by that other one."""
    asked: set[str] = set()
    for code in questions.in_order(case.vocabulary, case.standing, case.known):
        fact = case.vocabulary.facts[code]
        base = fact.derived_from if fact.derived_from and fact.derived_from not in case.known else code
        if base not in asked:
            asked.add(base)
            yield question(case, base, needed_as=code)


def question(case: Case, code: str, needed_as: str | None = None) -> Question:
    """A fact as a question: its values in display order, each with the refusal it would lead to."""
    fact = case.vocabulary.fact(code)
    words = () if fact.kind in ("number", "date") else questions.allowed(case.vocabulary, case.standing, code)
    options = tuple(Option(word, _label(case, word, code), _refusal_of(case, code, word)) for word in words)
    wanted = needed_as or code
    rules = tuple(rule.name for rule in case.standing.rules if wanted in rule.facts)
    return Question(code, fact.kind, fact.text, options, rules)


def _label(case: Case, word: str, code: str) -> Text:
    fact = case.vocabulary.facts[code]
    holder, dot, bare = word.partition(".")
    if not dot:
        return fact.label(word)
    whose = {"guardian": Text("监护人的", "the guardian's "), "agent": Text("代办人的", "the agent's ")}[
        holder
    ]
    paper = fact.label(bare)
    return Text(whose.zh + paper.zh, whose.en + paper.en)


def _refusal_of(case: Case, code: str, word: str) -> Refusal | None:
    """The refusal that one value would make certain, whatever else is answered."""
    value: Value = word if case.vocabulary.facts[code].kind == "choice" else frozenset((word,))
    then = replace(case, known={**case.known, code: value})
    for rule in case.standing.rules:
        if isinstance(rule, RefusalRule) and code in rule.facts and case.standing.truth(rule, then.known):
            return refusal(then, rule)
    return None


def _demand(case: Case, rule: DocumentRule) -> Demand:
    papers = tuple(_paper(case, code) for code in rule.any_of)
    return Demand(
        rule.code, rule.any_of, rule.of, rule.copies, rule.text, papers, tuple(_lacks(case, rule)), rule.source,
        case.why(rule), rule.promise,
    )  # fmt: skip


def _paper(case: Case, code: str) -> Paper:
    document = case.vocabulary.documents[code]
    return Paper(code, document.text, document.issuer)


def _lacks(case: Case, rule: DocumentRule) -> Iterator[str]:
    """What the shown papers of a demand still have to state: the four fields of a power of attorney, for one."""
    stated = case.known.get("states", frozenset())
    for code in rule.any_of:
        if shown_as(code, rule.of) in _shown(case) and isinstance(stated, frozenset):
            yield from (field for field in case.vocabulary.documents[code].states if field not in stated)


def _shown(case: Case) -> frozenset[str]:
    shown = case.known.get(SHOWN)
    return shown if isinstance(shown, frozenset) else frozenset()


def _satisfied(case: Case, demand: Demand) -> bool:
    shown = _shown(case)
    return any(shown_as(code, demand.of) in shown for code in demand.any_of) and not demand.lacks


def _said(case: Case, rule: Rule) -> Said:
    return Said(rule.code, rule.text, rule.source, case.why(rule))


def _signature(case: Case, rule: SignatureRule) -> Signature:
    return Signature(rule.paper, rule.by, rule.text, rule.source, case.why(rule))


def _collection(case: Case, rule: CollectionRule) -> Collection:
    return Collection(rule.code, rule.text, rule.final, rule.source, case.why(rule))


def _fee(case: Case) -> Fee | None:
    rule = case.only(FeeRule)
    return None if rule is None else Fee(rule.fen, rule.source.text, rule.text, rule.source, case.why(rule))


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
    until = dates.expiry(rule, starts) if starts else None
    long_term = not rule.years and not rule.months
    return Validity(rule.years, rule.months, long_term, starts, until, rule.text, rule.source, case.why(rule))


def _birthday_ahead(case: Case) -> Iterator[Said]:
    """Warns when a birthday before the deadline would give the document another validity: the age at signing counts."""
    now, deadline = case.only(ValidityRule), case.only(DeadlineRule)
    due = dates.due(deadline, case.known, case.on, case.calendar) if deadline else None
    if now is None or due is None:
        return
    base = {code: value for code, value in case.known.items() if not case.vocabulary.facts[code].derived_from}
    later = replace(case, known=derive(case.vocabulary, case.standing.rules, base, due.day)).only(
        ValidityRule
    )
    if later and later is not now:
        zh = f"如在生日后签发,有效期将变为:{later.text.zh}"
        en = f"If it is signed after the birthday the validity changes: {later.text.en}"
        yield Said("validity-may-change", Text(zh, en), later.source, case.why(now))


def _notes(case: Case) -> Iterator[Said]:
    for rule in (*case.speaking(NoteRule), *case.speaking(FingerprintRule)):
        yield _said(case, rule)
    for rule in case.standing.rules:
        if case.standing.truth(rule, case.known):
            yield from _stands_over(case, rule)


def _stands_over(case: Case, rule: Rule) -> Iterator[Said]:
    """Says which rule gives way: both keep their dates, the one in force on the day wins."""
    others = [other for other in case.standing.rules if other.short in rule.over]
    if rule.short in case.standing.replaced:
        others.append(case.standing.replaced[rule.short])
    for other in others:
        if other.when.truth(case.known):
            mine, theirs = rule.source.text, other.source.text
            zh = f"自 {rule.valid_from} 起以{mine.zh}为准;{theirs.zh}“{other.text.zh}”在此不适用。"
            en = f"Since {rule.valid_from} {mine.en} prevails; {theirs.en} ('{other.text.en}') does not apply here."
            yield Said(f"{rule.short}-over-{other.short}", Text(zh, en), rule.source, case.why(rule))

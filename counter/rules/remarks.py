"""What is said besides: advice, notes, which rule gave way to which, and a birthday that changes the validity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.locale import Text
from counter.rules import dates
from counter.rules.answer import Said
from counter.rules.case import Case
from counter.rules.derive import derive
from counter.rules.model import (
    AdviceRule,
    DeadlineRule,
    EffectRule,
    FingerprintRule,
    NoteRule,
    Rule,
    ValidityRule,
)


def advice(case: Case) -> Iterator[Said]:
    """What is worth telling; it never blocks."""
    yield from (_said(case, rule) for rule in case.speaking(AdviceRule))
    yield from _birthday_ahead(case)


def _birthday_ahead(case: Case) -> Iterator[Said]:
    """Warns when a birthday before the deadline would give the document another validity: the age at signing counts."""
    now, deadline = case.only(ValidityRule), case.only(DeadlineRule)
    due = dates.due(deadline, case.known, case.on, case.calendar) if deadline else None
    if now is None or due is None:
        return
    facts = case.vocabulary.facts
    base = {code: value for code, value in case.known.items() if facts[code].derivation != "age"}
    grown = derive(case.vocabulary, case.standing.rules, base, due.day)
    later = replace(case, known=grown).only(ValidityRule)
    if later and later is not now:
        zh = f"如在生日后签发,有效期将变为:{later.text.zh}"
        en = f"If it is signed after the birthday the validity changes: {later.text.en}"
        yield Said("validity-may-change", Text(zh, en), later.source, case.why(now))


def notes(case: Case) -> Iterator[Said]:
    """Consequences, what becomes of the permit, the reason about fingerprints, and which rule prevails over which."""
    for rule in (*case.speaking(NoteRule), *case.speaking(EffectRule), *case.speaking(FingerprintRule)):
        yield _said(case, rule)
    for rule in case.standing.rules:
        under = case.standing.under.get(rule.short)
        if under and case.standing.truth(rule, case.known):
            yield from _stands_over(case, rule, under)


def _stands_over(case: Case, rule: Rule, under: tuple[Rule, ...]) -> Iterator[Said]:
    """Says which rule gives way: both keep their dates, the one in force on the day wins."""
    for other in under:
        if other.when.truth(case.known):
            mine, theirs = rule.source.text, other.source.text
            zh = f"自 {rule.valid_from} 起以{mine.zh}为准;{theirs.zh}“{other.text.zh}”在此不适用。"
            en = f"Since {rule.valid_from} {mine.en} prevails; {theirs.en} ('{other.text.en}') does not apply here."
            yield Said(f"{rule.short}-over-{other.short}", Text(zh, en), rule.source, case.why(rule))


def _said(case: Case, rule: Rule) -> Said:
    return Said(rule.code, rule.text, rule.source, case.why(rule))

"""The decision table of a service: one line for each way in which a rule speaks, one column for each fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.rules.conditions import Term
from counter.rules.model import Rule
from counter.rules.standing import Standing

ANY = "·"
"""The cell of a fact that does not matter."""


@dataclass(frozen=True, slots=True)
class Row:
    """One alternative of one rule: its cells by fact, what it says, and since when by which source."""

    kind: str
    code: str
    cells: tuple[str, ...]
    zh: str
    en: str
    source: str
    source_en: str
    span: str
    origin: str


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """All lines of a service on a day, refusals first; ``facts`` are the columns."""

    name: str
    on: date
    facts: tuple[str, ...]
    rows: tuple[Row, ...]


def decision_table(standing: Standing, on: date) -> DecisionTable:
    """The decision table of what stands on a day."""
    facts = tuple(dict.fromkeys(term.fact for rule in standing.rules for term in rule.when.terms()))
    rows = [row for rule in standing.rules for row in _rows(rule, facts)]
    return DecisionTable(
        standing.service.name, on, facts, tuple(sorted(rows, key=lambda row: row.kind != "refusal"))
    )


def _rows(rule: Rule, facts: tuple[str, ...]) -> list[Row]:
    span = f"{rule.valid_from} – {rule.valid_to or ''}".rstrip()
    return [
        Row(
            rule.kind, rule.code, _cells(terms, facts), rule.text.zh, rule.text.en,
            rule.source.text.zh, rule.source.text.en, span, f"{rule.jurisdiction}/{rule.service}",
        )
        for terms in rule.when.alternatives or ((),)
    ]  # fmt: skip


def _cells(terms: tuple[Term, ...], facts: tuple[str, ...]) -> tuple[str, ...]:
    by_fact = {term.fact: _cell(term) for term in terms}
    return tuple(by_fact.get(fact, ANY) for fact in facts)


def _cell(term: Term) -> str:
    said = ",".join(sorted(term.one_of)) or _span(term)
    return f"not {said}" if term.negated else said


def _span(term: Term) -> str:
    if term.low is None:
        return f"< {term.high}"
    return f"≥ {term.low}" if term.high is None else f"{term.low} ≤ x < {term.high}"

"""Documents demanded: what, by whom, from whom to get it, and whether what was shown is enough."""

from __future__ import annotations

from collections.abc import Iterator

from counter.rules.answer import Demand, Paper
from counter.rules.case import Case
from counter.rules.model import DocumentRule
from counter.rules.vocabulary import shown_as

SHOWN = "shown"
"""The fact that lists the documents on the counter."""

STATES = "states"
"""The fact that lists what a shown paper states."""


def demand(case: Case, rule: DocumentRule) -> Demand:
    """A document rule that speaks as a demand, with what a shown paper still has to state."""
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
    stated = case.known.get(STATES, frozenset())
    for code in rule.any_of:
        if shown_as(code, rule.of) in _shown(case) and isinstance(stated, frozenset):
            yield from (field for field in case.vocabulary.documents[code].states if field not in stated)


def _shown(case: Case) -> frozenset[str]:
    shown = case.known.get(SHOWN)
    return shown if isinstance(shown, frozenset) else frozenset()


def satisfied(case: Case, demand: Demand) -> bool:
    """Whether one of the papers was shown by its holder and states what it must."""
    shown = _shown(case)
    return any(shown_as(code, demand.of) in shown for code in demand.any_of) and not demand.lacks

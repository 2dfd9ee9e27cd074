"""Questions with one answer for several people: those that come to everybody, whatever was left to each person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from counter.rules.answer import Question
from counter.rules.case import Case
from counter.rules.model import RefusalRule
from counter.rules.questions import sample_values
from counter.rules.vocabulary import Fact


def for_all(case: Case, asked: Iterable[Question], left: Iterable[str]) -> Iterator[Question]:
    """Of the open questions those that may have one answer for all; what is in ``left`` each person answers alone.

    A question that comes with some answers to those and not with others is left to each person by itself; so is a day or
    a number, which nobody shares.
    """
    own = _with_what_follows(case.vocabulary.facts, frozenset(left))
    for question in asked:
        if question.kind == "choice" and question.fact not in own and _comes(case, question.fact, own):
            yield question


def _with_what_follows(facts: Mapping[str, Fact], left: frozenset[str]) -> frozenset[str]:
    """These facts, and those that are derived from them."""
    return left | {code for code, fact in facts.items() if fact.derived_from in left}


def _comes(case: Case, fact: str, own: frozenset[str]) -> bool:
    """Whether a fact is needed of everybody, whatever their own facts are; who is refused is asked nothing more.

    Only what a rule that needs the fact still wants to know beside it is tried, value by value.
    """
    standing, known = case.standing, case.known
    if fact in standing.ask or any(case.speaking(RefusalRule)):
        return True
    undecided = (rule for rule in standing.rules if standing.truth(rule, known) is None)
    wanting = (tuple(standing.missing(rule, known)) for rule in undecided)
    first = [next((code for code in facts if code in own), "") for facts in wanting if fact in facts]
    if not first or "" in first:
        return bool(first)
    values = sample_values(case.vocabulary, standing, first[0])
    return all(_comes(replace(case, known={**known, first[0]: value}), fact, own) for value in values)

"""Conditions over facts, with three answers: it holds, it does not, or a fact is still missing.

In a pack a condition is a table: every line must hold. An array of tables holds when any one of them does::

    when = { age = { from = 16, below = 26 }, present = ["self", "guardian"] }
    when = [{ reason = "lost" }, { reason = "damaged", age = { from = 16 } }]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeGuard

from counter.rules.vocabulary import Value

Known = Mapping[str, Value]
Bound = int | date


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a condition: the values a fact may have.

    Either a list of codes (``one_of``; for sets: at least one of them is in it) or the half-open span
    ``low <= value < high``. ``negated`` turns it round. An ``optional`` fact that was not given fails the term.
    """

    fact: str
    one_of: frozenset[str] = frozenset()
    low: Bound | None = None
    high: Bound | None = None
    negated: bool = False
    optional: bool = False

    def admits(self, value: Value) -> bool:
        """Whether the fact may have this value."""
        return self._plain(value) is not self.negated

    def _plain(self, value: Value) -> bool:
        if isinstance(value, frozenset):
            return not self.one_of.isdisjoint(value)
        if isinstance(value, str):
            return value in self.one_of
        return _within(value, self.low, self.high)

    def truth(self, known: Known) -> bool | None:
        """Whether it holds; None while the fact is missing."""
        value = known.get(self.fact)
        if value is None:
            return False if self.optional else None
        return self.admits(value)


def _within(value: Bound, low: Bound | None, high: Bound | None) -> bool:
    number = _number(value)
    return (low is None or _number(low) <= number) and (high is None or number < _number(high))


def _number(bound: Bound) -> int:
    return bound.toordinal() if isinstance(bound, date) else bound


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives, each a list of terms that must all hold; no alternatives at all means "always"."""

    alternatives: tuple[tuple[Term, ...], ...] = ()
    facts: frozenset[str] = field(init=False, compare=False)
    """Every fact it mentions."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", frozenset(term.fact for term in self.terms()))

    def truth(self, known: Known) -> bool | None:
        """Whether it holds; None while a missing fact could still decide."""
        if not self.alternatives:
            return True
        answer: bool | None = False
        for terms in self.alternatives:
            one = _all(terms, known)
            if one:
                return True
            if one is None:
                answer = None
        return answer

    def terms(self) -> Iterator[Term]:
        """Every term in it."""
        for terms in self.alternatives:
            yield from terms

    def missing(self, known: Known) -> Iterator[str]:
        """The facts that could still decide it: those of alternatives that have not failed; none once it is settled."""
        if self.truth(known) is not None:
            return
        for terms in self.alternatives:
            if _all(terms, known) is None:
                yield from (term.fact for term in terms if term.truth(known) is None)

    def grounds(self, known: Known) -> tuple[str, ...]:
        """The facts by which it holds: those of the first alternative that does."""
        for terms in self.alternatives:
            if _all(terms, known):
                return tuple(term.fact for term in terms if term.fact in known)
        return ()


ALWAYS = Condition()


def _all(terms: tuple[Term, ...], known: Known) -> bool | None:
    answer: bool | None = True
    for term in terms:
        one = term.truth(known)
        if one is False:
            return False
        if one is None:
            answer = None
    return answer


def is_bound(value: object) -> TypeGuard[Bound]:
    """Whether a value can limit a span."""
    return isinstance(value, int | date) and not isinstance(value, bool)

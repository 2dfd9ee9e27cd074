"""Which facts are still needed, and in which order asking them takes the fewest questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from counter.rules.conditions import Bound, Known
from counter.rules.model import DocumentRule, RefusalRule, Rule
from counter.rules.standing import Standing
from counter.rules.vocabulary import Value, Vocabulary, shown_as


def needed(standing: Standing, known: Known) -> tuple[str, ...]:
    """The facts without which some rule cannot be decided, in the order the pack mentions them."""
    found = dict.fromkeys(fact for fact in standing.ask if fact not in known)
    for rule in standing.rules:
        if standing.truth(rule, known) is None:
            found |= dict.fromkeys(standing.missing(rule, known))
    return tuple(found)


def in_order(vocabulary: Vocabulary, standing: Standing, known: Known) -> tuple[str, ...]:
    """The needed facts, first the one that leaves the fewest further questions on average over its values.

    A value that ends in a refusal leaves none, so hard stops come early; ties keep the order of the pack.
    """
    facts = needed(standing, known)
    if len(facts) < 2:
        return facts
    undecided = [rule for rule in standing.rules if standing.truth(rule, known) is None]
    asked = frozenset(standing.ask) - known.keys()
    return tuple(sorted(facts, key=lambda fact: _left(vocabulary, standing, undecided, asked, known, fact)))


def _left(
    vocabulary: Vocabulary,
    standing: Standing,
    rules: list[Rule],
    asked: frozenset[str],
    known: Known,
    fact: str,
) -> float:
    """The questions left after a fact on average; rules that do not mention it stay as undecided as they are."""
    untouched = {
        code for rule in rules if not _touched(standing, rule, fact) for code in standing.missing(rule, known)
    }
    touched = [rule for rule in rules if _touched(standing, rule, fact)]
    always = (untouched | asked) - {fact}
    counts = [
        _left_after(standing, touched, always, {**known, fact: value})
        for value in sample_values(vocabulary, standing, fact)
    ]
    return sum(counts) / len(counts) if counts else 0.0


def _touched(standing: Standing, rule: Rule, fact: str) -> bool:
    return fact in rule.facts or any(
        _touched(standing, other, fact) for other in standing.over.get(rule.short, ())
    )


def _left_after(standing: Standing, touched: list[Rule], always: set[str], known: Known) -> int:
    needed_now = set(always)
    for rule in touched:
        truth = standing.truth(rule, known)
        if truth and isinstance(rule, RefusalRule):
            return 0
        if truth is None:
            needed_now.update(standing.missing(rule, known))
    return len(needed_now)


def sample_values(vocabulary: Vocabulary, standing: Standing, code: str) -> tuple[Value, ...]:
    """One value for each way the standing rules can tell values of a fact apart.

    Choices: each of them. Numbers and dates: one below the lowest bound, and each bound. Sets: nothing, and each value.
    """
    fact = vocabulary.facts[code]
    if fact.kind in ("number", "date"):
        return _around(bounds(standing, code), fact.kind)
    words = allowed(vocabulary, standing, code)
    if fact.kind == "choice":
        return words
    return (frozenset(), *(frozenset((word,)) for word in words))


def allowed(vocabulary: Vocabulary, standing: Standing, code: str) -> tuple[str, ...]:
    """The values a fact can have in a service, in display order."""
    if narrowed := standing.values.get(code):
        return narrowed
    fact = vocabulary.facts[code]
    if fact.kind == "documents":
        return tuple(dict.fromkeys(_documents(standing)))
    return tuple(choice.code for choice in fact.values)


def _documents(standing: Standing) -> Iterable[str]:
    for rule in standing.rules:
        if isinstance(rule, DocumentRule):
            yield from (shown_as(code, rule.of) for code in rule.any_of)
    for rule in standing.rules:
        for term in rule.when.terms():
            yield from sorted(term.one_of) if term.fact == "shown" else ()


def settled(standing: Standing) -> dict[str, Value]:
    """The facts that have one possible value in a service: they are never asked."""
    return {code: words[0] for code, words in standing.values.items() if len(words) == 1}


def bounds(standing: Standing, code: str) -> list[Bound]:
    """Every bound that some standing rule sets to a number or date, ascending."""
    found: set[Bound] = set()
    for rule in standing.rules:
        for term in rule.when.terms():
            if term.fact == code:
                found |= {bound for bound in (term.low, term.high) if bound is not None}
    return sorted(found, key=lambda bound: bound.toordinal() if isinstance(bound, date) else bound)


def _around(limits: list[Bound], kind: str) -> tuple[Value, ...]:
    if not limits:
        return (0,) if kind == "number" else (date(2000, 1, 1),)
    first = limits[0]
    below: Value = first - timedelta(days=1) if isinstance(first, date) else first - 1
    return (below, *limits)

"""Walks every combination of answers of a service on a day, and proves that no path is a dead end.

Facts are split into the values that the rules can tell apart. A state of the walk is what is left of each rule's
condition once some facts are answered; two combinations that leave the same conditions behind lead to the same ends, so
each state is walked once. That is what keeps millions of combinations to some thousand steps.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from counter.rules.demands import SHOWN
from counter.rules.model import DocumentRule, RefusalRule, Rule, SignatureRule
from counter.rules.questions import sample_values
from counter.rules.standing import Standing
from counter.rules.vocabulary import Value, Vocabulary, shown_as

Alternative = frozenset[int]
Residue = frozenset[Alternative] | bool
"""What is left of a condition: the unanswered terms of each alternative still alive, or its truth."""

State = tuple[Residue, ...]
Path = tuple[tuple[str, Value | None], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A combination that ends badly: what is wrong, by which rules, on which path."""

    code: str
    rules: tuple[Rule, ...]
    kind: str
    path: Path


@dataclass(slots=True)
class Walk:
    """One service on one day; after ``run`` it knows the rules that were reached and the faults."""

    vocabulary: Vocabulary
    standing: Standing
    reached: set[int] = field(default_factory=set)
    faults: dict[tuple[str, str], Fault] = field(default_factory=dict)
    accepted: bool = False
    steps: int = 0
    _seen: dict[tuple[object, ...], bool] = field(default_factory=dict)
    _rules: tuple[Rule, ...] = ()
    _start: State = ()
    _terms_of: dict[str, frozenset[int]] = field(default_factory=dict)
    _fact_of: dict[int, str] = field(default_factory=dict)
    _domain: dict[str, list[tuple[Value | None, frozenset[int]]]] = field(default_factory=dict)
    _touched: dict[str, list[int]] = field(default_factory=dict)
    _above: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _kept: frozenset[int] = frozenset()

    def run(self) -> Walk:
        """Walks everything once."""
        self._prepare()
        self.accepted = self._visit(self._start, ())
        return self

    @property
    def combinations(self) -> int:
        """How many combinations of answers the walk stands for."""
        return math.prod(len(values) for values in self._domain.values())

    def _prepare(self) -> None:
        # Refusals first: they cut the most paths.
        self._rules = tuple(sorted(self.standing.rules, key=lambda rule: not isinstance(rule, RefusalRule)))
        ids = {short: n for n, short in enumerate(rule.short for rule in self._rules)}
        self._above = {
            ids[short]: tuple(ids[rule.short] for rule in rules)
            for short, rules in self.standing.over.items()
            if short in ids
        }
        self._number_terms()
        self._kept = frozenset(self._must_remember())

    def _number_terms(self) -> None:
        terms = [term for rule in self._rules for term in rule.when.terms()]
        numbered = iter(range(len(terms)))
        self._start = tuple(
            frozenset(
                frozenset(next(numbered) for _ in alternative) for alternative in rule.when.alternatives
            )
            or True
            for rule in self._rules
        )
        self._fact_of = {n: term.fact for n, term in enumerate(terms)}
        by_fact = defaultdict(set)
        for n, term in enumerate(terms):
            by_fact[term.fact].add(n)
        for fact in by_fact:
            self._terms_of[fact] = frozenset(by_fact[fact])
            self._domain[fact] = [
                (value, frozenset(n for n in by_fact[fact] if value is not None and terms[n].admits(value)))
                for value in self._values(fact)
            ]
            self._touched[fact] = [n for n, rule in enumerate(self._rules) if fact in rule.facts]

    def _values(self, code: str) -> list[Value | None]:
        """Every value the rules can tell apart; None for a fact that may stay unanswered."""
        values: list[Value | None] = list(sample_values(self.vocabulary, self.standing, code))
        if self.vocabulary.facts[code].optional and code not in self.standing.ask:
            values.append(None)
        return values

    def _must_remember(self) -> Iterator[int]:
        """Rules whose having spoken matters later: those with one answer, those above others, twins, refused papers."""
        refused_papers = any(SHOWN in rule.facts for rule in self._rules if isinstance(rule, RefusalRule))
        twins = defaultdict(list)
        for n, rule in enumerate(self._rules):
            if (
                rule.single
                or isinstance(rule, RefusalRule)
                or (refused_papers and isinstance(rule, DocumentRule))
            ):
                yield n
            twins[_content(rule)].append(n)
        for content, numbers in twins.items():
            if content and len(numbers) > 1:
                yield from numbers
        for below, above in self._above.items():
            yield from (below, *above)

    def _visit(self, state: State, path: Path) -> bool:
        """Whether some path from here is not refused; notes what is reached and what is wrong on the way."""
        if self._refused(state):
            return False
        key = self._key(state)
        if key not in self._seen:
            self.steps += 1
            self._seen[key] = self._branch(state, path)
        if self._seen[key]:
            self.reached.update(n for n in range(len(state)) if self._speaks(n, state))
        return self._seen[key]

    def _branch(self, state: State, path: Path) -> bool:
        fact = self._next_fact(state)
        if fact is None:
            self._end(state, path)
            return True
        ends = [
            self._visit(self._answered(state, fact, yes), (*path, (fact, value)))
            for value, yes in self._domain[fact]
        ]
        return any(ends)

    def _key(self, state: State) -> tuple[object, ...]:
        return tuple(
            residue if not isinstance(residue, bool) or n in self._kept else None
            for n, residue in enumerate(state)
        )

    def _next_fact(self, state: State) -> str | None:
        for residue in state:
            if not isinstance(residue, bool):
                return self._fact_of[min(min(alternative) for alternative in residue)]
        return None

    def _answered(self, state: State, fact: str, admitted: frozenset[int]) -> State:
        after = list(state)
        asked = self._terms_of[fact]
        for n in self._touched[fact]:
            residue = after[n]
            if not isinstance(residue, bool):
                after[n] = _reduced(residue, asked, admitted)
        return tuple(after)

    def _speaks(self, n: int, state: State) -> bool | None:
        """Whether a rule certainly speaks: its condition holds and no rule above it speaks or may yet."""
        if state[n] is not True:
            return False if state[n] is False else None
        above = [self._speaks(other, state) for other in self._above.get(n, ())]
        if any(above):
            return False
        return None if None in above else True

    def _refused(self, state: State) -> bool:
        """Notes the refusals that are certain here; whether there is one."""
        certain = [
            n
            for n, rule in enumerate(self._rules)
            if isinstance(rule, RefusalRule) and self._speaks(n, state)
        ]
        self.reached.update(certain)
        return bool(certain)

    def _end(self, state: State, path: Path) -> None:
        """Looks at a path on which everything is answered and nothing refuses."""
        speaking = [rule for n, rule in enumerate(self._rules) if self._speaks(n, state)]
        self._single_answers(speaking, path)
        self._nothing_twice(speaking, path)
        self._papers_accepted(speaking, path)

    def _single_answers(self, speaking: list[Rule], path: Path) -> None:
        for kind in {rule.kind for rule in speaking if rule.single}:
            rules = tuple(rule for rule in speaking if rule.kind == kind)
            if len(rules) > 1:
                self._note(Fault("contradiction", rules, kind, path))
        spoken = {rule.kind for rule in speaking}
        for kind in self.standing.gives:
            if kind not in spoken:
                self._note(Fault("gap", (), kind, path))

    def _nothing_twice(self, speaking: list[Rule], path: Path) -> None:
        for one, other in combinations(speaking, 2):
            if _content(one) and _content(one) == _content(other):
                self._note(Fault("demanded-twice", (one, other), one.kind, path))

    def _papers_accepted(self, speaking: list[Rule], path: Path) -> None:
        """Each demand needs one paper that is not refused when it is shown."""
        known = {fact: value for fact, value in path if value is not None}
        refusing = [r for r in self.standing.rules if isinstance(r, RefusalRule) and SHOWN in r.facts]
        for rule in speaking if refusing else ():
            if isinstance(rule, DocumentRule) and all(
                any(r.when.truth({**known, SHOWN: frozenset((shown_as(paper, rule.of),))}) for r in refusing)
                for paper in rule.any_of
            ):
                self._note(Fault("demand-refused", (rule,), rule.kind, path))

    def _note(self, fault: Fault) -> None:
        self.faults.setdefault((fault.code, fault.kind + "".join(rule.short for rule in fault.rules)), fault)

    def reached_rules(self) -> Iterator[Rule]:
        """The rules that speak on some path."""
        return (self._rules[n] for n in self.reached)


def _reduced(residue: frozenset[Alternative], asked: frozenset[int], admitted: frozenset[int]) -> Residue:
    left = []
    for alternative in residue:
        hit = alternative & asked
        if hit <= admitted:
            if len(hit) == len(alternative):
                return True
            left.append(alternative - hit)
    return frozenset(left) if left else False


def _content(rule: Rule) -> tuple[object, ...] | None:
    """What a demand or signature asks for, to see the same thing asked twice."""
    if isinstance(rule, DocumentRule):
        return (rule.kind, frozenset(rule.any_of), rule.of)
    if isinstance(rule, SignatureRule):
        return (rule.kind, rule.paper, rule.by)
    return None

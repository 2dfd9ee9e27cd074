"""The rules that stand for a service on a day: a city's own, and the inherited ones where it is silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from counter.rules.conditions import Known
from counter.rules.model import Rule, Service


@dataclass(frozen=True, slots=True)
class Standing:
    """One service on one day.

    ``rules`` are in force; ``replaced`` are inherited rules for which a rule of the same kind and code stands, by that
    rule's short name; ``over`` lists, by short name, the rules that may silence a rule; ``under``, the rules that give way
    to a rule, silenced or replaced by it.
    """

    service: Service
    chain: tuple[Service, ...]
    rules: tuple[Rule, ...]
    replaced: Mapping[str, Rule]
    over: Mapping[str, tuple[Rule, ...]]
    under: Mapping[str, tuple[Rule, ...]]
    values: Mapping[str, tuple[str, ...]]
    ask: tuple[str, ...]
    gives: tuple[str, ...]

    def truth(self, rule: Rule, known: Known) -> bool | None:
        """Whether the rule speaks: its condition holds and no rule that stands over it does."""
        answer = rule.when.truth(known)
        if answer is False:
            return False
        for other in self.over.get(rule.short, ()):
            above = self.truth(other, known)
            if above:
                return False
            if above is None:
                answer = None
        return answer

    def missing(self, rule: Rule, known: Known) -> Iterator[str]:
        """The facts that could still decide whether the rule speaks."""
        yield from rule.when.missing(known)
        for other in self.over.get(rule.short, ()):
            yield from self.missing(other, known)


def stand(
    chain: tuple[Service, ...], on: date, here: Mapping[str, tuple[str, ...]] | None = None
) -> Standing:
    """What stands on a day; ``chain`` begins with the service itself and follows what it extends.

    ``here`` are the values that facts can have in the place; of those a service names, the others are left out.
    """
    rules: dict[str, Rule] = {}
    replaced: dict[str, Rule] = {}
    for service in chain:
        mine = [rule for rule in service.rules if rule.in_force(on)]
        replaced |= {rule.short: rule for rule in mine if rule.short in rules}
        rules |= {rule.short: rule for rule in mine if rule.short not in rules}
    values: dict[str, tuple[str, ...]] = {}
    for service in reversed(chain):
        values |= service.values
    values |= {code: narrowed(values.get(code, words), words) for code, words in (here or {}).items()}
    return Standing(
        service=chain[0], chain=chain, rules=tuple(rules.values()), replaced=replaced, over=_over(rules),
        under=_under(rules, replaced), values=values, ask=_merged(service.ask for service in chain),
        gives=_merged(service.gives for service in chain),
    )  # fmt: skip


def narrowed(words: tuple[str, ...], here: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the values that can happen in a place, in their order; all of them where that would leave none."""
    return tuple(word for word in words if word in here) or words


def _over(rules: Mapping[str, Rule]) -> dict[str, tuple[Rule, ...]]:
    over: dict[str, tuple[Rule, ...]] = {}
    for rule in rules.values():
        for short in rule.over:
            over[short] = (*over.get(short, ()), rule)
    return over


def _under(rules: Mapping[str, Rule], replaced: Mapping[str, Rule]) -> dict[str, tuple[Rule, ...]]:
    under: dict[str, tuple[Rule, ...]] = {}
    for short, rule in rules.items():
        silenced = [other for other in rules.values() if other.short in rule.over]
        behind = replaced.get(short)
        if behind and not rule.says_the_same(behind):
            silenced.append(behind)
        if silenced:
            under[short] = tuple(silenced)
    return under


def _merged(lists: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in lists for word in words))

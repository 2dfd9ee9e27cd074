"""The rulebook: everything all packs say, and the questions one can put to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from counter.locale import Text
from counter.rules import asking, engine, sharing
from counter.rules.answer import Answer, Question
from counter.rules.calendar import WorkCalendar
from counter.rules.case import Case
from counter.rules.derive import derive
from counter.rules.model import Jurisdiction, Rule, Service
from counter.rules.problems import BadValue, BrokenRules, Problem, UnknownWord
from counter.rules.questions import allowed, settled
from counter.rules.standing import Standing, stand
from counter.rules.vocabulary import WANTED, Fact, Value, Vocabulary, in_days

_Chain = tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All jurisdictions with their vocabulary and calendar. Immutable but for what it remembers between questions."""

    vocabulary: Vocabulary
    jurisdictions: Mapping[str, Jurisdiction]
    calendar: WorkCalendar
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    _spans: dict[tuple[str, str], list[date]] = field(default_factory=dict, repr=False)
    _standing: dict[tuple[str, str, int], Standing] = field(default_factory=dict, repr=False)

    def explain(self, jurisdiction: str, service: str, on: date, facts: Mapping[str, object]) -> Answer:
        """What the rules say for these facts on this day.

        Raises UnknownWord or BadValue for words it does not know, and BrokenRules when the packs have faults: nothing is
        decided on rules that may mean something else.
        """
        if self.problems:
            raise BrokenRules(count=len(self.problems), first=self.problems[0].said())
        return engine.answer(self._case(jurisdiction, service, on, facts))

    def shared(
        self,
        jurisdiction: str,
        service: str,
        on: date,
        facts: Mapping[str, object],
        left: Iterable[str] = (),
    ) -> tuple[Question, ...]:
        """The open questions that several people are asked alike, when each answers those in ``left`` alone.

        Raises UnknownWord, BadValue, BrokenRules.
        """
        asked = self.explain(jurisdiction, service, on, facts).questions
        return tuple(sharing.for_all(self._case(jurisdiction, service, on, facts), asked, left))

    def question(
        self, jurisdiction: str, service: str, fact: str, on: date, facts: Mapping[str, object] | None = None
    ) -> Question:
        """One fact as this service asks it: its values in display order, each with the refusal it would lead to."""
        return asking.question(self._case(jurisdiction, service, on, facts or {}), fact)

    def fact(self, code: str) -> Fact:
        """A word of the vocabulary with all its values; raises UnknownWord."""
        return self.vocabulary.fact(code)

    def jurisdiction(self, code: str) -> Jurisdiction:
        """A jurisdiction by its code; raises UnknownWord."""
        if code not in self.jurisdictions:
            raise UnknownWord(what=Text("地区", "The jurisdiction"), word=code, known=self.jurisdictions)
        return self.jurisdictions[code]

    def services(self, jurisdiction: str) -> Mapping[str, Service]:
        """The services of a place: its own, and those of the places it inherits from where it has none."""
        found: dict[str, Service] = {}
        for place in self.line_of(self.jurisdiction(jurisdiction)):
            found = {
                code: service for code, service in place.services.items() if not service.abstract
            } | found
        return found

    def line_of(self, place: Jurisdiction) -> tuple[Jurisdiction, ...]:
        """A place and those it inherits from, nearest first; a circle ends where it closes."""
        found = {place.code: place}
        while (behind := self.jurisdictions.get(place.inherits or "")) and behind.code not in found:
            found[behind.code] = place = behind
        return tuple(found.values())

    def values_here(self, jurisdiction: str) -> dict[str, tuple[str, ...]]:
        """The values to which a place narrows facts, and those it inherits where it says nothing."""
        found: dict[str, tuple[str, ...]] = {}
        for place in self.line_of(self.jurisdiction(jurisdiction)):
            found = dict(place.values) | found
        return found

    def service(self, jurisdiction: str, code: str) -> Service:
        """A service by its code; raises UnknownWord."""
        services = self.services(jurisdiction)
        if code not in services:
            raise UnknownWord(what=Text("事项", "The service"), word=code, known=services)
        return services[code]

    def chain(self, jurisdiction: str, code: str) -> _Chain:
        """The service and what stands behind it, nearest first: what it extends, else its namesake where it inherits."""
        return self.chain_of(self.service(jurisdiction, code))

    def chain_of(self, service: Service) -> _Chain:
        """The same for a service at hand, abstract ones included."""
        found = {service.name: service}
        while (behind := self.behind(service)) and behind.name not in found:
            found[behind.name] = service = behind
        return tuple(found.values())

    def behind(self, service: Service) -> Service | None:
        """The service whose rules stand where this one is silent."""
        place, _, code = (service.extends or "").partition("/")
        if not service.extends:
            place, code = self.jurisdictions[service.jurisdiction].inherits or "", service.code
        home = self.jurisdictions.get(place)
        return home.services.get(code) if home else None

    def changes(self, jurisdiction: str, code: str) -> list[date]:
        """Every day on which anything of a service changes, ascending: the days before and after it differ."""
        key = (jurisdiction, code)
        if key not in self._spans:
            self._spans[key] = sorted(_changes(self.chain(jurisdiction, code)))
        return self._spans[key]

    def standing(self, jurisdiction: str, code: str, on: date) -> Standing:
        """The rules in force for a service on a day."""
        span = bisect_right(self.changes(jurisdiction, code), on)
        key = (jurisdiction, code, span)
        if key not in self._standing:
            self._standing[key] = stand(self.chain(jurisdiction, code), on, self.values_here(jurisdiction))
        return self._standing[key]

    def _case(self, jurisdiction: str, service: str, on: date, facts: Mapping[str, object]) -> Case:
        if not in_days(on):
            raise BadValue(fact="on", value=on, wanted=WANTED["date"])
        standing = self.standing(jurisdiction, service, on)
        given = self.vocabulary.read(facts)
        for code, value in given.items():
            self._narrow(standing, code, value)
        known = derive(self.vocabulary, standing.rules, {**settled(standing), **given}, on)
        return Case(self.vocabulary, self.calendar, standing, jurisdiction, on, known)

    def _narrow(self, standing: Standing, code: str, value: Value) -> None:
        """Refuses a value of the vocabulary that cannot happen in this service."""
        if code in standing.values and isinstance(value, str):
            words = allowed(self.vocabulary, standing, code)
            if value not in words:
                fact = self.vocabulary.facts[code]
                what = Text(f"本事项中{fact.text.zh}({code})的值", f"For this service the value of {code}")
                raise UnknownWord(what=what, word=value, known=words)


def _changes(chain: _Chain) -> set[date]:
    day = timedelta(days=1)
    dated: list[Service | Rule] = [*chain, *(rule for service in chain for rule in service.rules)]
    starts = {item.valid_from for item in dated}
    return starts | {item.valid_to + day for item in dated if item.valid_to}

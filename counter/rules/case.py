"""One citizen's facts before the rules of one service on one day: which rules speak, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from counter.locale import Text
from counter.rules.answer import Ground, Why
from counter.rules.calendar import WorkCalendar
from counter.rules.model import Rule
from counter.rules.standing import Standing
from counter.rules.vocabulary import Value, Vocabulary

R = TypeVar("R", bound=Rule)


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

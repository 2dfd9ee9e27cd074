"""What was said so far while something is handed over, and which question comes next. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from counter.workflows.application import State

if TYPE_CHECKING:
    from counter.desk.collection import CollectionView, Comparison

Step = Literal["receipt", "present", "agent", "card-data", "finger", "photo", "refused", "sign"]

_ASKED: Final[tuple[tuple[str, Step], ...]] = (
    ("present", "present"),
    ("named-agent", "agent"),
    ("card-data", "card-data"),
    ("fingerprint-check", "finger"),
    ("second-check", "photo"),
)
"""Questions of the rules in the order in which they are asked here, and the step that asks them."""
_UNSURE: Final = frozenset({"no-match", "no-print", "no-reader"})


@dataclass(frozen=True, slots=True)
class Told:
    """Answers so far: facts of the rules, whether the receipt is here (None: not asked yet), the agent, the finger."""

    facts: Mapping[str, str] = field(default_factory=dict)
    receipt: bool | None = None
    agent_number: str = ""
    comparison: Comparison | None = None

    def fact(self, code: str, value: str) -> Told:
        """With one more fact."""
        return replace(self, facts={**self.facts, code: value})

    @property
    def present(self) -> str:
        """Who stands here: self or agent."""
        return self.facts.get("present", "self")

    def doubtful(self, view: CollectionView) -> bool:
        """Whether a second officer and a reason are needed."""
        if view.application.state is State.MAILED:
            return self.comparison is None or not self.comparison.match
        return self.receipt is False or self.facts.get("fingerprint-check") in _UNSURE

    def step(self, view: CollectionView) -> Step:
        """The next question; ``sign`` when nothing is open."""
        if view.application.state is State.MAILED:
            return "sign" if "fingerprint-check" in self.facts else "finger"
        if self.receipt is None:
            return "receipt"
        if view.refusals:
            return "refused"
        if view.by_rules:
            asked = {fact for fact, _, _ in view.questions}
            return next((step for fact, step in _ASKED if fact in asked), "sign")
        if view.way is not None and view.way.mode == "agent" and "present" not in self.facts:
            return "present"
        return "agent" if self.present == "agent" and not self.agent_number else "sign"


def stations(view: CollectionView, told: Told) -> tuple[tuple[str, frozenset[Step]], ...]:
    """The stations of the left column with the steps that belong to each; of an agent no finger is taken."""
    who: tuple[str, frozenset[Step]] = ("who", frozenset({"present", "agent"}))
    if view.application.state is State.MAILED:
        return (("finger", frozenset({"finger"})), ("sign", frozenset({"sign"})))
    ends: tuple[str, frozenset[Step]] = ("sign", frozenset({"sign"}))
    first: tuple[str, frozenset[Step]] = ("receipt", frozenset({"receipt"}))
    if not view.by_rules:
        return (first, who, ends)
    card: tuple[str, frozenset[Step]] = ("card", frozenset({"card-data"}))
    finger: tuple[str, frozenset[Step]] = ("finger", frozenset({"finger", "photo"}))
    return (first, who, card, ends) if told.present == "agent" else (first, who, card, finger, ends)

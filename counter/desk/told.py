"""What was said so far while something is handed over, and which question comes next. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Self

from counter.desk.collection import CollectionView, Comparison
from counter.values.finger_code import FingerCode
from counter.workflows.application import State

Step = Literal["receipt", "present", "agent", "card-data", "finger", "photo", "refused", "sign"]

PRESENT: Final = "present"
RECEIPT: Final = "receipt"
"""Whether the receipt is here or lost, among what was said."""
AGENT: Final = "agent-number"
"""The number of the agent who stands here, among what was said."""
FINGER: Final = "fingerprint-check"
MATCH: Final = "match"
"""The answer to it that only a reader gives."""
NO_MATCH: Final = "no-match"
HERE: Final = "here"
UNSURE: Final = frozenset({NO_MATCH, "no-print", "no-reader"})
"""Answers to the check of the finger that leave it to the photo, a second officer and a reason."""
_OWN: Final = frozenset({RECEIPT, AGENT})
_ASKED: Final[tuple[tuple[str, Step], ...]] = (
    ("present", "present"),
    ("named-agent", "agent"),
    ("card-data", "card-data"),
    (FINGER, "finger"),
    ("second-check", "photo"),
)
"""Questions of the rules in the order in which they are asked here, and the step that asks them."""


@dataclass(frozen=True, slots=True)
class Told:
    """Answers so far: facts of the rules, whether the receipt is here (None: not asked yet), the agent, the finger."""

    facts: Mapping[str, str] = field(default_factory=dict)
    receipt: bool | None = None
    agent_number: str = ""
    comparison: Comparison | None = None
    last: str = ""
    """What was said last; "" where nothing was."""
    how: str = "typed"
    """How it was told who stands here: typed, or by the card."""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """As a journey keeps it: what was said in order, the comparison, and whether the receipt was scanned."""
        said, compared = dict(kept.get("said", [])), kept.get("compared")
        here = said.get(RECEIPT, HERE if kept.get("scanned") else None)
        return cls(
            facts={fact: value for fact, value in said.items() if fact not in _OWN},
            receipt=None if here is None else here == HERE,
            agent_number=said.get(AGENT, ""),
            comparison=_comparison(compared) if compared else None,
            last=next(reversed(said), ""),
            how=kept.get("how") or "typed",
        )

    @property
    def present(self) -> str:
        """Who stands here: self or agent."""
        return self.facts.get("present", "self")

    @property
    def compared(self) -> Comparison | None:
        """The comparison that counts; None where it was left for another reason than the finger itself."""
        return self.comparison if self.facts.get(FINGER) in {MATCH, NO_MATCH} else None

    def doubtful(self, view: CollectionView) -> bool:
        """Whether a second officer and a reason are needed."""
        if view.application.state is State.MAILED:
            return self.comparison is None or not self.comparison.match
        return self.receipt is False or self.facts.get(FINGER) in UNSURE

    def step(self, view: CollectionView) -> Step:
        """The next question; ``sign`` when nothing is open."""
        if view.application.state is State.MAILED:
            return "sign" if FINGER in self.facts else "finger"
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


def _comparison(kept: Mapping[str, Any]) -> Comparison:
    return Comparison(FingerCode(kept["finger"]), kept["score"], kept["match"], recorded=True)

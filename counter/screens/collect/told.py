"""The stations of a handing over, and which questions belong to each. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from counter.desk.told import AGENT, FINGER, RECEIPT
from counter.workflows.application import State

if TYPE_CHECKING:
    from counter.desk.handing import HandingView
    from counter.desk.told import Step

_STEP_OF: Final[dict[str, Step]] = {
    RECEIPT: "receipt", "present": "present", AGENT: "agent", "card-data": "card-data", FINGER: "finger",
    "second-check": "photo",
}  # fmt: skip
"""At which question a thing was said."""


def stations(view: HandingView) -> tuple[tuple[str, frozenset[Step]], ...]:
    """The stations of the left column with the steps that belong to each; of an agent no finger is taken."""
    who: tuple[str, frozenset[Step]] = ("who", frozenset({"present", "agent"}))
    if view.application.state is State.MAILED:
        return (("finger", frozenset({"finger"})), ("sign", frozenset({"sign"})))
    ends: tuple[str, frozenset[Step]] = ("sign", frozenset({"sign"}))
    first: tuple[str, frozenset[Step]] = ("receipt", frozenset({"receipt"}))
    if not view.collection.by_rules:
        return (first, who, ends)
    card: tuple[str, frozenset[Step]] = ("card", frozenset({"card-data"}))
    finger: tuple[str, frozenset[Step]] = ("finger", frozenset({"finger", "photo"}))
    return (first, who, card, ends) if view.told.present == "agent" else (first, who, card, finger, ends)


def station_at(view: HandingView) -> int:
    """Which of them it stands at; a refusal stops at the one whose answer led to it."""
    step = view.step if view.step != "refused" else _STEP_OF.get(view.told.last, "receipt")
    return next((place for place, (_, steps) in enumerate(stations(view)) if step in steps), 0)

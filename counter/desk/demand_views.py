"""What the rules ask and demand of an applicant, as the desk tells it: questions, answers, papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.desk.views import Choice, SheetView
from counter.locale import Text


@dataclass(frozen=True, slots=True)
class QuestionView:
    """An open question; ``stops`` tells that one of its answers ends in a refusal (a hard stop, asked first)."""

    fact: str
    kind: str
    text: Text
    choices: tuple[Choice, ...]
    stops: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A question answered; ``register`` tells that the register answered it, not the citizen."""

    fact: str
    question: Text
    value: str
    text: Text
    register: bool = False


@dataclass(frozen=True, slots=True)
class StatedView:
    """Something a power of attorney may state, and whether the one that was shown does."""

    key: str
    code: str
    text: Text
    stated: bool


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper that a demand allows, with where it is: "", seen, returned, kept."""

    code: str
    text: Text
    issuer: Text
    mark: str
    copies: int


@dataclass(frozen=True, slots=True)
class DemandView:
    """One line of the checklist: any one of ``papers`` will do; ``lacks`` is what a shown paper does not state yet."""

    group: str
    text: Text
    of: str
    papers: tuple[PaperView, ...]
    copies: int
    """Copies that the rule wants kept."""
    missing: bool
    lacks: tuple[Text, ...]
    promise_days: int
    """Within how many days a promise may be made good; 0 where the rules allow none."""
    promised_until: date | None
    source: Text
    why: Text


@dataclass(frozen=True, slots=True)
class HomePaperView:
    """A missing paper that can be printed with what is known, to be filled in and signed at home; its sheet once printed."""

    code: str
    text: Text
    sheet: SheetView | None = None

"""What a pack says, as values: rules of each kind, services, jurisdictions; what they rest on is `Citation`.

One room though it is long: the kinds of rules are a table, and whoever adds one reads it beside the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import ClassVar, Literal

from counter.locale import Text
from counter.rules.conditions import ALWAYS, Condition
from counter.rules.source import Citation
from counter.rules.vocabulary import Holder, Signer

Unit = Literal["working-days", "calendar-days", "on-the-spot"]
Start = Literal["accepted", "received", "verified", "signed", "applied"]
Does = Literal["register", "endorse", "change", "replace", "lose", "suspend", "lapse", "cancel", "revoke"]
"""What a finished service, or time alone, does to a permit."""
Years = Literal["", "run-on", "anew"]
"""What becomes of the years of residence counted so far."""
Part = Literal["app", "before", "claim", "show", "check"]
"""What a step of a guide is about: the app, what is needed first, getting the thing, showing it, checking one that is shown."""


_NO_CONTENT = frozenset(
    ("jurisdiction", "service", "source", "valid_from", "valid_to", "file", "place", "text", "remedy", "over")
)
"""What tells a rule from another without making a difference to the citizen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What all rules have; ``valid_to`` is the last day in force, None while no end is known.

    ``over`` names rules of the same service that are silent while this one speaks. ``place`` is where the rule stands
    in its file: the keys and indices that lead to it.
    """

    kind: ClassVar[str] = "rule"
    single: ClassVar[bool] = False  # whether one answer holds at most one rule of this kind

    jurisdiction: str
    service: str
    code: str
    text: Text
    source: Citation
    valid_from: date
    valid_to: date | None = None
    when: Condition = ALWAYS
    over: tuple[str, ...] = ()
    file: str = ""
    place: tuple[str | int, ...] = ()

    @property
    def name(self) -> str:
        """The name of the rule across all packs: ``national/id-card/refusal/soldier``."""
        return f"{self.jurisdiction}/{self.service}/{self.kind}/{self.code}"

    @property
    def short(self) -> str:
        """The name within its service, as ``over`` writes it: ``refusal.agent``."""
        return f"{self.kind}.{self.code}"

    def says_the_same(self, other: Rule) -> bool:
        """Whether two rules come to the same for a citizen: texts, sources and dates apart, they agree."""
        names = [member.name for member in fields(self) if member.name not in _NO_CONTENT]
        return self.kind == other.kind and all(getattr(self, name) == getattr(other, name) for name in names)

    @property
    def facts(self) -> frozenset[str]:
        """The facts its condition mentions."""
        return self.when.facts

    def in_force(self, on: date) -> bool:
        """Whether the rule stands on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalRule(Rule):
    """The application cannot be taken; ``remedy`` says what the citizen can do."""

    kind: ClassVar[str] = "refusal"
    remedy: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRule(Rule):
    """One of ``any_of`` must be shown by its holder; the original is returned, ``copies`` are kept.

    ``promise`` is the number of calendar days within which a signed promise may be made good instead; 0 allows none.
    """

    kind: ClassVar[str] = "document"
    any_of: tuple[str, ...]
    of: Holder = "applicant"
    copies: int = 0
    promise: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRule(Rule):
    """A paper that somebody signs at the counter."""

    kind: ClassVar[str] = "signature"
    paper: str
    by: Signer = "applicant"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRule(Rule):
    """What is charged, in fen; None where the law leaves the amount to the place and the place has not told it.

    ``tariff`` is what everybody else is charged where this rule waives all or part of it (减免); 0 where nothing is waived.
    ``waivable`` is false where the law leaves no waiver to anybody.
    """

    kind: ClassVar[str] = "fee"
    single: ClassVar[bool] = True
    fen: int | None
    tariff: int = 0
    waivable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule(Rule):
    """How long the authority has, in ``unit``, from the event ``starts``; ``extension`` is the most it may add."""

    kind: ClassVar[str] = "deadline"
    single: ClassVar[bool] = True
    days: int
    unit: Unit
    starts: Start
    extension: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionRule(Rule):
    """A way in which the finished document is handed over; ``final`` when it cannot be changed after intake."""

    kind: ClassVar[str] = "collection"
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FingerprintRule(Rule):
    """Whether fingerprints are registered, verified, or left alone."""

    kind: ClassVar[str] = "fingerprint"
    single: ClassVar[bool] = True
    mode: Literal["none", "register", "verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidityRule(Rule):
    """How long the document counts from the date fact ``starts``: years or months; neither means long-term (长期).

    ``counted_from`` names the date whose anniversaries are meant where ``starts`` is one of them: a year that begins on
    29 February ends on 28 February three times and on the 29th the fourth (民法典 第二百零二条).
    """

    kind: ClassVar[str] = "validity"
    single: ClassVar[bool] = True
    years: int = 0
    months: int = 0
    leap: Literal["march-1", "month-end"] = "month-end"
    starts: str = "signed-on"
    counted_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRule(Rule):
    """What the finished service does to the permit in the register, and to the years of residence."""

    kind: ClassVar[str] = "effect"
    single: ClassVar[bool] = True
    deed: Does
    years: Years = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRule(Rule):
    """One step of a guide for the citizen, told in the order of the pack."""

    kind: ClassVar[str] = "step"
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceRule(Rule):
    """Something worth telling; never blocks."""

    kind: ClassVar[str] = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRule(Rule):
    """A consequence the citizen or the clerk must know."""

    kind: ClassVar[str] = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRule(Rule):
    """The span in which something yearly may be done, measured back from a date, and what follows when it is missed.

    Gives the derived fact ``fact`` one of: ``early``, ``open``, ``late-in-grace``, ``late``.
    """

    kind: ClassVar[str] = "window"
    fact: str
    months_before: int
    grace_days: int = 0


KINDS: dict[str, type[Rule]] = {
    rule.kind: rule
    for rule in (
        RefusalRule, DocumentRule, SignatureRule, FeeRule, DeadlineRule, CollectionRule,
        FingerprintRule, ValidityRule, EffectRule, StepRule, AdviceRule, NoteRule, WindowRule,
    )
}  # fmt: skip
"""Every kind of rule, by the word a pack uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service (事项) of a jurisdiction, as its own pack states it.

    ``extends`` names the service whose rules stand where this one is silent; an ``abstract`` one is there for that only.
    ``values`` narrows facts to what can happen here, in display order. ``ask`` lists facts that must be answered though
    no condition needs them. ``gives`` lists the kinds of which every accepted case has exactly one rule. ``otherwise``
    says what to do on a day on which the service does not exist. What is not ``at_window`` is the station's own errand:
    no citizen comes for it. Where it ``refuses_all`` there are days on which nobody is accepted: it stays open so that
    whoever asks is refused in writing.
    """

    jurisdiction: str
    code: str
    text: Text
    source: Citation
    valid_from: date
    otherwise: Text
    valid_to: date | None = None
    extends: str | None = None
    abstract: bool = False
    at_window: bool = True
    refuses_all: bool = False
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    file: str = ""

    @property
    def name(self) -> str:
        """``national/id-card``."""
        return f"{self.jurisdiction}/{self.code}"

    def in_force(self, on: date) -> bool:
        """Whether the service is open on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """One place that speaks: its name, what it inherits, its services by code.

    ``values`` narrows facts to what can happen in the place, whatever the service: in a municipality there is no other
    city of its province.
    """

    code: str
    text: Text
    inherits: str | None
    services: Mapping[str, Service]
    file: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

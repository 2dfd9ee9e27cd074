"""What the rules answer for one citizen on one day. The members are the stable face of ``counter rules explain``."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from counter.locale import Text
from counter.rules.model import Does, Part, Years
from counter.rules.source import Citation
from counter.rules.vocabulary import Holder, Signer, Value

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Outcome = Literal["open", "accept", "complete", "refuse"]


@dataclass(frozen=True, slots=True)
class Ground:
    """A fact that led to a rule, with its value, both in words."""

    fact: str
    value: Value
    text: Text


@dataclass(frozen=True, slots=True)
class Why:
    """The chain fact → rule → source. ``facts`` is empty where a rule holds for everybody."""

    facts: tuple[Ground, ...]
    rule: str
    since: date
    source: Citation

    @property
    def text(self) -> Text:
        """The chain as one sentence."""
        zh = "；".join(ground.text.zh for ground in self.facts) or "适用于所有申请"
        en = "; ".join(ground.text.en for ground in self.facts) or "for every application"
        cited = self.source.text
        return Text(f"{zh} → 依据:{cited.zh}(自 {self.since} 起)", f"{en} → {cited.en} (since {self.since})")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason for which the application cannot be taken, and what the citizen can do next."""

    code: str
    text: Text
    remedy: Text
    source: Citation
    why: Why


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in words: what it is and who issues it."""

    code: str
    text: Text
    issuer: Text


@dataclass(frozen=True, slots=True)
class Demand:
    """One of ``any_of`` is to be shown by ``of``; the original is returned, ``copies`` are kept.

    ``lacks`` is what a shown paper still has to state; ``promise`` within how many calendar days a signed promise may be
    made good instead, 0 where none is allowed.
    """

    group: str
    any_of: tuple[str, ...]
    of: Holder
    copies: int
    text: Text
    papers: tuple[Paper, ...]
    lacks: tuple[str, ...]
    source: Citation
    why: Why
    promise: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One value a question allows; ``refusal`` is what choosing it would lead to, whatever else is answered."""

    code: str
    text: Text
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class Question:
    """A fact still to be answered; ``values`` in display order, empty for numbers and dates."""

    fact: str
    kind: str
    text: Text
    values: tuple[Option, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its reason: an advice, a note, a way of collection."""

    code: str
    text: Text
    source: Citation
    why: Why


@dataclass(frozen=True, slots=True)
class Collection:
    """A way to hand the document over; ``final`` when it cannot be changed after intake."""

    mode: str
    text: Text
    final: bool
    source: Citation
    why: Why


@dataclass(frozen=True, slots=True)
class Signature:
    """A paper to be signed, and by whom."""

    paper: str
    by: Signer
    text: Text
    source: Citation
    why: Why


@dataclass(frozen=True, slots=True)
class Fee:
    """What is charged, in fen; None where the place sets the amount and has not told it.

    ``tariff`` is what everybody else is charged where the rule waives all or part of it; 0 where nothing is waived.
    ``waivable`` is false where the law leaves no waiver to anybody.
    """

    fen: int | None
    basis: Text
    text: Text
    source: Citation
    why: Why
    tariff: int = 0
    waivable: bool = True


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when the authority must be done. ``due`` is None until the clock starts; ``estimated`` means 预计."""

    starts: str
    days: int
    unit: str
    extension: int
    due: date | None
    estimated: bool
    text: Text
    source: Citation
    why: Why


@dataclass(frozen=True, slots=True)
class Validity:
    """How long the document will count; ``until`` is None before issue and for long-term ones."""

    years: int
    months: int
    long_term: bool
    starts: date | None
    until: date | None
    text: Text
    source: Citation
    why: Why


@dataclass(frozen=True, slots=True)
class Effect:
    """What the finished service does to the permit, and to the years of residence."""

    deed: Does
    years: Years
    text: Text
    source: Citation
    why: Why


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a guide, in the order in which it is taken."""

    part: Part
    text: Text
    source: Citation


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the rules say about one case on one day.

    ``outcome``: ``refuse`` as soon as one refusal is certain; else ``open`` while questions remain; else ``complete``
    while documents are missing; else ``accept``. ``missing`` lists the groups of ``documents`` not yet shown.
    """

    jurisdiction: str
    service: str
    on: date
    outcome: Outcome
    questions: tuple[Question, ...]
    refusals: tuple[Refusal, ...]
    documents: tuple[Demand, ...]
    missing: tuple[str, ...]
    advice: tuple[Said, ...]
    signatures: tuple[Signature, ...]
    fee: Fee | None
    deadline: Deadline | None
    collection: tuple[Collection, ...]
    fingerprint: str
    validity: Validity | None
    notes: tuple[Said, ...]
    effect: Effect | None = None
    steps: tuple[Step, ...] = ()
    """These two are for the rooms of the program; scripts have the effect among the notes, the steps in the guide."""

    def as_json(self) -> dict[str, object]:
        """Plain dictionaries, lists, strings and numbers; dates are ISO, sentences ``{"zh": …, "en": …}``."""
        return {
            member: value for member, value in _members(self).items() if member not in {"effect", "steps"}
        }


def to_json(value: object) -> object:
    """A value of this module as JSON has it."""
    if isinstance(value, Citation):
        return value.as_json()
    if isinstance(value, Why):
        return {**_members(value), **_members(value.text)}
    if is_dataclass(value) and not isinstance(value, type):
        return _members(value)
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _members(value: DataclassInstance) -> dict[str, object]:
    return {member.name: to_json(getattr(value, member.name)) for member in fields(value)}

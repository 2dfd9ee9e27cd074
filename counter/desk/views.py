"""What the desk hands to a screen or a command: frozen, plain, complete. No table object comes this far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from counter.desk.card_views import CardView
from counter.locale import Text
from counter.workflows.slip import AT_REST, Sheet, Step


class Role(StrEnum):
    """What a person at the counter is; ``counter.desk.rights`` says what each role may do."""

    AUXILIARY = "auxiliary"
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    SEAL_KEEPER = "seal-keeper"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class StationView:
    """The counter this terminal stands on."""

    name: str
    code: str
    terminal: int
    jurisdiction: str
    place: Text
    training: bool


@dataclass(frozen=True, slots=True)
class ClerkView:
    """A person who may sign in."""

    number: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Session:
    """A clerk who signed in at this terminal, handed to every verb."""

    clerk: ClerkView
    since: datetime


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One line of a list of permit holders; the number is masked."""

    id: int
    name: str
    masked_number: str
    sex: Text
    birth: date
    residence: str
    permit: Text
    state: Text
    state_code: str


@dataclass(frozen=True, slots=True)
class FoundHolders:
    """What a search found, in shown order; ``more`` says that the list was cut at its limit."""

    rows: tuple[HolderRow, ...]
    more: bool
    by: str
    """How the text was understood: number, tail, initials, name."""


@dataclass(frozen=True, slots=True)
class HolderView:
    """A permit holder with the state of the permit on this day, in words."""

    id: int
    name: str
    rare: tuple[tuple[str, str], ...]
    """Rare characters of the name with code points, for reading back."""
    missing: tuple[tuple[str, str], ...]
    """Characters no font of this station has, with code points: known before anything is printed."""
    masked_number: str
    sex: Text
    ethnic: str
    birth: date
    household_address: str
    residence_address: str
    permit: Text
    permit_number: str
    issued: date
    endorsed_until: date
    state: Text
    state_code: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One numbered answer to a question; ``refused`` tells beforehand why it will not do."""

    key: str
    code: str
    text: Text
    refused: Text | None = None
    source: Text | None = None
    """The article under which it will not do."""


@dataclass(frozen=True, slots=True)
class RefusalView:
    """Why it cannot be done, with the article, and what the citizen can do next."""

    code: str
    text: Text
    source: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet of paper and where it is."""

    serial: str
    form: str
    title: Text
    state: Sheet
    holder: str
    reserved_at: datetime
    clerk: str
    replaces: str = ""
    replaced_by: str = ""
    reason: str = ""
    file: str = ""
    """Where the folder printer laid it, or the job of another printer; empty before it was sent."""


@dataclass(frozen=True, slots=True)
class SheetWays:
    """What a clerk can do to a sheet by itself (settle, void, reprint), and the matter with which the rest is done."""

    can: tuple[str, ...]
    belongs: str = ""
    """slip, intake, application, certificate, loss, permit or day; empty where it belongs to nothing else."""
    which: str = ""
    """The case, the holder, or the day of that matter."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """One journey at the window, as it stands in the store at this moment."""

    id: str
    service: str
    title: Text
    step: Step
    clerk: str
    opened_at: datetime
    typed: Mapping[str, str] = field(default_factory=dict)
    """What was typed and not yet entered, by field; it survives a power cut."""
    holder: HolderView | None = None
    searched: str = ""
    """The number that was looked for, masked, when nobody was found under it."""
    choices: tuple[Choice, ...] = ()
    shown: Choice | None = None
    refusals: tuple[RefusalView, ...] = ()
    sheet: SheetView | None = None
    parked: bool = False
    large: tuple[tuple[str, ...], ...] = ()
    """At the read-back: each character of the name drawn large, as rows of terminal cells."""
    card: CardView | None = None
    """What the identity card said that was read for it, beside the register."""
    card_reader: Text | None = None
    """How the reader of identity cards is called; None where there is none, or none is wanted at this step."""

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.step not in AT_REST


@dataclass(frozen=True, slots=True)
class PreviewSpan:
    """A run of the text preview; roles are ink, label, title, seal, seal-word, rule, code."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One line of an explanation: what is asked or refused, from which fact, under which article."""

    text: Text
    why: Text
    source: Text


@dataclass(frozen=True, slots=True)
class SealUseView:
    """A line of the seal ledger (用印登记)."""

    number: int
    at: datetime
    serial: str
    form: Text
    holder: str
    clerk: str
    second: str
    mode: str
    state: Sheet


@dataclass(frozen=True, slots=True)
class SealLedger:
    """The seal ledger of a day, in the order in which the seal was used."""

    day: date
    uses: tuple[SealUseView, ...]


@dataclass(frozen=True, slots=True)
class JourneyView:
    """A journey that is neither slip nor intake: whose it is, what it is about, where it stands."""

    id: str
    kind: str
    """``collection``, ``household`` or ``certificate``."""
    name: str
    title: Text
    stage: Text
    opened_at: datetime
    parked: bool


@dataclass(frozen=True, slots=True)
class TodayView:
    """What stands on the home page: open journeys first, then the sheets of the day, newest first."""

    open_cases: tuple[CaseView, ...]
    sheets: tuple[SheetView, ...]
    issued: int
    refused: int
    voided: int
    accepted: int = 0
    """Applications accepted today."""
    collected: int = 0
    """Documents handed over today."""

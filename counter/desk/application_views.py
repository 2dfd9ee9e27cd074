"""What the desk hands out about applications: frozen, plain, complete, ready to be shown or written as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from counter.desk.views import Choice, RefusalView, SheetView, WhyLine
from counter.locale import Text
from counter.values.finger_code import FingerCode
from counter.workflows.application import AT_REST, Deed, Stage, State
from counter.workflows.fingers import Ask, Place


@dataclass(frozen=True, slots=True)
class PersonView:
    """An applicant; the number is masked."""

    id: str
    name: str
    rare: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]
    """Characters no font of this station has, with code points."""
    masked_number: str
    sex: Text
    ethnic: str
    birth: date
    age: int
    """Completed years today."""
    household_address: str
    residence_address: str
    phone: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One field of an applicant, old → new, with its reason."""

    field: str
    old: str
    new: str
    reason: str
    at: datetime
    clerk: str


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service to choose: its digit and its names."""

    key: str
    code: str
    text: Text
    initials: tuple[str, ...] = ()
    """Pinyin initials of the Chinese name, under every reading."""
    journey: str = ""
    """``slip`` or ``collection`` where the service is not taken in but has a journey of its own."""


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
class SignatureView:
    """A paper to be signed; ``signed`` is the name of who signed."""

    key: str
    paper: Text
    by: str
    text: Text
    source: Text
    signed: str
    printable: bool = False
    """Whether its words are known here, so that it can be printed and read before it is signed."""
    sheet: SheetView | None = None
    """The sheet that was printed for the words as they are now."""
    wanted: bool = False
    """Whether this station wants it printed here before it is signed."""


@dataclass(frozen=True, slots=True)
class HomePaperView:
    """A missing paper that can be printed with what is known, to be filled in and signed at home; its sheet once printed."""

    code: str
    text: Text
    sheet: SheetView | None = None


@dataclass(frozen=True, slots=True)
class FeeView:
    """What is charged; ``fen`` None where the place sets the amount. ``receipt`` is the number of the finance receipt."""

    fen: int | None
    text: Text
    basis: Text
    receipt: str
    taken: int
    unpublished: bool = False
    """The place sets the amount and has published none: nothing is charged."""
    reduction: int = 0
    """What the rules waive of the tariff, in fen; it counts once two people have signed it."""
    waived: int = 0
    """What two people waived, in fen."""
    exempt: bool = False
    """Whether the whole fee is waived."""
    approved_by: str = ""
    reason: str = ""
    ground: str = ""
    """The rule that waives, or ``by-hand``."""


@dataclass(frozen=True, slots=True)
class WayView:
    """A way of collection; ``final`` when it cannot be changed after acceptance."""

    mode: str
    text: Text
    final: bool
    source: Text
    settles: str = "self"
    """What is settled by it: self, agent or mail."""


@dataclass(frozen=True, slots=True)
class CollectionChoice:
    """The way of collection that was settled: mode self, agent or mail; who the agent is, or where the mail goes."""

    mode: str
    agent: str = ""
    agent_number: str = ""
    """Masked."""
    address: str = ""


@dataclass(frozen=True, slots=True)
class FingerView:
    """One finger so far: asked, registered, skipped, tried, or untouched; ``quality`` of its last press, None without image."""

    finger: FingerCode
    state: Literal["asked", "registered", "skipped", "tried", "untouched"]
    tries: int
    quality: int | None


@dataclass(frozen=True, slots=True)
class FingersView:
    """The ladder of fingerprints: what to ask now, and the places filled; ``ask`` None when it is done."""

    mode: str
    ask: Ask | None
    places: tuple[Place, ...]
    fingers: tuple[FingerView, ...] = ()
    """All ten, thumb first, right hand first."""
    reader: Text | None = None
    """How the reader is called; None where none is plugged in."""
    pass_mark: int = 0
    """The quality from which a print will do."""
    again: bool = False
    """Whether fingers were skipped or the taking was ended, so that it can be taken up again."""


@dataclass(frozen=True, slots=True)
class IntakeView:
    """One intake at the window, as it stands in the store at this moment."""

    id: str
    stage: Stage
    state: State | None
    """None before a service was chosen."""
    clerk: str
    opened_at: datetime
    parked: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()
    """The stages this service has, in their order, as far as the answers tell."""
    number: str = ""
    """Masked; the number that was entered when the person is not known yet."""
    suggested: Mapping[str, str] = field(default_factory=dict)
    """What the register of permit holders knows of a new person, by field."""
    person: PersonView | None = None
    described: Mapping[str, str] = field(default_factory=dict)
    """What stands on paper for characters of the name that no font has, as it was described at the read-back."""
    large: tuple[tuple[str, ...], ...] = ()
    """At the read-back: each character of the name drawn large."""
    services: tuple[ServiceView, ...] = ()
    service: str = ""
    title: Text | None = None
    on: date | None = None
    """The day whose rules count: today, or the day of acceptance."""
    questions: tuple[QuestionView, ...] = ()
    answered: tuple[AnswerView, ...] = ()
    refusals: tuple[RefusalView, ...] = ()
    checklist: tuple[DemandView, ...] = ()
    states: tuple[StatedView, ...] = ()
    """What a power of attorney has to state; empty where none was shown."""
    here: tuple[Text, ...] = ()
    """Originals that lie on the counter: neither given back nor kept on file."""
    to_take: tuple[HomePaperView, ...] = ()
    """Missing papers that can be printed to be filled in and signed, such as a power of attorney."""
    signatures: tuple[SignatureView, ...] = ()
    fee: FeeView | None = None
    fingers: FingersView | None = None
    ways: tuple[WayView, ...] = ()
    modes: tuple[str, ...] = ()
    """Ways of collection that can be settled now: of self, agent, mail."""
    collection: CollectionChoice | None = None
    deadline: Text | None = None
    deadline_source: Text | None = None
    due: date | None = None
    advice: tuple[WhyLine, ...] = ()
    notes: tuple[WhyLine, ...] = ()
    still: tuple[Text, ...] = ()
    """What stands between this intake and its acceptance; empty when it can be accepted."""
    sheet: SheetView | None = None
    notice: str = ""
    """Serial of the one-time notice, from which a return visit starts."""
    receipt: str = ""

    @property
    def open(self) -> bool:
        """Whether something is still to be done at the window."""
        return self.stage not in AT_REST

    @property
    def missing(self) -> int:
        """缺 n 项."""
        return sum(demand.missing for demand in self.checklist)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of a list of people who may stand here: ``key`` to choose by, the number masked."""

    key: str
    name: str
    masked_number: str
    sex: Text
    birth: date
    state: Text
    """``was here``, or the state of the permit."""
    state_code: str


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """The people found; ``more`` when there are others beyond the limit."""

    rows: tuple[PersonRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class WordView:
    """A word to choose, and the initials under which it is typed."""

    text: str
    initials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UndoneView:
    """An intake after its last deed was taken back, and what that was."""

    intake: IntakeView
    what: Text


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """One application in a list, or on its way after acceptance."""

    id: str
    service: str
    title: Text
    name: str
    masked_number: str
    state: State
    since: datetime
    accepted_on: date | None
    due: date | None
    estimated: bool
    collect: str
    receipt: str = ""
    notice: str = ""
    deeds: tuple[Deed, ...] = ()
    """What may be done to it now."""
    reason: str = ""
    """Why the authority rejected it, as it was recorded."""
    article: str = ""
    """The article the rejection relies on."""
    rejection: SheetView | None = None
    """The notice of rejection, where one was printed; told for a single application, not in lists."""
    certificate: str = ""
    """The form of the certificate it ends in; told for a single application, not in lists."""
    loss: bool = False
    """Whether it begins with the report of a loss; told for a single application, not in lists."""
    unreported: int = 0
    """待联网核验: deeds that the authority's system has not confirmed; told for a single application, not in lists."""

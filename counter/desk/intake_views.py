"""An intake at the window, as the desk tells it: frozen, plain, complete, ready to be shown or written as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from counter.desk.agreed_views import CollectionChoice, FeeView, FingersView, SignatureView, WayView
from counter.desk.card_views import CardView
from counter.desk.demand_views import AnswerView, DemandView, HomePaperView, QuestionView, StatedView
from counter.desk.person_views import PersonView
from counter.desk.views import RefusalView, SheetView, WhyLine
from counter.locale import Text
from counter.workflows.application import AT_REST, Stage, State


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
    """What the register of permit holders, or the card that was read, tells of a new person, by field."""
    card: CardView | None = None
    """What the identity card said that was read for it."""
    card_reader: Text | None = None
    """How the reader of identity cards is called; None where there is none, or none is wanted at this stage."""
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
    accepted_at: datetime | None = None
    """When it was accepted; the receipt tells this moment, whenever it is printed."""

    @property
    def open(self) -> bool:
        """Whether something is still to be done at the window."""
        return self.stage not in AT_REST

    @property
    def missing(self) -> int:
        """缺 n 项."""
        return sum(demand.missing for demand in self.checklist)


@dataclass(frozen=True, slots=True)
class UndoneView:
    """An intake after its last deed was taken back, and what that was."""

    intake: IntakeView
    what: Text

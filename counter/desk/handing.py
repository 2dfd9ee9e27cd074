"""Handing over as a journey (发放): everything is on disk as it is said, so it waits, goes on, and outlives a power cut.

What the rules ask is in ``collect``; here is where the citizen and the clerk stand with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from counter.desk.application_view import person_view
from counter.desk.application_views import ApplicationView
from counter.desk.bench import Bench
from counter.desk.card_views import CardView
from counter.desk.cards import reader_of, see_it_is
from counter.desk.cases import NoSuchCase
from counter.desk.collect import Collect
from counter.desk.collect_rules import (
    card_of_collector,
    card_of_collector_view,
    collection_view,
    demand_no_certificate,
    explained,
    is_named,
    who_is,
)
from counter.desk.collection import CollectionView, NotTheOneNamed
from counter.desk.comparing import accepted, at_reader, awaited, comparable, record
from counter.desk.handed import Handed
from counter.desk.handing_case import COLLECTION, journey_of, turn
from counter.desk.journey import Finished
from counter.desk.listing import line
from counter.desk.look import look
from counter.desk.person_fields import CARD
from counter.desk.person_views import PersonView
from counter.desk.rights import Second, demand
from counter.desk.taking import NoSuchChoice
from counter.desk.told import AGENT, FINGER, HERE, PRESENT, RECEIPT, Step, Told
from counter.desk.views import Session
from counter.store import cases
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.store.store import Acting
from counter.values.citizen_number import CitizenNumber
from counter.workflows.application import State
from counter.workflows.handing import HANDING, Turn

if TYPE_CHECKING:
    from counter.devices.card_record import IdentityCard
    from counter.locale import Text

_LONGEST_TYPED = 500
_LOST = "lost"
_COMPARED: Final = "compared"
_WHO: Final = (PRESENT, AGENT)
_UNREAD: Final = {"how": None, "card": None}
"""No card says any more who stands here."""
_ASKS_WHO: Final = frozenset({"present", "agent"})
_COMPARES_CARD: Final = "card-data"
_ROWS: Final = ("agent", "name", "@row")
"""Fields that belong to what was said before: who signs depends on it. A reason in words stays."""


@dataclass(frozen=True, slots=True)
class HandingView:
    """A handing over as it stands: what the rules ask, what was said, what is typed and not yet entered."""

    id: str
    collection: CollectionView
    told: Told
    opened_at: datetime
    open: bool
    typed: dict[str, str] = field(default_factory=dict)
    card_reader: Text | None = None
    """How the reader of identity cards is called, while it is asked who stands here; None where there is none."""
    card: CardView | None = None
    """What the card of who stands here said; None where none was read."""
    person: PersonView | None = None
    """What must stand on the card that is handed over, while that is compared."""

    @property
    def step(self) -> Step:
        """The question that comes next."""
        return self.told.step(self.collection)

    @property
    def application(self) -> ApplicationView:
        """What is handed over."""
        return self.collection.application

    @property
    def doubtful(self) -> bool:
        """Whether a second officer and a reason are needed."""
        return self.told.doubtful(self.collection)


@dataclass(frozen=True, slots=True)
class HandingOver:
    """Verbs about the journey of a handing over."""

    bench: Bench

    def begin(self, session: Session, application: str, *, scanned: bool = False) -> HandingView:
        """Begin it, or go on with one that is under way; ``scanned`` where the receipt itself was read.

        Raises:
            NotYourRole, NoSuchCase, NoSuchApplication
            NotNow: it does not lie here to be handed over.
            EndsInCertificate: the sheet itself is handed over, as soon as it came out.
        """
        demand(session.clerk, "draft")
        journey = journey_of(application)
        with self.bench.store.acting(session.clerk.number) as act:
            seen = look(self.bench, act.db, application)
            awaited(seen)
            demand_no_certificate(self.bench, seen)
            case = cases.case(act.db, journey)
            if case is not None and case.is_open:
                act.record(Kind.CASE_TAKEN_UP, journey, {})
                if scanned:
                    _note(act, journey, {"scanned": True, "said": _without(case, RECEIPT)})
            else:
                _begin(act, case, application, scanned=scanned)
        return self.show(session, journey)

    def show(self, session: Session, journey: str) -> HandingView:
        """One handing over as it stands.

        Raises:
            NoSuchCase
        """
        with self.bench.store.reading() as db:
            return self._handing(db, journey)

    def open(self, session: Session, journey: str) -> HandingView:
        """Take one that waits up again, at the very question it was left.

        Raises:
            NotYourRole, NoSuchCase, Finished
        """
        with self._under_way(session, journey) as (act, _):
            act.record(Kind.CASE_TAKEN_UP, journey, {})
        return self.show(session, journey)

    def park(self, session: Session, journey: str) -> None:
        """Let it wait while somebody else is served.

        Raises:
            NotYourRole, NoSuchCase, Finished
        """
        with self._under_way(session, journey) as (act, _):
            act.record(Kind.CASE_PARKED, journey, {})

    def keep_typed(self, session: Session, journey: str, field: str, text: str) -> None:
        """Keep what is in a field and not yet entered; survives a power cut."""
        self.bench.store.keep_typed(journey, field, text[:_LONGEST_TYPED])

    def say(self, session: Session, journey: str, what: str, value: str) -> HandingView:
        """Something is said: a fact of the rules, ``receipt`` here or lost, or the number of the agent who stands here.

        Raises:
            NotYourRole, NoSuchCase, Finished, NotACitizenNumber, NoSuchChoice, UnknownWord, BadValue
        """
        if what == AGENT:
            value = CitizenNumber.parse(value, self.bench.clock.today()).text
        elif what == RECEIPT and value not in {HERE, _LOST}:
            raise NoSuchChoice(key=value[:20])
        elif what != RECEIPT:
            self.bench.rules.vocabulary.read({what: value})
        with self._under_way(session, journey) as (act, case):
            anew = _UNREAD if what in _WHO else {}
            _note(act, journey, {"said": [*_without(case, what), [what, value]], **anew}, *_ROWS)
        return self.show(session, journey)

    def by_card(self, session: Session, journey: str, card: IdentityCard, typed: str = "") -> HandingView:
        """Who stands here, told by the card: the applicant, or an agent, who counts if registered at intake.

        Where rules are asked, they say about anybody else why nothing is handed over.

        Raises:
            NotYourRole, NoSuchCase, Finished
            CardIsAnothers: another number was ``typed``.
            NotTheOneNamed: somebody else, and there are no rules to ask.
        """
        see_it_is(card, typed)
        with self._under_way(session, journey) as (act, case):
            seen = look(self.bench, act.db, case.facts["application"])
            present, number = who_is(seen, card.number)
            agent = [[AGENT, number]] if number else []
            said = [*_without(case, *_WHO), [PRESENT, present], *agent]
            told = {"said": said, "how": CARD, "card": card_of_collector(seen, card)}
            _note(act, journey, told, *_ROWS)
            view = self._handing(act.db, journey)
            if number and not view.collection.by_rules and not is_named(seen, number):
                raise NotTheOneNamed
        return self.show(session, journey)

    def compare(self, session: Session, journey: str, finger: int) -> HandingView:
        """Let the reader compare a finger; the journal has what it says, and a match answers the question of the rules.

        Raises:
            NotYourRole, NoSuchCase, Finished, NotNow, NoSuchChoice, NoReaderHere, ReaderSilent
        """
        demand(session.clerk, "decide")
        with self.bench.store.reading() as db:
            seen = look(self.bench, db, _application(db, journey))
        comparison = at_reader(self.bench, comparable(seen, finger))
        with self._under_way(session, journey) as (act, case):
            record(act, seen.case.id, comparison)
            told = {"finger": int(finger), "score": comparison.score, "match": comparison.match}
            said = _without(case, FINGER) + ([[FINGER, "match"]] if comparison.match else [])
            _note(act, journey, {"said": said, _COMPARED: told})
        return self.show(session, journey)

    def take_back(self, session: Session, journey: str) -> HandingView:
        """The last thing said is taken back; where nothing was said, the journey is given up.

        Raises:
            NotYourRole, NoSuchCase, Finished
        """
        with self._under_way(session, journey) as (act, case):
            said = list(case.facts["said"])
            if not said:
                turn(act, case, Turn.ABANDON)
            else:
                gone = {FINGER: {_COMPARED: None}, AGENT: _UNREAD, PRESENT: _UNREAD}.get(said[-1][0], {})
                _note(act, journey, {"said": said[:-1], **gone}, *_ROWS)
        return self.show(session, journey)

    def abandon(self, session: Session, journey: str) -> HandingView:
        """Nothing is handed over; what was said is forgotten, the application stays as it was.

        Raises:
            NotYourRole, NoSuchCase, Finished
        """
        with self._under_way(session, journey) as (act, case):
            turn(act, case, Turn.ABANDON)
        return self.show(session, journey)

    def hand_over(
        self, session: Session, journey: str, signed_by: str, second: Second | None = None, reason: str = ""
    ) -> HandingView:
        """Hand it over against the signature, or record the later check of what was mailed.

        Raises:
            What ``collect.hand_over`` and ``collect.verify_mailed`` raise; then nothing of what was said is lost.
        """
        view, collect = self.show(session, journey), Collect(self.bench)
        told, application = view.told, view.application.id
        if view.application.state is State.MAILED:
            collect.verify_mailed(session, application, told.comparison, second, reason)
        else:
            given = Handed(
                signed_by,
                told.facts,
                told.agent_number,
                told.how,
                receipt=told.receipt is True,
                comparison=told.compared,
                second=second,
                reason=reason,
            )
            collect.hand_over(session, application, given)
        return self.show(session, journey)

    def unmask(self, session: Session, journey: str) -> str:
        """The whole number of the applicant on the screen: an act with a name to it."""
        with self.bench.store.acting(session.clerk.number) as act:
            person = look(self.bench, act.db, _application(act.db, journey)).person
            act.record(Kind.NUMBER_UNMASKED, journey, {"person": person.id if person else None})
        return person.number if person else ""

    @contextmanager
    def _under_way(self, session: Session, journey: str) -> Iterator[tuple[Acting, cases.Case]]:
        """A transaction on a handing over that is under way.

        Raises:
            NotYourRole, NoSuchCase, Finished
        """
        demand(session.clerk, "draft")
        with self.bench.store.acting(session.clerk.number) as act:
            case = _case(act.db, journey)
            if not case.is_open:
                raise Finished
            yield act, case

    def _handing(self, db: Db, journey: str) -> HandingView:
        case = _case(db, journey)
        told, seen = Told.of(case.facts), look(self.bench, db, case.facts["application"])
        answer = explained(self.bench, seen, told.facts, told.agent_number, receipt=told.receipt is not False)
        view = HandingView(
            id=journey,
            collection=collection_view(self.bench, seen, line(self.bench, db, accepted(seen)), answer),
            told=told,
            opened_at=datetime.fromisoformat(case.opened_at),
            open=case.is_open,
            typed=cases.scratch(db, journey),
            card=card_of_collector_view(seen, case.facts, told.agent_number),
        )
        if view.step == _COMPARES_CARD and seen.person is not None:
            return replace(view, person=person_view(self.bench, seen.person))
        return replace(view, card_reader=reader_of(self.bench)) if view.step in _ASKS_WHO else view


def _case(db: Db, journey: str) -> cases.Case:
    case = cases.case(db, journey)
    if case is None or case.service != COLLECTION:
        raise NoSuchCase(case=journey[:40])
    return case


def _application(db: Db, journey: str) -> str:
    return str(_case(db, journey).facts["application"])


def _begin(act: Acting, case: cases.Case | None, application: str, *, scanned: bool) -> None:
    """A first journey, or the same one anew; of what was said before nothing is left."""
    fresh: dict[str, Any] = {
        "application": application,
        "said": [],
        "scanned": scanned,
        _COMPARED: None,
        **_UNREAD,
    }
    if case is not None:
        turn(act, case, Turn.BEGIN, fresh)
        return
    journey = journey_of(application)
    act.record(Kind.CASE_OPENED, journey, {"service": COLLECTION, "step": HANDING.start})
    _note(act, journey, fresh)


def _note(act: Acting, journey: str, facts: dict[str, Any], *entered: str) -> None:
    act.record(Kind.CASE_NOTED, journey, {"facts": facts, "entered": list(entered)})


def _without(case: cases.Case, *what: str) -> list[Any]:
    """What was said, but for what is said anew."""
    return [one for one in case.facts["said"] if one[0] not in what]

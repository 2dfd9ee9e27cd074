"""Handing over (发放): from the receipt to the citizen's hand; the way registered at intake counts and no other.

For an identity card the rules of collection are asked: data on the card, the finger, else photo and a second officer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from counter.desk.application_views import ApplicationView
from counter.desk.collect_rules import collection_view, demand_allowed, explained
from counter.desk.collection import CollectionView, Comparison
from counter.desk.comparing import accepted, at_reader, comparable, demand_read, record
from counter.desk.find import NoSuchSheet, serial_in
from counter.desk.handed import Handed
from counter.desk.listing import line
from counter.desk.look import Look, look
from counter.desk.rights import Second, beside, demand
from counter.desk.sheets import ReasonMissing
from counter.desk.views import Session
from counter.desk.window import Window
from counter.store import applications, cases, persons
from counter.store.engine import Db
from counter.values.citizen_number import CitizenNumber, normalise
from counter.values.remark import remark
from counter.values.serial import Serial
from counter.workflows.application import APPLICATIONS, Deed, State

_LISTED = 20


class Collect(Window):
    """Verbs about handing over."""

    __slots__ = ()

    def find(self, session: Session, text: str) -> tuple[ApplicationView, ...]:
        """Applications by receipt, typed or scanned, or by citizen number where the receipt is lost; newest first.

        Raises:
            NotASerial, NoSuchSheet
        """
        number = normalise(text)
        with self.bench.store.reading() as db:
            person = persons.by_number(db, number)
            if person is not None:
                return self.of_person(session, number)
            return (line(self.bench, db, self._by_receipt(db, text)),)

    def of_person(self, session: Session, number: str) -> tuple[ApplicationView, ...]:
        """The applications of a person whose receipt is lost, newest first.

        Raises:
            NotACitizenNumber
        """
        parsed = CitizenNumber.parse(number, self.bench.clock.today()).text
        with self.bench.store.reading() as db:
            person = persons.by_number(db, parsed)
            rows = applications.of_person(db, person.id, _LISTED) if person else []
            return tuple(line(self.bench, db, row) for row in rows)

    def show(
        self,
        session: Session,
        application: str,
        facts: Mapping[str, str] | None = None,
        agent_number: str = "",
        *,
        receipt: bool = True,
    ) -> CollectionView:
        """What handing it over asks, with the facts answered so far; the answers are kept nowhere: a journey keeps them.

        Raises:
            NoSuchCase, NoSuchApplication, NotACitizenNumber
        """
        number = CitizenNumber.parse(agent_number, self.bench.clock.today()).text if agent_number else ""
        with self.bench.store.reading() as db:
            seen = look(self.bench, db, application)
            row = accepted(seen)
            view = line(self.bench, db, row)
        answer = explained(self.bench, seen, facts or {}, number, receipt=receipt)
        return collection_view(self.bench, seen, view, answer)

    def compare(self, session: Session, application: str, finger: int) -> Comparison:
        """Let the reader compare a finger 1:1 with the card; whatever it says is journalled with finger, score and time.

        Raises:
            NotYourRole, NotNow, NoSuchApplication
            NoSuchChoice: this finger was not registered at intake.
            NoReaderHere, ReaderSilent: nothing was compared, nothing recorded.
        """
        demand(session.clerk, "decide")
        with self.bench.store.reading() as db:
            code = comparable(look(self.bench, db, application), finger)
        comparison = at_reader(self.bench, code)
        with self.bench.store.acting(session.clerk.number) as act:
            record(act, application, comparison)
        return replace(comparison, recorded=True)

    def hand_over(self, session: Session, application: str, given: Handed) -> ApplicationView:
        """Hand it over against a signature.

        Raises:
            NotYourRole, NotNow, NameMissing, NotACitizenNumber, NoSuchField
            CardIsAnothers: the card is not the one of the number typed.
            NotOfTheReader: a match that no reader has said.
            NotTheOneNamed, CannotCollect: with the article.
            AgentSigns: the agent is here, and another name signs.
            StillWanting: questions of the rules are open.
            NeedsSecond, NeedsSomebodyElse, ReasonMissing
        """
        demand(session.clerk, "decide")
        handed = given.parsed(self.bench.clock.today())
        with self.bench.store.acting(session.clerk.number) as act:
            seen = look(self.bench, act.db, application)
            APPLICATIONS.step(State(accepted(seen).state), Deed.HAND_OVER)
            handed = self._allowed(seen, handed)
            beside = self._beside(session, handed.second, handed.reason) if handed.doubtful else ""
            record(act, application, handed.comparison)
            self._deed(act, seen, Deed.HAND_OVER, handed.reason, handed=handed.kept(beside))
        return self._line(application)

    def verify_mailed(
        self,
        session: Session,
        application: str,
        comparison: Comparison | None,
        second: Second | None = None,
        reason: str = "",
    ) -> ApplicationView:
        """The later check of what was mailed: the finger matches, or a second officer compared the photo and says why.

        Raises:
            NotYourRole, NotNow, NoSuchApplication, NotOfTheReader, NeedsSecond, NeedsSomebodyElse, ReasonMissing
        """
        demand(session.clerk, "decide")
        why = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            seen = look(self.bench, act.db, application)
            APPLICATIONS.step(State(accepted(seen).state), Deed.CHECK)
            demand_read(self.bench, {}, comparison)
            sure = comparison is not None and comparison.match
            beside = "" if sure else self._beside(session, second, why)
            record(act, application, comparison)
            self._deed(act, seen, Deed.CHECK, why, handed={"second": beside})
        return self._line(application)

    def _allowed(self, seen: Look, given: Handed) -> Handed:
        """What is said, with who stands here as the card tells it, once neither reader nor rules stand against it.

        Raises:
            NotOfTheReader, CardIsAnothers, NotTheOneNamed, AgentSigns, CannotCollect, StillWanting
        """
        demand_read(self.bench, given.facts, given.comparison)
        handed = given.by_card(seen)
        demand_allowed(self.bench, seen, handed.told, handed.agent_number, receipt=handed.receipt)
        handed.see_who_signs(seen)
        return handed

    def _line(self, application: str) -> ApplicationView:
        with self.bench.store.reading() as db:
            return line(self.bench, db, accepted(look(self.bench, db, application)))

    def _by_receipt(self, db: Db, text: str) -> applications.Application:
        serial = str(Serial.parse(serial_in(self.bench, text)))
        sheet = cases.sheet(db, serial)
        row = applications.by_id(db, sheet.case_id) if sheet else None
        if row is None:
            raise NoSuchSheet(serial=serial)
        return row

    def _beside(self, session: Session, second: Second | None, why: str) -> str:
        name = beside(session, second, "decide")
        if not why:
            raise ReasonMissing
        return name

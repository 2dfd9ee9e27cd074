"""Handing over (发放): from the receipt to the citizen's hand; the way registered at intake counts and no other.

For an identity card the rules of collection are asked: data on the card, the finger, else photo and a second officer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counter.desk.application_view import refusal_view
from counter.desk.application_views import ApplicationView, CollectionChoice
from counter.desk.collection import CannotCollect, CollectionView, Comparison, NotTheOneNamed
from counter.desk.find import NoSuchSheet, serial_in
from counter.desk.listing import NoSuchApplication, line
from counter.desk.look import Look, look
from counter.desk.rights import NeedsSecond, NeedsSomebodyElse, Second, demand
from counter.desk.sheets import ReasonMissing
from counter.desk.views import Choice, Session
from counter.desk.window import StillWanting, Window
from counter.rules import Answer
from counter.store import applications, cases, persons
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.store.store import Acting
from counter.values.citizen_number import CitizenNumber, mask, normalise
from counter.values.person_name import PersonName
from counter.values.remark import remark
from counter.values.serial import Serial
from counter.workflows.application import APPLICATIONS, Deed, State

SERVICE = "id-card-collection"
"""The service of the rules that speaks at the handing over of what fingerprints were registered for."""
_RECEIPT = "collection-receipt"
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
                return tuple(
                    line(self.bench, db, row) for row in applications.of_person(db, person.id, _LISTED)
                )
            return (line(self.bench, db, self._by_receipt(db, text)),)

    def show(
        self,
        session: Session,
        application: str,
        facts: Mapping[str, str] | None = None,
        agent_number: str = "",
    ) -> CollectionView:
        """What handing it over asks, with the facts answered so far.

        Raises:
            NoSuchCase, NoSuchApplication
        """
        with self.bench.store.reading() as db:
            seen = look(self.bench, db, application)
            row = self._row(seen)
            view = line(self.bench, db, row)
        answer = self._answer(seen, facts or {}, agent_number, receipt=True)
        chosen = seen.facts.get("collection")
        way = None
        if chosen:
            way = CollectionChoice(
                chosen["mode"], chosen["agent"], mask(chosen["agent-number"]), chosen["address"]
            )
        if answer is None:
            return CollectionView(view, way, by_rules=False, questions=(), refusals=(), missing=())
        questions = tuple(
            (q.fact, q.text, tuple(Choice(str(n), o.code, o.text) for n, o in enumerate(q.values, 1)))
            for q in answer.questions
        )
        missing = tuple(d.text for d in answer.documents if d.group in answer.missing)
        return CollectionView(view, way, True, questions, tuple(map(refusal_view, answer.refusals)), missing)

    def hand_over(
        self,
        session: Session,
        application: str,
        *,
        signed_by: str,
        facts: Mapping[str, str] | None = None,
        agent_number: str = "",
        receipt: bool = True,
        comparison: Comparison | None = None,
        second: Second | None = None,
        reason: str = "",
    ) -> ApplicationView:
        """Hand it over against a signature.

        ``receipt`` False means that it is lost: that, and a finger that did not match, need a second officer and a reason;
        never is it passed over in silence. ``agent_number`` is the number of the agent who stands here.

        Raises:
            NotYourRole, NotNow, NameMissing, NotACitizenNumber
            NotTheOneNamed, CannotCollect: with the article.
            StillWanting: questions of the rules are open.
            NeedsSecond, NeedsSomebodyElse, ReasonMissing
        """
        demand(session.clerk, "decide")
        name, why = PersonName.parse(signed_by).text, remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            seen = look(self.bench, act.db, application)
            row = self._row(seen)
            APPLICATIONS.step(State(row.state), Deed.HAND_OVER)
            told = dict(facts or {})
            if comparison is not None:
                told["fingerprint-check"] = "match" if comparison.match else "no-match"
            self._allowed(seen, told, agent_number, receipt=receipt)
            doubtful = not receipt or told.get("fingerprint-check") in {"no-match", "no-print"}
            beside = self._beside(session, second, why) if doubtful else ""
            self._compared(act, application, comparison)
            signed = {
                "signed-by": name,
                "agent": agent_number,
                "facts": told,
                "second": beside,
                "receipt": receipt,
            }
            self._deed(act, seen, Deed.HAND_OVER, why, handed=signed)
        with self.bench.store.reading() as db:
            return line(self.bench, db, self._row(look(self.bench, db, application)))

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
            NotYourRole, NotNow, NoSuchApplication, NeedsSecond, NeedsSomebodyElse, ReasonMissing
        """
        demand(session.clerk, "decide")
        why = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            seen = look(self.bench, act.db, application)
            APPLICATIONS.step(State(self._row(seen).state), Deed.CHECK)
            sure = comparison is not None and comparison.match
            beside = "" if sure else self._beside(session, second, why)
            self._compared(act, application, comparison)
            self._deed(act, seen, Deed.CHECK, why, handed={"second": beside})
        with self.bench.store.reading() as db:
            return line(self.bench, db, self._row(look(self.bench, db, application)))

    def _compared(self, act: Acting, application: str, comparison: Comparison | None) -> None:
        if comparison is not None:
            result = "match" if comparison.match else "no-match"
            finger = {"finger": int(comparison.finger), "result": result, "quality": None}
            act.record(Kind.FINGER_TAKEN, application, finger | {"score": comparison.score})

    def _row(self, seen: Look) -> applications.Application:
        if seen.application is None or not seen.application.accepted_on:
            raise NoSuchApplication(case=seen.case.id)
        return seen.application

    def _by_receipt(self, db: Db, text: str) -> applications.Application:
        serial = str(Serial.parse(serial_in(self.bench, text)))
        sheet = cases.sheet(db, serial)
        row = applications.by_id(db, sheet.case_id) if sheet else None
        if row is None:
            raise NoSuchSheet(serial=serial)
        return row

    def _answer(
        self, seen: Look, told: Mapping[str, str], agent_number: str, *, receipt: bool
    ) -> Answer | None:
        """What the rules of collection say; None for what no fingerprints were registered for."""
        if seen.answer is None or seen.answer.fingerprint != "register":
            return None
        chosen = seen.facts.get("collection", {})
        known: dict[str, Any] = {"registered-collection": chosen.get("mode", "self"), **told}
        shown = [_RECEIPT] if receipt else []
        if known.get("present") == "agent":
            named = bool(agent_number) and agent_number == chosen.get("agent-number")
            known["named-agent"] = "yes" if named else "no"
            shown += ["agent.id-card"] if agent_number else []
        place = self.bench.station.jurisdiction
        return self.bench.rules.explain(place, SERVICE, self.bench.clock.today(), {**known, "shown": shown})

    def _allowed(self, seen: Look, told: Mapping[str, str], agent_number: str, *, receipt: bool) -> None:
        """See that the rules, or where they have none the way registered at intake, allow it."""
        number = ""
        if agent_number:
            number = CitizenNumber.parse(agent_number, self.bench.clock.today()).text
        answer = self._answer(seen, told, number, receipt=receipt)
        if answer is None:
            if number and number != seen.facts.get("collection", {}).get("agent-number"):
                raise NotTheOneNamed
            return
        if answer.refusals:
            raise CannotCollect(refusal_view(answer.refusals[0]))
        if answer.questions:
            raise StillWanting([question.text for question in answer.questions])
        wanting = [d.text for d in answer.documents if d.group in answer.missing and _RECEIPT not in d.any_of]
        if wanting:
            raise StillWanting(wanting)

    def _beside(self, session: Session, second: Second | None, why: str) -> str:
        if second is None:
            raise NeedsSecond
        if second.clerk.number == session.clerk.number:
            raise NeedsSomebodyElse
        if not why:
            raise ReasonMissing
        return second.clerk.number

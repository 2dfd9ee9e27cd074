"""Household and dormitory (集体户): address, landlord and shared papers once, then one application per person.

Each line is an intake of its own, with its own receipt and its own refusal: what stops one person never stops another. A
household can be left at any moment; every verb goes on from what is on disk, and no receipt is printed twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from counter.desk.agreeing import Agreeing
from counter.desk.application_view import question_view, services
from counter.desk.application_views import IntakeView, QuestionView, ServiceView
from counter.desk.checklist import Checklist
from counter.desk.deciding import Deciding
from counter.desk.household_views import HouseholdView, LineView, household_view
from counter.desk.intake import FieldMissing, Intake
from counter.desk.look import INTAKE as INTAKE_SERVICE
from counter.desk.look import look
from counter.desk.person_fields import read_fields
from counter.desk.questions import Questions
from counter.desk.rights import demand
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import StillWanting, Window
from counter.errors import BadInput, CounterError, Refused
from counter.locale import Text
from counter.rules.model import DocumentRule
from counter.rules.vocabulary import shown_as
from counter.store import cases, holders, households, persons
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.values.citizen_number import CitizenNumber
from counter.values.person_name import PersonName
from counter.values.remark import remark
from counter.values.typography import marked
from counter.workflows.application import INTAKE, Stage

LIMIT = 200
_REASON = "集体登记"


class NoSuchHousehold(Refused):
    """There is no such household, or it is closed."""

    happened = Text("没有编号为“{household}”的集体登记。", "There is no household “{household}”.")
    next_step = Text("请从列表里选择，或另开一个。", "Please choose from the list, or begin another one.")


class NoSuchLine(Refused):
    """The household has no such line."""

    happened = Text("没有第 {n} 行。", "There is no line {n}.")
    next_step = Text("请选屏幕上的行号。", "Please choose a line on the screen.")


class OnTheListAlready(Refused):
    """One person is taken in once."""

    happened = Text("这个号码已在第 {n} 行。", "This number is on line {n} already.")
    next_step = Text("请核对号码，或继续办理那一行。", "Please check the number, or go on with that line.")


class AddressMissing(BadInput):
    """People taken in together share an address."""

    happened = Text("没有写共同的住址。", "There is no common address.")
    next_step = Text("请填写住址。", "Please fill in the address.")


class StillAtTheWindow(Refused):
    """Somebody's application is not settled yet."""

    happened = Text("还有 {count} 人没有办完。", "{count} people are not done yet.")
    next_step = Text("请逐行办完，或放弃那一行。", "Please settle each line, or give it up.")


class Households(Window):
    """Verbs about people taken in together."""

    __slots__ = ()

    def begin(
        self,
        session: Session,
        service: str,
        *,
        address: str,
        landlord: str = "",
        phone: str = "",
        papers: Iterable[str] = (),
        answers: Mapping[str, str] | None = None,
        name: str = "",
    ) -> HouseholdView:
        """Settle what all share. ``name`` gives the household an id of the caller's, so that a list is taken in once.

        Raises:
            NotYourRole, NoSuchChoice, AddressMissing, UnknownWord, BadValue, RemarkHasHiddenCharacter
        """
        demand(session.clerk, "draft")
        chosen = next((s for s in services(self.bench) if service in {s.key, s.code}), None)
        if chosen is None:
            raise NoSuchChoice(key=service[:40])
        if not (where := remark(address)):
            raise AddressMissing
        words, shared = self.bench.rules.vocabulary, dict(answers or {})
        shown = list(dict.fromkeys(papers))
        words.read({"shown": shown, **shared})
        household = name or secrets.token_hex(8)
        body = {
            "service": chosen.code,
            "address": where,
            "landlord": PersonName.parse(landlord).text if landlord.strip() else "",
            "phone": remark(phone),
            "papers": shown,
            "answers": shared,
        }
        with self.bench.store.acting(session.clerk.number) as act:
            if households.by_id(act.db, household) is None:
                act.record(Kind.HOUSEHOLD_BEGUN, household, body)
        return self.show(session, household)

    def services(self, session: Session) -> tuple[ServiceView, ...]:
        """What people can be taken in together for, numbered in the order of the pack."""
        return services(self.bench)

    def papers(self, session: Session, service: str) -> tuple[tuple[str, Text], ...]:
        """The papers of applicants that a service may ask for today: any of them may be shown once for all."""
        place, today = self.bench.station.jurisdiction, self.bench.clock.today()
        documents = self.bench.rules.vocabulary.documents
        asked = (
            code
            for rule in self.bench.rules.standing(place, service, today).rules
            if isinstance(rule, DocumentRule) and rule.of == "applicant"
            for code in rule.any_of
        )
        return tuple((code, marked(documents[code].text)) for code in dict.fromkeys(asked))

    def shareable(
        self, session: Session, service: str, answers: Mapping[str, str]
    ) -> tuple[QuestionView, ...]:
        """The questions still open after these answers: each may be answered once for all, or left to each person."""
        place, today = self.bench.station.jurisdiction, self.bench.clock.today()
        answer = self.bench.rules.explain(place, service, today, dict(answers))
        return tuple(question_view(question) for question in answer.questions)

    def show(self, session: Session, household: str) -> HouseholdView:
        """A household with all its lines.

        Raises:
            NoSuchHousehold
        """
        with self.bench.store.reading() as db:
            return household_view(self.bench, db, self._row(db, household))

    def waiting(self, session: Session, limit: int = LIMIT) -> tuple[HouseholdView, ...]:
        """Households that are not closed, the oldest first, without their lines."""
        with self.bench.store.reading() as db:
            rows = households.still_open(db, limit)
            return tuple(household_view(self.bench, db, row, lines=False) for row in rows)

    def add(
        self, session: Session, household: str, number: str, fields: Mapping[str, str] | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> HouseholdView:  # fmt: skip
        """One more person: an intake of their own, with the shared address, answers and papers already in it.

        A refusal of the rules is a line like any other. Somebody whose line was left half-way is gone on with.

        Raises:
            NotYourRole, NoSuchHousehold, NotACitizenNumber, OnTheListAlready
            FieldMissing, NameMissing and what else a new applicant may lack: no line is made.
        """
        row = self._open(household)
        text = CitizenNumber.parse(number, self.bench.clock.today()).text
        given = {**(fields or {}), "residence_address": row.address}
        left = self._line_of(household, text)
        if left is not None and left.stage not in {Stage.IDENTITY, Stage.SERVICE, Stage.QUESTIONS}:
            raise OnTheListAlready(n=left.n)
        if left is None:
            self._complete(text, given)
        case = left.case if left else self._joined(session, household)
        intake = Intake(self.bench)
        try:
            view = intake.show(session, case)
            if view.stage is Stage.IDENTITY:
                view = intake.identify(session, case, text)
            if view.stage is Stage.IDENTITY:
                view = intake.record(session, case, given)
            elif view.person is not None and view.person.residence_address != row.address:
                why = f"{_REASON}：{row.address}"
                view = intake.correct(session, case, {"residence_address": row.address}, why)
        except CounterError:
            intake.abandon(session, case)
            raise
        self._fill(session, row, view, answers or {})
        return self.show(session, household)

    def answer(self, session: Session, household: str, n: int, fact: str, value: str) -> HouseholdView:
        """Answer a question of one line; what all share is filled in behind it."""
        row, line = self._open(household), self._line(household, n)
        view = Questions(self.bench).answer(session, line.case, fact, value)
        self._fill(session, row, view, {})
        return self.show(session, household)

    def seen(self, session: Session, household: str, n: int, paper: str = "") -> HouseholdView:
        """An original of one person was seen and given back: the one named, or the first that will do for what is missing.

        Raises:
            NoSuchLine, NoSuchChoice: nothing is missing.
        """
        line = self._line(household, n)
        code = paper or (line.missing[0][0] if line.missing else "")
        if not code:
            raise NoSuchChoice(key=paper or "-")
        self._shown(session, line.case, [code])
        self._on(session, line.case)
        return self.show(session, household)

    def agree(self, session: Session, household: str, n: int) -> HouseholdView:
        """One person has read their line, signs what is to be signed, and collects in person unless asked otherwise.

        Raises:
            StillWanting: questions, papers, prints or a fee come first, in the intake of its own.
        """
        line = self._line(household, n)
        self._on(session, line.case)
        view = Intake(self.bench).show(session, line.case)
        agreeing = Agreeing(self.bench)
        if view.stage is Stage.READ_BACK:
            view = agreeing.confirm(session, line.case)
        while view.stage is Stage.SIGNATURES:
            key = next(one.key for one in view.signatures if not one.signed)
            view = agreeing.sign(session, line.case, key)
        if view.stage is Stage.COLLECTION:
            view = agreeing.collect_by(session, line.case)
        if view.stage is not Stage.ACCEPTANCE or view.still:
            raise StillWanting(view.still or [view.stage.text])
        return self.show(session, household)

    def accept_next(self, session: Session, household: str) -> tuple[HouseholdView, LineView | None]:
        """Accept one line that is agreed, or print one that is accepted: one sheet at a time, each on disk before it is sent.

        Gives the line, None when there is no more. A run that stopped anywhere goes on here: what was sent to the printer
        is never sent again by itself.

        Raises:
            NotYourRole, PrinterNotReady, PrinterProblem: the line waits to be printed.
        """
        demand(session.clerk, "decide")
        view = self.show(session, household)
        deciding = Deciding(self.bench)
        line = next((one for one in view.lines if one.to_print or one.agreed), None)
        if line is None:
            return view, None
        if line.never_sent:
            deciding.resend(session, line.case)
        else:
            if line.agreed:
                deciding.accept(session, line.case)
            deciding.print(session, line.case)
        view = self.show(session, household)
        return view, view.lines[line.n - 1]

    def out(self, session: Session, household: str, spoiled: Iterable[int] = ()) -> HouseholdView:
        """Every receipt that was sent came out, but those of the lines named, which were spoiled.

        Raises:
            NotYourRole
        """
        demand(session.clerk, "decide")
        bad, deciding = set(spoiled), Deciding(self.bench)
        for line in self.show(session, household).lines:
            if line.stage is Stage.RECEIPT_OUT and not line.never_sent:
                if line.n in bad:
                    deciding.spoiled(session, line.case, _REASON)
                else:
                    deciding.good(session, line.case)
        return self.show(session, household)

    def close(self, session: Session, household: str) -> HouseholdView:
        """Nobody more comes, and every line is settled.

        Raises:
            StillAtTheWindow
        """
        demand(session.clerk, "draft")
        left = self.show(session, household).open
        if left:
            raise StillAtTheWindow(count=left)
        with self.bench.store.acting(session.clerk.number) as act:
            if not self._row(act.db, household).closed_at:
                act.record(Kind.HOUSEHOLD_CLOSED, household, {})
        return self.show(session, household)

    def _complete(self, number: str, given: Mapping[str, str]) -> None:
        """See that somebody new can be recorded, before a line is made for them.

        Raises:
            FieldMissing, NoSuchField, NameMissing, NameTooLong, NameHasHiddenCharacter, RemarkHasHiddenCharacter
        """
        with self.bench.store.reading() as db:
            if persons.by_number(db, number) is not None:
                return
            holder = holders.by_number(db, number)
        row = read_fields(self.bench.codes, self.bench.clock.today(), given)
        for field in ("name", "ethnic", "household_address"):
            if not row.get(field) and not getattr(holder, field, ""):
                raise FieldMissing(field=field)

    def _joined(self, session: Session, household: str) -> str:
        """A new intake that is a line of the household from its first moment."""
        demand(session.clerk, "draft")
        case = secrets.token_hex(8)
        with self.bench.store.acting(session.clerk.number) as act:
            act.record(Kind.CASE_OPENED, case, {"service": INTAKE_SERVICE, "step": INTAKE.start})
            act.record(Kind.HOUSEHOLD_JOINED, household, {"case": case})
            act.record(Kind.CASE_PARKED, case, {})
        return case

    def _fill(
        self, session: Session, row: households.Household, view: IntakeView, own: Mapping[str, str]
    ) -> None:
        """Service, answers and papers that are known already, as far as they lead."""
        known: dict[str, Any] = {**row.answers, **own}
        questions = Questions(self.bench)
        if view.stage is Stage.SERVICE:
            view = questions.choose(session, view.id, row.service)
        while view.stage is Stage.QUESTIONS and (
            fact := next((q.fact for q in view.questions if q.fact in known), None)
        ):
            view = questions.answer(session, view.id, fact, str(known[fact]))
        if view.stage is Stage.DOCUMENTS:
            wanted = [p.code for d in view.checklist if d.missing for p in d.papers]
            shared = [code for code in wanted if code in row.papers]
            self._shown(session, view.id, shared)
            self._on(session, view.id)
        if Intake(self.bench).show(session, view.id).open:
            Intake(self.bench).park(session, view.id)

    def _shown(self, session: Session, case: str, papers: Iterable[str]) -> None:
        """Originals seen and given back at once, with the copies the rules want kept."""
        checklist = Checklist(self.bench)
        for code in papers:
            view = checklist.mark(session, case, shown_as(code, "applicant"), "seen")
            copies = next((d.copies for d in view.checklist if code in {p.code for p in d.papers}), 0)
            if copies:
                checklist.mark(session, case, code, "copied", copies)
            if view.stage is not Stage.REFUSAL:
                checklist.mark(session, case, code, "returned")

    def _on(self, session: Session, case: str) -> None:
        """Past the papers, once none is missing."""
        with self.bench.store.reading() as db:
            settled = look(self.bench, db, case)
        if settled.stage is Stage.DOCUMENTS and settled.lacking(Stage.DOCUMENTS) is None:
            Intake(self.bench).go_on(session, case)

    def _line(self, household: str, n: int) -> LineView:
        with self.bench.store.reading() as db:
            view = household_view(self.bench, db, self._row(db, household))
        found = next((line for line in view.lines if line.n == n), None)
        if found is None:
            raise NoSuchLine(n=n)
        return found

    def _line_of(self, household: str, number: str) -> LineView | None:
        """The line of a person who has one that was not given up."""
        with self.bench.store.reading() as db:
            for n, case_id in households.lines(db, household):
                case = cases.case(db, case_id)
                seen = look(self.bench, db, case_id) if case else None
                theirs = (
                    seen.person.number if seen and seen.person else seen.facts.get("number") if seen else ""
                )
                if seen and theirs == number and seen.stage is not Stage.ABANDONED:
                    return household_view(self.bench, db, self._row(db, household)).lines[n - 1]
        return None

    def _open(self, household: str) -> households.Household:
        with self.bench.store.reading() as db:
            row = self._row(db, household)
        if row.closed_at:
            raise NoSuchHousehold(household=household[:40])
        return row

    def _row(self, db: Db, household: str) -> households.Household:
        row = households.by_id(db, household)
        if row is None:
            raise NoSuchHousehold(household=household[:40])
        return row

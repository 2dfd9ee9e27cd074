"""The people of a household, one line each: an intake of their own, with its own receipt and its own refusal.

What stops one person never stops another.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any, Final

from counter.desk.agreeing import Agreeing
from counter.desk.applicant import FieldMissing
from counter.desk.checklist import Checklist
from counter.desk.gathering import Gatherings
from counter.desk.household_case import entered
from counter.desk.household_views import HouseholdView, LineView, household_view
from counter.desk.intake import Intake
from counter.desk.intake_views import IntakeView
from counter.desk.look import INTAKE as INTAKE_SERVICE
from counter.desk.look import look
from counter.desk.person_fields import named, read_fields
from counter.desk.questions import Questions
from counter.desk.rights import demand
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import StillWanting
from counter.errors import CounterError, Refused
from counter.locale import Term, Text
from counter.rules.vocabulary import shown_as
from counter.store import cases, holders, households, persons
from counter.store.apply import Kind
from counter.store.apply_undo import counting
from counter.store.store import Acting
from counter.values.citizen_number import CitizenNumber
from counter.workflows.application import INTAKE, Stage

REASON: Final = "集体登记"
"""Why an address changes, or a sheet was spoiled, when it is done for all together."""
_FILLED_IN = frozenset({Stage.QUESTIONS, Stage.DOCUMENTS})
"""The stages at which something is known that all share."""
NOBODY: Final = ""
"""The number of a line that the power left before its person was entered."""


class NoSuchLine(Refused):
    """The household has no such line."""

    happened = Text("没有第 {n} 行。", "There is no line {n}.")
    next_step = Text("请选屏幕上的行号。", "Please choose a line on the screen.")


class OnTheListAlready(Refused):
    """One person is taken in once."""

    happened = Text("这个号码已在第 {n} 行。", "This number is on line {n} already.")
    next_step = Text("请核对号码，或继续办理那一行。", "Please check the number, or go on with that line.")


class WhichPaper(Refused):
    """Several papers would do, and nobody said which one was shown: the receipt names it."""

    happened = Text(
        "“{demand}”有几种材料可用，没有说出示的是哪一种。",
        "Several papers would do for “{demand}”, and nobody said which one was shown.",
    )
    next_step = Text("请说明看到的是哪一种。", "Please say which one was seen.")


class HouseholdLines(Gatherings):
    """Verbs about one person of a household."""

    __slots__ = ()

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
        left = self._line_of(household, text) or self._line_of(household, NOBODY)
        if left is not None and not self._half_way(session, left, {**row.answers, **(answers or {})}):
            raise OnTheListAlready(n=left.n)
        if left is None or left.stage is Stage.IDENTITY:
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
                why = f"{REASON}：{row.address}"
                view = intake.correct(session, case, {"residence_address": row.address}, why)
        except CounterError:
            intake.abandon(session, case)
            raise
        self._fill(session, row, view, {**row.answers, **(answers or {})})
        with self.bench.store.acting(session.clerk.number) as act:
            entered(act, household)
            self._rests(act, case)
        return self.show(session, household)

    def answer(self, session: Session, household: str, n: int, fact: str, value: str) -> HouseholdView:
        """Answer a question of one line; what all share is filled in behind it."""
        row, line = self._open(household), self._line(household, n)
        view = Questions(self.bench).answer(session, line.case, fact, value)
        self._fill(session, row, view, row.answers)
        with self.bench.store.acting(session.clerk.number) as act:
            self._rests(act, line.case)
        return self.show(session, household)

    def catch_up(self, session: Session, household: str) -> HouseholdView:
        """The household, where a line that got on in an intake of its own has the answers and papers too that all share."""
        view = self.show(session, household)
        if view.closed_at is not None:
            return view
        for line in view.lines:
            if line.stage in _FILLED_IN and (line.question or line.missing):
                self._catch_up(session, self._open(household), line.case)
        return self.show(session, household)

    def _catch_up(self, session: Session, row: households.Household, case: str) -> None:
        """What was said for this person alone, or taken back, stays as it is."""
        with self.bench.store.reading() as db:
            told = [act.body.get("facts", {}).get("answers", {}) for act in counting(db, case)]
        own = {fact for answers in told for fact in answers or ()}
        common = {fact: value for fact, value in row.answers.items() if fact not in own}
        self._fill(session, row, Intake(self.bench).show(session, case), common)
        with self.bench.store.acting(session.clerk.number) as act:
            self._rests(act, case)

    def seen(self, session: Session, household: str, n: int, paper: str = "") -> HouseholdView:
        """An original of one person was seen and given back: the one named, or the only one that will do for what is missing.

        One that was seen before stays as it is.

        Raises:
            NoSuchLine
            NoSuchChoice: nothing is missing, or nothing that this paper would meet.
            WhichPaper: several will do, and none is named.
        """
        line = self._line(household, n)
        if paper not in line.shown:
            self._shown(session, line.case, [_meets(line, paper)])
            self._on(session, line.case)
        return self.show(session, household)

    def read(self, session: Session, household: str, n: int) -> IntakeView:
        """What one person is read before they agree: past the papers, once none is missing.

        Raises:
            NoSuchLine
        """
        line = self._line(household, n)
        self._on(session, line.case)
        return Intake(self.bench).show(session, line.case)

    def agree(self, session: Session, household: str, n: int) -> HouseholdView:
        """One person has read their line, signs what is to be signed, and collects in person unless asked otherwise.

        Raises:
            StillWanting: questions, papers, prints or a fee come first, in the intake of its own.
        """
        line = self._line(household, n)
        self._on(session, line.case)
        self._given_back(session, line.case)
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

    def give_up_line(self, session: Session, household: str, n: int) -> HouseholdView:
        """One person is not taken in after all; the others are as before.

        Raises:
            NoSuchLine, StillWanting: an original or a fee is still here.
            NotNow: the application is accepted, or paper was printed.
        """
        Intake(self.bench).abandon(session, self._line(household, n).case)
        return self.show(session, household)

    def line_of(self, session: Session, household: str, number: str) -> LineView | None:
        """The line of a person by the number; None where there is none that was not given up.

        Raises:
            NoSuchHousehold, NotACitizenNumber
        """
        return self._line_of(household, CitizenNumber.parse(number, self.bench.clock.today()).text)

    def _half_way(self, session: Session, line: LineView, known: Mapping[str, Any]) -> bool:
        """Whether the power left a line before all that is known stood in it; a question of its own is for the clerk to ask."""
        if line.stage is not Stage.QUESTIONS:
            return line.stage in {Stage.IDENTITY, Stage.SERVICE}
        return any(one.fact in known for one in Intake(self.bench).show(session, line.case).questions)

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
                raise FieldMissing(field=named(field))

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
        self, session: Session, row: households.Household, view: IntakeView, known: Mapping[str, Any]
    ) -> None:
        """Service, answers and papers that are known already, as far as they lead."""
        questions = Questions(self.bench)
        if view.stage is Stage.SERVICE:
            view = questions.choose(session, view.id, row.service)
        while view.stage is Stage.QUESTIONS and (
            fact := next((q.fact for q in view.questions if q.fact in known), None)
        ):
            view = questions.answer(session, view.id, fact, str(known[fact]))
        if view.stage is Stage.DOCUMENTS:
            self._share(session, row, view.id)

    def _share(self, session: Session, row: households.Household, case: str) -> None:
        """What was shown once for all was shown for this person, unless it was withdrawn for them."""
        with self.bench.store.reading() as db:
            missing = look(self.bench, db, case).missing
            marks = {
                act.body["paper"]: act.body["mark"]
                for act in counting(db, case)
                if act.kind == Kind.PAPER_MARKED
            }
        wanted = [shown_as(paper.code, demand.of) for demand in missing for paper in demand.papers]
        self._shown(
            session, case, [code for code in wanted if code in row.papers and marks.get(code) != "withdrawn"]
        )
        self._on(session, case)

    def _rests(self, act: Acting, line: str) -> None:
        """A line waits in its household, so that it is not what the clerk is in."""
        case = cases.case(act.db, line)
        if case is not None and case.is_open and not case.parked:
            act.record(Kind.CASE_PARKED, line, {})

    def _shown(self, session: Session, case: str, papers: Iterable[str]) -> None:
        """Originals seen and given back at once, with the copies the rules want kept."""
        checklist = Checklist(self.bench)
        for code in papers:
            view = checklist.mark(session, case, code, "seen")
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

    def _given_back(self, session: Session, case: str) -> None:
        """What the power left between seen and given back is in its owner's hand by now."""
        with self.bench.store.reading() as db:
            here = [paper for paper in look(self.bench, db, case).papers if not paper.settled]
        if here:
            Checklist(self.bench).return_all(session, case)

    def _line(self, household: str, n: int) -> LineView:
        with self.bench.store.reading() as db:
            view = household_view(self.bench, db, self._row(db, household))
        found = next((line for line in view.lines if line.n == n), None)
        if found is None:
            raise NoSuchLine(n=n)
        return found

    def _line_of(self, household: str, number: str) -> LineView | None:
        """The line of a person who has one that was not given up; of NOBODY, one whose person was never entered."""
        with self.bench.store.reading() as db:
            for n, case_id in households.lines(db, household):
                case = cases.case(db, case_id)
                seen = look(self.bench, db, case_id) if case else None
                if seen is None or seen.stage is Stage.ABANDONED:
                    continue
                theirs = seen.person.number if seen.person else seen.facts.get("number", NOBODY)
                if theirs == number:
                    return household_view(self.bench, db, self._row(db, household)).lines[n - 1]
        return None


def _meets(line: LineView, paper: str) -> str:
    """The paper that meets something missing: the one named, or the only one that will do for the first of it.

    Raises:
        NoSuchChoice, WhichPaper
    """
    named = (one for one in line.missing if not paper or paper in {choice.code for choice in one.papers})
    wanted = next(named, None)
    if wanted is None:
        raise NoSuchChoice(key=paper[:40] or "-")
    if not (code := paper or wanted.only):
        demand = Term(
            wanted.text.zh.rstrip("。"), wanted.text.en.rstrip("."), tuple(c.code for c in wanted.papers)
        )
        raise WhichPaper(demand=demand)
    return code

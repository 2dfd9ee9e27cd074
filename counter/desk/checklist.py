"""The checklist of an intake: each original seen, its copies, given back or kept; a promise where the rules allow one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from counter.desk.agreed_view import paper_named
from counter.desk.intake_views import IntakeView
from counter.desk.look import Look
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import BEFORE_ACCEPTANCE, StillWanting, Window
from counter.errors import BadInput, Refused
from counter.locale import Term, Text
from counter.rules.vocabulary import shown_as
from counter.store.apply import Kind
from counter.store.store import Acting
from counter.workflows.application import Move, Stage

MARKS = ("seen", "copied", "returned", "kept", "withdrawn")
"""What is recorded of an original: seen, so many copies kept, given back, kept on file; withdrawn undoes it."""
_MOST_COPIES = 20
_HERE = BEFORE_ACCEPTANCE - {Stage.IDENTITY, Stage.SERVICE}
_STILL_HERE = (*_HERE, Stage.NOTICE, Stage.REFUSAL)
"""Where an original may still be handed back: also before a notice is printed."""


class NotOnTheCounter(Refused):
    """The paper was not seen, or is gone already."""

    happened = Text("台面上没有“{paper}”。", "“{paper}” is not on the counter.")
    next_step = Text("请先查验原件并登记。", "Please record that the original was seen.")


class CopiesNotPlausible(BadInput):
    """The number of copies is none that anybody keeps."""

    happened = Text("复印件份数应为 0 至 20。", "Copies number from 0 to 20.")
    next_step = Text("请改正份数。", "Please mend the number.")


class NoPromiseHere(Refused):
    """The rules allow no promise instead of this proof."""

    happened = Text("“{demand}”不适用告知承诺。", "No promise is allowed instead of “{demand}”.")
    next_step = Text(
        "请按清单补齐材料，或打印一次性告知书。", "Please complete the papers, or print the one-time notice."
    )


class PromiseInPerson(Refused):
    """An agent promises nothing for somebody else."""

    happened = Text(
        "告知承诺须由本人或监护人当面作出，代办人不能代为承诺“{demand}”。",
        "A promise is made in person by the applicant or guardian; an agent cannot promise “{demand}”.",
    )
    next_step = Text(
        "请按清单补齐材料，或打印一次性告知书。", "Please complete the papers, or print the one-time notice."
    )


class NothingMissing(Refused):
    """There is nothing to put on a one-time notice."""

    happened = Text("材料已经齐全，没有要告知补正的。", "All papers are there; nothing is to be told.")
    next_step = Text("请继续办理。", "Please go on.")


class Checklist(Window):
    """Verbs about papers."""

    __slots__ = ()

    def mark(self, session: Session, case_id: str, paper: str, mark: str, copies: int = 1) -> IntakeView:
        """Record what becomes of an original; ``paper`` as the checklist names it (``guardian.id-card``).

        ``returned`` and ``kept`` need a paper that lies on the counter. A paper that the rules name as a reason to refuse
        (a screenshot) refuses at once.

        Raises:
            NoSuchChoice, UnknownWord, NotOnTheCounter, CopiesNotPlausible
        """
        if mark not in MARKS:
            raise NoSuchChoice(key=mark[:20])
        if not 0 <= copies <= _MOST_COPIES:
            raise CopiesNotPlausible
        self.bench.rules.vocabulary.read({"shown": paper})
        stages = _STILL_HERE if mark in {"returned", "kept"} else tuple(_HERE)
        with self._acting(session, case_id, *stages) as (act, seen):
            self._mark(act, seen, paper, mark, copies)
        return self._view(case_id)

    def return_all(self, session: Session, case_id: str) -> IntakeView:
        """Record that every original that is not kept on file was given back into the citizen's hand."""
        with self._acting(session, case_id, *_STILL_HERE) as (act, seen):
            for paper in seen.papers:
                if not paper.settled:
                    act.record(
                        Kind.PAPER_MARKED, case_id, {"paper": paper.paper, "mark": "returned", "copies": 0}
                    )
        return self._view(case_id)

    def take_all(self, session: Session, case_id: str) -> IntakeView:
        """Each paper that has no alternative is seen, the copies the rules want are kept, every original is given back.

        A demand that several papers would meet stays open: which of them was shown is for the clerk to say.
        """
        with self._acting(session, case_id, Stage.DOCUMENTS) as (act, seen):
            copies = {paper.paper: paper.copies for paper in seen.papers}
            open_ = {paper.paper for paper in seen.papers if not paper.settled}
            for demand in seen.answer.documents if seen.answer else ():
                papers = [shown_as(paper.code, demand.of) for paper in demand.papers]
                if demand in seen.missing and len(papers) == 1 and papers[0] not in copies:
                    self._record(act, seen, papers[0], "seen", 0)
                    copies[papers[0]] = 0
                    open_.add(papers[0])
                for paper in papers:
                    if copies.get(paper, demand.copies) < demand.copies:
                        self._record(act, seen, paper, "copied", demand.copies)
            for paper in sorted(open_):
                self._record(act, seen, paper, "returned", 0)
            self._settle(act, self._note(act, case_id, {}))
        return self._view(case_id)

    def states(self, session: Session, case_id: str, states: Iterable[str]) -> IntakeView:
        """What a shown power of attorney states (民法典 Art. 165): agent, matters, powers, term, signature.

        Raises:
            UnknownWord
        """
        fact = self.bench.rules.fact("states")
        read = self.bench.rules.vocabulary.read_one(fact, list(states))
        with self._acting(session, case_id, *_HERE) as (act, _):
            told = sorted(read) if isinstance(read, frozenset) else []
            self._settle(act, self._note(act, case_id, {"states": told}))
        return self._view(case_id)

    def promise(self, session: Session, case_id: str, group: str) -> IntakeView:
        """Take a signed promise instead of a proof, where the rules allow one and the applicant is here in person.

        Raises:
            NoSuchChoice: nothing of that name is missing.
            NoPromiseHere, PromiseInPerson
        """
        with self._acting(session, case_id, Stage.DOCUMENTS) as (act, seen):
            demand = next((one for one in seen.missing if one.group == group), None)
            if demand is None:
                raise NoSuchChoice(key=group[:40])
            what = Term(demand.text.zh.rstrip("。"), demand.text.en.rstrip("."), (group,))
            if not demand.promise:
                raise NoPromiseHere(demand=what)
            if seen.facts.get("answers", {}).get("present") == "agent":
                raise PromiseInPerson(demand=what)
            due = self.bench.clock.today() + timedelta(days=demand.promise)
            act.record(Kind.PROMISE_GIVEN, case_id, {"demand": group, "due": due.isoformat()})
        return self._view(case_id)

    def want(self, session: Session, case_id: str) -> IntakeView:
        """Papers are missing: everything is told at once on the one-time notice, which comes next.

        Raises:
            StillWanting: questions are open, so the list would not be complete.
            NothingMissing
        """
        with self._acting(session, case_id, Stage.DOCUMENTS) as (act, seen):
            if words := seen.lacking(Stage.QUESTIONS):
                raise StillWanting([words])
            if not seen.missing:
                raise NothingMissing
            self._step(act, seen, Move.WANT)
        return self._view(case_id)

    def _record(self, act: Acting, seen: Look, paper: str, mark: str, copies: int) -> None:
        act.record(Kind.PAPER_MARKED, seen.case.id, {"paper": paper, "mark": mark, "copies": copies})

    def _mark(self, act: Acting, seen: Look, paper: str, mark: str, copies: int) -> None:
        here = {one.paper: one for one in seen.papers}
        if mark != "seen" and paper not in here:
            raise NotOnTheCounter(paper=paper_named(self.bench, paper))
        if mark in {"returned", "kept"} and here[paper].settled:
            raise NotOnTheCounter(paper=paper_named(self.bench, paper))
        self._record(act, seen, paper, mark, copies)
        if mark in {"seen", "withdrawn"}:
            self._settle(act, self._note(act, seen.case.id, {}))

"""People who live together are taken in together, line by line, and accepted one after the other."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from counter.desk.household_views import HouseholdView, LineView
from counter.desk.questions import SECOND_CHECK
from counter.desk.views import Session
from desk.applying import FIELDS
from desk.days.intakes import Intakes
from desk.days.station import NUMBERS, PEOPLE, WINDOW

ADDRESS = {"address": "样例路 8 号样例宿舍", "landlord": "孙房主"}


class Dormitories(Intakes):
    """What a dormitory shares is said once; what its people do in their own intake is theirs."""

    @initialize(which=NUMBERS)
    def a_dormitory_was_taken_in(self, which: int) -> None:
        self.dormitory("0337", which, 2, 40)

    @rule(clerk=WINDOW, which=NUMBERS, people=st.integers(1, 3), steps=st.integers(0, 40))
    def a_dormitory_comes(self, clerk: str, which: int, people: int, steps: int) -> None:
        self.dormitory(clerk, which, people, steps)

    @rule(clerk=WINDOW, which=NUMBERS, steps=st.integers(1, 20))
    def a_dormitory_goes_on(self, clerk: str, which: int, steps: int) -> None:
        waiting = self.desk.household.waiting(self.sessions[clerk])
        if waiting:
            self.go_through(self.sessions[clerk], waiting[which % len(waiting)].id, which, steps)

    def dormitory(self, clerk: str, which: int, people: int, steps: int) -> None:
        session, household = self.sessions[clerk], self.desk.household
        offered = household.services(session)
        code = offered[which % len(offered)].code
        shared = {
            question.fact: next(choice.code for choice in question.choices if not choice.refused)
            for question in household.shareable(session, code, {})[: which % 4]
            if question.choices and question.fact != SECOND_CHECK
        }
        papers = [paper for paper, _ in household.papers(session, code)][: which % 3]
        view = self.tried(
            lambda: household.begin(session, code, answers=shared, papers=papers, name="", **ADDRESS)
        )
        if view is None:
            return
        for number in PEOPLE[:people]:
            added = self.tried(lambda number=number: household.add(session, view.id, number, FIELDS))
            if added is not None:
                self.cases.insert(0, added.lines[-1].case)
        self.go_through(session, view.id, which, steps)

    def go_through(self, session: Session, household: str, which: int, steps: int) -> None:
        """The lines in turn; then those that can be are accepted, one sheet at a time."""
        verbs = self.desk.household
        for turn in range(steps):
            lines = verbs.show(session, household).lines
            open_lines = [line for line in lines if line.open and not line.agreed]
            if not open_lines:
                break
            self.line_goes_on(session, household, open_lines[turn % len(open_lines)])
        for _ in range(min(steps, 3)):
            self.tried(lambda: verbs.accept_next(session, household))
        self.tried(lambda: verbs.out(session, household, self.torn(verbs.show(session, household))))
        if which % 2:
            self.tried(lambda: verbs.close(session, household))

    def torn(self, view: HouseholdView) -> list[int]:
        """The lines whose receipt did not come out of the printer."""
        return [line.n for line in view.lines if line.receipt and not self.lies_there(line.receipt)]

    def line_goes_on(self, session: Session, household: str, line: LineView) -> None:
        """What the line wants next: an answer, a paper, the signature, or steps in its own intake."""
        verbs = self.desk.household
        if line.question is not None and line.question.fact == SECOND_CHECK:
            self.compared(session, line.case, alike=True)
        elif line.question is not None:
            fact, choices = line.question.fact, line.question.choices
            good = [choice.code for choice in choices if choice.refused is None]
            value = good[line.n % len(good)] if good else "2025-06-01"
            self.tried(lambda: verbs.answer(session, household, line.n, fact, value))
        elif line.missing:
            self.tried(lambda: verbs.seen(session, household, line.n))
        elif line.to_agree:
            self.tried(lambda: verbs.agree(session, household, line.n))
        else:
            self.forward(session.clerk.number, self.cases.index(line.case), line.n)

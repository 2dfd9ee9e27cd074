"""What all share, said once: service, address, landlord, papers, and answers that are the same for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.household_case import SHARED
from counter.screens.household.numbers import numbers
from counter.screens.kept_page import KeptPage, form_of
from counter.screens.pages import household_page
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import ScreenResume

    from counter.desk.demand_views import QuestionView
    from counter.desk.desk import Desk
    from counter.desk.household_views import GatheringView
    from counter.desk.intake_views import ServiceView
    from counter.desk.views import Session
    from counter.locale import Text
    from counter.screens.kept_page import KeepingVerbs


class SharedPage(KeptPage):
    """Service, address, landlord, papers; then each question that may have one answer for all, or none."""

    def __init__(self, gathering: GatheringView) -> None:
        super().__init__()
        self.gathering = gathering
        self.offered: tuple[ServiceView, ...] = ()
        self.rows = form_of([FormRow(key, "") for key in SHARED], gathering.typed)
        self.form: Form | None = None if gathering.asking else self.rows
        self.papers: tuple[tuple[str, Text], ...] = ()
        self.question: QuestionView | None = None

    @property
    def service(self) -> str:
        """The code of the service that the first row names by digit."""
        key = self.rows.value("service").strip()
        return next((one.code for one in self.offered if key in {one.key, one.code}), "")

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What is offered here, and the question where the rows were filled in before."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self) -> None:
        if (session := self.house.session) is None:
            return
        self.offered = await self.house.verb(lambda desk: desk.household.services(session))
        if service := self.service:
            self.papers = await self.house.verb(lambda desk: desk.household.papers(session, service))
        if self.gathering.asking:
            await self._next()
        self.show()

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """The rows with what may be chosen, or the question."""
        canvas.put(2, 2, self.say("household.shared"), "strong")
        if self.form is None:
            self._draw_question(canvas)
            return
        for row in self.form.rows:
            row.label = self.say(f"household.row.{row.key}")
        y = self.form.draw(canvas, 2, 4, canvas.columns - 4) + 1
        language = self.house.language
        listed: list[tuple[str, str]] = []
        if self.form.row.key == "service":
            canvas.put(2, y, self.say("household.service-hint"), "label", canvas.columns - 4)
            y += 1
            listed = [(one.key, one.text.in_(language)) for one in self.offered]
        elif self.form.row.key == "papers":
            canvas.put(2, y, self.say("household.papers-hint"), "label", canvas.columns - 4)
            y += 1
            listed = [(str(n), text.in_(language)) for n, (_, text) in enumerate(self.papers, 1)]
        rows = canvas.rows - y - 5
        wide = (canvas.columns - 4) // (1 if len(listed) <= rows else 2)
        for place, (key, text) in enumerate(listed[: rows * 2]):
            x = 2 + wide * (place // rows)
            canvas.put(x, y + place % rows, key, "key")
            canvas.put(x + 4, y + place % rows, text, "ink", wide - 5)

    def _draw_question(self, canvas: Canvas) -> None:
        question, language = self.question, self.house.language
        if question is None:
            return
        canvas.put(2, 4, self.say("household.same"), "label", canvas.columns - 4)
        y = canvas.block(2, 6, question.text.in_(language), "strong", canvas.columns - 4, 3)
        for choice in question.choices:
            canvas.put(3, y, choice.key, "key")
            y = canvas.block(6, y, choice.text.in_(language), "ink", canvas.columns - 8, 2)
        canvas.put(2, y + 1, "Enter", "key")
        canvas.put(9, y + 1, self.say("household.differs"), "ink", canvas.columns - 11)

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Rows first; then digits answer for all, and Enter leaves a question to each person."""
        if self.form is not None:
            if key in {"enter", "tab", "down"} and self.form.row.key == "service":
                self.house.act(self._chosen())
                return True
            return super().press(key)
        question = self.question
        if question is None:
            return True
        choice = next((c for c in question.choices if c.key == key), None)
        if choice is not None and choice.refused is not None:
            self.tell(choice.refused.in_(self.house.language), tone="stop")
        elif choice is not None:
            self.house.act(self._share(question.fact, choice.code))
        elif key == "enter":
            self.house.act(self._share(question.fact, ""))
        return True

    async def _chosen(self) -> None:
        session, service = self.house.session, self.service
        if session is None:
            return
        if not service:
            self.tell(self.say("household.no-service"), tone="wait")
            return
        self.papers = await self.house.verb(lambda desk: desk.household.papers(session, service))
        self.tell()
        self.step(1)

    def entered(self) -> None:
        """The rows are done: the questions come."""
        if not self.rows.value("address").strip():
            self.step(1 - self.rows.at)
            self.tell(self.say("household.no-address"), tone="stop")
            return
        if not self.service:
            self.step(-self.rows.at)
            self.tell(self.say("household.no-service"), tone="wait")
            return
        if self._chosen_papers() is None:
            self.tell(self.say("household.no-numbers", text=self.rows.value("papers")), tone="stop")
            return
        self._do(lambda desk, session, journey: desk.household.ask(session, journey))

    def _chosen_papers(self) -> tuple[int, ...] | None:
        """The papers all share, by their places in the list; None where something else is typed."""
        return numbers(self.rows.value("papers"), len(self.papers))

    def _do(self, call: Callable[[Desk, Session, str], GatheringView]) -> None:
        self.house.act(self._doing(call))

    async def _doing(self, call: Callable[[Desk, Session, str], GatheringView]) -> None:
        session, journey = self.house.session, self.journey
        if session is not None:
            await self.drafts_kept()
            self.gathering = await self.house.verb(lambda desk: call(desk, session, journey))
            await self._next()

    async def _share(self, fact: str, value: str) -> None:
        await self._doing(lambda desk, session, journey: desk.household.share(session, journey, fact, value))

    async def _next(self) -> None:
        """The next question that may have one answer for all; behind the last one the household begins."""
        session, service = self.house.session, self.service
        if session is None:
            return
        if not self.gathering.asking:
            self.form, self.question = self.rows, None
            self.tell()
            return
        answers, left = self.gathering.answers, self.gathering.left
        open_ = await self.house.verb(lambda desk: desk.household.shareable(session, service, answers, left))
        self.question = next(iter(open_), None)
        if self.question is None:
            await self._begin()
            return
        self.form = None
        self.tell()

    async def _begin(self) -> None:
        session, service, journey, rows = self.house.session, self.service, self.journey, self.rows
        if session is None:
            return
        papers = [self.papers[place - 1][0] for place in self._chosen_papers() or ()]
        address, landlord, phone = (rows.value(key) for key in ("address", "landlord", "phone"))
        answers = self.gathering.answers
        await self.house.verb(
            lambda desk: desk.household.begin(
                session,
                service,
                address=address,
                landlord=landlord,
                phone=phone,
                papers=papers,
                answers=answers,
                name=journey,
            )
        )
        view = await self.house.verb(lambda desk: desk.household.gathering(session, journey))
        self.app.pop_screen()
        self.house.go(household_page(view))

    def back(self) -> None:
        """The last answer for all is taken back, then the rows come; one with rows typed waits, an empty one is dropped."""
        if self.form is None:
            self._do(lambda desk, session, journey: desk.household.unshare(session, journey))
        else:
            self.house.act(self._leave())

    async def _leave(self) -> None:
        session = self.house.session
        if session is None:
            return
        if self.untouched:
            await self.drafts_kept()
            await self.house.verb(lambda desk: self.abandon(desk, session))
        else:
            await self.set_aside()
        self.app.pop_screen()

    # What is this journey's own --------------------------------------------------------------------------------

    @property
    def journey(self) -> str:
        """The household to be."""
        return self.gathering.id

    @property
    def untouched(self) -> bool:
        """Nothing is typed in any row."""
        return not self.gathering.asking and not any(row.value.strip() for row in self.rows.rows)

    def verbs(self, desk: Desk) -> KeepingVerbs:
        """The verbs of households."""
        return desk.household

    def abandon(self, desk: Desk, session: Session) -> None:
        """Nobody is taken in together after all."""
        desk.household.give_up(session, self.journey)

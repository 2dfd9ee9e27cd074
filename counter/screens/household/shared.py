"""What all share, said once: service, address, landlord, papers, and answers that are the same for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.household.question import SharedQuestion
from counter.screens.household.rows import SharedRows
from counter.screens.kept_page import KeptPage
from counter.screens.pages import household_page
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import ScreenResume

    from counter.desk.demand_views import QuestionView
    from counter.desk.desk import Desk
    from counter.desk.household_views import GatheringView
    from counter.desk.views import Session, WhyLine
    from counter.screens.kept_page import KeepingVerbs


class SharedPage(KeptPage):
    """The rows first, then each question that may have one answer for all: one face at a time."""

    def __init__(self, gathering: GatheringView) -> None:
        super().__init__()
        self.gathering = gathering
        self.rows = SharedRows(self)
        self._stand_before(SharedQuestion(self) if gathering.asking else self.rows)

    def _stand_before(self, face: SharedRows | SharedQuestion) -> None:
        self.face: SharedRows | SharedQuestion = face
        self.form = face.form

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What is offered here, and the question where the rows were filled in before."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self) -> None:
        if (session := self.house.session) is None:
            return
        await self.rows.read(session)
        if self.gathering.asking:
            await self._go_on(session)
        self.show()

    def draw(self, canvas: Canvas) -> None:
        """The title, and the face."""
        canvas.put(2, 2, self.say("household.shared"), "strong")
        self.face.draw(canvas)

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """The face first."""
        return self.face.press(key) or super().press(key)

    def entered(self) -> None:
        """The face is complete."""
        self.face.entered()

    def back(self) -> None:
        """One step back, as far as the face has one."""
        self.face.back()

    # What the faces say ----------------------------------------------------------------------------------------

    def do(self, call: Callable[[Desk, Session, str], GatheringView]) -> None:
        """Call a verb of what all share, and go where it leads."""
        self.house.act(self._doing(call))

    async def _doing(self, call: Callable[[Desk, Session, str], GatheringView]) -> None:
        session, journey = self.house.session, self.journey
        if session is not None:
            await self.drafts_kept()
            self.gathering = await self.house.verb(lambda desk: call(desk, session, journey))
            await self._go_on(session)

    async def _go_on(self, session: Session) -> None:
        """To the rows, or to the next question that may have one answer for all; behind the last one the household begins."""
        if not self.gathering.asking:
            self._stand_before(self.rows)
        elif (question := await self._next(session)) is not None:
            self._stand_before(SharedQuestion(self, question))
        else:
            await self._begin(session)
            return
        self.tell()

    async def _next(self, session: Session) -> QuestionView | None:
        service, answers, left = self.rows.service, self.gathering.answers, self.gathering.left
        asked = await self.house.verb(lambda desk: desk.household.shareable(session, service, answers, left))
        return next(iter(asked), None)

    async def _begin(self, session: Session) -> None:
        journey, rows, answers = self.journey, self.rows, self.gathering.answers
        address, landlord, phone = (rows.form.value(key) for key in ("address", "landlord", "phone"))
        await self.house.verb(
            lambda desk: desk.household.begin(
                session,
                rows.service,
                address=address,
                landlord=landlord,
                phone=phone,
                papers=rows.chosen_papers or (),
                answers=answers,
                name=journey,
            )
        )
        view = await self.house.verb(lambda desk: desk.household.gathering(session, journey))
        self.app.pop_screen()
        self.house.go(household_page(view))

    def leave(self) -> None:
        """One with rows typed waits, an empty one is dropped."""
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

    async def reasons(self) -> tuple[WhyLine, ...]:
        """What the rules make of the question that is asked of all."""
        session, service = self.house.session, self.rows.service
        if session is None or self.face is self.rows:
            return ()
        answers, left = self.gathering.answers, self.gathering.left
        return await self.house.verb(lambda desk: desk.household.why_all(session, service, answers, left))

    # What is this journey's own --------------------------------------------------------------------------------

    @property
    def journey(self) -> str:
        """The household to be."""
        return self.gathering.id

    @property
    def untouched(self) -> bool:
        """Nothing is typed in any row."""
        return not self.gathering.asking and self.rows.empty

    def verbs(self, desk: Desk) -> KeepingVerbs:
        """The verbs of households."""
        return desk.household

    def abandon(self, desk: Desk, session: Session) -> None:
        """Nobody is taken in together after all."""
        desk.household.give_up(session, self.journey)

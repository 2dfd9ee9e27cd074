"""One household: a line per person, the next person below, and everybody accepted and printed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from counter.desk.household_case import PERSON
from counter.errors import CounterError
from counter.screens.household.for_all import ACTS
from counter.screens.household.for_one import REPRINT, reprint
from counter.screens.household.lines import LINE, Lines
from counter.screens.household.person import NextPerson
from counter.screens.kept_page import KeptPage
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from textual.events import ScreenResume

    from counter.desk.desk import Desk
    from counter.desk.household_views import GatheringView, HouseholdView
    from counter.desk.views import Session, WhyLine
    from counter.screens.kept_page import KeepingVerbs

_TOP = 5
"""The row of the first line."""


class HouseholdPage(KeptPage):
    """Lines above, the rows of the next person below; a line that is marked takes the keys, else the rows do."""

    OFFERS: ClassVar[frozenset[str]] = KeptPage.OFFERS | {"find"}

    def __init__(self, gathering: GatheringView) -> None:
        super().__init__()
        assert gathering.household is not None  # noqa: S101 - its door sees to it
        self.lines = Lines(self, gathering.household, gathering.typed.get(LINE, ""))
        self.person = NextPerson(self, gathering.typed)
        self.answers = dict(gathering.typed)
        """What was typed as an answer of a person and not yet entered, by line and question."""
        self.turn = asyncio.Lock()
        """Held from a verb to its picture: what is read when the page comes to light never lies over what was done since."""

    @property
    def view(self) -> HouseholdView:
        """The household as it stands."""
        return self.lines.view

    def take(self, view: HouseholdView) -> None:
        """Show it as it stands now."""
        self.lines.view = view
        self.show()

    async def doing(self, call: Callable[[Desk, Session, str], HouseholdView]) -> None:
        """Call a verb of households; one that stops half-way still leads to where the store stands."""
        session, household = self.house.session, self.view.id
        if session is None:
            return
        await self.drafts_kept()
        try:
            async with self.turn:
                self.take(await self.house.verb(lambda desk: call(desk, session, household)))
        except CounterError:
            await self._read()
            raise

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What was done in an intake of its own shows here."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self) -> None:
        session, household = self.house.session, self.view.id
        if session is not None:
            async with self.turn:
                self.take(await self.house.verb(lambda desk: desk.household.catch_up(session, household)))
            await self.person.read(session)

    def answering(self, key: str, text: str) -> None:
        """Keep what is typed as an answer of a person."""
        self.answers[key] = text
        self.keep(key, text)

    def draw(self, canvas: Canvas) -> None:
        """What is shared, the lines, the next person."""
        view, language = self.view, self.house.language
        canvas.put(2, 2, view.address, "strong", canvas.columns - 30)
        counts = self.say(
            "household.counts", all=len(view.lines), accepted=view.accepted, refused=view.refused
        )
        canvas.right(2, counts, "label", 2)
        papers = "、".join(text.in_(language) for _, text in view.papers)
        shared = f"{view.title.in_(language)}   {view.landlord} {view.phone}   {papers}"
        canvas.put(2, 3, shared, "label", canvas.columns - 4)
        y = self.lines.draw(canvas, _TOP, canvas.rows - _TOP - (len(PERSON) + 4 + len(ACTS)))
        self.person.draw(canvas, y + 1)
        if self.lines.marked:
            canvas.slot = None

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """To the line that is marked, else to the rows."""
        if self.lines.marked:
            return self.lines.press(key)
        return self.person.press(key) or super().press(key)

    def flows(self, _character: str) -> bool:
        """A letter is text only while a person is typed."""
        return not self.lines.marked

    def step(self, step: int) -> bool:
        """Another row of the next person."""
        super().step(step)
        self.person.stepped()
        return True

    def entered(self) -> None:
        """The last row of a new person."""
        self.house.act(self.person.add(known_only=False))

    def resume(self, deed: str) -> None:
        """What is done for everybody at once, or the spoiled receipt of the line that is marked."""
        line = self.lines.line
        if deed in ACTS:
            self.begin(deed, ACTS[deed](self))
        elif deed == REPRINT and line is not None and line.is_spoiled:
            self.begin(deed, reprint(self, line))

    def back(self) -> None:
        """From the lines to the rows; then the page is left, and the household waits."""
        if self.lines.marked:
            self.lines.mark(-1)
        else:
            self.house.act(self._leave())

    async def _leave(self) -> None:
        await self.set_aside()
        self.app.pop_screen()

    async def reasons(self) -> tuple[WhyLine, ...]:
        """What the rules say to the line that is marked."""
        session, line = self.house.session, self.lines.line
        if session is None or line is None:
            return ()
        return await self.house.verb(lambda desk: desk.questions.why(session, line.case))

    # What is this journey's own --------------------------------------------------------------------------------

    @property
    def journey(self) -> str:
        """The household."""
        return self.view.id

    def verbs(self, desk: Desk) -> KeepingVerbs:
        """The verbs of households."""
        return desk.household

    def abandon(self, desk: Desk, session: Session) -> None:
        """Its people are given up one by one; the household itself waits."""
        desk.household.park(session, self.journey)

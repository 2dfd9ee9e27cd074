"""The page of the journey: left what is done, here and to come; right the one question of the step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.events import Resize

from counter.errors import CounterError
from counter.screens.doors import begin_slip
from counter.screens.newest import Newest
from counter.screens.page import Page
from counter.screens.slip.faces import face_for
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import CaseView, Session, WhyLine
    from counter.screens.slip.face import Face

STATIONS = ("number", "holder", "shown", "read-back", "print")
"""The stations a citizen passes, as the left column names them."""
_AT = {"number": 0, "shown": 2, "read-back": 3, "preview": 4, "came-out": 4, "spoiled": 4}
_UNMASKED = 10.0
"""Seconds an identity number stays readable after it was asked for."""


class SlipPage(Page):
    """Shows a case at its step and hands every answer to the desk."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "park", "slip", "unmask", "cover", "language", "lock", "back"}
    )

    def __init__(self, case: CaseView) -> None:
        super().__init__()
        self.case = case
        self.unmasked = ""
        self._drafts: dict[str, Newest[None]] = {}
        self.face: Face = face_for(self, case)

    def on_mount(self) -> None:
        """Stand at the step of the case."""
        super().on_mount()
        self.face.start()

    def on_resize(self, event: Resize) -> None:
        """The face may have to be fetched anew for another width."""
        super().on_resize(event)
        self.face.resized()

    def take(self, case: CaseView) -> None:
        """Go to the step a verb led to; at an end, home."""
        self.case, self.unmasked, self.notice = case, "", ((), "ink")
        if not case.open:
            serial = case.sheet.serial if case.sheet else ""
            self.house.home(self.say(f"slip.ended.{case.step}", serial=serial))
            return
        self.face = face_for(self, case)
        self.show()
        if self.standing:
            self.face.start()

    async def bring(self, number: str) -> None:
        """Enter a number that was typed elsewhere; a wrong one stays in the field."""
        if self.form is not None:
            self.form.row.value = number
            self.keep("number", number)
        await self.doing(lambda desk, session, case: desk.slip.enter_number(session, case, number))

    def do(self, call: Callable[[Desk, Session, str], CaseView]) -> None:
        """Call a verb of the journey and go where it leads."""
        self.house.act(self.doing(call))

    async def doing(self, call: Callable[[Desk, Session, str], CaseView]) -> None:
        """The same, inside an act; a verb that fails half-way, as at a dead printer, still leads to where the store stands."""
        session, case_id = self.house.session, self.case.id
        if session is None:
            return
        await self._drafts_kept()
        try:
            case = await self.house.verb(lambda desk: call(desk, session, case_id))
        except CounterError:
            now = await self.house.verb(lambda desk: desk.find.case(session, case_id))
            if (now.step, now.sheet) != (self.case.step, self.case.sheet):
                self.take(now)
            raise
        self.take(case)

    def keep(self, key: str, text: str) -> None:
        """Keep what is being typed, so that a power cut costs nothing; of each field the newest text wins."""
        session, case_id = self.house.session, self.case.id
        if session is not None:
            draft = self._drafts.setdefault(key, Newest(self.house, lambda _: None))
            draft.want(lambda desk: desk.slip.keep_typed(session, case_id, key, text))

    async def _drafts_kept(self) -> None:
        for draft in self._drafts.values():
            await draft.caught_up()

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Journey, title, face."""
        left = 20 if canvas.columns >= 100 else 18
        room, top = canvas.columns - left - 2, 2
        self._draw_journey(canvas)
        if self.face.titled:
            top = canvas.block(left, top, self.case.title.in_(self.house.language), "strong", room, 2) + 1
        self.face.draw(canvas, Box(left, top, room, canvas.rows - top - 3))

    def _draw_journey(self, canvas: Canvas) -> None:
        at, stopped = self._station()
        for place, key in enumerate(STATIONS):
            done, here = place < at, place == at
            mark, role = ("✓", "done") if done else ("←", "here") if here else ("", "faint")
            if here and stopped:
                mark, role = "✗", "stop"
            canvas.put(
                1, 2 + place, f"{place + 1} {self.say(f'journey.{key}')}", role if here else "label", 12
            )
            canvas.put(14, 2 + place, mark, role)
        if stopped:
            canvas.block(1, 8, self.say("journey.stopped"), "stop", 14, 2)

    def _station(self) -> tuple[int, bool]:
        step = str(self.case.step)
        if step in _AT:
            return _AT[step], False
        return (0 if self.case.holder is None else 1 if self.case.shown is None else 2), True

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """The face first."""
        return self.face.press(key) or super().press(key)

    def flows(self, character: str) -> bool:
        """The face knows which digits are choices."""
        return self.face.flows(character)

    def typed(self, row: FormRow) -> None:
        """The face explains what is being typed; the draft is kept."""
        self.keep(row.key, row.value)
        self.face.typed(row)

    def entered(self) -> None:
        """The form of the face is complete."""
        self.face.entered()

    def back(self) -> None:
        """One step back, as far as the journey has one."""
        self.face.back()

    def work(self, key_id: str) -> bool:
        """Parking, beginning anew and unmasking belong to this page."""
        acts = {"park": self.park, "slip": self._begin_anew, "unmask": self._unmask}
        if key_id in acts:
            self.house.act(acts[key_id]())
        return key_id in acts

    def turned(self) -> None:
        """The face may have to be fetched anew in the other language."""
        super().turned()
        self.face.turned()

    async def reasons(self) -> tuple[WhyLine, ...]:
        """What the desk says of this case."""
        session, case_id = self.house.session, self.case.id
        if session is None:
            return ()
        return await self.house.verb(lambda desk: desk.slip.why(session, case_id))

    async def park(self) -> None:
        """Put the journey aside for the next citizen."""
        session, case_id = self.house.session, self.case.id
        if session is not None:
            await self._drafts_kept()
            await self.house.verb(lambda desk: desk.slip.park(session, case_id))
            self.house.home(self.say("slip.parked"))

    async def _begin_anew(self) -> None:
        """A new slip while this one is unfinished: this one waits at home; an empty one is new already.

        So keys typed ahead for a new slip never answer the question of a journey that was resumed instead.
        """
        if not self.face.untouched:
            await self.park()
            await begin_slip(self.house)

    async def _unmask(self) -> None:
        session, case_id = self.house.session, self.case.id
        if session is None or self.case.holder is None:
            self.tell(self.say("slip.no-holder-yet"))
            return
        self.unmasked = await self.house.verb(lambda desk: desk.slip.unmask(session, case_id))
        self.tell(self.say("slip.unmasked", seconds=int(_UNMASKED)), tone="wait")
        self.set_timer(_UNMASKED, self._mask_again)

    def _mask_again(self) -> None:
        if self.unmasked:
            self.unmasked, self.notice = "", ((), "ink")
            self.show()

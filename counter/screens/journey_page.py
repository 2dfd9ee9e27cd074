"""The page every journey shares: left the stations of the citizen, right the one question of the step."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, Protocol

from textual.events import Resize

from counter.errors import CounterError
from counter.screens.face import Face, ViewT
from counter.screens.kept_page import KeepingVerbs, KeptPage
from counter.widgets.canvas import Box, Canvas
from counter.widgets.field import Field
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import Session, WhyLine
    from counter.locale import Text

_UNMASKED = 10.0
"""Seconds an identity number stays readable after it was asked for."""
_RAIL_WIDE = 100
"""From so many columns on, the stations have more room."""


class JourneyVerbs(KeepingVerbs, Protocol):
    """The verbs every journey of a citizen has, whatever it is about."""

    def unmask(self, session: Session, case_id: str) -> str:
        """The whole number on the screen."""


@dataclass(frozen=True, slots=True)
class Station:
    """One line of the left column."""

    label: str
    state: Literal["done", "here", "stopped", "ahead"]


_MARKS = {
    "done": ("✓", "done", "label"),
    "here": ("←", "here", "here"),
    "stopped": ("✗", "stop", "stop"),
    "ahead": ("", "faint", "label"),
}
"""Mark, its role, the role of the label."""


class JourneyPage(KeptPage, Generic[ViewT]):
    """Shows a case at its step and hands every answer to the desk; a journey says what is its own at the end of the class."""

    OFFERS: ClassVar[frozenset[str]] = KeptPage.OFFERS | {"unmask"}

    def __init__(self, case: ViewT) -> None:
        super().__init__()
        self.case = case
        self.unmasked = ""
        self.face: Face[Any, ViewT] = self.face_for(case)

    def on_mount(self) -> None:
        """Stand at the step of the case."""
        super().on_mount()
        self.face.start()

    def on_resize(self, event: Resize) -> None:
        """The face may have to be fetched anew for another width."""
        super().on_resize(event)
        self.face.resized()

    def take(self, case: ViewT) -> None:
        """Go to the step a verb led to; at an end, to where it came from."""
        self.case, self.unmasked, self.notice = case, "", ((), "ink")
        if not case.open:
            self.end(self.ended(case))
            return
        self.face = self.face_for(case)
        self.show()
        if self.standing:
            self.face.start()

    def do(self, call: Callable[[Desk, Session, str], ViewT]) -> None:
        """Call a verb of the journey and go where it leads."""
        self.house.act(self.doing(call))

    async def doing(self, call: Callable[[Desk, Session, str], ViewT]) -> None:
        """The same, inside an act; a verb that fails half-way, as at a dead printer, still leads to where the store stands."""
        session, case_id = self.house.session, self.case.id
        if session is None:
            return
        await self.drafts_kept()
        try:
            case = await self.house.verb(lambda desk: call(desk, session, case_id))
        except CounterError:
            now = await self.house.verb(lambda desk: self.read(desk, session))
            if self.place(now) != self.place(self.case):
                self.take(now)
            raise
        self.take(case)

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Journey, title, face."""
        left = 20 if canvas.columns >= _RAIL_WIDE else 18
        room, top = canvas.columns - left - 2, 2
        self._draw_stations(canvas)
        title = self.title_of(self.case)
        if self.face.titled and title is not None:
            top = canvas.block(left, top, title.in_(self.house.language), "strong", room, 2) + 1
        self.face.draw(canvas, Box(left, top, room, canvas.rows - top - 3))

    def _draw_stations(self, canvas: Canvas) -> None:
        stations = self.stations()
        for place, station in enumerate(stations):
            mark, role, label_role = _MARKS[station.state]
            canvas.put(1, 2 + place, f"{place + 1} {station.label}", label_role, 13)
            canvas.put(14, 2 + place, mark, role)
        if any(station.state == "stopped" for station in stations):
            canvas.block(1, 3 + len(stations), self.stopped(self.case), "stop", 14, 2)

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """The face first."""
        return self.face.press(key) or super().press(key)

    def too_early(self, struck: float) -> bool:
        """The face knows what must be seen before it is answered."""
        return self.face.too_early(struck)

    def flows(self, character: str) -> bool:
        """The face knows which digits are choices."""
        return self.face.flows(character)

    def typed(self, row: FormRow) -> None:
        """The face explains what is being typed; the draft is kept."""
        super().typed(row)
        self.face.typed(row)

    def on_field_left_out(self, event: Field.LeftOut) -> None:
        """What was typed behind a whole text was not taken; the face says so."""
        self.face.left_out(event.text)

    def entered(self) -> None:
        """The form of the face is complete."""
        self.face.entered()

    def resume(self, deed: str) -> None:
        """The face knows what was begun."""
        self.face.resume(deed)

    def back(self) -> None:
        """One step back, as far as the journey has one."""
        self.face.back()

    def work(self, key_id: str) -> bool:
        """Unmasking belongs to this page."""
        if key_id == "unmask":
            self.house.act(self._unmask())
            return True
        return super().work(key_id)

    def turned(self) -> None:
        """The face may have to be fetched anew in the other language."""
        super().turned()
        self.face.turned()

    async def reasons(self) -> tuple[WhyLine, ...]:
        """What the desk says of this case."""
        session = self.house.session
        return await self.house.verb(lambda desk: self.why(desk, session)) if session is not None else ()

    async def _unmask(self) -> None:
        session, case_id = self.house.session, self.case.id
        if session is None or not self.has_number(self.case):
            self.tell(self.say("slip.no-holder-yet"))
            return
        self.unmasked = await self.house.verb(lambda desk: self.verbs(desk).unmask(session, case_id))
        self.tell(self.say("slip.unmasked", seconds=int(_UNMASKED)), tone="wait")
        self.set_timer(_UNMASKED, self._mask_again)

    def _mask_again(self) -> None:
        if self.unmasked:
            self.unmasked, self.notice = "", ((), "ink")
            self.show()

    # What is a journey's own -----------------------------------------------------------------------------------

    @abstractmethod
    def face_for(self, case: ViewT) -> Face[Any, ViewT]:
        """The face of the step a case stands at."""

    @property
    def journey(self) -> str:
        """The case."""
        return self.case.id

    @property
    def untouched(self) -> bool:
        """Whether nothing has been said in it yet."""
        return self.face.untouched

    @abstractmethod
    def verbs(self, desk: Desk) -> JourneyVerbs:
        """The room of verbs of this journey."""

    @abstractmethod
    def abandon(self, desk: Desk, session: Session) -> object:
        """Give the journey up."""

    @abstractmethod
    def read(self, desk: Desk, session: Session) -> ViewT:
        """The case as it stands in the store."""

    @abstractmethod
    def why(self, desk: Desk, session: Session) -> tuple[WhyLine, ...]:
        """What the desk cites for this step."""

    @abstractmethod
    def place(self, case: ViewT) -> object:
        """What differs when a case has moved."""

    @abstractmethod
    def title_of(self, case: ViewT) -> Text | None:
        """What stands over the question, if anything is known yet."""

    @abstractmethod
    def has_number(self, case: ViewT) -> bool:
        """Whether there is a number that could be unmasked."""

    @abstractmethod
    def ended(self, case: ViewT) -> str:
        """The line on the home page about a case that has come to rest."""

    def stopped(self, _case: ViewT) -> str:
        """What is said under the stations where one of them is stopped."""
        return self.say("journey.stopped")

    @abstractmethod
    def stations(self) -> tuple[Station, ...]:
        """The left column from top to bottom."""


def stations_at(labels: Sequence[str], at: int, *, stopped: bool = False) -> tuple[Station, ...]:
    """Stations with those before ``at`` done and that one here, or stopped."""
    before: list[Station] = [Station(label, "done") for label in labels[:at]]
    here = [Station(label, "stopped" if stopped else "here") for label in labels[at : at + 1]]
    return (*before, *here, *(Station(label, "ahead") for label in labels[at + 1 :]))

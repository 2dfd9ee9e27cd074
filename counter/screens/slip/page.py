"""The page of a confirmation slip's journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.views import CaseView
from counter.screens.journey_page import JourneyVerbs, Station, stations_at
from counter.screens.reading_page import ReadingPage
from counter.screens.slip.faces import face_for

if TYPE_CHECKING:
    from counter.desk.card_views import IdentityCard
    from counter.desk.desk import Desk
    from counter.desk.views import Session, WhyLine
    from counter.locale import Text
    from counter.screens.slip.face import Face

    Base = ReadingPage[CaseView]
else:
    Base = ReadingPage

STATIONS = ("number", "holder", "shown", "read-back", "print")
"""The stations a citizen passes, as the left column names them."""
_AT = {"number": 0, "shown": 2, "read-back": 3, "preview": 4, "came-out": 4, "spoiled": 4}


class SlipPage(Base):
    """Shows the case of a slip at its step."""

    BEGINS = "slip"
    DIFFERS = "card.register-differs"

    async def bring(self, number: str) -> None:
        """Enter a number that was typed elsewhere; a wrong one stays in the field."""
        if self.form is not None:
            self.form.row.value = number
            self.keep("number", number)
        await self.doing(lambda desk, session, case: desk.slip.enter_number(session, case, number))

    def by_card(self, desk: Desk, session: Session, case: str, card: IdentityCard, typed: str) -> CaseView:
        """The holder."""
        return desk.slip.by_card(session, case, card, typed)

    def stations(self) -> tuple[Station, ...]:
        """Five stations; a refusal stops at the one it came from."""
        labels, step = [self.say(f"journey.{key}") for key in STATIONS], str(self.case.step)
        if step in _AT:
            return stations_at(labels, _AT[step])
        at = 0 if self.case.holder is None else 1 if self.case.shown is None else 2
        return stations_at(labels, at, stopped=True)

    def face_for(self, case: CaseView) -> Face:
        """The face of the step a slip stands at."""
        return face_for(self, case)

    def verbs(self, desk: Desk) -> JourneyVerbs:
        """The verbs of slips."""
        return desk.slip

    def read(self, desk: Desk, session: Session) -> CaseView:
        """The slip's case as it stands."""
        return desk.find.case(session, self.case.id)

    def why(self, desk: Desk, session: Session) -> tuple[WhyLine, ...]:
        """What the desk cites for this step."""
        return desk.slip.why(session, self.case.id)

    def abandon(self, desk: Desk, session: Session) -> CaseView:
        """Give the slip up."""
        return desk.slip.abandon(session, self.case.id)

    def place(self, case: CaseView) -> object:
        """Step and sheet."""
        return case.step, case.sheet

    def title_of(self, case: CaseView) -> Text:
        """What slips are called here."""
        return case.title

    def has_number(self, case: CaseView) -> bool:
        """A holder was found."""
        return case.holder is not None

    def ended(self, case: CaseView) -> str:
        """Issued, refused or given up."""
        return self.say(f"slip.ended.{case.step}", serial=case.sheet.serial if case.sheet else "")

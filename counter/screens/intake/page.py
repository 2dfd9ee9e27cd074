"""The page of an intake: from the first word to the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.desk.intake_views import IntakeView
from counter.screens.intake.correction import correct_applicant
from counter.screens.intake.faces import face_for
from counter.screens.intake.giving_back import give_back, in_till
from counter.screens.intake.leading_on import lead_on
from counter.screens.journey_page import JourneyVerbs, Station, stations_at
from counter.screens.reading_page import ReadingPage
from counter.workflows.application import ORDER, Stage

if TYPE_CHECKING:
    from counter.desk.card_views import CardView, IdentityCard
    from counter.desk.desk import Desk
    from counter.desk.views import Session, WhyLine
    from counter.locale import Text
    from counter.screens.intake.face import Face

    Base = ReadingPage[IntakeView]
else:
    Base = ReadingPage

_STOPPED = {
    Stage.REFUSAL: Stage.QUESTIONS,
    Stage.REFUSAL_OUT: Stage.QUESTIONS,
    Stage.NOTICE: Stage.DOCUMENTS,
    Stage.NOTICE_OUT: Stage.DOCUMENTS,
}
"""The stations at which the intake does not go on."""


_TAKES_BACK = frozenset({*ORDER, Stage.NOTICE, Stage.REFUSAL})
"""The stages at which something said may be taken back."""
_CORRECT, _GIVE_BACK, _CARD = "correct", "give-back", "card"


class IntakePage(Base):
    """Shows an intake at its stage."""

    OFFERS: ClassVar[frozenset[str]] = ReadingPage.OFFERS | {"undo"}
    BEGINS = "new"

    @property
    def offers(self) -> frozenset[str]:
        """Nothing is taken back any more once it is printed or accepted."""
        return super().offers - (frozenset() if self.case.stage in _TAKES_BACK else {"undo"})

    def __init__(self, case: IntakeView) -> None:
        self.documents_at = self.paper_at = ""
        """The demand and the paper of it that were marked last, while the papers are gone through."""
        super().__init__(case)

    async def bring(self, number: str) -> None:
        """Enter a number that was typed elsewhere; a wrong one stays in the field."""
        if self.form is not None:
            self.form.row.value = number
            self.keep(self.form.row.key, number)
        await self.doing(lambda desk, session, case: desk.intake.identify(session, case, number))

    def take(self, case: IntakeView) -> None:
        """Go to the step a verb led to; behind a receipt, to the certificate where the service ends in one."""
        super().take(case)
        if case.stage is Stage.DONE and case.sheet is not None:
            self.house.act(lead_on(self.house, case.id, case.sheet.serial))

    def work(self, key_id: str) -> bool:
        """Taking back belongs to intakes."""
        if key_id == "undo":
            self.take_back()
            return True
        return super().work(key_id)

    @property
    def where(self) -> str:
        """The intake."""
        return f"intake:{self.case.id}"

    def correct(self) -> None:
        """Correct what is known of the applicant."""
        self.begin(_CORRECT, correct_applicant(self, self.case))

    def give_back(self) -> None:
        """Give the fee back."""
        self.begin(_GIVE_BACK, give_back(self))

    def resume(self, deed: str) -> None:
        """What every face offers, or what the face knows."""
        if deed == _CORRECT:
            self.correct()
        elif deed == _CARD:
            self.take_over()
        elif deed == _GIVE_BACK:
            if in_till(self.case) is not None:
                self.give_back()
        else:
            super().resume(deed)

    def by_card(self, desk: Desk, session: Session, case: str, card: IdentityCard, typed: str) -> IntakeView:
        """The applicant."""
        return desk.intake.by_card(session, case, card, typed)

    def card_taken(self) -> None:
        """What differs of somebody known may be taken over."""
        self.take_over()

    def take_over(self) -> None:
        """Ask whether what the card says otherwise is taken over."""
        if self.case.card is not None and self.case.card.changes:
            self.begin(_CARD, self._take_over(self.case.card))

    async def _take_over(self, card: CardView) -> None:
        from counter.screens.intake.card_changes import CardChangesDialog  # noqa: PLC0415 - as above

        changed = await self.house.ask(CardChangesDialog(self, card))
        if changed is None:
            self.tell(self.say("card.left"), tone="wait")
            return
        self.take(changed)
        self.tell(self.say("correction.done"), tone="done")

    def take_back(self) -> None:
        """Undo the last thing said, and tell what that was."""
        self.house.act(self._take_back())

    async def _take_back(self) -> None:
        session, case_id = self.house.session, self.case.id
        if session is not None:
            await self.drafts_kept()
            undone = await self.house.verb(lambda desk: desk.intake.undo(session, case_id))
            self.take(undone.intake)
            self.tell(self.say("intake.undone", what=undone.what.in_(self.house.language)), tone="done")

    def stations(self) -> tuple[Station, ...]:
        """The stages this service has, and the paper at the end."""
        stopped = _STOPPED.get(self.case.stage)
        stage = stopped or self.case.stage
        stages = [one for one in ORDER if one in {*self.case.stages, stage}]
        labels = [*(self.say(f"rail.{one}") for one in stages), self.say("rail.paper")]
        at = stages.index(stage) if stage in stages else len(stages)
        return stations_at(labels, at, stopped=stopped is not None)

    def stopped(self, case: IntakeView) -> str:
        """Refused, or only incomplete."""
        incomplete = _STOPPED.get(case.stage) is Stage.DOCUMENTS
        return self.say("rail.incomplete") if incomplete else super().stopped(case)

    def face_for(self, case: IntakeView) -> Face:
        """The face of the stage an intake stands at."""
        return face_for(self, case)

    def verbs(self, desk: Desk) -> JourneyVerbs:
        """The verbs of intakes."""
        return desk.intake

    def read(self, desk: Desk, session: Session) -> IntakeView:
        """The intake as it stands."""
        return desk.intake.show(session, self.case.id)

    def why(self, desk: Desk, session: Session) -> tuple[WhyLine, ...]:
        """What the desk cites for this stage."""
        return desk.questions.why(session, self.case.id)

    def abandon(self, desk: Desk, session: Session) -> IntakeView:
        """Give the intake up."""
        return desk.intake.abandon(session, self.case.id)

    def place(self, case: IntakeView) -> object:
        """Stage and sheets."""
        at_home = [one.sheet for one in case.to_take]
        return case.stage, case.sheet, [one.sheet for one in case.signatures], at_home

    def title_of(self, case: IntakeView) -> Text | None:
        """The service, once it is chosen."""
        return case.title

    def has_number(self, case: IntakeView) -> bool:
        """The applicant is known, or a number was entered."""
        return case.person is not None or bool(case.number)

    def ended(self, case: IntakeView) -> str:
        """What has become of the intake, in a line for the home page."""
        serial = case.sheet.serial if case.sheet else ""
        return self.say(f"intake.ended.{case.stage}", serial=serial)

"""The page of a handing over (发放): left what is done, right the one question; every answer is on disk as it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.handing import HandingView
from counter.screens.ask import SecondDialog, SentenceDialog
from counter.screens.collect.steps import STEPS
from counter.screens.collect.told import station_at, stations
from counter.screens.journey_page import JourneyVerbs, Station, stations_at
from counter.screens.out_dialog import ask_outcome
from counter.screens.reading_page import ReadingPage
from counter.workflows.application import Deed, State

if TYPE_CHECKING:
    from counter.desk.card_views import IdentityCard
    from counter.desk.desk import Desk
    from counter.desk.views import Session, WhyLine
    from counter.locale import Text
    from counter.screens.collect.ask import Ask
    from counter.values.finger_code import FingerCode

    Base = ReadingPage[HandingView]
else:
    Base = ReadingPage

_LOST = "collect.lost"


class CollectPage(Base):
    """Who is here, what the rules ask, the finger, the signature; Esc takes the last answer back."""

    DIFFERS = "card.named-differs"

    @property
    def signer(self) -> str:
        """Who is expected to sign."""
        way, told = self.case.collection.way, self.case.told
        return way.agent if told.present == "agent" and way is not None else self.case.application.name

    # What the questions say ------------------------------------------------------------------------------------

    def said(self, what: str, value: str) -> None:
        """A question is answered; a wrong number stays in its field."""
        self.do(lambda desk, session, case: desk.handing.say(session, case, what, value))

    def by_card(self, desk: Desk, session: Session, case: str, card: IdentityCard, typed: str) -> HandingView:
        """The applicant, or the agent."""
        return desk.handing.by_card(session, case, card, typed)

    def take_back(self) -> None:
        """The last answer is taken back; before the first one nothing is handed over and the page is left."""
        if self.case.told.last:
            self.do(lambda desk, session, case: desk.handing.take_back(session, case))
        else:
            self.give_up()

    def give_up(self) -> None:
        """Leave without having handed anything over."""
        self.house.act(self._give_up())

    async def _give_up(self) -> None:
        session, case = self.house.session, self.case.id
        if session is not None:
            await self.drafts_kept()
            await self.house.verb(lambda desk: desk.handing.abandon(session, case))
            self.app.pop_screen()

    async def compare(self, finger: FingerCode) -> None:
        """Let the reader compare; no match leaves the question open for another finger, or for the photo."""
        self.tell(self.say("collect.press", finger=finger.text.in_(self.house.language)))
        await self.doing(lambda desk, session, case: desk.handing.compare(session, case, finger))
        if (comparison := self.case.told.comparison) is not None:
            words, match = f"{comparison.score:.2f}", comparison.match
            self.tell(
                self.say("collect.match" if match else "collect.no-match", score=words),
                tone="done" if match else "stop",
            )

    def resume(self, deed: str) -> None:
        """A lost receipt, a card that goes back; or what the question knows."""
        acts = {"reprint": self.reprint, "send-back": self.send_back}
        if deed in acts:
            self.begin(deed, acts[deed]())
        else:
            super().resume(deed)

    async def reprint(self) -> None:
        """A lost receipt is printed anew under a new serial, by two people; the old one is void."""
        house, session, case = self.house, self.house.session, self.case.application.id
        if session is None or (second := await house.ask(SecondDialog("collect.receipt.reprint"))) is None:
            return
        why = house.on_record(_LOST)
        intake = await house.verb(lambda desk: desk.deciding.reprint(session, case, second, why))
        if intake.sheet is None:
            return
        told = await ask_outcome(house, intake.sheet, lambda desk: desk.deciding.resend(session, case))
        if not told.good:
            await house.verb(lambda desk: desk.deciding.spoiled(session, case, told.reason))
            self.tell(self.say("collect.spoiled"), tone="wait")
            return
        await house.verb(lambda desk: desk.deciding.good(session, case))
        await self.doing(lambda desk, session, case: desk.handing.say(session, case, "receipt", "here"))
        self.tell(self.say("collect.reprinted", serial=intake.receipt), tone="done")

    async def send_back(self) -> None:
        """The card states something wrong: it goes back for quality, with what is wrong in words."""
        house, session, case = self.house, self.house.session, self.case.application.id
        reason = await house.ask(SentenceDialog("collect.wrong"))
        if session is not None and reason is not None:
            await house.verb(lambda desk: desk.progress.move(session, case, Deed.RETURN, reason))
            house.home(self.say("collect.sent-back", name=self.case.application.name))

    async def hand_over(self, name: str, reason: str) -> None:
        """Hand it over against the signature, or record the later check of what was mailed."""
        second, self._signed_by = None, name
        if self.case.doubtful:
            second = await self.house.ask(
                SecondDialog("collect.second", self.case.application.name, right="decide")
            )
            if second is None:
                return
        await self.doing(
            lambda desk, session, case: desk.handing.hand_over(session, case, name, second, reason)
        )

    _signed_by = ""

    # What is this journey's own --------------------------------------------------------------------------------

    def stations(self) -> tuple[Station, ...]:
        """As many as this handing over has; a refusal stops at the one it came from."""
        labels = [self.say(f"collect.station.{name}") for name, _ in stations(self.case)]
        return stations_at(labels, station_at(self.case), stopped=self.case.step == "refused")

    def stopped(self, _case: HandingView) -> str:
        """Nothing is handed over."""
        return self.say("collect.stopped")

    def face_for(self, case: HandingView) -> Ask:
        """The question that comes next."""
        return STEPS[case.step](self, case)

    def verbs(self, desk: Desk) -> JourneyVerbs:
        """The verbs of handing over."""
        return desk.handing

    def read(self, desk: Desk, session: Session) -> HandingView:
        """The handing over as it stands."""
        return desk.handing.show(session, self.case.id)

    def why(self, _desk: Desk, _session: Session) -> tuple[WhyLine, ...]:
        """What the rules of collection say here."""
        return self.case.collection.why

    def abandon(self, desk: Desk, session: Session) -> HandingView:
        """Nothing is handed over."""
        return desk.handing.abandon(session, self.case.id)

    def place(self, case: HandingView) -> object:
        """The question, and whether it is settled at another window."""
        return case.step, case.open

    def title_of(self, case: HandingView) -> Text:
        """The service."""
        return case.application.title

    def has_number(self, _case: HandingView) -> bool:
        """The applicant is always known."""
        return True

    def ended(self, case: HandingView) -> str:
        """What became of it, in a line for the home page."""
        told, language = case.application, self.house.language
        if told.state is State.MAILED_VERIFIED:
            return self.say("collect.checked", name=told.name)
        if told.state is not State.COLLECTED:
            return self.say("collect.overtaken", name=told.name, state=told.state.text.in_(language))
        return self.say("collect.done", title=told.title.in_(language), name=self._signed_by or told.name)

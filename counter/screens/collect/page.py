"""The page of a handing over (发放): left what is done, right the one question; nothing is kept until it is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.ask import SecondDialog, SentenceDialog
from counter.screens.collect.ask import Ask
from counter.screens.collect.steps import STEPS
from counter.screens.collect.told import Step, Told, stations
from counter.screens.out_dialog import ask_outcome
from counter.screens.page import Page
from counter.values.citizen_number import normalise
from counter.widgets.canvas import Box, Canvas
from counter.workflows.application import Deed, State

if TYPE_CHECKING:
    from counter.desk.collection import CollectionView
    from counter.desk.rights import Second
    from counter.desk.views import Session, WhyLine
    from counter.values.finger_code import FingerCode

_RAIL = 18
_LOST = "collect.lost"


class CollectPage(Page):
    """Who is here, what the rules ask, the finger, the signature; Esc takes the last answer back."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "cover", "language", "lock", "back"})

    def __init__(self, view: CollectionView, receipt: bool | None = None) -> None:
        super().__init__()
        self.view = view
        self.told = Told(receipt=receipt)
        self._before: list[tuple[Told, CollectionView]] = []
        self._show_step()

    @property
    def signer(self) -> str:
        """Who is expected to sign."""
        agent = self.told.present == "agent" and self.view.way is not None
        return self.view.way.agent if agent and self.view.way else self.view.application.name

    def _show_step(self) -> None:
        self.at: Step = self.told.step(self.view)
        self.ask: Ask = STEPS[self.at](self)
        self.show()

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Stations, what and whose, the way registered, the question."""
        self._draw_stations(canvas)
        told, language = self.view.application, self.house.language
        room = canvas.columns - _RAIL - 2
        x = canvas.put(_RAIL, 2, told.name, "strong", room - 22)
        canvas.put(x + 2, 2, told.masked_number, "label")
        y = canvas.block(_RAIL, 3, told.title.in_(language), "ink", room, 2)
        if (way := self.view.way) is not None:
            words = (self.say(f"way.{way.mode}"), way.agent, way.agent_number, way.address)
            told_way = "  ".join(part for part in words if part)
            y = canvas.block(_RAIL, y, self.say("collect.way") + "  " + told_way, "label", room, 2)
        if self.told.receipt is False:
            y = canvas.block(_RAIL, y, self.say("collect.verified"), "wait", room, 2)
        self.ask.draw(canvas, Box(_RAIL, y + 1, room, canvas.rows - y - 4))

    def _draw_stations(self, canvas: Canvas) -> None:
        here = [place for place, (_, steps) in enumerate(stations(self.view, self.told)) if self.at in steps]
        at = here[0] if here else -1
        for place, (name, _) in enumerate(stations(self.view, self.told)):
            done = place < at
            mark, role = ("✓", "done") if done else ("←", "here") if place == at else ("", "faint")
            words = f"{place + 1} {self.say(f'collect.station.{name}')}"
            canvas.put(1, 2 + place, words, "here" if place == at else "label", 13)
            canvas.put(14, 2 + place, mark, role)
        if self.at == "refused":
            canvas.block(1, 8, self.say("collect.stopped"), "stop", 14, 2)

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Digits answer; a form takes its own keys; Enter without a form hands over."""
        if self.ask.press(key):
            return True
        if self.form is not None:
            return super().press(key)
        if key.isdigit() and 0 < int(key) <= len(self.ask.answers()):
            self.tell()
            self.ask.take(int(key))
        elif key == "enter":
            self.ask.entered()
        return True

    def entered(self) -> None:
        """The field of the question is complete."""
        self.ask.entered()

    def back(self) -> None:
        """The last answer is taken back; before the first one the page is left."""
        if not self._before:
            super().back()
            return
        self.told, self.view = self._before.pop()
        self.tell()
        self._show_step()

    # What the questions say ------------------------------------------------------------------------------------

    def tell_receipt(self, *, here: bool) -> None:
        """The receipt is here, or lost."""
        self._go(Told(self.told.facts, here, self.told.agent_number, self.told.comparison))

    def fact(self, code: str, value: str) -> None:
        """A question of the rules is answered."""
        self._go(self.told.fact(code, value))

    def agent(self, number: str) -> None:
        """The agent's number was typed; a wrong one stays in the field."""
        self._go(Told(self.told.facts, self.told.receipt, normalise(number), self.told.comparison))

    def _go(self, told: Told) -> None:
        self.house.act(self._going(told))

    async def _going(self, told: Told) -> None:
        if (session := self.house.session) is None:
            return
        view = await self._read(session, told)
        self._before.append((self.told, self.view))
        self.told, self.view = told, view
        self._show_step()

    async def _read(self, session: Session, told: Told) -> CollectionView:
        case = self.view.application.id
        return await self.house.verb(
            lambda desk: desk.collect.show(
                session, case, told.facts, told.agent_number, receipt=told.receipt is not False
            )
        )

    async def compare(self, finger: FingerCode) -> None:
        """Let the reader compare; no match leaves the question open for another finger, or for the photo."""
        session, case = self.house.session, self.view.application.id
        if session is None:
            return
        self.tell(self.say("collect.press", finger=finger.text.in_(self.house.language)))
        comparison = await self.house.verb(lambda desk: desk.collect.compare(session, case, finger))
        facts, words = self.told.facts, f"{comparison.score:.2f}"
        if comparison.match:
            told = Told(facts, self.told.receipt, self.told.agent_number, comparison)
            await self._going(told.fact("fingerprint-check", "match"))
            self.tell(self.say("collect.match", score=words), tone="done")
        else:
            self.told = Told(facts, self.told.receipt, self.told.agent_number, comparison)
            self.tell(self.say("collect.no-match", score=words), tone="stop")

    async def reprint(self) -> None:
        """A lost receipt is printed anew under a new serial, by two people; the old one is void."""
        house, session, case = self.house, self.house.session, self.view.application.id
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
        await self._going(Told(self.told.facts, True, self.told.agent_number, self.told.comparison))
        self.tell(self.say("collect.reprinted", serial=intake.receipt), tone="done")

    async def send_back(self) -> None:
        """The card states something wrong: it goes back for quality, with what is wrong in words."""
        house, session, case = self.house, self.house.session, self.view.application.id
        reason = await house.ask(SentenceDialog("collect.wrong"))
        if session is not None and reason is not None:
            await house.verb(lambda desk: desk.progress.move(session, case, Deed.RETURN, reason))
            house.home(self.say("collect.sent-back", name=self.view.application.name))

    def leave(self) -> None:
        """Leave without having handed anything over."""
        super().back()

    # The end ---------------------------------------------------------------------------------------------------

    async def hand_over(self, name: str, reason: str) -> None:
        """Hand it over against the signature, or record the later check of what was mailed."""
        if (session := self.house.session) is None:
            return
        second = None
        if self.told.doubtful(self.view):
            second = await self.house.ask(
                SecondDialog("collect.second", self.view.application.name, right="decide")
            )
            if second is None:
                return
        if self.view.application.state is State.MAILED:
            await self._check(session, second, reason)
        else:
            await self._hand_over(session, name, second, reason)

    async def _hand_over(self, session: Session, name: str, second: Second | None, reason: str) -> None:
        case, told = self.view.application.id, self.told
        compared = told.comparison if told.facts.get("fingerprint-check") in {"match", "no-match"} else None
        done = await self.house.verb(
            lambda desk: desk.collect.hand_over(
                session,
                case,
                signed_by=name,
                facts=told.facts,
                agent_number=told.agent_number,
                receipt=told.receipt is True,
                comparison=compared,
                second=second,
                reason=reason,
            )
        )
        title = done.title.in_(self.house.language)
        self.house.home(self.say("collect.done", title=title, name=name))

    async def _check(self, session: Session, second: Second | None, reason: str) -> None:
        case, compared = self.view.application.id, self.told.comparison
        done = await self.house.verb(
            lambda desk: desk.collect.verify_mailed(session, case, compared, second, reason)
        )
        self.house.home(self.say("collect.checked", name=done.name))

    async def reasons(self) -> tuple[WhyLine, ...]:
        """What the rules of collection say here."""
        return self.view.why

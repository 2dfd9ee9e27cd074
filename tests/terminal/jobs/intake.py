"""Intakes from the number to the receipt: with fingers, without, and with a proof that is missing at first."""

from __future__ import annotations

import re

from handy import number_for

from counter.desk.desk import Desk

from ..clerk import SERIAL, Citizen, Clerk, Errand, Keys, station_of
from ..errands import WUXI
from ..live import Live
from .job import Job, out
from .place import HOME, RAIL
from .standing import signed_in


class Intake(Job):
    """First identity cards, from the number to the receipt."""

    SERVICE = "first-id-card"

    def opens(self) -> None:
        service = next(one for one in WUXI if one.code == self.SERVICE)
        self.errand: Errand = service.errand(self.rules)
        self.comes()

    def comes(self) -> None:
        """The next citizen."""
        self.begun = False
        number = number_for("19900101", self.dice.randrange(1, 999), county="330198")
        self.clerk = Clerk(Citizen(number), self.errand)

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        if HOME in screen:
            if self.begun:
                self.comes()
            return HOME, ["F2"]
        self.begun = self.begun or bool(station_of(screen))
        asked, keys = self.clerk.next(screen)
        if live is not None and live.text and station_of(screen) == "询问":  # what the power left there
            keys = ["Enter"] if live.text == keys[0] else ["\x15", *keys]
        return asked, keys

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        if done := re.search(rf"({SERIAL.pattern}) 已交给申请人", last):
            assert out(desk, done[1]), "handed over, and not recorded as such"
        view = desk.intake.resume(session)
        station = station_of(last)
        if view is None or not station:
            return
        order = [*RAIL.values(), "回执"]
        place = self.journey_at(desk)
        assert order.index(place.station) >= order.index(station), f"was at {station}, the books have {place}"
        if live is not None and station == place.station == "身份":
            assert place.is_at(live), f"the clerk was at {live}\n{last}"
        person = view.person
        if person is not None:
            who = self.clerk.citizen
            told = (person.name, person.household_address, person.residence_address)
            assert told == (who.name, who.household, who.residence), (
                f"recorded {told}; the last screen was\n{last}"
            )


class Permit(Intake):
    """Residence permits: somebody who was never here, other questions and papers, no finger."""

    SERVICE = "residence-permit"


class Missing(Intake):
    """The proof is missing: the notice is printed, the citizen comes back with it."""

    notice = ""

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        if HOME in screen and (told := re.search(rf"告知书 ({SERIAL.pattern}) 已交给申请人", screen)):
            self.notice = told[1]
            return f"{HOME} {self.notice}", ["\x15", self.notice, "Enter"]
        if HOME in screen:
            self.notice = ""
        if station_of(screen) == "材料" and "出来了吗" not in screen:
            if "Enter 打印一次性告知书" in screen:
                return ("退还", ["1"]) if "1 退还原件" in screen else ("告知书", ["Enter"])
            if not self.notice and "缺 1 项" in screen:
                return "缺 1 项", ["g"]
        return super().next(screen, live)

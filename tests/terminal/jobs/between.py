"""Somebody is put aside in the midst of a word, a card is handed over in between, and back it goes to that very word."""

from __future__ import annotations

import re

from handy import number_for

from counter.desk.desk import Desk

from ..clerk import NAMED, Citizen, Clerk, Keys, read_rail, rest, station_of
from ..errands import WUXI
from ..live import Live
from .collection import Collection
from .place import ANY, HOME, RAIL, WORDS, Place
from .standing import place_of, signed_in

_HANDING = "正在发放"
_TYPED = 3
"""So much of a word is typed before somebody is put aside."""


class Between(Collection):
    """Intakes that wait with F4 while a card is handed over."""

    CARDS = 6
    left_at: Place | None = None
    """Where the intake stands that waits."""
    collects = parks = returns = False
    _asked = ""

    def opens(self) -> None:
        self.errand = next(one for one in WUXI if one.code == "first-id-card").errand(self.rules)
        self.comes()

    def comes(self) -> None:
        """The next citizen."""
        number = number_for("19900101", self.dice.randrange(1, 999), county="330198")
        self.clerk = Clerk(Citizen(number), self.errand)

    def renewed(self) -> None:
        super().renewed()
        self.left_at, self.collects = None, False

    def begins(self) -> None:
        self._asked, self.parks = "", False

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        if HOME in screen:
            return self._at_home(screen) if WORDS["home.today"] in screen and self.rests(screen) else ("", [])
        if is_handing(screen) or not station_of(screen):
            self.collects = self.collects and not (is_handing(screen) or self.PAGES["application"] in screen)
            return super().next(screen, live)
        if self.left_at is not None:
            self._is_back(screen, live)
            return "", []
        return self._serve(screen, live)

    def _is_back(self, screen: str, live: Live | None) -> None:
        """Whoever was put aside is served again, at the very word."""
        if self.returns and self.left_at is not None and self.rests(screen):
            assert self.left_at.stands(screen, live), f"put aside at {self.left_at}, back at {live}\n{screen}"
            self.left_at = None

    def _at_home(self, screen: str) -> tuple[str, Keys]:
        """Who was being served first; then, if somebody has come for a card, that; then whoever waits, or the next one."""
        self.at += self.signing and "已发放" in screen
        self.signing = False
        waits = [(line[2], _HANDING in line) for line in screen.splitlines() if re.match(r"  \d \S", line)]
        handing = next((digit for digit, is_card in waits if is_card), "")
        if handing:
            return f"接着发放 {self.at}", ["\x15", handing, "Enter"]
        if self.collects and self.at < len(self.receipts):
            return f"{HOME} {self.at}", ["\x15", self.receipts[self.at], "Enter"]
        if waits:
            self.returns = True
            return f"接着办 {self.at}", ["\x15", waits[0][0], "Enter"]
        self.comes()
        return f"{HOME} F2", ["F2"]

    def _serve(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        asked, keys = self.clerk.next(screen)
        if (
            live is not None and live.text and keys and station_of(screen) == "询问"
        ):  # left there by the power
            keys = ["Enter"] if live.text == keys[0] else ["\x15", *keys]
        if asked.endswith("号码"):
            keys = [rest(self.clerk.citizen.number, live.text)] if live is not None else []
        if asked != self._asked:
            self._asked, self.parks = asked, bool(asked) and self.dice.random() < 0.3
        if not self.parks:
            return asked, keys
        word = keys[0] if keys and live is not None and keys[0] not in NAMED else ""
        begun = [word[:_TYPED]] if len(word) > _TYPED else []
        self.left_at = Place(station=station_of(screen), row=None if live is None else ANY)
        if live is not None and station_of(screen) == next(iter(RAIL.values())):
            self.left_at = Place(station=self.left_at.station, row=live.row, text=live.text + "".join(begun))
        self.parks, self.returns, self.collects = False, False, True
        return f"暂存 {asked}", [*begun, "F4"]

    # What the books have ---------------------------------------------------------------------------------------

    def away(self, screen: str) -> bool:
        return HOME in screen

    def stays(self, desk: Desk, last: str, live: Live | None) -> None:
        if station_of(last) or WORDS["second.title"] in last:
            super(Collection, self).stays(desk, last, live)

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        self._handed_over(desk, session, last)
        waits = [one for one in desk.intake.waiting(session) if one.parked]
        assert len(desk.intake.waiting(session)) <= 1, "one citizen, and two intakes"
        self.left_at = place_of(desk.intake.show(session, waits[0].id)) if waits else None
        self.collects = self.collects and bool(waits)
        place, station = self.journey_at(desk), station_of(last)
        if not station or not place.station or waits or is_handing(last):
            return
        order = [*RAIL.values(), "回执"]
        assert order.index(place.station) >= order.index(station), f"was at {station}, the books have {place}"
        if live is not None and station == place.station == order[0]:
            assert place.is_at(live), f"the clerk was at {live}\n{last}"


def is_handing(screen: str) -> bool:
    """Whether the stations are those of a handing over."""
    rails = [rail for line in screen.splitlines() if (rail := read_rail(line))]
    return any(label == "签收" for label, _, _ in rails)

"""Cards that lie here are handed over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from desk.applying import WUXI_ADULT, accepted
from handy import number_for

from counter.desk.desk import Desk
from counter.desk.views import Session

from ..clerk import Keys, station_of
from ..live import Live
from .pages import Paged
from .place import HOME, WORDS
from .standing import signed_in


class Collection(Paged):
    """Cards that lie here are handed over, some after the photo and by two, some after somebody else was served."""

    PAGES: ClassVar[Mapping[str, str]] = {"application": WORDS["application.since"]}
    CARDS = 12
    STATIONS = ("回执", "到场人", "证面", "指纹", "签收")
    receipts: tuple[str, ...] = ()
    handed = at = 0
    """Cards that are out by the books, and by what the clerk saw."""
    signing = False

    def prepare(self, desk: Desk) -> None:
        session, found = desk.people.sign_in("0337", "0000"), []
        for order in range(self.CARDS):
            number = number_for("20000315", 100 + order, county="330198")
            view = accepted(desk, session, number, "first-id-card", WUXI_ADULT)
            for deed in ("review", "sign", "produce", "arrive"):
                desk.progress.move(session, view.id, deed)
            assert view.sheet
            found.append(view.sheet.serial)
        self.receipts = tuple(found)

    def renewed(self) -> None:
        self.handed = self.at = 0

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        question, keys = self.dialog(screen, live)
        if question:
            return question, keys
        if HOME in screen:
            self.at += self.signing and "已发放" in screen
            self.signing = False
            if "正在发放" in screen:
                return "接着办", ["\x15", "1", "Enter"]
            if self.at >= len(self.receipts):
                return "", []
            return f"{HOME} {self.at}", ["\x15", self.receipts[self.at], "Enter"]
        if self.PAGES["application"] in screen:  # this one was handed over when the power failed
            return "回首页", ["Escape"]
        station = station_of(screen)
        self.signing = station == "签收"
        if station == "证面" and self.dice.random() < 0.2:
            return "暂存", ["F4"]
        if "Esc 收回上一个回答" in screen:
            return "不发放", ["Escape"]
        no_match = re.search(r"比对不一致，得分 ([\d.]+)", screen)
        photo = "照片比对并由第二名民警确认" in screen
        answers = {
            "到场人": ("到场人", ["1"]),
            "证面": ("证面", ["1"]),
            "指纹": ("照片", ["1"])
            if photo
            else (f"指纹 {no_match}", [self.dice.choice("1123") if not no_match else "3"]),
            "签收": self._sign(live),
        }
        return answers.get(station, ("", []))

    def _sign(self, live: Live | None) -> tuple[str, Keys]:
        if live is None:
            return "签收", ["Enter"]
        return "原因", ["Enter"] if live.text else ["照片与本人一致", "Enter"]

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        before = self._handed_over(desk, session, last)
        place, station = self.journey_at(desk), station_of(last)
        waits = any(one.parked for one in desk.journeys.waiting(session))
        if station and place.station:
            assert self.STATIONS.index(place.station) >= self.STATIONS.index(station), f"{place}\n{last}"
        elif station:
            assert waits or self.handed > before, f"what was said is nowhere\n{last}"
        if live is not None and station == place.station == "签收" and live.row == "原因":
            assert place.is_at(live), f"the clerk was at {live}\n{last}"

    def _handed_over(self, desk: Desk, session: Session, last: str) -> int:
        """Cards go out one after the other, each that the screen called handed over; gives how many were out before."""
        states = [desk.collect.find(session, serial)[0].state for serial in self.receipts]
        before, self.handed = self.handed, states.count("collected")
        self.at, self.signing = self.handed, False
        assert states == ["collected"] * self.handed + ["ready"] * (len(states) - self.handed)
        assert self.handed >= before + ("✓ 已发放" in last), (
            f"handed over, and not in the books: {states} {before}\n{last}"
        )
        return before

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        left = desk.journeys.last(session)
        return left is not None and left[1] == which and desk.handing.show(session, which).step == "sign"

    def away(self, screen: str) -> bool:
        return False

    def stays(self, desk: Desk, last: str, live: Live | None) -> None:
        if WORDS["second.title"] in last:
            super().stays(desk, last, live)

    def finished(self, _desk: Desk) -> bool:
        return self.handed >= len(self.receipts)

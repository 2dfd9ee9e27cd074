"""Confirmation slips, refusals among them; some are void by two people, or printed anew in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.workflows.slip import Sheet

from ..clerk import SERIAL, Keys, body_of, rest, station_of
from ..live import Live
from .pages import Paged
from .place import HOME, STOPPED, WORDS, Place
from .standing import signed_in

SLIP_NUMBERS = (
    "650198199103080465", "130198198805120138", "410198197509230271", "410198199506060640", "130198198311170514",
)  # fmt: skip


class Slip(Paged):
    """Confirmation slips, refusals among them."""

    PAGES: ClassVar[Mapping[str, str]] = {"sheet": f"  {WORDS['sheet.field.serial']}  "}
    SAYS: ClassVar[Mapping[str, str]] = {
        "sheet.why.void": "打重了一份", "sheet.why.reprint": "本人弄湿了", "spoiled.which": "印章压住了字",
    }  # fmt: skip
    SPOILS = 0.0

    def begins(self) -> None:
        self.anew = self.dice.choice(("1", "2", "", ""))

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        question, pressed = self.dialog(screen, live)
        if question:
            return question, pressed
        if HOME in screen and self.anew and (done := re.search(rf"已开具 ({SERIAL.pattern})", screen)):
            return f"{HOME} {done[1]}", ["\x15", done[1], "Enter"]
        if HOME in screen:
            return HOME, ["F5"]
        if self.PAGES["sheet"] in screen:
            over = WORDS["sheet.voided"] in screen or not self.anew
            return ("回首页", ["Escape"]) if over else (f"纸 {self.anew}", [self.anew])
        for question, keys in {
            "出示了哪一种": [self.dice.choice("124")], "念给本人听": ["Enter"], "Enter 打印": ["Enter"], "出来了吗": ["1"],
        }.items():  # fmt: skip
            if question in screen:
                return question, keys
        if station_of(screen) != "号码":
            return "", []
        typed = next((line for line in body_of(screen) if re.fullmatch(r"\d{1,18}", line)), "")
        if "号码正确" in screen:
            return "号码正确", ["Enter"]
        number = next(
            (one for one in SLIP_NUMBERS if typed and one.startswith(typed)), self.dice.choice(SLIP_NUMBERS)
        )
        return "号码", [rest(number, typed)]

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        return kind != "sheet" or deed in desk.sheets.ways(session, which).can

    def away(self, screen: str) -> bool:
        return False

    def stays(self, desk: Desk, last: str, live: Live | None) -> None:
        if self.PAGES["sheet"] in last or WORDS["second.title"] in last:
            super().stays(desk, last, live)

    def journey_at(self, desk: Desk) -> Place:
        case = desk.slip.resume(signed_in(desk))
        if case is None:
            return Place(HOME)
        names = {
            "shown": "出示证件",
            "read-back": "核对",
            "preview": "打印",
            "came-out": "打印",
            "spoiled": "打印",
        }
        if case.step in {"refusal", "notice-out"}:
            return Place(station=STOPPED, row=None)
        if case.step == "number":
            return Place(station="号码", row="", text=case.typed.get("number", ""))
        return Place(station=names[case.step], row=None)

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        if done := re.search(rf"已开具 ({SERIAL.pattern})", last):
            state = desk.find.sheet(
                signed_in(desk), done[1]
            ).state  # home still tells it when it is void since
            assert state in {Sheet.OUT, Sheet.VOIDED}, "handed over, and not recorded as such"
        if live is not None and live.text and station_of(last) == "号码":
            assert live.shows(self.reopens_at(desk).text), f"the clerk was at {live}\n{last}"

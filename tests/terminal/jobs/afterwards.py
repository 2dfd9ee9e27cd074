"""Applications after their receipt: sent on step by step, rejected with an article and a notice, mailed, ended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from desk.applying import WUXI_ADULT, accepted
from handy import number_for

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.screens.lists.deeds import Choice, choices
from counter.workflows.application import State
from counter.workflows.slip import Sheet

from ..clerk import SERIAL, Keys
from ..live import Live
from .job import out
from .pages import ASTRAY, Paged, filled
from .place import HOME, WORDS
from .standing import signed_in

REASON = "户籍地核实不符"
WAYS = {"self": ("review", "sign", "produce"), "mail": ("review", "sign", "produce")}
_DEEDS = {
    "送审": 4, "签发": 4, "送制": 4, "登记到件": 4, "寄出": 4, "登记邮件退回": 1, "审核不通过": 4, "终止": 1,
    WORDS["application.do.notice"]: 20, WORDS["application.do.came-out"]: 20,
}  # fmt: skip
"""What is done, and how often where it may be."""
_DOES = "do "


class Afterwards(Paged):
    """One application after the other by its receipt, as far as it comes."""

    PAGES: ClassVar[Mapping[str, str]] = {"application": WORDS["application.since"]}
    ROWS: ClassVar[Mapping[str, str]] = {"application": "application.why"}
    SAYS: ClassVar[Mapping[str, str]] = {
        "rejection.which": "《居民身份证法》第七条", "spoiled.which": "印章压住了字",
    }  # fmt: skip
    PEOPLE = 8
    receipts: tuple[str, ...] = ()
    at = 0

    def prepare(self, desk: Desk) -> None:
        session, found = desk.people.sign_in("0337", "0000"), []
        for order in range(self.PEOPLE):
            way = "mail" if order % 3 == 2 else "self"
            number = number_for("20000315", 100 + order, county="330198")
            view = accepted(desk, session, number, "first-id-card", WUXI_ADULT | {"collect-by": way})
            for deed in WAYS[way][: order % 4]:
                desk.progress.move(session, view.id, deed)
            assert view.sheet
            found.append(view.sheet.serial)
        self.receipts = tuple(found)

    def renewed(self) -> None:
        self.at = 0

    def begins(self) -> None:
        self.chosen, self.leaving = "", False

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        question, keys = self.dialog(screen, live)
        if question:
            return question, keys
        if WORDS["rejection.article"] in screen:
            offered = re.findall(r"│ +(\d)  ", screen)
            return "依据", [self.dice.choice(offered)] if offered else []
        if HOME in screen:
            if WORDS["home.today"] not in screen or not self.rests(screen):
                return "", []
            self.at, self.leaving, self.chosen = self.at + self.leaving, False, ""
            if self.at >= len(self.receipts):
                return "", []
            return f"{HOME} {self.at}", ["\x15", self.receipts[self.at], "Enter"]
        if ASTRAY["sheet"] in screen:
            self.leaving = True
            return "下一件", ["Escape"]
        if self.PAGES["application"] not in screen:
            self.leaving = True
            return "暂存", ["F4"]
        if live is not None:
            return f"原因 {self.chosen}", filled(REASON, live)
        if f"Enter {WORDS['application.record']}" in screen:
            return f"登记 {self.chosen}", ["Enter"]
        return self._choose(screen)

    def _choose(self, screen: str) -> tuple[str, Keys]:
        if not self.rests(screen):
            return "", []
        offered = {words: key for key, words in re.findall(r"(?<!\d)(\d)  (\S+)", screen) if words in _DEEDS}
        told = re.search(rf"告知书 {SERIAL.pattern} 已交给当事人", screen)
        if not offered or told or any(words in screen for words in ("制证到件", "已登记：登记到件")):
            self.leaving = True
            return f"下一件 {self.at}", ["Escape"]
        words = self.dice.choices(list(offered), [_DEEDS[one] for one in offered])[0]
        question = f"选 {sorted(offered)}"
        if self.chosen != question:
            self.chosen = question
        return question, [offered[words]]

    def away(self, screen: str) -> bool:
        return self.at + self.leaving < len(self.receipts) and super().away(screen)

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        if kind != "application":
            return super().goes_on(desk, session, kind, which, deed)
        return choice_of(desk, session, which, deed) is not None

    def typing(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        choice = choice_of(desk, session, which, deed) if kind == "application" else None
        return choice is not None and choice.reason

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        cases = [desk.find.case_of_sheet(session, serial) for serial in self.receipts]
        views = [desk.progress.show(session, case) for case in cases]
        ended = {State.READY, State.TERMINATED, State.MAILED}
        self.at = next(
            (n for n, one in enumerate(views) if not _over(one.state, one.rejection, ended)), len(views)
        )
        if done := re.search(rf"告知书 ({SERIAL.pattern}) 已交给当事人", last):
            assert out(desk, done[1])
        if "已登记：" in last and self.PAGES["application"] in last:
            state = next((one.state for one in views if one.name in last and one.state.text.zh in last), None)
            assert state is not None, f"recorded, and not in the books\n{last}"

    def finished(self, _desk: Desk) -> bool:
        return self.at >= len(self.receipts)


def choice_of(desk: Desk, session: Session, which: str, deed: str) -> Choice | None:
    """What a deed on the page of an application is, where it may still be done."""
    offered = choices(desk.progress.show(session, which), desk.intake.show(session, which))
    return next((one for one in offered if one.name == deed.removeprefix(_DOES)), None)


def _over(state: State, rejection: object, ended: set[State]) -> bool:
    told = getattr(rejection, "state", None) is Sheet.OUT
    return state in ended or (state is State.REJECTED and told)

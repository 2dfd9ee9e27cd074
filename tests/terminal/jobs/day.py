"""The day is closed with what was counted, a difference explained by two, and its report printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.workflows.slip import Sheet

from ..clerk import SERIAL, Keys
from ..live import Live
from .job import out
from .pages import Paged, filled
from .place import HOME, WORDS
from .standing import signed_in

_COUNTS = {WORDS[f"day.count.{key}"].split()[-1]: key for key in ("cash", "spoiled", "reason")}


class Day(Paged):
    """The day is closed and its report printed."""

    PAGES: ClassVar[Mapping[str, str]] = {"day": "─  " + WORDS["day.title"]}
    ROWS: ClassVar[Mapping[str, str]] = {"day": "day.count"}
    SAYS: ClassVar[Mapping[str, str]] = {"spoiled.which": "印章压住了字"}

    def opens(self) -> None:
        self.wrong = self.dice.random() < 0.6

    def renewed(self) -> None:
        self.wrong = self.dice.random() < 0.6

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        question, keys = self.dialog(screen, live)
        if question:
            return question, keys
        if HOME in screen:
            return HOME, ["F11"]
        if any(line.strip() == WORDS["lists.title"] for line in screen.splitlines()[:5]):
            return WORDS["lists.title"], ["c"]
        if live is not None and live.row in _COUNTS:
            told = {"cash": "5" if self.wrong else "0", "spoiled": "0", "reason": "找零留在抽屉"}
            return f"{live.row} {'✗' in screen}", filled(told[_COUNTS[live.row]], live)
        if "Enter 打印日结表" in screen and "已归档" not in screen:
            return "打印", ["Enter"]
        return "", []

    def typing(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        return desk.day.show(session).closed_at is None

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        if deed != "came-out":
            return desk.day.show(session).closed_at is None
        report = desk.day.last_report(session)
        return report is not None and report.state in {Sheet.RESERVED, Sheet.SENT}

    def stood(self, desk: Desk, session: Session, which: str, key: str) -> str:
        view = desk.day.show(session)
        return "0" if key == "cash" and not view.books.fees and not view.cash else ""

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        view = desk.day.show(signed_in(desk))
        if "未日结" not in last and "已日结" in last:
            assert view.closed_at is not None, "closed on the screen, open in the books"
        if done := re.search(rf"日结表 ({SERIAL.pattern}) 已归档", last):
            assert out(desk, done[1])

    def finished(self, desk: Desk) -> bool:
        with desk.bench.store.reading() as db:
            return bool(db.execute("SELECT count(*) FROM sheet WHERE state = 'out'").fetchone()[0])

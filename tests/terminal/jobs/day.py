"""The day is closed and its report printed."""

from __future__ import annotations

import re

from counter.desk.desk import Desk

from ..clerk import SERIAL, Keys
from ..live import Live
from .job import HOME, Job, out


class Day(Job):
    """The day is closed and its report printed."""

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        if HOME in screen:
            return HOME, ["F11"]
        if "工作单" in screen.splitlines()[3:4] or any(
            line.strip() == "工作单" for line in screen.splitlines()[:5]
        ):
            return "工作单", ["c"]
        if "出来了吗" in screen:
            return "出来了吗", ["1"]
        if "未日结" in screen:
            empty = any(line.rstrip().endswith("实点废纸（张）") for line in screen.splitlines())
            return f"未日结 {empty}", ["Enter", "0", "Enter"] if empty else ["Enter"]
        if "Enter 打印日结表" in screen:
            return "打印", ["Enter"]
        return "", []

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        view = desk.day.show(desk.people.sign_in("0337", "0000"))
        if "未日结" not in last and "已日结" in last:
            assert view.closed_at is not None, "closed on the screen, open in the books"
        if done := re.search(rf"日结表 ({SERIAL.pattern}) 已归档", last):
            assert out(desk, done[1])

    def finished(self, desk: Desk) -> bool:
        with desk.bench.store.reading() as db:
            return bool(db.execute("SELECT count(*) FROM sheet WHERE state = 'out'").fetchone()[0])

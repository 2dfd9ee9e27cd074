"""A dormitory: what all share once, one line a person, everybody accepted and printed together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from desk.applying import identified
from handy import number_for

from counter.desk.desk import Desk

from ..clerk import SERIAL, Citizen, Clerk, Keys, rest, station_of
from ..errands import WUXI
from ..live import Live
from .job import out
from .pages import Paged
from .place import HOME, WORDS, Place
from .standing import signed_in


class Household(Paged):
    """A dormitory: what all share once, one line a person, everybody accepted and printed together."""

    def closed(self, desk: Desk) -> bool:
        """Whether the newest act about a dormitory is its end."""
        with desk.bench.store.reading() as db:
            found = db.execute(
                "SELECT kind FROM journal WHERE kind LIKE 'household.%' ORDER BY n DESC LIMIT 1"
            )
            return found.fetchone() == ("household.closed",)

    SAYS: ClassVar[Mapping[str, str]] = {"household.out.which": "1"}
    DOZES: ClassVar[float] = 0.12
    PEOPLE = 2

    def opens(self) -> None:
        service = next(one for one in WUXI if one.code == "household-certificate")
        self.clerk = Clerk(Citizen(""), service.errand(self.rules))
        self.numbers = [number_for("19800101", 300 + n, county="330198") for n in range(40)]
        self.shared = self.dice.choice(("", "1"))

    def prepare(self, desk: Desk) -> None:
        session = desk.people.sign_in("0337", "0000")
        for number in self.numbers:
            desk.intake.abandon(session, identified(desk, session, number).id)

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        lines = [line.strip() for line in screen.splitlines()[2:-2] if line.strip()]
        title = lines[0] if lines else ""
        if HOME in screen:
            return HOME, ["F11"]
        if station_of(screen):
            return "回首页", ["Escape"]
        if title == "工作单":
            return title, ["h"]
        if title == "集体登记":
            return title, ["1"] if any(re.match(r"1 ", line) for line in lines[1:]) else ["n"]
        if "已打印的回执都出纸了吗" in screen:
            return "出纸", ["1"]
        if WORDS["household.which-paper"] in screen:
            return "哪一种", ["1"]
        if WORDS["household.reading.not-yet"] in screen:
            return "念给本人", ["Enter"]
        if title == "共同的内容":
            return self._shared(lines, live)
        return self._people(lines, live) if "登记回执出纸" in screen else ("", [])

    def _shared(self, lines: list[str], live: Live | None) -> tuple[str, Keys]:
        """Row by row, from wherever the power left it; then the questions."""
        rows = {"事项": "7", "共同住址": "样例路8号", "房主": "钱房东", "电话": "", "共用材料": self.shared}
        if live is not None and live.row in rows:
            wanted = rows[live.row]
            keys = [rest(wanted, live.text)] if wanted and live.text != wanted else []
            return f"共同的内容 {live.row}", [*keys, "Enter"]
        asked, keys = self.clerk._question(lines)
        return asked, keys

    def _people(self, lines: list[str], live: Live | None) -> tuple[str, Keys]:
        """The lines from below: ↑ goes up from the empty row, ↓ behind the last act comes back to it."""
        if live is None:
            return "回到空行", ["Escape"]
        people = [line for line in lines if re.match(r"\d+ 赵试用|\d+ \d{6}\*", line)]
        wants = [n for n, line in enumerate(people) if "缺" in line or "待本人核对签字" in line]
        told = " ".join(people)
        if live is not None and live.row == "公民身份号码" and (len(people) < self.PEOPLE or live.text):
            number = next((n for n in self.numbers if live.text and n.startswith(live.text)), "")
            number = number or self.dice.choice(self.numbers)
            anew = [] if number.startswith(live.text) else ["\x15"]
            typed = [rest(number, live.text)] if live.text != number else []
            return f"添加 {len(people)} {told}", [*anew, *typed, "Enter"]
        if wants:
            up = len(people) - wants[0]
            return f"办 {told}", [*["Up"] * up, "Enter"]
        if any("可受理" in line or "已编号" in line for line in people):
            return f"受理 {told}", ["Up", "Down", "Enter"]
        if any("已送打印" in line for line in people):
            return f"出纸 {told}", ["Up", "Down", "Down", "Enter"]
        if len(people) == self.PEOPLE and all("已打出" in line for line in people):
            return f"结束 {told}", ["Up", "Down", "Down", "Down", "Enter"]
        return "", []

    def journey_at(self, desk: Desk) -> Place:
        session = signed_in(desk)
        if (left := desk.journeys.last(session)) is None:
            return Place(HOME)
        view = desk.household.gathering(session, left[1])
        if view.asking and view.household is None:
            return Place("共同的内容", row=None)
        shared = view.household is None
        key = view.typed.get("@row", "service" if shared else "number")
        marked = view.typed.get("@line")
        return Place(
            "共同的内容" if shared else "登记回执出纸",
            row=None if marked else WORDS[f"household.row.{key}"],
            text="" if marked else view.typed.get(key, ""),
        )

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        place = self.journey_at(desk)
        if live is not None and place.row is not None and place.words[0] in last:
            assert place.is_at(live), f"the clerk was at {live}\n{last}"
        waiting = [desk.household.show(session, one.id) for one in desk.household.waiting(session)]
        assert all(len(one.papers) == len(self.shared) for one in waiting), "what all share is told once"
        seen = re.search(r"共 (\d+) 人  受理 (\d+)", last)
        if seen and "登记回执出纸" in last and waiting:
            people, accepted_people = int(seen[1]), int(seen[2])
            there = any(len(one.lines) >= people and one.accepted >= accepted_people for one in waiting)
            assert there or self.closed(desk), f"{seen[0]} on the screen, and not in the books"
        for serial in re.findall(rf"✓ ({SERIAL.pattern})  已打出", last):
            assert out(desk, serial)

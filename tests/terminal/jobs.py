"""What clerks do while their power fails: one kind of journey each, and what must still be there after a cut."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from typing import Any

from desk.applying import WUXI_ADULT, accepted, identified
from handy import number_for

from counter.desk.desk import Desk
from counter.places import data_dir
from counter.rules import Rulebook
from counter.workflows.application import ORDER, Stage
from counter.workflows.slip import Sheet

from .clerk import SERIAL, Citizen, Clerk, Errand, Keys, body_of, read_rail, rest, station_of
from .errands import WUXI
from .live import Live

HOME = "号码、姓名或扫码"
STOPPED = "✗"
"""Instead of a station: wherever it was that the journey stopped."""
SLIP_NUMBERS = (
    "650198199103080465", "130198198805120138", "410198197509230271", "410198199506060640", "130198198311170514",
)  # fmt: skip
RAIL = dict(
    zip(
        ORDER,
        ["身份", "事项", "询问", "材料", "读回核对", "签字", "指纹", "收费", "领取方式", "受理"],
        strict=True,
    )
)
"""The names of the stations."""
_STOPPED = {
    Stage.NOTICE: Stage.DOCUMENTS, Stage.NOTICE_OUT: Stage.DOCUMENTS,
    Stage.REFUSAL: Stage.QUESTIONS, Stage.REFUSAL_OUT: Stage.QUESTIONS,
}  # fmt: skip
_WORDS: dict[str, Any] = tomllib.loads((data_dir() / "locale" / "zh.toml").read_text(encoding="utf-8"))
LABELS: dict[str, str] = _WORDS["household"]["row"]
"""What the rows of a household are called."""
_ROWS = {
    "name": "姓名", "ethnic": "民族", "household_address": "户籍地址", "residence_address": "居住地址", "phone": "电话",
}  # fmt: skip
"""The rows of a new applicant, as they are kept and as they are called."""


ANY = "*"
"""For a row that is not looked at more closely."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program must stand: words, station, the row of its live field (None: no field at all) and what stands in it."""

    words: tuple[str, ...]
    station: str
    row: str | None
    text: str
    among: frozenset[str]
    """Where the row is not looked at: what may stand in it."""

    def __init__(
        self,
        *words: str,
        station: str = "",
        row: str | None = ANY,
        text: str = "",
        among: frozenset[str] = frozenset(),
    ) -> None:
        for name, value in (
            ("words", words),
            ("station", station),
            ("row", row),
            ("text", text),
            ("among", among),
        ):
            object.__setattr__(self, name, value)

    def stands(self, screen: str, live: Live | None) -> bool:
        """Whether a screen is at this place, the caret behind what was typed."""
        rails = [rail for line in screen.splitlines() if (rail := read_rail(line))]
        here = station_of(screen) == self.station
        here = here or (self.station == STOPPED and any(mark == STOPPED for _, mark, _ in rails))
        if not here or not all(text in screen.replace("\n", "") for text in self.words):
            return False
        if self.row == ANY:
            return live is None or not self.among or any(live.shows(text) for text in self.among)
        if self.row is None or live is None:
            return self.row is None and live is None
        return self.is_at(live) and live.at_the_end

    def is_at(self, live: Live) -> bool:
        """Whether a field is this row, with what stands in it."""
        return live.row == self.row and live.shows(self.text)


@dataclass
class Job:
    """One kind of journey: how a station is prepared for it, what is pressed, what must still be there after a cut."""

    city: str
    dice: random.Random
    rules: Rulebook

    def __post_init__(self) -> None:
        self.opens()

    def opens(self) -> None:
        """What the clerk needs to know before the first citizen comes."""

    def prepare(self, desk: Desk) -> None:
        """What was done before the first citizen comes."""

    def renewed(self) -> None:
        """A fresh station was taken."""

    def begins(self) -> None:
        """The program starts again."""

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        """What is asked, and the keys."""
        raise NotImplementedError

    def reopens_at(self, desk: Desk) -> Place:
        """Where the program must stand when it is started again."""
        view = desk.intake.resume(desk.people.sign_in("0337", "0000"))
        if view is None:
            return Place(HOME)
        stage = _STOPPED.get(view.stage, view.stage)
        if stage is not Stage.IDENTITY:
            typed = {text for key, text in view.typed.items() if not key.startswith("@")}
            return Place(station=RAIL.get(stage, "回执"), among=frozenset(typed | {""}))
        if not view.number:
            return Place(station=RAIL[stage], row="", text=view.typed.get("number", ""))
        key = view.typed.get("@row", next(iter(_ROWS)))
        text = view.typed.get(key, view.suggested.get(key, ""))
        others = tuple(view.typed[other] for other in _ROWS if view.typed.get(other))
        return Place(*others, station=RAIL[stage], row=_ROWS[key], text=text)

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        """What the last screen acknowledged stands in the books; ``live`` where the field stood long enough to be held to it."""

    def finished(self, _desk: Desk) -> bool:
        """Whether the station has served its purpose and a fresh one is taken."""
        return False


class Slip(Job):
    """Confirmation slips, refusals among them."""

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        if HOME in screen:
            return HOME, ["F5"]
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

    def reopens_at(self, desk: Desk) -> Place:
        case = desk.slip.resume(desk.people.sign_in("0337", "0000"))
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
            assert out(desk, done[1]), "handed over, and not recorded as such"
        if live is not None and live.text and station_of(last) == "号码":
            assert live.shows(self.reopens_at(desk).text), f"the clerk was at {live}\n{last}"


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
        session = desk.people.sign_in("0337", "0000")
        if done := re.search(rf"({SERIAL.pattern}) 已交给申请人", last):
            assert out(desk, done[1]), "handed over, and not recorded as such"
        view = desk.intake.resume(session)
        station = station_of(last)
        if view is None or not station:
            return
        order = [*RAIL.values(), "回执"]
        place = self.reopens_at(desk)
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
            return f"{HOME} {self.notice}", [self.notice, "Enter"]
        if HOME in screen:
            self.notice = ""
        if station_of(screen) == "材料" and "出来了吗" not in screen:
            if "Enter 打印一次性告知书" in screen:
                return ("退还", ["1"]) if "1 退还原件" in screen else ("告知书", ["Enter"])
            if not self.notice and "缺 1 项" in screen:
                return "缺 1 项", ["g"]
        return super().next(screen, live)


class Collection(Job):
    """Cards that lie here are handed over, some after the photo and by two, some after somebody else was served."""

    STATIONS = ("回执", "到场人", "证面", "指纹", "签收")
    receipts: tuple[str, ...] = ()
    handed = at = 0
    """Cards that are out by the books, and by what the clerk saw."""
    signing = False

    def prepare(self, desk: Desk) -> None:
        session, found = desk.people.sign_in("0337", "0000"), []
        for order in range(12):
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
        if HOME in screen:
            self.at += self.signing and "已发放" in screen
            self.signing = False
            if "正在发放" in screen:
                return "接着办", ["\x15", "1", "Enter"]
            if self.at >= len(self.receipts):
                return "", []
            return f"{HOME} {self.at}", ["\x15", self.receipts[self.at], "Enter"]
        station = station_of(screen)
        self.signing = station == "签收"
        if station == "证面" and self.dice.random() < 0.2:
            return "暂存", ["F4"]
        if "Esc 收回上一个回答" in screen:
            return "不发放", ["Escape"]
        if "请第二人输入警号和口令" in screen:
            number = live is not None and live.row == "警号"
            return f"第二人 {number}", ["0102" if number else "0000", "Enter"]
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

    def reopens_at(self, desk: Desk) -> Place:
        session = desk.people.sign_in("0337", "0000")
        if (left := desk.journeys.last(session)) is None:
            return Place(HOME)
        view = desk.handing.show(session, left[1])
        at = {
            "present": "到场人", "card-data": "证面", "finger": "指纹", "photo": "指纹", "refused": "指纹", "sign": "签收",
        }[view.step]  # fmt: skip
        doubtful = view.step == "sign" and view.doubtful
        return Place(
            station=at,
            row="原因" if doubtful else None,
            text=view.typed.get("reason", "") if doubtful else "",
        )

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = desk.people.sign_in("0337", "0000")
        states = [desk.collect.find(session, serial)[0].state for serial in self.receipts]
        before, self.handed = self.handed, states.count("collected")
        self.at, self.signing = self.handed, False
        assert states == ["collected"] * self.handed + ["ready"] * (len(states) - self.handed)
        assert self.handed >= before + ("✓ 已发放" in last), (
            f"handed over, and not in the books: {states} {before}\n{last}"
        )
        place, station = self.reopens_at(desk), station_of(last)
        waits = any(one.parked for one in desk.journeys.waiting(session))
        if station and place.station:
            assert self.STATIONS.index(place.station) >= self.STATIONS.index(station), f"{place}\n{last}"
        elif station:
            assert waits or self.handed > before, f"what was said is nowhere\n{last}"
        if live is not None and station == place.station == "签收" and live.row == "原因":
            assert place.is_at(live), f"the clerk was at {live}\n{last}"

    def finished(self, _desk: Desk) -> bool:
        return self.handed >= len(self.receipts)


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


class Household(Job):
    """A dormitory: what all share once, one line a person, everybody accepted and printed together."""

    def closed(self, desk: Desk) -> bool:
        """Whether the newest act about a dormitory is its end."""
        with desk.bench.store.reading() as db:
            found = db.execute(
                "SELECT kind FROM journal WHERE kind LIKE 'household.%' ORDER BY n DESC LIMIT 1"
            )
            return found.fetchone() == ("household.closed",)

    PEOPLE = 2

    def opens(self) -> None:
        service = next(one for one in WUXI if one.code == "household-certificate")
        self.clerk = Clerk(Citizen(""), service.errand(self.rules))
        self.numbers = [number_for("19800101", 300 + n, county="330198") for n in range(40)]
        self.looked = False

    def begins(self) -> None:
        self.looked = False

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
            return "出纸", ["1", "Down", "Down"]
        if title == "共同的内容":
            return self._shared(lines, live)
        return self._people(lines, live) if "登记回执出纸" in screen else ("", [])

    def _shared(self, lines: list[str], live: Live | None) -> tuple[str, Keys]:
        """Row by row, from wherever the power left it; then the questions."""
        rows = {"事项": "7", "共同住址": "样例路8号", "房主": "", "电话": "", "共用材料": ""}
        if live is not None and live.row in rows:
            wanted = rows[live.row]
            keys = [rest(wanted, live.text)] if wanted and live.text != wanted else []
            return f"共同的内容 {live.row}", [*keys, "Enter"]
        asked, keys = self.clerk._question(lines)
        return asked, keys

    def _people(self, lines: list[str], live: Live | None) -> tuple[str, Keys]:
        """The lines from below: ↑ goes up from the empty row, ↓ behind the last act comes back to it."""
        if not self.looked:
            self.looked = True
            if live is None:
                return "回到空行", ["Escape"]
        acts = 3
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
            up = acts + len(people) - wants[0]
            return f"办 {told}", [*["Up"] * up, "Enter", *["Down"] * up]
        if any("可受理" in line for line in people):
            return f"受理 {told}", ["Up"] * acts + ["Enter"] + ["Down"] * acts
        if any("已送打印" in line or "已编号" in line for line in people):
            return f"出纸 {told}", ["Up", "Up", "Enter"]
        if len(people) == self.PEOPLE and all("已打出" in line for line in people):
            return f"结束 {told}", ["Up", "Enter"]
        return "", []

    def reopens_at(self, desk: Desk) -> Place:
        session = desk.people.sign_in("0337", "0000")
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
            row=None if marked else LABELS[key],
            text="" if marked else view.typed.get(key, ""),
        )

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = desk.people.sign_in("0337", "0000")
        place = self.reopens_at(desk)
        if live is not None and place.row is not None and place.words[0] in last:
            assert place.is_at(live), f"the clerk was at {live}\n{last}"
        waiting = [desk.household.show(session, one.id) for one in desk.household.waiting(session)]
        seen = re.search(r"共 (\d+) 人  受理 (\d+)", last)
        if seen and "登记回执出纸" in last and waiting:
            people, accepted_people = int(seen[1]), int(seen[2])
            there = any(len(one.lines) >= people and one.accepted >= accepted_people for one in waiting)
            assert there or self.closed(desk), f"{seen[0]} on the screen, and not in the books"
        for serial in re.findall(rf"✓ ({SERIAL.pattern})  已打出", last):
            assert out(desk, serial)


def out(desk: Desk, serial: str) -> bool:
    """Whether a sheet is recorded as handed over."""
    return desk.find.sheet(desk.people.sign_in("0337", "0000"), serial).state is Sheet.OUT

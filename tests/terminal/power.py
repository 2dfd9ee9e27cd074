"""Clerks whose power fails: each journey goes on across the cuts, and after every cut the books are looked at."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desk.applying import WUXI_ADULT, accepted, identified
from handy import number_for

from benchmarks.terminal import COUNTER, Terminal
from counter.build import open_desk
from counter.desk.desk import Desk
from counter.places import Places, data_dir
from counter.rules import Rulebook
from counter.store import cases
from counter.workflows.application import ORDER, Stage
from counter.workflows.slip import Sheet

from .clerk import SERIAL, Citizen, Clerk, Errand, Keys, as_bytes, body_of, read_rail, rest, station_of
from .errands import WUXI

HOME = "号码、姓名或扫码"
PATIENCE = 3.0
STOPPED = "✗"
"""Instead of a station: wherever it was that the journey stopped."""
KEPT_AFTER = 1.0
"""Seconds after which a text that stands on the screen must be on disk."""
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
_TYPED_ROWS = {"姓名": "name", "户籍地址": "household_address", "居住地址": "residence_address"}


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

    def next(self, screen: str) -> tuple[str, Keys]:
        """What is asked, and the keys."""
        raise NotImplementedError

    def reopens_at(self, desk: Desk) -> tuple[str, list[str]]:
        """The station the program must stand at when it is started again ("" for the home page), and what stands typed there."""
        view = desk.intake.resume(desk.people.sign_in("0337", "0000"))
        if view is None:
            return "", []
        stage = _STOPPED.get(view.stage, view.stage)
        typed = [
            text for key, text in view.typed.items() if key in {"number", *_TYPED_ROWS.values()} and text
        ]
        return RAIL.get(stage, "回执"), typed if stage is Stage.IDENTITY else []

    def holds(self, desk: Desk, last: str, *, typed: bool) -> None:
        """What the last screen acknowledged stands in the books; ``typed`` where it stood long enough to hold it to its text."""

    def finished(self, _desk: Desk) -> bool:
        """Whether the station has served its purpose and a fresh one is taken."""
        return False


class Slip(Job):
    """Confirmation slips, refusals among them."""

    def next(self, screen: str) -> tuple[str, Keys]:
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

    def reopens_at(self, desk: Desk) -> tuple[str, list[str]]:
        case = desk.slip.resume(desk.people.sign_in("0337", "0000"))
        if case is None:
            return "", []
        names = {
            "shown": "出示证件",
            "read-back": "核对",
            "preview": "打印",
            "came-out": "打印",
            "spoiled": "打印",
        }
        if case.step in {"refusal", "notice-out"}:
            return STOPPED, []
        station = names.get(case.step, "" if case.step != "number" else "号码")
        return station, [case.typed["number"]] if case.step == "number" and case.typed.get("number") else []

    def holds(self, desk: Desk, last: str, *, typed: bool) -> None:
        if done := re.search(rf"已开具 ({SERIAL.pattern})", last):
            assert out(desk, done[1]), "handed over, and not recorded as such"
        number = next((line for line in body_of(last) if re.fullmatch(r"\d{2,18}", line)), "")
        if typed and number and station_of(last) == "号码":
            assert self.reopens_at(desk)[1] == [number]


class Intake(Job):
    """First identity cards, from the number to the receipt."""

    def opens(self) -> None:
        service = next(one for one in WUXI if one.code == "first-id-card")
        self.errand: Errand = service.errand(self.rules)
        self.comes()

    def comes(self) -> None:
        """The next citizen."""
        self.begun = False
        number = number_for("19900101", self.dice.randrange(1, 999), county="330198")
        self.clerk = Clerk(Citizen(number), self.errand)

    def next(self, screen: str) -> tuple[str, Keys]:
        if HOME in screen:
            if self.begun:
                self.comes()
            return HOME, ["F2"]
        self.begun = self.begun or bool(station_of(screen))
        return self.clerk.next(screen)

    def holds(self, desk: Desk, last: str, *, typed: bool) -> None:
        session = desk.people.sign_in("0337", "0000")
        if done := re.search(rf"({SERIAL.pattern}) 已交给申请人", last):
            assert out(desk, done[1]), "handed over, and not recorded as such"
        view = desk.intake.resume(session)
        station = station_of(last)
        if view is None or not station:
            return
        order = [*RAIL.values(), "回执"]
        reopened, kept = self.reopens_at(desk)
        assert order.index(reopened) >= order.index(station), (
            f"was at {station}, the books stand at {reopened}"
        )
        if typed and station == reopened == "身份":
            for line in body_of(last):
                label, _, text = line.partition(" ")
                if re.fullmatch(r"\d{2,18}", line):
                    assert line in kept, f"typed {line}, kept {kept}"
                elif label in _TYPED_ROWS and text.strip():
                    assert text.strip() in kept, f"typed {text}, kept {kept}"
        person = view.person
        if person is not None:
            who = self.clerk.citizen
            told = (person.name, person.household_address, person.residence_address)
            assert told == (who.name, who.household, who.residence), (
                f"recorded {told}; the last screen was\n{last}"
            )


class Missing(Intake):
    """The proof is missing: the notice is printed, the citizen comes back with it."""

    notice = ""

    def next(self, screen: str) -> tuple[str, Keys]:
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
        return super().next(screen)


class Collection(Job):
    """Cards that lie here are handed over."""

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

    def next(self, screen: str) -> tuple[str, Keys]:
        if HOME in screen:
            self.at += self.signing
            self.signing = False
            if self.at >= len(self.receipts):
                return "", []
            return f"{HOME} {self.at}", ["\x15", self.receipts[self.at], "Enter"]
        self.signing = station_of(screen) == "签收"
        no_match = re.search(r"比对不一致，得分 ([\d.]+)", screen)
        finger = (f"指纹 {no_match[1]}", ["2"]) if no_match else ("指纹", ["1"])
        answers = {
            "到场人": ("到场人", ["1"]),
            "证面": ("证面", ["1"]),
            "指纹": finger,
            "签收": ("签收", ["Enter"]),
        }
        return answers.get(station_of(screen), ("", []))

    def holds(self, desk: Desk, last: str, *, typed: bool) -> None:
        session = desk.people.sign_in("0337", "0000")
        states = [desk.collect.find(session, serial)[0].state for serial in self.receipts]
        before, self.handed = self.handed, states.count("collected")
        self.at, self.signing = self.handed, False
        assert states == ["collected"] * self.handed + ["ready"] * (len(states) - self.handed)
        assert self.handed >= before + ("✓ 已发放" in last), (
            f"handed over, and not in the books: {states} {before}\n{last}"
        )

    def finished(self, _desk: Desk) -> bool:
        return self.handed >= len(self.receipts)


class Day(Job):
    """The day is closed and its report printed."""

    def next(self, screen: str) -> tuple[str, Keys]:
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

    def holds(self, desk: Desk, last: str, *, typed: bool) -> None:
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
        self.added = 0

    def prepare(self, desk: Desk) -> None:
        session = desk.people.sign_in("0337", "0000")
        for number in self.numbers:
            desk.intake.abandon(session, identified(desk, session, number).id)

    def next(self, screen: str) -> tuple[str, Keys]:
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
            return self._shared(lines)
        return self._people(lines) if "登记回执出纸" in screen else ("", [])

    def _shared(self, lines: list[str]) -> tuple[str, Keys]:
        rows = {"事项": "7", "共同住址": "样例路8号", "房主": "", "电话": "", "共用材料": ""}
        stands = {
            label: line[len(label) :].strip() for label in rows for line in lines if line.startswith(label)
        }
        if not stands:
            asked, keys = self.clerk._question(lines)
            return asked, keys
        if not stands["事项"]:
            return "共同的内容", [key for value in rows.values() for key in (value, "Enter") if key]
        return "", []

    def _people(self, lines: list[str]) -> tuple[str, Keys]:
        """The lines from below: ↑ goes up from the empty row, ↓ behind the last act comes back to it."""
        acts = 3
        people = [line for line in lines if re.match(r"\d+ 赵试用|\d+ \d{6}\*", line)]
        wants = [n for n, line in enumerate(people) if "缺" in line or "待本人核对签字" in line]
        told = " ".join(people)
        if len(people) < self.PEOPLE and any(line == "公民身份号码" for line in lines):
            self.added += 1
            return f"添加 {len(people)} {told}", [self.numbers[self.added % len(self.numbers)], "Enter"]
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

    def holds(self, desk: Desk, last: str, *, typed: bool) -> None:
        session = desk.people.sign_in("0337", "0000")
        waiting = [desk.household.show(session, one.id) for one in desk.household.waiting(session)]
        seen = re.search(r"共 (\d+) 人  受理 (\d+)", last)
        if seen and "登记回执出纸" in last and waiting:
            people, accepted_people = int(seen[1]), int(seen[2])
            there = any(len(one.lines) >= people and one.accepted >= accepted_people for one in waiting)
            assert there or self.closed(desk), f"{seen[0]} on the screen, and not in the books"
        for serial in re.findall(rf"✓ ({SERIAL.pattern})  已打出", last):
            assert out(desk, serial)


@dataclass
class Power:
    """A station whose power fails again and again under one kind of work."""

    root: Path
    job: Job
    dice: random.Random
    killed_at: Counter[str] = field(default_factory=Counter)
    _expected: tuple[str, list[str]] = ("", [])
    _homes: int = 0

    def fresh(self) -> Path:
        """A new station of the job's city, ready for its work."""
        pristine = self.root / "pristine"
        if not pristine.exists():
            desk = self.desk(pristine)
            self.job.prepare(desk)
            desk.close()
        self._homes += 1
        self.home = self.root / f"home-{self._homes}"
        shutil.copytree(pristine, self.home)
        self._expected = ("", [])
        self.job.renewed()
        return self.home

    def desk(self, home: Path) -> Desk:
        """The desk of a station, to look at its books."""
        return open_desk(Places(home, data_dir(), self.job.city))

    def fails(self, lives: int) -> None:
        """So many lives, each ended by SIGKILL, each followed by a look at everything."""
        self.fresh()
        for _ in range(lives):
            seen = self._live()
            last = seen.screen
            self.killed_at[
                station_of(last) or ("首页" if HOME in last else "其他页" if last.strip() else "启动")
            ] += 1
            desk = self.desk(self.home)
            try:
                proven(desk, self.home)
                self.job.holds(desk, last, typed=seen.stood >= KEPT_AFTER)
                self._expected = self.job.reopens_at(desk)
                used_up = self.job.finished(desk)
            finally:
                desk.close()
            if used_up:
                self.fresh()

    def _live(self) -> Seen:
        """Start, look whether everything stands as it stood, work until the power fails; gives what was seen last."""
        terminal = Terminal(COUNTER, COUNTER_HOME=str(self.home))
        try:
            if self.dice.random() < 0.1:
                return watched(
                    terminal,
                    time.perf_counter() + self.dice.uniform(0.05, 0.8),
                    lambda _: ("", []),
                    self.dice,
                )
            terminal.send(as_bytes(["0000", "Enter"]))
            self._reopened(terminal)
            moment = self.dice.uniform(0.0, 0.7) if self.dice.random() < 0.75 else self.dice.uniform(0.7, 3.0)
            return watched(terminal, time.perf_counter() + moment, self.job.next, self.dice)
        finally:
            terminal.kill()

    def _reopened(self, terminal: Terminal) -> None:
        """The station and what was typed, as the books said when the power failed."""
        station, typed = self._expected
        end = time.perf_counter() + 20
        while time.perf_counter() < end:
            screen = terminal.text()
            rails = [rail for line in screen.splitlines() if (rail := read_rail(line))]
            here = station_of(screen) == station if station else HOME in screen
            here = here or (station == STOPPED and any(mark == STOPPED for _, mark, _ in rails))
            if here and all(text in screen.replace("\n", "") for text in typed):
                return
            terminal.read(0.05)
        raise AssertionError(f"should reopen at {station or HOME} with {typed}, but stands at:\n{screen}")


@dataclass(frozen=True, slots=True)
class Seen:
    """The last screen that stood whole before the power failed, and for how many seconds it had stood."""

    screen: str
    stood: float


def watched(
    terminal: Terminal, end: float, clerk: Callable[[str], tuple[str, Keys]], dice: random.Random
) -> Seen:
    """Let a clerk work until a moment; now and then one looks up in the middle of a text and types no further."""
    whole, answered, patience = "", "", 0.0
    since, dozing = time.perf_counter(), False
    while (now := time.perf_counter()) < end:
        if terminal.read(min(0.015, end - now)):
            continue
        if (screen := terminal.text()) != whole:
            whole, since = screen, now
        question, keys = clerk(whole) if not dozing else ("", [])
        if question and (question != answered or now > patience):
            answered, patience = question, now + PATIENCE
            if dozing := len(keys) > 1 and keys[-1] == "Enter" and len(keys[0]) > 1 and dice.random() < 0.12:
                keys, end = keys[:-1], now + KEPT_AFTER + 0.4
            terminal.send(as_bytes(keys))
    return Seen(whole, time.perf_counter() - since)


def proven(desk: Desk, home: Path) -> None:
    """The journal holds, the tables are its readings, and paper, rows and seal ledger are one another's."""
    store = desk.bench.store
    assert store.verify() == (), "the journal does not hold"
    assert not (rebuilt := store.rebuild()).differing, rebuilt
    laid = {pdf.stem: pdf for pdf in (home / "paper").glob("*.pdf")}
    with store.reading() as db:
        serials = [serial for (serial,) in db.execute("SELECT serial FROM sheet")]
        sheets = [one for serial in serials if (one := cases.sheet(db, serial))]
        stamped = [serial for (serial,) in db.execute("SELECT serial FROM seal_use")]
    assert laid.keys() <= {sheet.serial for sheet in sheets}, "paper without a record"
    for sheet in sheets:
        if sheet.serial in laid:
            assert hashlib.sha256(laid[sheet.serial].read_bytes()).hexdigest() == sheet.sha256
        assert sheet.state != Sheet.OUT or sheet.serial in laid, "handed over, and never printed"
    assert sorted(stamped) == sorted(sheet.serial for sheet in sheets if sheet.seal is not None)


def out(desk: Desk, serial: str) -> bool:
    """Whether a sheet is recorded as handed over."""
    return desk.find.sheet(desk.people.sign_in("0337", "0000"), serial).state is Sheet.OUT

"""A clerk who reads the screen and presses the next sensible key, whatever the service: nothing is known but what is shown."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benchmarks.terminal import DOWN, ENTER, ESC, UP, F

NAMED: Mapping[str, bytes] = {
    "Enter": ENTER, "Escape": ESC, "Up": UP, "Down": DOWN, "Tab": b"\t", **{f"F{n}": keys for n, keys in F.items()},
    "F2": b"\x1bOQ", "F11": b"\x1b[23~", "F12": b"\x1b[24~",
}  # fmt: skip
"""Keys that have a name, as a terminal sends them; everything else is typed as it is."""
SERIAL = re.compile(r"L[0-9]{9}-[0-9]{2}-[0-9]{8}-[0-9]{4}")
_RAIL = re.compile(r"^ (\d{1,2}) (\S+)( *)(.*)$")
_MARK = 12
"""Cells from the number of a station to its mark, the number and the blank behind it not counted."""
_CHOICE = re.compile(r"^(\d{1,2}) +(\S.*)$")

ROWS = {
    "姓名": "照证件逐字填写",
    "户籍地址": "照户口簿填写",
    "居住地址": "现在住的地方",
    "电话": "回车登记并继续",
}
"""What the page says under the rows when one of them takes the keys; the ethnic groups say something of their own."""

LOST = ("不详", "公交车上", "钱包遗失")
"""When, where and how it was lost."""
READ = ("申请人已核对，内容无误", "往下念", "打印，盖户口专用章")
"""What Enter does on the page of a certificate, up to the question whether it came out."""
_ROW = re.compile(r"^  (\S+)(.*)$")

Keys = list[str]


@dataclass(frozen=True, slots=True)
class Errand:
    """What a citizen comes for: the service by its name on the screen, answers by question, papers that are shown."""

    service: str
    answers: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    amount: str = ""
    """Yuan, where the place sets the fee."""
    certified: Mapping[str, str] = field(default_factory=dict)
    """What the archive says, by the label of the row on the certificate."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """Who comes, in the citizen's own words."""

    number: str
    name: str = "赵试用"
    household: str = "浙江省样例市样例路1号"
    residence: str = "样例路2号"


def read_rail(line: str) -> tuple[str, str, str] | None:
    """Station, mark and what stands right of it; None for a line without a station."""
    found = _RAIL.match(line)
    if found is None:
        return None
    number, label, blank, right = found.groups()
    marked = len(blank) == _MARK - len(number) - 2 * len(label) and right[:1] in set("✓←✗")
    return (label, right[:1], right[1:].strip()) if marked else (label, "", right)


def station_of(screen: str) -> str:
    """The station of the journey the arrow points at, or at which it stopped; "" off a journey."""
    rails = [rail for line in screen.splitlines() if (rail := read_rail(line))]
    return next((label for label, mark, _ in rails if mark in {"←", "✗"}), "")


def body_of(screen: str) -> list[str]:
    """The lines right of the stations, without the first two and the last two lines of the page."""
    rails = [(read_rail(line), line) for line in screen.splitlines()[2:-2]]
    lines = [rail[2] if rail else line.strip() for rail, line in rails]
    return [line for line in lines if line]


def as_bytes(keys: Keys) -> bytes:
    """Keys as a terminal sends them."""
    return b"".join(NAMED.get(key, key.encode()) for key in keys)


@dataclass
class Clerk:
    """Looks and answers; ``next`` gives what was asked, and the keys for it."""

    citizen: Citizen
    errand: Errand
    reported: bool = False
    """Whether the report of a loss is on paper."""
    typed: set[str] = field(default_factory=set)
    """Rows that were typed whole."""

    def next(self, screen: str) -> tuple[str, Keys]:
        """The question on the screen in some words, and what is pressed; ("", []) for a screen that asks nothing."""
        for words, keys in {
            "请输入警号和口令": ["0000", "Enter"],
            "纸出来了吗": ["1"],
            "告知单出来了吗": ["1"],
            "确认另办一件": ["9"],
        }.items():
            if words in screen:
                return words, keys
        lines = screen.splitlines()
        if (asked := self._loss(lines)) or (asked := self._certificate(lines)):
            return asked
        station = station_of(screen)
        stations: dict[str, Callable[[list[str]], tuple[str, Keys]]] = {
            "身份": self._identity,
            "事项": self._service,
            "询问": self._question,
            "材料": self._papers,
            "签字": self._signature,
            "指纹": self._finger,
            "读回核对": self._enter,
            "收费": self._fee,
            "领取方式": self._enter,
            "受理": self._acceptance,
            "回执": self._enter,
        }
        if station in stations:
            asked, keys = stations[station](body_of(screen))
            return (f"{station}: {asked}", keys) if keys else ("", [])
        return "", []

    def _identity(self, body: list[str]) -> tuple[str, Keys]:
        who, text = self.citizen, "\n".join(body)
        if not any(line.startswith("新的申请人") for line in body):
            typed = re.search(r"(\d*)/18 位", text)
            if "号码正确" in text:
                return "号码正确", ["Enter"]
            return "号码", [rest(who.number, next((s for s in body if s.isdigit()), "") if typed else "")]
        wanted = {
            "姓名": who.name,
            "民族": "",
            "户籍地址": who.household,
            "居住地址": who.residence,
            "电话": "",
        }
        label = next((row for row, hint in ROWS.items() if hint in text), "民族")
        if label == "民族" and any(
            line.removeprefix("户籍地址").strip() for line in body if line[:4] == "户籍地址"
        ):
            return "", []  # that row lies behind: the next one is not painted whole yet
        stands = next((line[len(label) :].strip() for line in body if line.startswith(label)), "")
        typed_whole = stands == wanted[label]
        return label, ["Enter"] if typed_whole or not wanted[label] else [
            rest(wanted[label], stands),
            "Enter",
        ]

    def _service(self, body: list[str]) -> tuple[str, Keys]:
        keys = {found[2]: found[1] for line in body if (found := _CHOICE.match(line))}
        key = keys.get(self.errand.service)
        if key is None:
            return "", []
        several = [other for other in keys.values() if other != key and other.startswith(key)]
        return "事项", [key, *(["Enter"] if several else [])]

    def _question(self, body: list[str]) -> tuple[str, Keys]:
        asked = [line for line in body if not line.startswith("✓")]
        for question, answer in self.errand.answers.items():
            if not any(line == question or (len(line) > 12 and question.startswith(line)) for line in asked):
                continue
            for line in asked:
                if (found := _CHOICE.match(line)) and found[2].startswith(answer):
                    return question, [found[1]]
            if answer[:1].isdigit():
                return question, [answer, "Enter"]
        if any("Enter" in line for line in asked):
            return "都已回答", ["Enter"]
        return "", []

    def _papers(self, body: list[str]) -> tuple[str, Keys]:
        wanting = next((line.split("项")[0] for line in body if line.startswith("缺 ")), "")
        if not wanting:
            return "材料齐全", ["Enter"]
        offered = {found[2]: found[1] for line in body if (found := _CHOICE.match(line))}
        first = next((place for place, line in enumerate(body) if _CHOICE.match(line)), 0)
        heads = [line[0] for line in body[:first] if line[0] in "✓✗~"]
        if heads and heads[-1] != "✗":
            return f"{wanting} {heads}", ["Down"]
        shown = next((key for paper, key in offered.items() if paper in self.errand.papers), "1")
        return f"{wanting} {sorted(offered)}", [shown]

    def _signature(self, body: list[str]) -> tuple[str, Keys]:
        """A loss is reported before its report is signed."""
        if not self.reported and any(line.startswith("8 先登记挂失") for line in body):
            return "挂失", ["8"]
        return self._enter(body)

    def _loss(self, lines: list[str]) -> tuple[str, Keys] | None:
        if any("登记的时刻就是挂失时间" in line for line in lines):
            return self._once("挂失登记", [key for word in LOST for key in (word, "Enter")])
        if not any("已找回，撤回挂失" in line for line in lines):
            return None
        self.reported = any("已打出" in line for line in lines)
        return ("登记表已打出", ["Escape"]) if self.reported else ("打印登记表", ["1"])

    def _certificate(self, lines: list[str]) -> tuple[str, Keys] | None:
        """The first empty row and the filled ones behind it; then what Enter is said to do, until it is handed over."""
        does = next((line.split()[1] for line in lines if line.startswith("  Enter  ")), "")
        if does or not lines[2].rstrip().endswith("填写中"):
            return (does, ["Enter"]) if does in READ else None
        rows = [_ROW.match(line) for line in itertools.takewhile(str.strip, lines[4:])]
        told = [(row[1], row[2].strip()) for row in rows if row]
        place = next((place for place, (_, value) in enumerate(told) if not value), len(told) - 1)
        label, behind = told[place][0], itertools.takewhile(lambda row: row[1], told[place + 1 :])
        keys = [self.errand.certified[label], "Enter", *("Enter" for _ in behind)]
        if place == len(told) - 1 and label == "户内成员":
            keys.append("Enter")
        return self._once(f"证明 {place} {label}", keys)

    def _once(self, asked: str, keys: Keys) -> tuple[str, Keys]:
        """Words that are typed whole are never typed twice: a slow window holds its keys."""
        if asked in self.typed:
            return "", []
        self.typed.add(asked)
        return asked, keys

    def _finger(self, body: list[str]) -> tuple[str, Keys]:
        asked = [line for line in body if line.startswith("请按") or "还可试" in line]
        taken = sum("注册" in line for line in body)
        return f"{asked} {taken}", ["Enter"] if any("Enter" in line for line in body) else []

    def _fee(self, body: list[str]) -> tuple[str, Keys]:
        wants = "金额（元）" in body
        return "金额" if wants else "票据", [
            *([self.errand.amount, "Enter"] if wants else []),
            *self._receipt(body),
        ]

    def _receipt(self, body: list[str]) -> Keys:
        offered = any(line.startswith("Enter 用下一张票据") for line in body)
        first = "票据号" in body and not offered
        receipt = f"{int(self.citizen.number[:17]) * 7919 % 10**8:08d}"  # no two citizens have the same
        return [receipt, "Enter"] if first else ["Enter"]

    def _acceptance(self, body: list[str]) -> tuple[str, Keys]:
        stays = next((line for line in body if line.startswith("1 退还原件")), "")
        if stays:
            return "退还原件", ["1"]
        return "受理", ["Enter"] if any("Enter" in line for line in body) else []

    def _enter(self, body: list[str]) -> tuple[str, Keys]:
        """Whatever Enter is said to do here."""
        asks = [line for line in body if "Enter" in line]
        return f"{asks} {len(body)}", ["Enter"] if asks else []


def rest(wanted: str, stands: str) -> str:
    """What of a text is still to be typed behind what stands there."""
    return wanted.removeprefix(stands) if stands and wanted.startswith(stands) else wanted

"""The keystrokes of five standard journeys, counted on the real program; docs/keys.md must say the same."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk.applying import ADULT, WUXI_ADULT, asked, handed, identified, to_acceptance
from handy import LI

from benchmarks.terminal import COUNTER, Terminal
from counter.build import open_desk
from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.places import Places, data_dir

from .clerk import NAMED, SERIAL, station_of

pytestmark = pytest.mark.terminal

DOCS = Path(__file__).parents[2] / "docs" / "keys.md"
ROW = re.compile(r"^\| (\d) [^|]+\| (\d+) \+ (\d+) \| (\d+) \|", re.MULTILINE)
MOST = 45
"""Keystrokes that an ordinary first identity card may take besides the citizen's own words."""


class Text(str):
    """Something typed whole: the citizen's own words, or a number read off a paper. Its characters are not counted."""


class At(str):
    """The page that must stand before the next key: the station of a journey, or the first word of a page without one."""


@dataclass(frozen=True, slots=True)
class Journey:
    """A row of the table: where, what was before, what is pressed, and what the last page says."""

    city: str
    before: Callable[[Desk, Session], str]
    keys: Callable[[str], Sequence[str]]
    done: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What a journey took."""

    presses: int
    texts: int
    pages: int


def nothing(_desk: Desk, _session: Session) -> str:
    return ""


def notice(desk: Desk, session: Session) -> str:
    """The serial of a one-time notice: everything was said, the proof of work was not there."""
    view = asked(desk, session, identified(desk, session, ADULT), "first-id-card", WUXI_ADULT)
    view = desk.checklist.mark(session, view.id, "household-book", "seen")
    view = desk.checklist.return_all(session, view.id)
    view = desk.deciding.good(
        session, desk.deciding.print(session, desk.checklist.want(session, view.id).id).id
    )
    assert view.notice
    return view.notice


def ready(desk: Desk, session: Session) -> str:
    """The serial of the receipt of a card that lies here."""
    view = asked(desk, session, identified(desk, session, ADULT), "first-id-card", WUXI_ADULT)
    view = handed(desk, session, to_acceptance(desk, session, view))
    for deed in ("review", "sign", "produce", "arrive"):
        desk.progress.move(session, view.id, deed)
    assert view.sheet
    return view.sheet.serial


QUESTIONS = (At("询问"), "3", "2", "1", "1", "1", "1")
"""Household in a partner province, no soldier, here in person, never a card before, works here, collects it himself."""
TO_PAPER = (At("受理"), "Enter", At("回执"), "Enter", "1", At("home"))
"""Accept, print, it came out."""
AGREED = (At("读回核对"), "Enter", At("签字"), "Enter")
FINGERS = ("Enter", At("指纹"), "Enter", "Enter", At("领取方式"), "Enter")
"""The second signature, both thumbs, the way of collection."""
FIVE = {
    1: Journey("wuxi", nothing, lambda _: (
        Text(ADULT), "Enter", At("身份"), Text("赵试用"), "Enter", "Enter", Text("浙江省样例市样例路1号"), "Enter",
        Text("样例路2号"), "Enter", "Enter", At("事项"), "8", *QUESTIONS, At("材料"), "1", "1", "a", "Enter",
        *AGREED, *FINGERS, *TO_PAPER,
    ), "已受理，回执"),
    2: Journey("wuxi", notice, lambda serial: (
        Text(serial), "Enter", At("材料"), "1", "a", "Enter", *AGREED, *FINGERS, *TO_PAPER,
    ), "已受理，回执"),
    3: Journey("wuxi", ready, lambda serial: (
        Text(serial), "Enter", At("到场人"), "1", At("证面"), "1", At("指纹"), "1", At("签收"), "Enter", At("home"),
    ), "已发放"),
    4: Journey("beijing", nothing, lambda _: (
        "F11", At("工作单"), "7", At("签注将到期"), "1", At("办理签注"), "1", At("询问"), "1", "1",
        At("材料"), "1", "1", "1", "a", "Enter", *AGREED, *TO_PAPER,
    ), "已受理，回执"),
    5: Journey("beijing", nothing, lambda _: (
        Text(LI), "Enter", At("出示证件"), "1", At("核对"), "Enter", At("打印"), "Enter", "1", At("home"),
    ), "已开具 L"),
}  # fmt: skip
"""First identity card; return visit with the missing paper; collection; endorsement from the list of those that end soon;
confirmation slip."""


@pytest.fixture
def open_at(tmp_path: Path) -> Iterator[Callable[[Journey], tuple[Terminal, str]]]:
    """A program at its home page, with what was done before."""
    opened: list[Terminal] = []

    def at(journey: Journey) -> tuple[Terminal, str]:
        desk = open_desk(Places(tmp_path / "home", data_dir(), journey.city))
        told = journey.before(desk, desk.people.sign_in("0337", "0000"))
        desk.close()
        one = Terminal(COUNTER, COUNTER_HOME=str(tmp_path / "home"))
        opened.append(one)
        one.wait_for("请输入警号和口令")
        one.send(b"0000" + NAMED["Enter"])
        one.wait_for("号码、姓名或扫码")
        one.settle(0.2)
        return one, told

    yield at
    for one in opened:
        one.kill()


def counted(one: Terminal, steps: Sequence[str], done: str) -> Counted:
    """Press key by key, each on the page it is meant for, and count."""
    pages, presses, texts = {"home"}, 0, 0
    for step in steps:
        if isinstance(step, At):
            wait_for_page(one, step)
            pages.add(step)
            continue
        one.send(NAMED.get(step, step.encode()))
        here = station_of(one.settle(0.1))
        assert not here or here in {*pages, *steps}, f"a page nobody counts: {here}"
        texts, presses = texts + isinstance(step, Text), presses + (not isinstance(step, Text))
    one.wait_for(done)
    return Counted(presses, texts, len(pages))


def wait_for_page(one: Terminal, page: str) -> None:
    """Until a page stands and nothing is being done."""
    end = time.monotonic() + 30
    while not stands(one.text(), page) or "正在办理" in one.text():
        one.read(0.05)
        assert time.monotonic() < end, f"{page} did not come:\n{one.text()}"


def stands(screen: str, page: str) -> bool:
    """Whether a page is the one on the screen."""
    if page == "home":
        return "号码、姓名或扫码" in screen
    return station_of(screen) == page or (not station_of(screen) and page in screen)


def in_the_docs() -> dict[int, Counted]:
    """The table of docs/keys.md."""
    rows = ROW.findall(DOCS.read_text(encoding="utf-8"))
    return {int(n): Counted(int(presses), int(texts), int(pages)) for n, presses, texts, pages in rows}


@pytest.mark.parametrize("number", FIVE)
def test_a_standard_journey_takes_as_many_keys_as_the_docs_say(
    open_at: Callable[[Journey], tuple[Terminal, str]], number: int
) -> None:
    journey = FIVE[number]
    one, told = open_at(journey)
    took = counted(one, journey.keys(told), journey.done)
    assert SERIAL.search(one.text()) or journey.done == "已发放"
    assert took == in_the_docs().get(number), f"journey {number} took {took}"
    if number == 1:
        assert took.presses <= MOST


def test_the_docs_tell_five_journeys() -> None:
    assert set(in_the_docs()) == set(FIVE)

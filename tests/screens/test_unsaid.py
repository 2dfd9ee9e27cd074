"""The power fails while words are typed on a page or in a dialog: it reopens as it was, and what was begun is finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from desk.test_visits import applied
from handy import imported, row

from counter.desk.desk import Desk
from counter.desk.unsaid import Told
from counter.desk.views import Session
from counter.screens.ask import ChoiceDialog, SecondDialog, SentenceDialog
from counter.screens.dialog import Dialog
from counter.screens.permit.page import PermitPage
from counter.screens.sheet import SheetPage
from counter.screens.unsaid import Conversation, Notes
from counter.workflows.application import Stage

from .afterwards import accepted, ready
from .test_certificate import failed, household, losing, of_a_large_family
from .test_day import fees
from .test_pages import ISSUE
from .test_permit import digit
from .windows import RENEWAL, Windows, begun, walked

WHY = [*"[b]因故[/b]'; --"]
SECOND = [*"0102", "enter", *"0000", "enter"]
END = ["tab", "end", "2", "1", "1"]
"""Of a permit: revoke it, on the first ground, yes."""


@dataclass(frozen=True)
class Cut:
    """A station made ready, the keys until the power fails, the keys that finish it, and what is said then."""

    place: str
    prepare: Callable[[Desk, Session], object]
    keys: list[str]
    finish: list[str]
    said: str


def at_fee(desk: Desk, session: Session) -> object:
    return walked(desk, session, begun(desk, session, RENEWAL["tianjin"]), Stage.FEE)


def paid(desk: Desk, session: Session) -> object:
    view = walked(desk, session, begun(desk, session, RENEWAL["tianjin"]), Stage.FEE)
    return desk.fees.take(session, view.id, "00123401")


def lost(desk: Desk, session: Session) -> object:
    view = losing(desk, session)
    return desk.losses.report(session, view.id, lost_on="昨晚", place="车站", circumstances="")


def printed(desk: Desk, session: Session) -> object:
    view = household(desk, session)
    told = desk.certificates.show(session, view.id)
    desk.certificates.enter(
        session,
        view.id,
        {one.code: one.value or "不详" for one in told.entries},
        ["户主 钱户主 110198196205040131"],
    )
    desk.certificates.confirm(session, view.id)
    return desk.certificates.print(session, view.id)


def held(desk: Desk, _session: Session) -> object:
    """A permit with a card, as they were made until 2020."""
    return imported(desk, desk.bench.archive.parent, row("欧阳试页", issued="2020-11-19"))


def visited(desk: Desk, _session: Session) -> object:
    return applied(desk)


def nothing(_desk: Desk, _session: Session) -> object:
    return None


def mistaken(desk: Desk, session: Session) -> object:
    """A card that states something wrong, at its refusal."""
    view = desk.handing.begin(session, ready(desk, session).id, scanned=True)
    for what, value in (("present", "self"), ("card-data", "wrong")):
        view = desk.handing.say(session, view.id, what, value)
    return view


CUTS = {
    "day": Cut(
        "tianjin",
        fees,
        ["f4", "f11", "c", *"38", "enter", "0", "enter", *WHY, "enter", *"01"],
        ["0", "2", "enter", *"0000", "enter"],
        "已日结",
    ),
    "day counts": Cut("wuxi", nothing, ["f11", "c", "enter", *"1"], ["backspace", "0", "enter"], "已日结"),
    "shift": Cut(
        "wuxi",
        nothing,
        ["f10", "3", "backspace", *"5", "enter", *WHY],
        ["enter", *SECOND],
        "已交班",
    ),
    "visit": Cut(
        "beijing",
        visited,
        ["f11", "v", "1", "1", *WHY, "enter", "backspace"],
        ["1", "enter", *"0000", "enter"],
        "八个工作日",
    ),
    "assign": Cut(
        "beijing", visited, ["f11", "v", "1", "5", *["backspace"] * 4, *"03"], ["3", "7", "enter"], "已改派给"
    ),
    "loss": Cut("tianjin", losing, ["8", *"昨晚", "enter", *"车"], ["站", "enter", "enter"], "已登记"),
    "found": Cut("tianjin", lost, ["8", "2", *WHY], ["enter"], "已登记找回"),
    "report spoiled": Cut("tianjin", lost, ["8", "1", "2", "4", *WHY], ["enter"], "登记表已作废"),
    "certificate spoiled": Cut(
        "tianjin", printed, ["f11", "8", "1", "1", "enter", "enter", "2", "4", *WHY], ["enter"], "打坏"
    ),
    "decision spoiled": Cut(
        "beijing",
        held,
        ["f3", *"欧阳试", *END, *WHY, "enter", "2", *SECOND, "2", "4", *WHY],
        ["enter", *SECOND],
        "请重新打印",
    ),
    "waiver": Cut(
        "tianjin", at_fee, ["slash", *WHY, "enter", *"010"], ["2", "enter", *"0000", "enter"], "减免"
    ),
    "fee back": Cut("tianjin", paid, ["escape", "2", *WHY], ["enter"], "已退"),
    "review": Cut(
        "tianjin",
        failed,
        ["1", "1", *WHY, "enter", *"0421"],
        ["enter", *"0000", "enter"],
        "确认为本人",
    ),
    "certificate": Cut(
        "tianjin", household, ["f11", "8", "1", "1", "enter", *"家庭"], ["户", "enter"], "家庭户"
    ),
    "revocation": Cut(
        "beijing",
        held,
        ["f3", *"欧阳试", *END, *WHY],
        ["enter", "2", *SECOND, "1"],
        "已交付",
    ),
    "revocation, second": Cut(
        "beijing",
        held,
        ["f3", *"欧阳试", *END, *WHY, "enter", "1", *"不知情", "enter", *"0102", "enter"],
        [*"0000", "enter", "1"],
        "已交付",
    ),
    "lost card": Cut("beijing", held, ["f3", *"欧阳试", "tab", "lost", *WHY], ["enter"], "实体证已挂失"),
    "sheet": Cut(
        "beijing",
        nothing,
        [*ISSUE, "down", "enter", "1", *WHY, "enter", *"010"],
        ["2", "enter", *"0000", "enter"],
        "已作废",
    ),
    "rejection": Cut(
        "wuxi",
        lambda desk, session: accepted(desk, session, "review"),
        ["f11", "8", "right", "1", "3", *WHY, "enter", "9", *"第七"],
        ["条", "enter"],
        "第七条",
    ),
    "end": Cut(
        "wuxi",
        lambda desk, session: accepted(desk, session, "review"),
        ["f11", "8", "right", "1", "5", *"未"],
        ["到", "enter"],
        "没有要登记的",
    ),
    "card sent back": Cut("wuxi", mistaken, ["1", *WHY], ["enter"], "质量退回"),
    "outage": Cut("wuxi", nothing, ["ctrl+n", "o", "1", *"明天"], ["enter", "1"], "已发1张"),
    "report": Cut(
        "wuxi",
        lambda desk, session: desk.day.close(session, cash=0, spoiled=0),
        ["f11", "c", "enter", "2", "4", *WHY],
        ["enter"],
        "回车再打印一张",
    ),
    "upload": Cut(
        "beijing", visited, ["f11", "u", "1", *"/bao/na.js"], ["enter", "escape", "escape"], "工作单"
    ),
    "search": Cut("beijing", held, ["f3", *"欧阳"], ["escape"], "没有待办"),
    "receipt lost": Cut("wuxi", nothing, ["f11", "a", *"33019820"], ["escape"], "工作单"),
    "at home": Cut("beijing", held, [*"欧阳"], ["enter"], "欧阳试页"),
    "number to wait with": Cut("wuxi", nothing, ["ctrl+n", "t", *"jm"], ["enter", "1"], "已登记出纸"),
    "queue": Cut("wuxi", nothing, ["ctrl+n", "b", *"112"], ["escape"], "叫号"),
}


@pytest.mark.parametrize("name", CUTS)
async def test_it_reopens_as_it_was_and_is_finished(windows: Windows, name: str) -> None:
    cut = CUTS[name]
    windows.prepare(cut.place, cut.prepare)
    async with windows.open(cut.place) as hands:
        for key in cut.keys:  # a list that is searched while letters come is read before it is chosen from
            page = hands.app.page
            await hands.press(digit(hands, key) if isinstance(page, PermitPage) and len(key) > 1 else key)
        hands.app.page.tell()  # a sentence of the moment is gone with it
        before, field = hands.screen, hands.field
        assert hands.app.page.form is not None, f"nothing is typed here:\n{before}"
    async with windows.open(cut.place) as hands:
        assert hands.screen == before
        assert hands.field == field
        await hands.press(*cut.finish)
        assert cut.said in hands.said
        assert hands.screen != before
    async with windows.open(cut.place) as hands:
        assert hands.screen != before, "what was said does not come back"


SIGNED = ["f11", "v", "1", "1", *"在家", "enter", "enter", *"0000", "enter"]
LOOSE: dict[str, tuple[str, Callable[[Desk, Session], object], list[str]]] = {
    "outage": ("wuxi", nothing, ["ctrl+n", "o", "1", *"明天", "enter"]),
    "visit list": ("beijing", visited, ["f11", "v", "right", "right", "p"]),
    "opinion": ("beijing", visited, [*SIGNED, "p"]),
    "guide": ("beijing", nothing, ["f11", "g", "enter"]),
}


@pytest.mark.parametrize("name", LOOSE)
async def test_a_sheet_of_no_journey_is_asked_after_on_its_own_page(windows: Windows, name: str) -> None:
    place, prepare, keys = LOOSE[name]
    windows.prepare(place, prepare)
    async with windows.open(place) as hands:
        await hands.press(*keys, "2", "4", *WHY)
        assert type(hands.app.page) is SentenceDialog
    async with windows.open(place) as hands:
        assert (type(hands.app.page), hands.field) == (SentenceDialog, "".join(WHY))
        await hands.press("enter")
        page = hands.app.page
        assert isinstance(page, SheetPage)
        assert (page.sheet.state, page.sheet.reason) == ("voided", "".join(WHY))


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("outage", "好的，已交给本人"),
        ("visit list", "好的，已交走访民警"),
        ("opinion", "好的，已归档"),
        ("guide", "好的，已交给本人"),
    ],
)
async def test_such_a_sheet_is_asked_after_in_its_own_words_again(
    windows: Windows, name: str, good: str
) -> None:
    place, prepare, keys = LOOSE[name]
    windows.prepare(place, prepare)
    async with windows.open(place) as hands:
        assert f"1  {good}" in await hands.press(*keys)
    async with windows.open(place) as hands:
        assert isinstance(hands.app.page, Dialog)
        assert f"1  {good}" in hands.screen


async def test_a_certificate_reopens_at_the_words_that_were_being_read(windows: Windows) -> None:
    windows.prepare("tianjin", of_a_large_family)
    async with windows.open("tianjin") as hands:
        await hands.press("f11", "8", "1", "1", "enter", "enter")
        first = hands.screen
        before = await hands.press("enter")
        assert before != first
    async with windows.open("tianjin") as hands:
        assert hands.screen == before
        assert await hands.press("escape") == first
    async with windows.open("tianjin") as hands:
        assert hands.screen == first
        await hands.press("escape")
        assert hands.app.page.form is not None
    async with windows.open("tianjin") as hands:
        assert hands.app.page.form is not None, "back at the rows"


async def test_a_search_that_led_somewhere_does_not_come_back(windows: Windows) -> None:
    windows.prepare("beijing", held)
    async with windows.open("beijing") as hands:
        await hands.press("f3", *"欧阳", "tab", "f3")
        assert hands.field == ""
    async with windows.open("beijing") as hands:
        assert (type(hands.app.page).__name__, hands.field) == ("FindPage", "")


async def test_a_refusal_costs_no_word_of_the_dialogs_before_it(windows: Windows) -> None:
    windows.prepare("tianjin", at_fee)
    async with windows.open("tianjin") as hands:
        fee = hands.app.page.case  # type: ignore[attr-defined]  # an intake
        await hands.press("slash", *WHY, "enter")
        second = hands.desk.people.second("0102", "0000", beside=hands.app.session, right="waive")
        hands.desk.fees.waive(hands.app.session, fee.id, second, "另一窗口先减免", None)
        await hands.press(*SECOND)
        assert hands.desk.unsaid.told(hands.app.session, f"intake:{fee.id}", "waive").typed == {
            "fee.why-by-hand/sentence": "".join(WHY),
            "fee.second/number": "0102",
        }


def talk(asking: str, *, again: bool = True) -> tuple[Conversation, list[Told]]:
    """A conversation with two answers given, and what it has kept since."""
    kept: list[Told] = []

    class Paper(Notes):
        def keep(self, page: str, deed: str, told: Told) -> None:
            kept.append(told)

    told = Told((("which", 2), ("why", "因故")), asking, "", {"why/sentence": "因故"})
    return Conversation(Paper(None), "loss:a", "withdraw", told, again=again), kept  # type: ignore[arg-type]  # no house


def test_answers_are_given_again_up_to_the_question_that_stood_there() -> None:
    going_on, _ = talk(asking="second")
    assert going_on.again(ChoiceDialog("which", ("a", "b"))) == 2
    assert going_on.again(SentenceDialog("why")) == "因故"
    assert going_on.again(SecondDialog("second")) is None


def test_nothing_is_done_just_because_the_program_starts() -> None:
    going_on, kept = talk(asking="")
    assert going_on.again(ChoiceDialog("which", ("a", "b"))) == 2
    last = SentenceDialog("why")
    assert going_on.again(last) is None, (
        "the power failed behind the last answer: a person gives it once more"
    )
    going_on.asks(last)
    assert last.form is not None
    assert last.form.row.value == "因故"
    assert (kept[-1].answers, kept[-1].asking) == ((("which", 2),), "why")


def test_an_answer_that_is_none_any_more_is_asked_and_so_is_all_behind_it() -> None:
    going_on, _ = talk(asking="second")
    assert going_on.again(ChoiceDialog("which", ("a",))) is None, "there is no second one now"
    going_on, _ = talk(asking="second")
    assert going_on.again(ChoiceDialog("another", ("a", "b"))) is None
    assert going_on.again(ChoiceDialog("which", ("a", "b"))) is None
    anew, _ = talk(asking="second", again=False)
    assert anew.again(ChoiceDialog("which", ("a", "b"))) is None

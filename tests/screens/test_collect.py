from __future__ import annotations

from collections.abc import Callable

import pytest
from handy import STRANGER

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.devices.finger_reader import Match, RecordingReader
from counter.screens.certificate import CertificatePage
from counter.screens.collect.page import CollectPage
from counter.screens.find import FindPage
from counter.screens.home import HomePage
from counter.screens.lists.application import ApplicationPage
from counter.screens.sheet import SheetPage
from counter.store import applications
from counter.workflows.application import State

from .afterwards import ready
from .conftest import SIZES, Hands
from .windows import ADULT, AGENT, Windows, fits

YES, NO = Match(0.93, match=True), Match(0.21, match=False)
SECOND = [*"0102", "enter", *"0000", "enter"]


@pytest.fixture
def receipt(windows: Windows) -> str:
    """The serial of a receipt whose card lies here."""
    windows.prepare("wuxi", ready)
    assert windows.view is not None
    return windows.view.receipt


def prepared(windows: Windows, make: Callable[[Desk, Session], object]) -> str:
    windows.prepare("wuxi", make)
    assert windows.view is not None
    return windows.view.receipt


def state(hands: Hands, receipt: str) -> State:
    (found,) = hands.desk.collect.find(hands.app.session, receipt)
    return found.state  # type: ignore[no-any-return]


def fingers(hands: Hands, receipt: str) -> list[tuple[int, str]]:
    (found,) = hands.desk.collect.find(hands.app.session, receipt)
    with hands.desk.bench.store.reading() as db:
        return [(one.finger, one.result) for one in applications.fingers(db, found.id)][2:]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_ordinary_collection_takes_five_keys_behind_the_scan(
    windows: Windows, receipt: str, size: tuple[int, int], language: str
) -> None:
    async with windows.open(size=size, language=language, reader=RecordingReader(matches=[YES])) as hands:
        await hands.type(receipt)
        hands.pressed = 0
        await hands.press("enter")
        assert isinstance(hands.app.page, CollectPage)
        for key in ("1", "1", "1"):
            fits(hands)
            await hands.press(key)
        fits(hands)
        assert "赵试用" in hands.screen
        screen = await hands.press("enter")
        assert hands.pressed == 5
        assert isinstance(hands.app.page, HomePage)
        assert "赵试用" in screen
        assert state(hands, receipt) is State.COLLECTED
        assert fingers(hands, receipt) == [(11, "match")]


async def test_keys_typed_ahead_hand_over_too(windows: Windows, receipt: str) -> None:
    async with windows.open(reader=RecordingReader(matches=[YES])) as hands:
        await hands.press(*receipt, "enter", "1", "1", "1", "enter")
        assert state(hands, receipt) is State.COLLECTED


async def test_the_receipt_opens_its_case_from_find_as_well(windows: Windows, receipt: str) -> None:
    async with windows.open() as hands:
        await hands.press("f3", *receipt, "enter")
        assert isinstance(hands.app.page, CollectPage)
        await hands.press("escape")
        assert isinstance(hands.app.page, FindPage)


async def test_without_a_match_another_finger_then_photo_second_officer_and_reason(
    windows: Windows, receipt: str
) -> None:
    async with windows.open(reader=RecordingReader(matches=[NO, NO])) as hands:
        await hands.press(*receipt, "enter", "1", "1")
        screen = await hands.press("1")
        assert "比对不一致" in screen
        assert "照片比对" in hands.said
        await hands.press("2")
        screen = await hands.press("3")
        assert "由第二名民警确认" in hands.said
        await hands.press("1", "enter")
        assert "请写一句话" in hands.screen
        await hands.press(*"照片一致", "enter")
        assert "第二人" in hands.screen
        await hands.press(*"0421", "enter", *"0000", "enter")
        assert state(hands, receipt) is State.COLLECTED
        assert fingers(hands, receipt) == [(11, "no-match"), (16, "no-match")]


async def test_who_cannot_be_confirmed_gets_nothing_and_the_article(windows: Windows, receipt: str) -> None:
    async with windows.open(reader=RecordingReader(matches=[NO])) as hands:
        await hands.press(*receipt, "enter", "1", "1", "1", "3", "2")
        assert "也不能确认为本人" in hands.said
        assert "怎么办" in hands.screen
        fits(hands)
        await hands.press("1")
        assert state(hands, receipt) is State.READY, "a finger is no fault of the card"
        screen = await hands.press("escape")
        assert "确认为本人" in screen


async def test_a_reader_that_is_silent_or_missing_leads_to_the_photo(windows: Windows, receipt: str) -> None:
    async with windows.open(reader=RecordingReader()) as hands:
        screen = await hands.press(*receipt, "enter", "1", "1", "1")
        assert "指纹仪没有响应" in screen
        assert fingers(hands, receipt) == []
        await hands.press("4", "1", *"指纹仪故障", "enter", *SECOND)
        assert state(hands, receipt) is State.COLLECTED


@pytest.mark.parametrize(("language", "sex"), [("zh", "男"), ("en", "male")])
async def test_what_the_card_must_state_stands_over_the_question(
    windows: Windows, receipt: str, language: str, sex: str
) -> None:
    from desk.applying import FIELDS

    async with windows.open(language=language) as hands:
        before = await hands.press(*receipt, "enter")
        assert FIELDS["household_address"] not in before
        await hands.press("1")
        fits(hands)
        assert all(
            words in hands.said for words in (sex, "汉族", "".join(FIELDS["household_address"].split()))
        )
        await hands.press("1")
        assert "汉族" not in hands.said, "the finger is asked for next"


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_card_that_states_something_wrong_is_sent_back_with_what_is_wrong(
    windows: Windows, receipt: str, language: str
) -> None:
    async with windows.open(language=language) as hands:
        await hands.press(*receipt, "enter", "1", "2")
        fits(hands)
        assert hands.app.say("refusal.source") in hands.screen
        assert ("证面信息有误" if language == "zh" else "states something wrong") in hands.screen
        await hands.press("1", "escape")
        assert state(hands, receipt) is State.READY
        await hands.press("1", *"姓名第 2 字有误", "enter")
        assert isinstance(hands.app.page, HomePage)
        assert state(hands, receipt) is State.RETURNED_QUALITY


async def test_enter_leaves_what_is_refused(windows: Windows, receipt: str) -> None:
    async with windows.open() as hands:
        await hands.press(*receipt, "enter", "1", "2", "enter")
        assert isinstance(hands.app.page, FindPage)
        assert state(hands, receipt) is State.READY


async def test_only_the_registered_agent_collects_and_signs(windows: Windows) -> None:
    receipt = prepared(windows, lambda desk, session: ready(desk, session, collect="agent"))
    async with windows.open() as hands:
        screen = await hands.press(*receipt, "enter", "2")
        assert "孙代领" in screen
        await hands.press(*"1101", "enter")
        assert "✗" in hands.screen
        assert hands.field == "1101", "what was typed stays"
        await hands.press(*["backspace"] * 4, *STRANGER, "enter")
        assert "不是登记的受委托人" in hands.said
        await hands.press("escape", *AGENT, "enter")
        screen = await hands.press("1")
        assert "指纹" not in screen, "no finger of an agent is taken"
        assert "Tab" not in screen
        await hands.press("tab", "ctrl+u", *"赵试用")
        assert hands.app.page.form is None, "nobody else signs"
        await hands.press("enter")
        assert "孙代领签收" in hands.said
        assert state(hands, receipt) is State.COLLECTED


async def test_somebody_else_may_sign_and_a_stray_key_is_no_name(windows: Windows, receipt: str) -> None:
    async with windows.open(reader=RecordingReader(matches=[YES])) as hands:
        await hands.press(*receipt, "enter", "1", "1", "1", "1", "x")
        assert "赵试用x" not in hands.said
        await hands.press("tab")
        assert hands.field == "赵试用"
        await hands.press(*["backspace"] * 3, *"[b]监护[/b]", "enter")
        assert "[b]监护[/b]" in hands.screen
        assert state(hands, receipt) is State.COLLECTED


async def test_a_lost_receipt_is_printed_anew_by_two_and_the_old_one_is_void(
    windows: Windows, receipt: str
) -> None:
    async with windows.open(reader=RecordingReader(matches=[YES])) as hands:
        await hands.press("f11", "a", *ADULT, "enter", "enter")
        assert isinstance(hands.app.page, ApplicationPage)
        await hands.press("1", "enter", "2", *SECOND)
        assert "纸出来了吗" in hands.screen
        await hands.press("escape")
        assert "先回答" in hands.screen
        screen = await hands.press("1")
        assert "原回执作废" in screen
        await hands.press("1", "1", "1", "enter")
        assert isinstance(hands.app.page, HomePage)
        (found,) = hands.desk.collect.find(hands.app.session, ADULT)
        assert found.state is State.COLLECTED
        assert found.receipt != receipt
        screen = await hands.press(*receipt, "enter")
        assert isinstance(hands.app.page, SheetPage), "a void receipt opens nothing"
        assert "已作废" in screen


async def test_a_lost_receipt_is_no_hindrance_once_a_second_officer_has_verified(
    windows: Windows, receipt: str
) -> None:
    async with windows.open(reader=RecordingReader(matches=[YES])) as hands:
        await hands.press("f11", "4", "1", "1", "enter", "3", "1", "1", "1")
        assert "回执遗失" in hands.screen
        await hands.press("enter")
        assert state(hands, receipt) is State.READY
        await hands.press(*"回执遗失", "enter", *SECOND)
        assert state(hands, receipt) is State.COLLECTED


async def test_what_was_mailed_is_checked_later(windows: Windows) -> None:
    receipt = prepared(windows, lambda desk, session: ready(desk, session, collect="mail"))
    async with windows.open(reader=RecordingReader(matches=[YES])) as hands:
        await hands.press(*receipt, "enter")
        assert isinstance(hands.app.page, ApplicationPage), "the way registered is mail"
        await hands.press("2", "enter")
        assert state(hands, receipt) is State.MAILED
        await hands.press("escape", "escape", *receipt, "enter")
        assert isinstance(hands.app.page, CollectPage)
        await hands.press("1", "enter")
        assert state(hands, receipt) is State.MAILED_VERIFIED


async def test_the_receipt_of_a_certificate_opens_its_certificate(windows: Windows) -> None:
    from desk.applying import NEIGHBOUR, TIANJIN_BOOK
    from desk.applying import accepted as certificate

    def make(desk: Desk, session: Session) -> object:
        view = certificate(desk, session, NEIGHBOUR, "household-certificate", TIANJIN_BOOK)
        for deed in ("review", "sign", "arrive"):
            desk.progress.move(session, view.id, deed)
        return view

    windows.prepare("tianjin", make)
    assert windows.view is not None
    async with windows.open("tianjin") as hands:
        await hands.press(*windows.view.receipt, "enter")
        assert isinstance(hands.app.page, CertificatePage)
        await hands.press("escape", "escape", "f11", "4", "1")
        assert isinstance(hands.app.page, ApplicationPage)
        assert "1证明：填写、核对、打印" in hands.said
        assert "发放" not in hands.said, "without the sheet nothing is handed over"


async def test_f1_cites_the_rules_of_collection(windows: Windows, receipt: str) -> None:
    async with windows.open() as hands:
        await hands.press(*receipt, "enter", "1")
        await hands.press("f1")
        assert "居民身份证领取凭证（领证回执）。" in hands.said
        assert "《居民身份证法》" in hands.said
        await hands.press("f1", "f8", "f1")
        assert "Thecollectionreceipt." in hands.said


async def test_after_a_power_cut_the_collection_stands_at_the_same_question_and_field(
    windows: Windows, receipt: str
) -> None:
    """At home, at each question, and in the middle of a word; nothing is asked twice, and no finger is lost."""
    ways = (
        [*receipt, "enter"], ["1", "1"], ["1"], ["3", "1", *"照片"], ["tab", *["backspace"] * 3, *"监护"],
    )  # fmt: skip
    seen = []
    for keys in ways:
        async with windows.open(reader=RecordingReader(matches=[NO])) as hands:
            if seen:
                assert isinstance(hands.app.page, CollectPage)
                live = hands.app.page.form and hands.app.page.form.row.key
                assert (hands.app.page.case, live, hands.field) == seen[-1]
            await hands.press(*keys)
            page = hands.app.page
            assert isinstance(page, CollectPage)
            now = hands.desk.handing.show(hands.app.session, page.case.id)
            seen.append((now, page.form and page.form.row.key, hands.field))
    assert [view.step for view, _, _ in seen] == ["present", "finger", "finger", "sign", "sign"]
    assert [(live, field) for _, live, field in seen[3:]] == [("reason", "照片"), ("name", "监护")]
    async with windows.open() as hands:
        await hands.press(*"人", "enter", *"一致", "enter", *SECOND)
        assert "监护人签收" in hands.said
        assert state(hands, receipt) is State.COLLECTED
        assert fingers(hands, receipt) == [(11, "no-match")]
        assert hands.app.page.waiting == ()


async def test_a_collection_waits_while_somebody_else_is_served_and_is_given_up_without_harm(
    windows: Windows, receipt: str
) -> None:
    async with windows.open() as hands:
        await hands.press(*receipt, "enter", "1", "1", "f4")
        assert isinstance(hands.app.page, HomePage)
        assert "1赵试用正在发放" in hands.said
        assert "暂存" in hands.screen
        await hands.press("f2", "escape", "1", "enter")
        page = hands.app.page
        assert isinstance(page, CollectPage)
        assert page.case.step == "finger"
        fits(hands)
        await hands.press("f2")
        assert not isinstance(hands.app.page, CollectPage), "a new intake, and the collection waits"
        await hands.press("escape", "1", "enter", "escape", "escape", "escape")
        assert isinstance(hands.app.page, HomePage)
        assert "正在发放" not in hands.screen
        assert state(hands, receipt) is State.READY
        await hands.press(*receipt, "enter")
        assert hands.app.page.case.step == "present", "the next time begins anew"


async def test_whoever_may_not_hand_over_sees_the_application(windows: Windows, receipt: str) -> None:
    async with windows.open() as hands:
        hands.app.session = hands.desk.people.sign_in("0808", "0000")
        await hands.press(*receipt, "enter")
        assert isinstance(hands.app.page, ApplicationPage)

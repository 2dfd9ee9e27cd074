from __future__ import annotations

import pytest
from desk.applying import NEIGHBOUR, asked, identified
from handy import beside

from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.views import Session
from counter.desk.waiving import NoWaiverHere
from counter.workflows.application import Stage

from .conftest import Hands
from .windows import RENEWAL, Windows, begun, case, fits, task, walked

SERVICE = RENEWAL["tianjin"]
LOST = {"soldier": "no", "present": "self", "household": "here", "collect-by": "self"}


def at_fee(windows: Windows) -> None:
    windows.at(Stage.FEE, "tianjin", SERVICE)


def receipt(hands: Hands) -> str:
    fee = case(hands).fee
    return fee.receipt if fee else ""


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_amount_stands_there_with_its_basis(windows: Windows, language: str) -> None:
    at_fee(windows)
    async with windows.open("tianjin", language=language) as hands:
        fits(hands)
        assert ("20元" if language == "zh" else "20yuan") in task(hands)
        assert "2322" in task(hands)
        await hands.press(*"00123401", "enter")
        assert receipt(hands) == "00123401"
        assert case(hands).stage is Stage.COLLECTION


async def test_the_next_receipt_of_the_pad_is_one_key(windows: Windows) -> None:
    def paid(desk, session):  # type: ignore[no-untyped-def]
        from .windows import AGENT

        first = begun(desk, session, SERVICE, AGENT)
        walked(desk, session, first, Stage.COLLECTION)
        desk.intake.park(session, first.id)
        return walked(desk, session, begun(desk, session, SERVICE), Stage.FEE)

    windows.prepare("tianjin", paid)
    async with windows.open("tianjin") as hands:
        assert "00123402" in hands.screen
        await hands.press("9")
        assert "00123402" not in hands.screen, "what is typed counts"
        await hands.press("backspace", "enter")
        assert receipt(hands) == "00123402"
        assert case(hands).stage is Stage.COLLECTION


@pytest.mark.parametrize("wrong", ["", "票 1", "[b]1", "'; DROP TABLE fee; --", "1" * 40])
async def test_a_number_that_is_none_gets_a_sentence_and_stays_in_the_field(
    windows: Windows, wrong: str
) -> None:
    at_fee(windows)
    async with windows.open("tianjin") as hands:
        await hands.paste(wrong)
        await hands.press("enter")
        fits(hands)
        assert "票据号应为" in hands.said
        assert hands.field == wrong
        assert case(hands).stage is Stage.FEE


async def test_half_a_number_outlives_a_kill(windows: Windows) -> None:
    at_fee(windows)
    async with windows.open("tianjin") as hands:
        await hands.press(*"0012")
    async with windows.open("tianjin") as hands:
        assert hands.field == "0012"
        await hands.press(*"3401", "enter")
        assert receipt(hands) == "00123401"


async def test_a_fee_is_given_back_with_a_reason_and_its_number_is_not_used_again(windows: Windows) -> None:
    windows.at(Stage.COLLECTION, "tianjin", SERVICE)
    async with windows.open("tianjin") as hands:
        await hands.press("escape")
        assert "已收20元，票据00123401" in task(hands)
        await hands.press("2", "enter")
        assert "请写一句话" in hands.screen
        await hands.press(*"申请人改日再办", "enter")
        assert receipt(hands) == ""
        assert "已退费" in hands.screen
        await hands.press(*"00123401", "enter")
        assert "已经用过" in hands.said
        assert case(hands).stage is Stage.FEE


async def test_a_fee_that_stays_is_passed_with_enter(windows: Windows) -> None:
    windows.at(Stage.COLLECTION, "tianjin", SERVICE)
    async with windows.open("tianjin") as hands:
        await hands.press("escape", "enter")
        assert case(hands).stage is Stage.COLLECTION


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_waiver_of_the_rules_is_signed_by_a_supervisor_on_the_same_screen(
    windows: Windows, language: str
) -> None:
    windows.at(Stage.FEE, "tianjin", SERVICE, hardship="accident")
    async with windows.open("tianjin", language=language) as hands:
        fits(hands)
        assert ("减免10元，由负责人签认" if language == "zh" else "Waive10yuan;asupervisorsigns") in task(
            hands
        )
        await hands.press("9", "enter", *"[b]街道证明 7", "enter")
        fits(hands)
        assert "[b]街道证明 7" in hands.screen, "the words are data"
        await hands.press(*"0337", "enter", *"0000", "enter")
        assert ("不能是本人" if language == "zh" else "somebodyelse") in hands.said
        await hands.press(*"0555", "enter", *"0000", "enter")
        assert ("批准减免收费" if language == "zh" else "approveawaiver") in hands.said
        await hands.press(*"0102", "enter", *"0000", "enter")
        fee = case(hands).fee
        assert fee is not None
        assert (fee.waived, fee.approved_by, case(hands).stage) == (1000, "0102", Stage.FEE)
        fits(hands)
        await hands.press(*"00123401", "enter")
        assert case(hands).stage is Stage.COLLECTION
        assert hands.app.session.clerk.number == "0337", "who works goes on working"


async def test_a_fee_is_waived_by_hand_and_the_waiver_withdrawn(windows: Windows) -> None:
    at_fee(windows)
    async with windows.open("tianjin") as hands:
        await hands.press("slash", *"负责人决定", "enter", "escape")
        assert case(hands).stage is Stage.FEE, "nobody signed"
        await hands.press("ideographic_comma", *"负责人决定", "enter", *"0102", "enter", *"0000", "enter")
        assert case(hands).stage is Stage.COLLECTION
        assert "减免20元已由两人签认" in hands.said
        await hands.press("escape")
        assert "已减免20元：负责人决定；签认0102" in task(hands)
        await hands.press("enter")
        assert case(hands).stage is Stage.COLLECTION
        await hands.press("escape", "2", *"弄错了", "enter")
        fee = case(hands).fee
        assert fee is not None
        assert (fee.waived, fee.exempt) == (0, False)
        await hands.press(*"00123401", "enter")
        assert receipt(hands) == "00123401"


def lost_card(desk: Desk, session: Session) -> IntakeView:
    """The card that comes after a loss, at its fee."""
    view = asked(desk, session, identified(desk, session, NEIGHBOUR), "id-card-loss", LOST)
    desk.losses.report(session, view.id, lost_on="昨晚", place="客运站")
    return walked(desk, session, view, Stage.FEE)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_no_waiver_is_offered_where_the_law_leaves_none(windows: Windows, language: str) -> None:
    """居民身份证法 Art. 21: first cards and replacements only, not a card after a loss."""
    windows.prepare("tianjin", lost_card)
    async with windows.open("tianjin", language=language) as hands:
        assert case(hands).stage is Stage.FEE
        assert hands.app.say("fee.waive") not in hands.screen
        await hands.press("slash")
        fits(hands)
        assert ("不能减免" if language == "zh" else "cannotbewaived") in hands.said
        session = hands.app.session
        assert session is not None
        with pytest.raises(NoWaiverHere, match="不适用于补领"):
            hands.desk.fees.waive(session, case(hands).id, beside(hands.desk, session), "困难家庭")
        await hands.press(*"00123401", "enter")
        assert receipt(hands) == "00123401"


LOCAL = {"physical_permit": "lost"}
"""A replacement whose price the province sets."""


def at_local_fee(windows: Windows) -> None:
    windows.at(Stage.FEE, "wuxi", "permit-reissue", **LOCAL)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_an_amount_that_the_place_sets_is_typed(windows: Windows, language: str) -> None:
    at_local_fee(windows)
    async with windows.open(language=language) as hands:
        fits(hands)
        await hands.press(*"二十", "enter", *"00123401", "enter")
        assert case(hands).stage is Stage.FEE
        assert ("不是金额" if language == "zh" else "Notanamount") in hands.said
        await hands.press("up", "backspace", "backspace", *"20.5", "enter", "enter")
        fee = case(hands).fee
        assert fee is not None
        assert (fee.receipt, fee.taken) == ("00123401", 2050)
        assert case(hands).stage is not Stage.FEE


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_where_no_amount_is_published_nothing_is_charged_and_the_intake_goes_on(
    windows: Windows, language: str
) -> None:
    at_local_fee(windows)
    async with windows.open(language=language) as hands:
        assert ("不得收取" if language == "zh" else "nothingmaybecharged") in task(hands)
        await hands.press("0", "enter", "enter")
        assert case(hands).stage is Stage.ACCEPTANCE
        fee = case(hands).fee
        assert fee is not None
        assert (fee.unpublished, fee.receipt, case(hands).still) == (True, "", ())
        assert ("没有公布收费标准" if language == "zh" else "noamountispublished") in task(hands)
        await hands.press("escape", "enter", "enter")
        assert case(hands).stage is Stage.ACCEPTANCE, "once said, Enter passes it"
        await hands.press("escape")
        await hands.press(*"20", "enter", *"00123401", "enter")
        fee = case(hands).fee
        assert fee is not None
        assert (fee.unpublished, fee.taken) == (False, 2000)

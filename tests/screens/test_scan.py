"""A scanner is a keyboard: wherever a receipt is scanned its case opens, and none of its digits answers anything."""

from __future__ import annotations

import pytest
from handy import officer

from counter.app.scan import begun as looks_like_ours
from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.views import Session
from counter.screens.ask import ChoiceDialog
from counter.screens.collect.page import CollectPage
from counter.screens.home import HomePage
from counter.screens.lists.menu import ListsPage
from counter.screens.slip.page import SlipPage
from counter.store import cases
from counter.workflows.application import Stage
from counter.workflows.slip import Sheet

from .afterwards import SECOND, ready
from .conftest import Hands
from .windows import Windows, begun, case, walked

STAGES = (
    Stage.QUESTIONS, Stage.DOCUMENTS, Stage.READ_BACK, Stage.SIGNATURES, Stage.FINGERPRINTS, Stage.COLLECTION,
    Stage.ACCEPTANCE, Stage.RECEIPT, Stage.RECEIPT_OUT,
)  # fmt: skip
"""Where an intake stands in the way of a scan, with digits and an Enter that do something."""
NOBODY_PRINTED = "L320213990-01-20261122-9999"


class Before:
    """A card lies here against its receipt, and somebody else's intake stands at a stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.receipt, self.code = stage, "", ""

    def __call__(self, desk: Desk, session: Session) -> IntakeView:
        self.receipt = ready(desk, session).receipt
        with desk.bench.store.reading() as db:
            sheet = cases.sheet(db, self.receipt)
        self.code = sheet.code if sheet else ""
        view = begun(desk, session, "first-id-card", SECOND, name="钱试用")
        if self.stage is Stage.QUESTIONS:
            return desk.questions.unanswer(session, view.id)
        return walked(desk, session, view, self.stage)


def left(hands: Hands) -> IntakeView:
    """The intake that was in the way, as it stands now."""
    (found,) = hands.desk.intake.waiting(hands.app.session)
    view: IntakeView = hands.desk.intake.show(hands.app.session, found.id)
    return view


@pytest.mark.parametrize("stage", STAGES)
async def test_a_scan_in_the_midst_of_an_intake_opens_its_case_and_answers_nothing(
    windows: Windows, stage: Stage
) -> None:
    before = Before(stage)
    windows.prepare("wuxi", before)
    async with windows.open() as hands:
        stood = case(hands)
        assert stood.stage is stage
        await hands.press(*before.receipt, "enter")
        assert isinstance(hands.app.page, CollectPage)
        assert hands.app.page.case.application.receipt == before.receipt
        assert not hands.app.page.case.told.facts, "its Enter answered nothing either"
        now = left(hands)
        assert (now.stage, now.answered, now.checklist, now.signatures, now.fingers, now.sheet) == (
            stood.stage, stood.answered, stood.checklist, stood.signatures, stood.fingers, stood.sheet,
        )  # fmt: skip


async def test_a_printed_code_is_scanned_as_well(windows: Windows) -> None:
    before = Before(Stage.DOCUMENTS)
    windows.prepare("wuxi", before)
    async with windows.open() as hands:
        stood = case(hands)
        assert looks_like_ours(before.code), "a code does not begin as the scanner is told"
        await hands.press(*before.code, "enter")
        assert isinstance(hands.app.page, CollectPage)
        assert left(hands).checklist == stood.checklist


async def test_the_sheet_that_is_asked_after_has_come_out_when_it_is_scanned(windows: Windows) -> None:
    windows.at(Stage.RECEIPT_OUT)
    async with windows.open() as hands:
        sheet = case(hands).sheet
        assert sheet is not None
        await hands.press("2", *sheet.serial, "enter")
        assert isinstance(hands.app.page, HomePage)
        assert hands.desk.find.sheet(hands.app.session, sheet.serial).state is Sheet.OUT


async def test_in_a_dialog_a_scan_is_told_to_wait(windows: Windows) -> None:
    before = Before(Stage.READ_BACK)
    windows.prepare("wuxi", before)
    async with windows.open() as hands:
        await hands.press("0", *before.receipt, "enter")
        assert isinstance(hands.app.page, ChoiceDialog)
        assert "请先回答" in hands.screen


async def test_what_nobody_printed_is_told_and_the_page_stays(windows: Windows) -> None:
    windows.at(Stage.SIGNATURES)
    async with windows.open() as hands:
        stood = case(hands)
        await hands.press(*NOBODY_PRINTED, "enter")
        assert NOBODY_PRINTED in hands.said
        assert case(hands) == stood


async def test_from_the_lists_a_scan_opens_its_case_and_esc_leads_back(windows: Windows) -> None:
    before = Before(Stage.RECEIPT)
    windows.prepare("wuxi", before)
    async with windows.open() as hands:
        await hands.press("f4", "f11", *before.receipt, "enter")
        assert isinstance(hands.app.page, CollectPage)
        await hands.press("escape")
        assert isinstance(hands.app.page, ListsPage)


async def test_the_number_of_a_slip_takes_a_serial_too(windows: Windows) -> None:
    def issued(desk: Desk, session: Session) -> None:
        view = begun(
            desk,
            session,
            "residence-card",
            household="elsewhere",
            resident_since="2025-01-01",
            smartphone="yes",
        )
        receipts.append(
            desk.deciding.good(session, walked(desk, session, view, Stage.RECEIPT_OUT).id).receipt
        )

    receipts: list[str] = []
    windows.prepare("beijing", issued)
    async with windows.open("beijing") as hands:
        await hands.press("f5")
        assert isinstance(hands.app.page, SlipPage)
        screen = await hands.press(*receipts[0], "enter")
        assert "电子居住登记卡申领" in screen
        assert receipts[0] in screen
        assert hands.desk.slip.resume(officer(hands.desk)) is None, "nothing was begun"


async def test_a_hand_that_presses_the_same_letter_gets_its_key(windows: Windows) -> None:
    windows.at(Stage.DOCUMENTS)
    async with windows.open() as hands:
        await hands.press("1")
        await hands.press("up", "L")
        assert [paper.mark for demand in case(hands).checklist for paper in demand.papers if paper.mark] == [
            "kept"
        ]


@pytest.mark.parametrize(("where", "came_in"), [("f11", "scanned"), ("f3", "typed")])
async def test_the_record_says_whether_a_notice_was_scanned_or_typed(
    windows: Windows, where: str, came_in: str
) -> None:
    def told(desk: Desk, session: Session) -> None:
        view = begun(desk, session, "first-id-card")
        desk.checklist.want(session, view.id)
        desk.deciding.print(session, view.id)
        notices.append(desk.deciding.good(session, view.id).notice)

    notices: list[str] = []
    windows.prepare("wuxi", told)
    async with windows.open() as hands:
        await hands.press(where, *notices[0], "enter")
        assert case(hands).stage is Stage.DOCUMENTS
        with hands.desk.bench.store.reading() as db:
            found = cases.case(db, case(hands).id)
        assert found is not None
        assert found.facts["returned"] == came_in

"""Certificates, reports of a loss and manual reviews on the screen."""

from __future__ import annotations

import pytest
from desk.applying import NEIGHBOUR, TIANJIN_BOOK, accepted, asked, identified, to_acceptance
from desk.test_certificates import CANCELLED, HOUSEHOLD, KINSHIP
from desk.test_losses import LOST
from desk.test_reviews import FACE
from handy import FickleSlot, number_for

from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.views import Session
from counter.screens.certificate import CertificatePage
from counter.screens.intake.page import IntakePage
from counter.screens.lists.application import ApplicationPage
from counter.screens.loss import LossPage
from counter.workflows.application import Stage

from .conftest import SIZES, Hands
from .windows import Windows, fits


def household(desk: Desk, session: Session) -> IntakeView:
    return accepted(desk, session, NEIGHBOUR, "household-certificate", TIANJIN_BOOK)


def read_back(desk: Desk, session: Session) -> IntakeView:
    """A certificate that the citizen has read."""
    view = household(desk, session)
    desk.certificates.enter(session, view.id, HOUSEHOLD)
    desk.certificates.confirm(session, view.id)
    return view


async def opened(hands: Hands, case: IntakeView | None) -> None:
    """The page of the certificate, from the application."""
    assert case is not None
    await hands.press("f11", "8", "1")
    assert isinstance(hands.app.page, ApplicationPage)
    fits(hands)
    await hands.press("1", "enter")
    assert isinstance(hands.app.page, CertificatePage)


async def filled(hands: Hands) -> None:
    """Each wanting row of a household certificate, in the order in which the keys come to them."""
    page = hands.app.page
    assert isinstance(page, CertificatePage)
    for _ in range(20):
        if page.form is None or page.form.row.key == "member":
            return
        if not page.form.row.value and page.form.row.key in HOUSEHOLD:
            await hands.type(HOUSEHOLD[page.form.row.key])
        await hands.press("enter")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_from_the_application_to_the_sealed_sheet_in_the_hand(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    windows.prepare("tianjin", household)
    async with windows.open("tianjin", size=size, language=language) as hands:
        await opened(hands, windows.view)
        fits(hands)
        assert "赵试用" in hands.screen, "who stands here is filled in"
        assert NEIGHBOUR not in hands.screen, "and masked"
        await hands.press("f1")
        fits(hands)
        assert "2016" in hands.screen, "the notice that the certificate rests on"
        await hands.press("escape")
        await filled(hands)
        fits(hands)
        await hands.type(f"户主 钱户主 {number_for('19620504', 13)}")
        await hands.press("enter")
        fits(hands)
        await hands.press("enter")
        page = hands.app.page
        assert isinstance(page, CertificatePage)
        assert page.reading
        assert "办理公证" in hands.screen
        fits(hands)
        await hands.press("enter", "enter", "1")
        fits(hands)
        assert page.view.state.value == "handed"
        assert page.view.application.state.value == "collected"
        assert page.view.rows


async def test_every_row_is_kept_as_it_is_left_and_what_is_wrong_is_told_beside_it(windows: Windows) -> None:
    windows.prepare("tianjin", household)
    async with windows.open("tianjin") as hands:
        await opened(hands, windows.view)
        await hands.type("集体户")
        await hands.press("enter", "escape", "escape")
        await hands.press("1", "enter")
        assert "集体户" in hands.screen
        await filled(hands)
        await hands.type("户主 钱户主 123")
        await hands.press("enter")
        assert "18" in hands.screen
        assert "123" in hands.app.page.field.value, "nothing that was typed is lost"


def of_a_relative(desk: Desk, session: Session) -> IntakeView:
    return accepted(desk, session, NEIGHBOUR, "cancellation-certificate", CANCELLED)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_what_the_number_does_not_say_is_told_and_wants_a_reason(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    windows.prepare("tianjin", of_a_relative)
    async with windows.open("tianjin", size=size, language=language) as hands:
        await opened(hands, windows.view)
        for words in ("黄老", "女", "19300101", number_for("19350101", 33)):
            await hands.type(words)
            await hands.press("enter")
        fits(hands)
        page = hands.app.page
        assert isinstance(page, CertificatePage)
        assert page.form is not None
        assert page.form.row.key == "number-differs", "the row behind the number, which has come"
        assert ["".join(words.in_(language).split()) in hands.said for words in page.view.odds] == [
            True,
            True,
        ]
        await hands.press("up", "up", "up")
        assert page.form.row.key == "sex"
        await hands.press("backspace")
        await hands.type("男")
        await hands.press("enter", *["backspace"] * 11)
        await hands.type("19350101")
        await hands.press("enter", "enter")
        assert page.form.row.key == "former-address", "nothing is left to be told"
        assert page.notice[0] == ()


async def test_the_citizen_is_called_away_and_the_certificate_waits_at_home(windows: Windows) -> None:
    windows.prepare("tianjin", household)
    async with windows.open("tianjin") as hands:
        await opened(hands, windows.view)
        await hands.type("集体户")
        await hands.press("f4")
        assert "暂存" in hands.screen
        assert "填写中·户籍证明" in hands.said
        fits(hands)
        await hands.press("1", "enter")
        page = hands.app.page
        assert isinstance(page, CertificatePage)
        assert page.form is not None
        assert "集体户" in [row.value for row in page.form.rows], "what was in the row stands there again"


async def test_what_was_spoiled_waits_at_home_until_another_is_in_the_hand(windows: Windows) -> None:
    windows.prepare("tianjin", read_back)
    async with windows.open("tianjin") as hands:
        assert "已核对，待打印·户籍证明" in hands.said
        await hands.press("1", "enter", "enter", "2", "1")
        await hands.press("escape")
        assert "打坏，待重打·户籍证明" in hands.said
        await hands.press("1", "enter", "enter", *"0102", "enter", *"0000", "enter", "1", "escape")
        assert "户籍证明" not in hands.said


async def test_nothing_is_read_back_while_something_is_wanting(windows: Windows) -> None:
    windows.prepare(
        "tianjin",
        lambda desk, session: accepted(desk, session, NEIGHBOUR, "relationship-certificate", KINSHIP),
    )
    async with windows.open("tianjin") as hands:
        await opened(hands, windows.view)
        await hands.press(*["enter"] * 12)
        page = hands.app.page
        assert isinstance(page, CertificatePage)
        assert not page.reading
        assert "未填" in hands.screen
        fits(hands)


async def test_from_the_read_back_the_rows_can_be_typed_again(windows: Windows) -> None:
    windows.prepare("tianjin", read_back)
    async with windows.open("tianjin") as hands:
        await opened(hands, windows.view)
        assert "盖户口专用章" in hands.screen
        await hands.press("escape")
        page = hands.app.page
        assert isinstance(page, CertificatePage)
        assert page.view.state.value == "typed"
        assert page.form is not None


async def test_a_jam_and_a_spoiled_sheet_are_settled_by_two(windows: Windows) -> None:
    windows.prepare("tianjin", read_back)
    printer = FickleSlot(jammed=True)
    async with windows.open("tianjin", printer=printer) as hands:
        await opened(hands, windows.view)
        await hands.press("enter")
        assert not printer.sent
        printer.jammed = False
        await hands.press("enter", "3", "2", "1")
        assert len(printer.sent) == 1
        page = hands.app.page
        assert isinstance(page, CertificatePage)
        assert page.view.state.value == "spoiled"
        await hands.press("enter", *"0102", "enter", *"0000", "enter", "1")
        assert page.view.state.value == "handed"
        assert len(printer.sent) == 2
        fits(hands)


def losing(desk: Desk, session: Session) -> IntakeView:
    """A lost card, at its signatures."""
    view = asked(desk, session, identified(desk, session, NEIGHBOUR), "id-card-loss", LOST)
    for demand in view.checklist:
        view = desk.checklist.mark(session, view.id, demand.papers[0].code, "seen")
    view = desk.intake.go_on(session, desk.checklist.return_all(session, view.id).id)
    return desk.agreeing.confirm(session, view.id)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_loss_is_registered_and_printed_before_it_is_signed(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    windows.prepare("tianjin", losing)
    async with windows.open("tianjin", size=size, language=language) as hands:
        page = hands.app.page
        assert isinstance(page, IntakePage)
        assert page.case.stage is Stage.SIGNATURES
        await hands.press("enter")
        assert page.notice[1] == "stop", "it is not signed before it is registered"
        await hands.press("8")
        assert isinstance(hands.app.page, LossPage)
        assert page.notice[0] == (), "what was refused is not said any more behind the registration"
        fits(hands)
        await hands.type("昨晚")
        await hands.press("enter", "enter", "enter")
        assert hands.app.page.loss is None, "where it was lost is wanting"  # type: ignore[attr-defined]
        await hands.type("[b]车站[/b]")  # the row that was wanting has the keys
        await hands.press("enter", "enter")
        assert "[b]车站" in hands.screen
        fits(hands)
        await hands.press("1", "1")
        fits(hands)
        await hands.press("2")
        await hands.type("在家中")
        await hands.press("enter")
        assert "在家中" in hands.screen
        fits(hands)
        await hands.press("escape")
        assert isinstance(hands.app.page, IntakePage)


def failed(desk: Desk, session: Session) -> IntakeView:
    """A face check that failed; the second officer is asked next."""
    view = desk.questions.choose(session, identified(desk, session, NEIGHBOUR).id, "electronic-identity")
    for fact, value in FACE.items():
        view = desk.questions.answer(session, view.id, fact, value)
    return view


@pytest.mark.parametrize(("digit", "word"), [("1", "确认为本人"), ("2", "户口簿")])
async def test_two_officers_review_a_face(windows: Windows, digit: str, word: str) -> None:
    windows.prepare("tianjin", failed)
    async with windows.open("tianjin") as hands:
        page = hands.app.page
        assert isinstance(page, IntakePage)
        for _ in range(4):
            if "第二名民警" in hands.said:
                break
            await hands.press("1")
        await hands.press(digit)
        fits(hands)
        assert "哪一张相片" in hands.said
        await hands.press("1")
        await hands.type("眉间有痣")
        await hands.press("enter", *"0421", "enter", *"0000", "enter")
        assert word in hands.said
        fits(hands)
        (review,) = hands.desk.reviews.of_case(hands.app.session, page.case.id)
        assert (review.clerk, review.second) == ("0337", "0421")


async def test_a_review_that_is_stepped_back_from_is_none(windows: Windows) -> None:
    windows.prepare("tianjin", failed)
    async with windows.open("tianjin") as hands:
        page = hands.app.page
        assert isinstance(page, IntakePage)
        await hands.press("1", "1", "escape")
        assert hands.desk.reviews.of_case(hands.app.session, page.case.id) == ()


FAR = (
    "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿合奇县库兰萨日克乡吉鲁苏村民委员会"
    "第三村民小组样例路一百二十三号院四号楼五单元六层七〇一室"
)
FAMILY = [
    f"女儿 阿依古丽•艾山江 {number_for('20100101', order)} 户口簿第{order}页" for order in range(2, 20, 2)
]


def of_a_large_family(desk: Desk, session: Session) -> IntakeView:
    view = household(desk, session)
    desk.certificates.enter(session, view.id, HOUSEHOLD | {"address": FAR}, FAMILY)
    return view


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_word_is_read_before_it_is_agreed_page_after_page(
    windows: Windows, language: str
) -> None:
    windows.prepare("tianjin", of_a_large_family)
    async with windows.open("tianjin", language=language) as hands:
        await opened(hands, windows.view)
        await hands.press("enter")
        page = hands.app.page
        assert isinstance(page, CertificatePage)
        assert page.reading
        read = "".join(hands.screen.split())
        while page.read.more:
            await hands.press("enter")
            fits(hands)
            read += "".join(hands.screen.split())
        assert FAR in read
        assert read.count("阿依古丽·艾山江") == len(FAMILY), "each of them, with the standard dot"
        assert page.view.state.value == "typed", "nothing is agreed before the last word was read"
        await hands.press("escape")
        assert not page.read.begun, "back to the first words"
        while page.reading:
            await hands.press("enter")
        assert page.view.state.value == "agreed"
        assert page.notice[0] != ()
        await hands.press("escape")
        assert page.view.state.value == "typed"
        assert page.notice[0] == (), "that it was read back is not true any more"


async def test_what_was_wrong_is_not_told_any_more_once_it_is_mended(windows: Windows) -> None:
    windows.prepare("tianjin", household)
    async with windows.open("tianjin") as hands:
        await opened(hands, windows.view)
        await filled(hands)
        await hands.type("户主 钱户主 123")
        await hands.press("enter")
        assert "✗" in hands.screen
        await hands.press(*["backspace"] * 3)
        await hands.type(number_for("19620504", 13))
        await hands.press("enter")
        assert "✗" not in hands.screen


@pytest.mark.parametrize(
    ("service", "answers"), [("household-certificate", TIANJIN_BOOK), ("id-card-loss", LOST)]
)
async def test_behind_its_receipt_a_certificate_follows_at_once(
    windows: Windows, service: str, answers: dict[str, str]
) -> None:
    def at_the_printer(desk: Desk, session: Session) -> IntakeView:
        view = asked(desk, session, identified(desk, session, NEIGHBOUR), service, answers)
        view = to_acceptance(desk, session, view)
        desk.deciding.accept(session, view.id)
        return desk.deciding.print(session, view.id)

    windows.prepare("tianjin", at_the_printer)
    async with windows.open("tianjin") as hands:
        await hands.press("1")
        fits(hands)
        assert "已受理，回执" in hands.screen
        if service == "household-certificate":
            assert isinstance(hands.app.page, CertificatePage)
            await hands.press("escape")
            assert "填写中·户籍证明" in hands.said, "it waits at home though nothing was typed"
            assert "已受理，回执" not in hands.screen, "the receipt is an old story"
        else:
            assert not isinstance(hands.app.page, CertificatePage)


async def test_a_withdrawn_report_still_asks_what_came_of_its_sheet(windows: Windows) -> None:
    def withdrawn(desk: Desk, session: Session) -> IntakeView:
        view = accepted(desk, session, NEIGHBOUR, "id-card-loss", LOST)
        desk.losses.print(session, view.id)
        desk.losses.withdraw(session, view.id, "已找到")
        return view

    windows.prepare("tianjin", withdrawn)
    async with windows.open("tianjin") as hands:
        await hands.press("f11", "8", "1", "1", "enter")
        page = hands.app.page
        assert isinstance(page, LossPage)
        fits(hands)
        await hands.press("1", "1")
        assert page.loss is not None
        assert page.loss.sheet is not None
        assert page.loss.sheet.state == "out"
        await hands.press("1")
        assert hands.app.page is page, "nothing is left to do"


async def test_words_about_a_loss_stand_there_again_after_a_kill(windows: Windows) -> None:
    windows.prepare("tianjin", losing)
    async with windows.open("tianjin") as hands:
        await hands.press("8", *"昨晚", "enter", *"车站")
    async with windows.open("tianjin") as hands:
        page = hands.app.page
        assert isinstance(page, LossPage), "it reopens where the clerk stood"
        assert page.form is not None
        assert (page.form.row.key, hands.field) == ("place", "车站")
        await hands.press("enter", "enter")
        assert page.loss is not None
        assert page.loss.lost_on == "昨晚"

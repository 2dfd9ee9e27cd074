# ruff: noqa: PLC0415
"""The doors between pages: a page is imported when its door is first opened, so the first page need not wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.desk.application_views import IntakeView
    from counter.desk.views import CaseView, SheetView
    from counter.screens.home import HomePage
    from counter.screens.house import House
    from counter.screens.page import Page


def home_page() -> HomePage:
    """The page of the day."""
    from counter.screens.home import HomePage

    return HomePage()


def find_page(text: str = "") -> Page:
    """Finding, with a text that was typed elsewhere."""
    from counter.screens.find import FindPage

    return FindPage(text)


def sheet_page(sheet: SheetView) -> Page:
    """One sheet of paper."""
    from counter.screens.sheet import SheetPage

    return SheetPage(sheet)


def slip_page(case: CaseView) -> Page:
    """A journey at its step."""
    from counter.screens.slip.page import SlipPage

    return SlipPage(case)


def intake_page(case: IntakeView) -> Page:
    """An intake at its stage."""
    from counter.screens.intake.page import IntakePage

    return IntakePage(case)


def ledger_page() -> Page:
    """The seal ledger."""
    from counter.screens.ledger import LedgerPage

    return LedgerPage()


def cover_page() -> Page:
    """The covered screen."""
    from counter.screens.curtain import CoverPage

    return CoverPage()


def lock_page() -> Page:
    """The locked screen."""
    from counter.screens.curtain import LockPage

    return LockPage()


async def begin_slip(house: House, number: str = "", holder: int | None = None) -> None:
    """Open a new journey, with a number or a holder already given."""
    from counter.screens.slip.page import SlipPage

    if (session := house.session) is None:
        return
    case = await house.verb(lambda desk: desk.slip.begin(session))
    house.home()
    page = SlipPage(case)
    house.go(page)
    if number:
        await page.bring(number)
    elif holder is not None:
        await page.doing(lambda desk, session, case: desk.slip.choose(session, case, holder))


async def open_slip(house: House, case_id: str) -> None:
    """Take up a journey where it was left."""
    if (session := house.session) is not None:
        case = await house.verb(lambda desk: desk.slip.open(session, case_id))
        house.go(slip_page(case))


async def begin_intake(house: House, number: str = "") -> None:
    """Open a new intake, with a number that was typed elsewhere."""
    from counter.screens.intake.page import IntakePage

    if (session := house.session) is None:
        return
    view = await house.verb(lambda desk: desk.intake.begin(session))
    house.home()
    page = IntakePage(view)
    house.go(page)
    if number:
        await page.bring(number)


async def open_intake(house: House, case_id: str) -> None:
    """Take up an intake where it was left."""
    if (session := house.session) is not None:
        view = await house.verb(lambda desk: desk.intake.open(session, case_id))
        house.go(intake_page(view))

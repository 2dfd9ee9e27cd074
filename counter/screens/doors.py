# ruff: noqa: PLC0415 - a page is imported when its door is first opened
"""The doors between pages: a page is imported when its door is first opened, so the first page need not wait for it.

One room, though long: a row of doors of a few lines each, which are looked for here and nowhere else.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from counter.desk.handing import HandingView
    from counter.desk.household_views import GatheringView
    from counter.desk.intake_views import IntakeView
    from counter.desk.person_views import PersonRow
    from counter.desk.views import CaseView, SheetView
    from counter.screens.home import HomePage
    from counter.screens.house import House
    from counter.screens.page import Page

_NOTICE = "one-time-notice"
_TYPED = 50
"""Characters; a longer text came from a scanner."""


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


def queue_page() -> Page:
    """The line: who waits, and numbers to wait with."""
    from counter.screens.queue import QueuePage

    return QueuePage()


def outage_page() -> Page:
    """The notice of an interruption."""
    from counter.screens.outage import OutagePage

    return OutagePage()


def lists_page() -> Page:
    """The work lists."""
    from counter.screens.lists.menu import ListsPage

    return ListsPage()


def of_person_page(person: PersonRow) -> Page:
    """The applications of an applicant."""
    from counter.screens.lists.of_person import OfPersonPage

    return OfPersonPage(person)


def lost_receipt_page() -> Page:
    """Applications of a person whose receipt is lost."""
    from counter.screens.lists.lost import LostReceiptPage

    return LostReceiptPage()


def day_page(day: date | None = None) -> Page:
    """The books of a day, and closing it; without one, of the earliest that is not closed."""
    from counter.screens.day import DayPage

    return DayPage(day)


def visits_page(officer: str | None = None) -> Page:
    """Home visits by officer, and their printed lists; without an officer, everybody's."""
    from counter.screens.visits import VisitsPage

    return VisitsPage(officer)


def households_page() -> Page:
    """People taken in together: those under way, and a new one."""
    from counter.screens.household.waiting import HouseholdsPage

    return HouseholdsPage()


def upload_page() -> Page:
    """What is to be reported once there is a network."""
    from counter.screens.upload import UploadPage

    return UploadPage()


async def open_certificate(house: House, application: str, told: str = "") -> None:
    """The certificate of an accepted application; ``told`` is what was done just before."""
    from counter.screens.certificate import CertificatePage

    if (session := house.session) is not None:
        view = await house.verb(lambda desk: desk.certificates.show(session, application))
        house.go(CertificatePage(view, told))


async def open_loss(house: House, case_id: str) -> None:
    """The report of a loss that belongs to a case."""
    from counter.screens.loss import LossPage

    if (session := house.session) is not None:
        view = await house.verb(lambda desk: desk.losses.show(session, case_id))
        house.go(LossPage(case_id, view))


def shift_page() -> Page:
    """What the shift hands over."""
    from counter.screens.shift import ShiftPage

    return ShiftPage()


def guide_page(holder: int | None = None) -> Page:
    """How the electronic permit of this place is got, shown and checked; for a holder, whose name the print bears."""
    from counter.screens.permit.guide import GuidePage

    return GuidePage(holder)


def cover_page() -> Page:
    """The covered screen."""
    from counter.screens.curtain import CoverPage

    return CoverPage()


def lock_page() -> Page:
    """The locked screen."""
    from counter.screens.curtain import LockPage

    return LockPage()


async def begin_slip(house: House, number: str = "", holder: int | None = None) -> None:
    """Open a new journey, with a number or a holder already given; where no slips are issued a number begins an intake."""
    from counter.desk.taking import NotIssuedHere
    from counter.screens.slip.page import SlipPage

    if (session := house.session) is None:
        return
    try:
        case = await house.verb(lambda desk: desk.slip.begin(session))
    except NotIssuedHere:
        if not number:
            raise
        await begin_intake(house, number)
        return
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


async def open_visit(house: House, visit: str) -> None:
    """One home visit."""
    from counter.screens.visit import VisitPage

    if (session := house.session) is not None:
        house.go(VisitPage(await house.verb(lambda desk: desk.visits.show(session, visit))))


async def open_day(house: House, day: str) -> None:
    """The books of one day."""
    house.go(day_page(date.fromisoformat(day)))


async def open_sheet(house: House, serial: str) -> None:
    """One sheet of paper."""
    if (session := house.session) is not None:
        house.go(sheet_page(await house.verb(lambda desk: desk.find.sheet(session, serial))))


async def open_application(house: House, case_id: str) -> None:
    """One application: where it stands, and what may be done to it."""
    from counter.screens.lists.application import ApplicationPage, read_application

    if (session := house.session) is not None:
        told = await house.verb(lambda desk: read_application(desk, session, case_id))
        house.go(ApplicationPage(*told))


async def open_permit(house: House, holder: int, told: str = "") -> None:
    """A permit: its state, its history, and what can be done to it; ``told`` is what leads there."""
    from counter.screens.permit.page import PermitPage

    if (session := house.session) is not None:
        view = await house.verb(lambda desk: desk.permits.show(session, holder))
        page = PermitPage(view)
        page.notice = ((told,) if told else (), "wait")
        house.go(page)


def collect_page(view: HandingView) -> Page:
    """A handing over at its question."""
    from counter.screens.collect.page import CollectPage

    return CollectPage(view)


async def begin_collection(house: House, application: str, *, scanned: bool = False) -> None:
    """Hand an application over, or go on with it; ``scanned`` tells that the receipt itself was read."""
    if (session := house.session) is not None:
        view = await house.verb(lambda desk: desk.handing.begin(session, application, scanned=scanned))
        house.go(collect_page(view))


async def open_collection(house: House, journey: str) -> None:
    """Take up a handing over where it was left."""
    if (session := house.session) is not None:
        house.go(collect_page(await house.verb(lambda desk: desk.handing.open(session, journey))))


def household_page(view: GatheringView) -> Page:
    """People taken in together: what they share, or one by one."""
    from counter.screens.household.page import HouseholdPage
    from counter.screens.household.shared import SharedPage

    return HouseholdPage(view) if view.household is not None else SharedPage(view)


async def open_household(house: House, household: str) -> None:
    """Take up people taken in together where they were left."""
    if (session := house.session) is not None:
        house.go(household_page(await house.verb(lambda desk: desk.household.open(session, household))))


async def reopen(house: House, kind: str, journey: str) -> None:
    """The journey a clerk was in when the terminal stopped, of whatever kind, at the very field."""
    if (session := house.session) is None:
        return
    if kind == "intake":
        house.go(intake_page(await house.verb(lambda desk: desk.intake.show(session, journey))))
    elif kind == "collection":
        house.go(collect_page(await house.verb(lambda desk: desk.handing.show(session, journey))))
    elif kind == "household":
        house.go(household_page(await house.verb(lambda desk: desk.household.gathering(session, journey))))
    else:
        house.go(slip_page(await house.verb(lambda desk: desk.find.case(session, journey))))


async def _open(house: House, page: Page) -> None:
    house.go(page)


async def open_matter(house: House, kind: str, which: str) -> None:
    """The page of a matter by its kind and id; what is no such kind opens nothing."""
    doors: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
        "slip": lambda: open_slip(house, which),
        "intake": lambda: open_intake(house, which),
        "loss": lambda: open_loss(house, which),
        "certificate": lambda: open_certificate(house, which),
        "visit": lambda: open_visit(house, which),
        "day": lambda: open_day(house, which),
        "permit": lambda: open_permit(house, int(which)),
        "sheet": lambda: open_sheet(house, which),
        "application": lambda: open_application(house, which),
        "visits": lambda: _open(house, visits_page(which)),
        "guide": lambda: _open(house, guide_page(int(which) if which else None)),
        "find": lambda: _open(house, find_page()),
        "lost": lambda: _open(house, lost_receipt_page()),
        "shift": lambda: _open(house, shift_page()),
        "ledger": lambda: _open(house, ledger_page()),
        "queue": lambda: _open(house, queue_page()),
        "upload": lambda: _open(house, upload_page()),
        "outage": lambda: _open(house, outage_page()),
    }
    if kind in doors:
        await doors[kind]()


async def go_back(house: House, where: str, deed: str) -> None:
    """The page a clerk stood on when the terminal stopped, over the journey that was under way, in the midst of its deed."""
    house.notes.left = where, deed
    if house.page.where == where:
        house.notes.go_on(house.page)
        return
    kind, _, which = where.partition(":")
    await open_matter(house, kind, which)


async def open_return(house: House, notice: str) -> None:
    """A return visit: from the one-time notice to the papers still missing."""
    if (session := house.session) is not None:
        view = await house.verb(lambda desk: desk.deciding.return_with(session, notice))
        house.home()
        house.go(intake_page(view))


async def open_paper(house: House, text: str, *, scanned: bool = False) -> None:
    """What belongs to a serial or a code: a notice its intake, a receipt its application, another sheet itself.

    ``scanned`` says that no hand typed it; so it is with a code, which is longer than anybody would type.
    """
    if (session := house.session) is None:
        return
    sheet = await house.verb(lambda desk: desk.find.sheet(session, text))
    if sheet.form == _NOTICE:
        how = "scanned" if scanned or len(text) > _TYPED else "typed"
        intake = await house.verb(lambda desk: desk.who.by_paper(session, sheet.serial, how))
        if intake is not None:
            house.home()
            house.go(intake_page(intake))
            return
    from counter.desk.rights import may
    from counter.settings import RECEIPTS

    if sheet.form not in RECEIPTS or sheet.state != "out":
        house.go(sheet_page(sheet))
        return
    case_id = await house.verb(lambda desk: desk.find.case_of_sheet(session, sheet.serial))
    told = await house.verb(lambda desk: desk.progress.show(session, case_id))
    at_the_counter = told.state in {"ready", "unclaimed"} and told.collect != "mail"
    if at_the_counter and told.certificate:
        await open_certificate(house, case_id)
    elif (at_the_counter or told.state == "mailed") and may(session.clerk, "draft"):
        await begin_collection(house, case_id, scanned=True)
    else:
        await open_application(house, case_id)

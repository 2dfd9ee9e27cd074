# ruff: noqa: PLC0415 - a page is imported when its door is first opened
"""Every page a door leads to, imported when it is first opened, so that the first page need not wait for the others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.desk.certificate_views import CertificateView
    from counter.desk.handing import HandingView
    from counter.desk.household_views import GatheringView
    from counter.desk.intake_views import IntakeView
    from counter.desk.person_views import PersonRow
    from counter.desk.views import CaseView, SheetView
    from counter.screens.home import HomePage
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


def collect_page(view: HandingView) -> Page:
    """A handing over at its question."""
    from counter.screens.collect.page import CollectPage

    return CollectPage(view)


def certificate_page(view: CertificateView, told: str = "") -> Page:
    """A certificate where it stands; ``told`` is what was done just before."""
    from counter.screens.certificate import CertificatePage

    return CertificatePage(view, told)


def household_page(view: GatheringView) -> Page:
    """People taken in together: what they share, or one by one."""
    from counter.screens.household.page import HouseholdPage
    from counter.screens.household.shared import SharedPage

    return HouseholdPage(view) if view.household is not None else SharedPage(view)

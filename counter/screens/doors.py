# ruff: noqa: PLC0415 - a page is imported when its door is first opened
"""The doors between pages: what a page shows is read first, then the page is gone to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from counter.screens.pages import (
    certificate_page,
    collect_page,
    day_page,
    find_page,
    guide_page,
    household_page,
    intake_page,
    ledger_page,
    lost_receipt_page,
    outage_page,
    queue_page,
    sheet_page,
    shift_page,
    slip_page,
    upload_page,
    visits_page,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from counter.desk.desk import Desk
    from counter.desk.views import Session
    from counter.screens.house import House
    from counter.screens.page import Page

ViewT = TypeVar("ViewT")
_NOTICE = "one-time-notice"
_TYPED = 50
"""Characters; a longer text came from a scanner."""


# Journeys ------------------------------------------------------------------------------------------------------


class _Journey(NamedTuple, Generic[ViewT]):
    """A kind of journey: the verb that shows one, the verb that takes up one that waited, and its page."""

    show: Callable[[Desk, Session, str], ViewT]
    take_up: Callable[[Desk, Session, str], ViewT]
    page: Callable[[ViewT], Page]


_SLIP = _Journey(
    lambda desk, session, which: desk.find.case(session, which),
    lambda desk, session, which: desk.slip.open(session, which),
    slip_page,
)
_JOURNEYS: Mapping[str, _Journey[Any]] = {
    "intake": _Journey(
        lambda desk, session, which: desk.intake.show(session, which),
        lambda desk, session, which: desk.intake.open(session, which),
        intake_page,
    ),
    "collection": _Journey(
        lambda desk, session, which: desk.handing.show(session, which),
        lambda desk, session, which: desk.handing.open(session, which),
        collect_page,
    ),
    "certificate": _Journey(
        lambda desk, session, which: desk.certificates.show(session, which),
        lambda desk, session, which: desk.certificates.show(session, which),
        certificate_page,
    ),
    "household": _Journey(
        lambda desk, session, which: desk.household.gathering(session, which),
        lambda desk, session, which: desk.household.open(session, which),
        household_page,
    ),
}
"""By the name under which the desk knows them; every other one is a confirmation slip."""


async def open_journey(house: House, kind: str, which: str) -> None:
    """Take up a journey where it was left."""
    journey = _JOURNEYS.get(kind, _SLIP)
    if (session := house.session) is not None:
        house.go(journey.page(await house.verb(lambda desk: journey.take_up(desk, session, which))))


async def reopen(house: House, kind: str, which: str) -> None:
    """The journey a clerk was in when the terminal stopped, of whatever kind, at the very field."""
    journey = _JOURNEYS.get(kind, _SLIP)
    if (session := house.session) is not None:
        house.go(journey.page(await house.verb(lambda desk: journey.show(desk, session, which))))


async def open_intake(house: House, which: str) -> None:
    """Take up an intake where it was left."""
    await open_journey(house, "intake", which)


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


async def begin_collection(house: House, application: str, *, scanned: bool = False) -> None:
    """Hand an application over, or go on with it; ``scanned`` tells that the receipt itself was read."""
    if (session := house.session) is not None:
        view = await house.verb(lambda desk: desk.handing.begin(session, application, scanned=scanned))
        house.go(collect_page(view))


# One matter ------------------------------------------------------------------------------------------------------


async def open_certificate(house: House, application: str, told: str = "") -> None:
    """The certificate of an accepted application; ``told`` is what was done just before."""
    if (session := house.session) is not None:
        view = await house.verb(lambda desk: desk.certificates.show(session, application))
        house.go(certificate_page(view, told))


async def open_loss(house: House, case_id: str) -> None:
    """The report of a loss that belongs to a case."""
    from counter.screens.loss import LossPage

    if (session := house.session) is not None:
        view = await house.verb(lambda desk: desk.losses.show(session, case_id))
        house.go(LossPage(case_id, view))


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


# Matters by their kind ------------------------------------------------------------------------------------------


_MATTERS: Mapping[str, Callable[[House, str], Coroutine[Any, Any, None]]] = {
    "slip": lambda house, which: open_journey(house, "slip", which),
    "intake": open_intake,
    "loss": open_loss,
    "certificate": open_certificate,
    "visit": open_visit,
    "day": open_day,
    "permit": lambda house, which: open_permit(house, int(which)),
    "sheet": open_sheet,
    "application": open_application,
}
"""What is read before it is shown."""
_PAGES: Mapping[str, Callable[[str], Page]] = {
    "visits": visits_page,
    "guide": lambda which: guide_page(int(which) if which else None),
    "find": lambda _: find_page(),
    "lost": lambda _: lost_receipt_page(),
    "shift": lambda _: shift_page(),
    "ledger": lambda _: ledger_page(),
    "queue": lambda _: queue_page(),
    "upload": lambda _: upload_page(),
    "outage": lambda _: outage_page(),
}
"""Pages that read by themselves what they show."""


async def open_matter(house: House, kind: str, which: str) -> None:
    """The page of a matter by its kind and id; what is no such kind opens nothing."""
    if kind in _MATTERS:
        await _MATTERS[kind](house, which)
    elif kind in _PAGES:
        house.go(_PAGES[kind](which))


async def go_back(house: House, where: str, deed: str) -> None:
    """The page a clerk stood on when the terminal stopped, over the journey that was under way, in the midst of its deed."""
    house.notes.left = where, deed
    if house.page.where == where:
        house.notes.go_on(house.page)
        return
    kind, _, which = where.partition(":")
    await open_matter(house, kind, which)

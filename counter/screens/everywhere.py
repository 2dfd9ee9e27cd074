"""The work keys that do the same on every page that offers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from counter.screens import doors, pages
from counter.screens.ask import ChoiceDialog
from counter.screens.basis import BasisDialog
from counter.screens.came_out import CameOut
from counter.screens.characters import look_up
from counter.screens.dialog import Dialog
from counter.screens.journey_page import JourneyPage
from counter.screens.kept_page import KeptPage

if TYPE_CHECKING:
    from counter.screens.house import House
    from counter.screens.page import Page

_PAGES = {
    "find": pages.find_page,
    "lists": pages.lists_page,
    "cover": pages.cover_page,
    "lock": pages.lock_page,
    "queue": pages.queue_page,
}


def everywhere(house: House, page: Page, key_id: str) -> None:
    """Do what a work key does, whatever page it was pressed on."""
    if key_id in _PAGES:
        house.go(_PAGES[key_id]())
    elif key_id == "language":
        house.turn_language()
    elif key_id == "new":
        house.act(doors.begin_intake(house))
    elif key_id == "slip":
        house.act(doors.begin_slip(house))
    elif key_id == "leave":
        house.act(_leave(house))
    elif key_id == "characters":
        house.act(look_up(house, page))
    elif key_id == "basis":
        house.act(_explain(house, page))


async def _leave(house: House) -> None:
    if house.session is None:
        house.leave()
        return
    answer = await house.ask(ChoiceDialog("leave.title", ("leave.sign-out", "leave.quit", "leave.hand-over")))
    if answer == 1:
        house.sign_out()
    elif answer == 2:
        house.leave()
    elif answer == 3:
        house.go(pages.shift_page())


async def _explain(house: House, page: Page) -> None:
    await house.ask(BasisDialog(await page.reasons(), page.offers))


def scanned(house: House, page: Page, text: str) -> None:
    """What a scanner read where nothing is typed: the sheet that is asked after came out; any other one leads to its case."""
    if isinstance(page, Dialog) or "lock" not in page.offers:
        page.tell(house.say("scan.answer-first"), tone="wait")
    else:
        house.act(_open_scanned(house, page, text))


async def _open_scanned(house: House, page: Page, text: str) -> None:
    if (session := house.session) is None:
        return
    sheet = await house.verb(lambda desk: desk.find.sheet(session, text))  # what is none changes nothing
    if (
        isinstance(page, JourneyPage)
        and isinstance(face := page.face, CameOut)
        and _is_of(face, sheet.serial)
    ):
        await page.doing(lambda desk, session, case: face.verbs_of(desk).good(session, case))
        return
    if isinstance(page, KeptPage):
        await (page.drop() if page.untouched else page.park())
    await doors.open_paper(house, text, scanned=True)


def _is_of(face: CameOut[Any, Any], serial: str) -> bool:
    """Whether it is this sheet that a face asks after."""
    return face.case.sheet is not None and face.case.sheet.serial == serial

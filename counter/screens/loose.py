"""Printing a sheet that belongs to no journey: handed over, watched, asked after, and told on the page it was asked from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from counter.screens.out_dialog import CAME_OUT, ask_outcome

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import Session, SheetView
    from counter.screens.page import Page

_GOOD: Final = {
    "home-visit-list": "visits.given",
    "visit-opinion": "day.filed",
    "seal-ledger": "day.filed",
    "outage-notice": "outage.handed",
}
"""The words for a sheet that came out well, by its form; every other one is handed to the citizen."""

Verb = Callable[["Desk", "Session"], "SheetView"]


async def print_loose(page: Page, verb: Verb) -> SheetView | None:
    """Print a sheet and ask what became of it; None while nobody is signed in."""
    house, session = page.house, page.house.session
    if session is None:
        return None
    return await settle_loose(page, await house.verb(lambda desk: verb(desk, session)))


async def settle_loose(page: Page, sheet: SheetView, *, again: bool = False) -> SheetView:
    """Ask what became of a sheet, record it, and say so; one that did not come out is void, and is printed anew.

    After a power cut the question stands there again on the page of the sheet.
    """
    settled = [sheet]

    async def ask() -> None:
        settled.append(await _settle(page, sheet))

    await page.house.notes.talking(f"sheet:{sheet.serial}", CAME_OUT, ask(), again=again)
    return settled[-1]


async def _settle(page: Page, sheet: SheetView) -> SheetView:
    house, session, serial = page.house, page.house.session, sheet.serial
    if session is None:
        return sheet
    good = _GOOD.get(sheet.form, "came-out.good")
    told = await ask_outcome(house, sheet, lambda desk: desk.loose.send_again(session, serial), good)
    settled = await house.verb(
        lambda desk: desk.loose.out(session, serial, good=told.good, reason=told.reason)
    )
    title = sheet.title.in_(house.language)
    key = "loose.out" if told.good else "loose.spoiled"
    page.tell(page.say(key, title=title, serial=serial), tone="done" if told.good else "wait")
    return settled

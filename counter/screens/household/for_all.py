"""What is done for everybody of a household at once: accepted and printed, said to have come out, closed."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from counter.screens.ask import ChoiceDialog, SentenceDialog
from counter.screens.household.numbers import numbers

if TYPE_CHECKING:
    from counter.screens.household.page import HouseholdPage


async def accept(page: HouseholdPage) -> None:
    """One after the other, telling how far it is; what the printer refuses waits."""
    session, household, all_ = page.house.session, page.view.id, page.view.ready
    if session is None:
        return
    done = 0
    while True:
        view, line = await page.house.verb(lambda desk: desk.household.accept_next(session, household))
        page.take(view)
        if line is None:
            break
        done += 1
        page.tell(page.say("household.progress", done=done, all=all_, name=line.name))
    page.tell(page.say("household.printed", count=done), tone="done" if done else "wait")


async def out(page: HouseholdPage) -> None:
    """Did the receipts come out? Those that did not are named by their lines."""
    session, household = page.house.session, page.view.id
    if session is None:
        return
    place = await page.house.ask(
        ChoiceDialog("household.out.title", ("household.out.all", "household.out.some"))
    )
    if place is None:
        return
    spoiled: tuple[int, ...] = ()
    if place == 2:
        if (said := await page.house.ask(SentenceDialog("household.out.which"))) is None:
            return
        spoiled = numbers(said, len(page.view.lines)) or ()
        if not spoiled:
            page.tell(page.say("household.no-numbers", text=said), tone="stop")
            return
    page.take(await page.house.verb(lambda desk: desk.household.out(session, household, spoiled)))
    page.tell(page.say("household.out.done"), tone="done")


async def close(page: HouseholdPage) -> None:
    """Nobody more comes."""
    session, household = page.house.session, page.view.id
    if session is not None:
        await page.drafts_kept()
        await page.house.verb(lambda desk: desk.household.close(session, household))
        page.app.pop_screen()


ACTS: Final[Mapping[str, Callable[[HouseholdPage], Coroutine[Any, Any, None]]]] = MappingProxyType(
    {"accept": accept, "out": out, "close": close}
)
"""What stands below the lines, by the name under which it is kept and told."""

"""What is done for everybody of a household at once: accepted and printed, said to have come out, closed."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from counter.screens.ask import ChoiceDialog, SentenceDialog
from counter.screens.household.numbers import numbers

if TYPE_CHECKING:
    from counter.screens.household.page import HouseholdPage


class LinesDialog(SentenceDialog):
    """Lines by their numbers; what names any other is told, and stays to be mended."""

    def __init__(self, title: str, lines: frozenset[int]) -> None:
        super().__init__(title)
        self._lines = lines

    def entered(self) -> None:
        """Answer with what names these lines alone."""
        text = self.form.row.value.strip() if self.form is not None else ""
        if text and not self._lines.issuperset(numbers(text, max(self._lines)) or (0,)):
            self.tell(self.say("household.no-numbers", text=text), tone="stop")
        else:
            super().entered()


async def accept(page: HouseholdPage) -> None:
    """One after the other, telling how far it is; what the printer refuses waits."""
    session, household, all_ = page.house.session, page.view.id, page.view.ready
    if session is None:
        return
    done = 0
    while True:
        async with page.turn:
            view, line = await page.house.verb(lambda desk: desk.household.accept_next(session, household))
            page.take(view)
        if line is None:
            break
        done += 1
        page.tell(page.say("household.progress", done=done, all=all_, name=line.name))
    page.tell(page.say("household.printed", count=done), tone="done" if done else "wait")


async def out(page: HouseholdPage) -> None:
    """Did the receipts come out? Those that did not are named by their lines."""
    at_printer = frozenset(line.n for line in page.view.lines if line.at_printer)
    if not at_printer:
        page.tell(page.say("household.out.none"), tone="wait")
        return
    place = await page.house.ask(
        ChoiceDialog("household.out.title", ("household.out.all", "household.out.some"))
    )
    if place is None:
        return
    spoiled: tuple[int, ...] = ()
    if place == 2:
        if (said := await page.house.ask(LinesDialog("household.out.which", at_printer))) is None:
            return
        spoiled = numbers(said, max(at_printer)) or ()
    await page.doing(lambda desk, session, household: desk.household.out(session, household, spoiled))
    page.tell(page.say("household.out.done"), tone="done")


async def close(page: HouseholdPage) -> None:
    """Nobody more comes."""
    session, household = page.house.session, page.view.id
    if session is not None:
        await page.drafts_kept()
        await page.house.verb(lambda desk: desk.household.close(session, household))
        page.house.home(page.say("household.ended", count=page.view.accepted))


ACTS: Final[Mapping[str, Callable[[HouseholdPage], Coroutine[Any, Any, None]]]] = MappingProxyType(
    {"accept": accept, "out": out, "close": close}
)
"""What stands below the lines, by the name under which it is kept and told."""

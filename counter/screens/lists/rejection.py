"""A rejection on its page: the article is chosen from the rules of its day, the notice is printed and asked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.ask import SentenceDialog
from counter.screens.out_dialog import ask_outcome
from counter.screens.pick import MOST, PickDialog

if TYPE_CHECKING:
    from counter.screens.lists.application import ApplicationPage


async def ask_article(page: ApplicationPage) -> str | None:
    """The article a rejection relies on, as it will stand on paper; None when the clerk stepped back."""
    session, case = page.house.session, page.told.id
    if session is None:
        return None
    offered = (await page.house.verb(lambda desk: desk.progress.articles(session, case)))[: MOST - 1]
    words = (*(article.in_(page.house.language) for article in offered), page.say("rejection.other"))
    place = await page.house.ask(PickDialog("rejection.article", words))
    if place is None:
        return None
    if place <= len(offered):
        return offered[place - 1].zh
    return await page.house.ask(SentenceDialog("rejection.which"))


async def print_notice(page: ApplicationPage, reason: str) -> None:
    """Print the notice; the article is asked for where none was named when it was rejected."""
    session, case = page.house.session, page.told.id
    article = page.told.article or await ask_article(page)
    if session is None or article is None:
        return
    cited = article
    try:
        await page.house.verb(
            lambda desk: desk.progress.print_rejection(session, case, article=cited, reason=reason)
        )
        page.forget_words()
    finally:
        page.choose(None)
        await page.read()
    await settle_notice(page)


async def settle_notice(page: ApplicationPage) -> None:
    """Ask what became of the notice, until it is in the citizen's hand or spoiled."""
    house, session, case, sheet = page.house, page.house.session, page.told.id, page.told.rejection
    if session is None or sheet is None:
        return
    told = await ask_outcome(house, sheet, lambda desk: desk.progress.print_rejection(session, case))
    await house.verb(
        lambda desk: desk.progress.rejection_out(session, case, good=told.good, reason=told.reason)
    )
    page.choose(None)
    await page.read()
    done = "rejection.done" if told.good else "rejection.spoiled"
    page.tell(page.say(done, serial=sheet.serial), tone="done" if told.good else "wait")

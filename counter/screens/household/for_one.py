"""What is done for one person of a household: whatever their line wants next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.doors import open_intake
from counter.screens.household.answer import AnswerDialog

if TYPE_CHECKING:
    from counter.desk.household_views import LineView
    from counter.desk.views import Choice
    from counter.locale import Text
    from counter.screens.household.page import HouseholdPage


async def go_on(page: HouseholdPage, line: LineView) -> None:
    """An answer, a paper, the signature; else their own intake."""
    if line.question is not None:
        await _answer(page, line, *line.question)
    elif line.missing:
        await page.doing(lambda desk, session, household: desk.household.seen(session, household, line.n))
        paper = line.missing[0][1].in_(page.house.language)
        page.tell(page.say("household.seen", paper=paper), tone="done")
    elif line.to_agree:
        await page.doing(lambda desk, session, household: desk.household.agree(session, household, line.n))
        page.tell(page.say("household.agreed", name=line.name), tone="done")
    elif line.open and not line.agreed:
        await open_intake(page.house, line.case)


async def _answer(
    page: HouseholdPage, line: LineView, fact: str, text: Text, choices: tuple[Choice, ...]
) -> None:
    """The open question; what is typed as its answer is kept beside the rows of the next person."""
    house, key = page.house, f"{line.case}/{fact}"
    told = tuple((choice.code, choice.text.in_(house.language)) for choice in choices)
    question = text.in_(house.language)
    dialog = AnswerDialog(question, told, page.answers.get(key, ""), lambda t: page.answering(key, t))
    if value := await house.ask(dialog):
        await page.doing(
            lambda desk, session, household: desk.household.answer(session, household, line.n, fact, value)
        )
        page.answering(key, "")

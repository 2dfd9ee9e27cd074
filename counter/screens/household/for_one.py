"""What is done for one person of a household: whatever their line wants next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from counter.desk.rights import NeedsSecond
from counter.screens.ask import SecondDialog
from counter.screens.doors import open_intake
from counter.screens.household.answer import AnswerDialog
from counter.screens.household.reading import ReadingDialog

if TYPE_CHECKING:
    from counter.desk.demand_views import QuestionView
    from counter.desk.household_views import LineView, WantedView
    from counter.screens.household.page import HouseholdPage

REPRINT: Final = "reprint"
"""The deed of printing a spoiled receipt once more, as the page resumes it after a power cut."""


async def go_on(page: HouseholdPage, line: LineView) -> None:
    """An answer, a paper, the signature; else their own intake, or where it goes on for all."""
    if line.question is not None:
        await _answer(page, line, line.question)
    elif line.missing:
        await _see(page, line, line.missing[0])
    elif line.to_agree:
        await _agree(page, line)
    elif line.is_spoiled:
        page.resume(REPRINT)
    elif line.agreed or line.to_print:
        page.tell(page.say("household.next.accept", name=line.name), tone="wait")
    elif line.at_printer:
        page.tell(page.say("household.next.out", name=line.name), tone="wait")
    elif line.open:
        await open_intake(page.house, line.case)
    else:
        page.tell(page.say("household.next.none", name=line.name), tone="wait")


async def _answer(page: HouseholdPage, line: LineView, question: QuestionView) -> None:
    """The open question; what is typed as its answer is kept beside the rows of the next person."""
    house, key = page.house, f"{line.case}/{question.fact}"
    dialog = AnswerDialog(
        _who(line),
        question.text.in_(house.language),
        tuple((choice.code, choice.text.in_(house.language)) for choice in question.choices),
        question.kind,
        page.answers.get(key, ""),
        lambda text: page.answering(key, text),
    )
    if value := await house.ask(dialog):
        await page.doing(
            lambda desk, session, household: desk.household.answer(
                session, household, line.n, question.fact, value
            )
        )
        page.answering(key, "")


async def _see(page: HouseholdPage, line: LineView, wanted: WantedView) -> None:
    """The only paper that will do, or the one of several that was shown: its digit says which."""
    language = page.house.language
    names = {choice.code: choice.text.in_(language) for choice in wanted.papers}
    which = AnswerDialog(_who(line), page.say("household.which-paper"), tuple(names.items()))
    paper = wanted.only or await page.house.ask(which)
    if paper:
        await page.doing(
            lambda desk, session, household: desk.household.seen(session, household, line.n, paper)
        )
        page.tell(page.say("household.seen", paper=names[paper]), tone="done")


async def _agree(page: HouseholdPage, line: LineView) -> None:
    """Every word is read back, then all is signed; a name that no font has is described in the intake of their own."""
    house, household = page.house, page.view.id
    if (session := house.session) is None:
        return
    async with page.turn:
        read = await house.verb(lambda desk: desk.household.read(session, household, line.n))
    if read.person is not None and read.person.missing:
        await open_intake(house, line.case)
    elif await house.ask(ReadingDialog(read)):
        await page.doing(lambda desk, session, household: desk.household.agree(session, household, line.n))
        page.tell(page.say("household.agreed", name=line.name), tone="done")


async def reprint(page: HouseholdPage, line: LineView) -> None:
    """A spoiled receipt is printed once more, by two people where it bears a seal; it waits to come out with the others."""
    try:
        await page.doing(lambda desk, session, household: desk.household.reprint(session, household, line.n))
    except NeedsSecond:
        second = await page.house.ask(SecondDialog("paper.reprint", line.name))
        if second is None:
            return
        await page.doing(
            lambda desk, session, household: desk.household.reprint(session, household, line.n, second)
        )
    page.tell(page.say("household.reprinted", name=line.name), tone="done")


async def give_up(page: HouseholdPage, line: LineView) -> None:
    """One person is not taken in after all; nothing of that happens by one key."""
    choices = tuple((answer, page.say(f"household.give-up.{answer}")) for answer in ("no", "yes"))
    dialog = AnswerDialog(_who(line), page.say("household.give-up.title"), choices)
    if await page.house.ask(dialog) == "yes":
        await page.doing(
            lambda desk, session, household: desk.household.give_up_line(session, household, line.n)
        )
        page.tell(page.say("household.given-up", name=line.name), tone="done")


def _who(line: LineView) -> str:
    return f"{line.n}  {line.name}  {line.masked_number}"

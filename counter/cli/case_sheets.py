"""``counter case``, on paper: what is signed, the notice of what is missing, the refusal, and what became of the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.case_words import CaseArgument, pairs, tell
from counter.cli.common import ReasonOption, language
from counter.workflows.application import Stage

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.intake_views import IntakeView
    from counter.desk.views import Session

PaperOption = Annotated[
    str, typer.Option("--paper", help="The paper meant, as `case print` names it. 哪一份")
]


@acting()
def print_(
    caller: Caller,
    case: CaseArgument,
    papers: Annotated[
        list[str] | None,
        typer.Argument(
            help="PAPER/BY as `case show` lists, or a missing paper to take home; else all to be signed."
        ),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="guardian=NAME, agent=NAME, agent-number=NUMBER")
    ] = None,
    reason: ReasonOption = "",
) -> None:
    """Print what is to be signed, filled from the case; again only with a reason. Then `case out`, or `case spoiled`."""
    with caller.case(case) as (desk, session, found):
        names, view = pairs(name), desk.intake.show(session, found)
        for paper in papers or []:
            if "/" in paper:
                view = desk.agreeing.print_paper(session, found, paper, names, reason)
            else:
                view = desk.agreeing.print_for_home(session, found, paper, names)
        tell(caller, view if papers else desk.agreeing.print_papers(session, found, names))


def _in_printer(view: IntakeView) -> list[str]:
    """The papers to be signed of which nobody said yet whether they came out."""
    sheets = {one.key: one.sheet for one in view.signatures} | {one.code: one.sheet for one in view.to_take}
    return [key for key, sheet in sheets.items() if sheet is not None and sheet.state in {"reserved", "sent"}]


@acting()
def notice(caller: Caller, case: CaseArgument) -> None:
    """Papers are missing: print the complete one-time notice; the case waits."""
    with caller.case(case) as (desk, session, found):
        view = desk.intake.show(session, found)
        if view.stage is Stage.DOCUMENTS:
            view = desk.checklist.want(session, view.id)
        tell(caller, _printed(desk, session, view, Stage.NOTICE))


@acting()
def materials(caller: Caller, case: CaseArgument) -> None:
    """Print the material list on a strip: what to bring, how many copies, who issues it; then `counter sheet out`."""
    with caller.case(case) as (desk, session, found):
        sheet = desk.materials.print(session, found)
        caller.answer(sheet, f"{sheet.serial}  {sheet.state.text.in_(language())}")


@acting()
def refuse(caller: Caller, case: CaseArgument) -> None:
    """The rules refuse: print the notice with article and remedies."""
    with caller.case(case) as (desk, session, found):
        tell(caller, _printed(desk, session, desk.intake.show(session, found), Stage.REFUSAL))


def _printed(desk: Desk, session: Session, view: IntakeView, at: Stage) -> IntakeView:
    """Print what belongs to one stage, and nothing else under its name.

    Raises:
        NotAtThisStage
    """
    from counter.desk.window import NotAtThisStage

    if view.stage is not at:
        raise NotAtThisStage(view.stage)
    return desk.deciding.print(session, view.id)


@acting()
def out(caller: Caller, case: CaseArgument) -> None:
    """The sheet came out and is in the citizen's hand; of several to be signed, all of them."""
    with caller.case(case) as (desk, session, found):
        view = desk.intake.show(session, found)
        keys = _in_printer(view)
        for key in keys:
            view = desk.agreeing.paper_out(session, found, key, good=True)
        tell(caller, view if keys else desk.deciding.good(session, found))


@acting()
def spoiled(caller: Caller, case: CaseArgument, reason: ReasonOption, paper: PaperOption = "") -> None:
    """The sheet was spoiled; reprint a receipt, print a notice or a paper to be signed anew."""
    with caller.case(case) as (desk, session, found):
        keys = _in_printer(desk.intake.show(session, found))
        if len(keys) > 1 and not paper:
            raise typer.BadParameter(f"--paper: {', '.join(keys)}")
        if key := paper or "".join(keys):
            tell(
                caller,
                desk.agreeing.paper_out(session, found, key, good=False, reason=reason),
            )
        else:
            tell(caller, desk.deciding.spoiled(session, found, reason))


@acting(second="maybe")
def reprint(caller: Caller, case: CaseArgument, reason: ReasonOption = "") -> None:
    """Replace a spoiled or lost receipt by one with a new serial; the old one is void."""
    with caller.case(case) as (desk, session, found):
        beside = caller.beside(desk, session)
        view = desk.deciding.reprint(session, found, beside, reason)
        tell(caller, view)

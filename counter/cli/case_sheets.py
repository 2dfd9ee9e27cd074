"""``counter case``, on paper: what is signed, the notice of what is missing, the refusal, and what became of the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from counter.cli.case_words import CaseArgument, at_case, pairs, tell
from counter.cli.common import (
    ClerkOption,
    JsonOption,
    PinOption,
    ReasonOption,
    SecondOption,
    SecondPinOption,
    answer,
    language,
    second_of,
)

if TYPE_CHECKING:
    from counter.desk.intake_views import IntakeView

PaperOption = Annotated[
    str, typer.Option("--paper", help="The paper meant, as `case print` names it. 哪一份")
]


def print_(
    case: CaseArgument,
    clerk: ClerkOption,
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
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print what is to be signed, filled from the case; again only with a reason. Then `case out`, or `case spoiled`."""
    with at_case(clerk, pin, case) as (desk, session, found):
        names, view = pairs(name), desk.intake.show(session, found)
        for paper in papers or []:
            if "/" in paper:
                view = desk.agreeing.print_paper(session, found, paper, names, reason)
            else:
                view = desk.agreeing.print_for_home(session, found, paper, names)
        tell(view if papers else desk.agreeing.print_papers(session, found, names), as_json=as_json)


def _in_printer(view: IntakeView) -> list[str]:
    """The papers to be signed of which nobody said yet whether they came out."""
    sheets = {one.key: one.sheet for one in view.signatures} | {one.code: one.sheet for one in view.to_take}
    return [key for key, sheet in sheets.items() if sheet is not None and sheet.state in {"reserved", "sent"}]


def notice(case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False) -> None:
    """Papers are missing: print the complete one-time notice; the case waits."""
    with at_case(clerk, pin, case) as (desk, session, found):
        view = desk.intake.show(session, found)
        if view.stage.value == "documents":
            view = desk.checklist.want(session, view.id)
        tell(desk.deciding.print(session, view.id), as_json=as_json)


def materials(
    case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False
) -> None:
    """Print the material list on a strip: what to bring, how many copies, who issues it; then `counter sheet out`."""
    with at_case(clerk, pin, case) as (desk, session, found):
        sheet = desk.materials.print(session, found)
        answer(sheet, as_json=as_json, words=f"{sheet.serial}  {sheet.state.text.in_(language())}")


def refuse(case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False) -> None:
    """The rules refuse: print the notice with article and remedies."""
    with at_case(clerk, pin, case) as (desk, session, found):
        tell(desk.deciding.print(session, found), as_json=as_json)


def out(case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False) -> None:
    """The sheet came out and is in the citizen's hand; of several to be signed, all of them."""
    with at_case(clerk, pin, case) as (desk, session, found):
        view = desk.intake.show(session, found)
        keys = _in_printer(view)
        for key in keys:
            view = desk.agreeing.paper_out(session, found, key, good=True)
        tell(view if keys else desk.deciding.good(session, found), as_json=as_json)


def spoiled(
    case: CaseArgument,
    reason: ReasonOption,
    clerk: ClerkOption,
    paper: PaperOption = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """The sheet was spoiled; reprint a receipt, print a notice or a paper to be signed anew."""
    with at_case(clerk, pin, case) as (desk, session, found):
        keys = _in_printer(desk.intake.show(session, found))
        if len(keys) > 1 and not paper:
            raise typer.BadParameter(f"--paper: {', '.join(keys)}")
        if key := paper or "".join(keys):
            tell(desk.agreeing.paper_out(session, found, key, good=False, reason=reason), as_json=as_json)
        else:
            tell(desk.deciding.spoiled(session, found, reason), as_json=as_json)


def reprint(
    case: CaseArgument,
    clerk: ClerkOption,
    second: SecondOption = "",
    reason: ReasonOption = "",
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Replace a spoiled or lost receipt by one with a new serial; the old one is void."""
    with at_case(clerk, pin, case) as (desk, session, found):
        beside = second_of(desk, session, second, second_pin)
        view = desk.deciding.reprint(session, found, beside, reason)
        tell(view, as_json=as_json)

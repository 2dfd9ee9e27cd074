"""``counter case``: an application from the number to the receipt, and on to what the authority does, without a screen."""

from __future__ import annotations

from typing import Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.case_words import LISTED, CaseArgument, line, listed, pairs, presses, skips, tell
from counter.cli.common import language, nothing

app = typer.Typer(
    no_args_is_help=True,
    help="Applications (申请): open, answer, papers, accept, notice, refuse, show, list.",
)


@app.command("open")
@acting()
def open_(
    caller: Caller,
    service: Annotated[str, typer.Option("--service", help="Code of the service. 事项")],
    number: Annotated[str, typer.Option("--number", help="Citizen number, 18 places. 公民身份号码")] = "",
    from_card: Annotated[
        bool,
        typer.Option(
            "--card", help="From the card on the reader; a --number beside it must be the same. 读卡"
        ),
    ] = False,
    field: Annotated[
        list[str] | None,
        typer.Option("--field", help="FIELD=WORDS of a new applicant: name, ethnic, household_address …"),
    ] = None,
    again: Annotated[
        bool,
        typer.Option("--again", help="Also where the same is under way for this person, or there. 另办"),
    ] = False,
) -> None:
    """Begin: establish who it is, by number or card; choose the service; the answer lists what is asked."""
    if not (number or from_card):
        raise typer.BadParameter("--number or --card is wanted")
    with caller.window() as (desk, session):
        view = desk.intake.begin(session)
        try:
            if from_card:
                view = desk.intake.by_card(session, view.id, desk.cards.lying(session), number)
            else:
                view = desk.intake.identify(session, view.id, number)
            if view.person is None:
                view = desk.intake.record(session, view.id, pairs(field))
            view = desk.questions.choose(session, view.id, service, again=again)
        except Exception:
            desk.intake.abandon(session, view.id)  # a command that was refused leaves no open case behind
            raise
        tell(caller, view)


@app.command("return")
@acting()
def return_(
    caller: Caller,
    notice: Annotated[str, typer.Argument(help="Serial of the one-time notice, or the text of its code.")],
) -> None:
    """A return visit: go on from the one-time notice."""
    with caller.window() as (desk, session):
        tell(caller, desk.deciding.return_with(session, notice))


@app.command("answer")
@acting()
def answer_(
    caller: Caller,
    case: CaseArgument,
    facts: Annotated[
        list[str], typer.Argument(help="FACT=VALUE, as `case show` asks; an empty VALUE takes it back.")
    ],
) -> None:
    """Answer questions; the rules may refuse at once."""
    with caller.case(case) as (desk, session, found):
        view = desk.intake.show(session, found)
        for fact, value in pairs(facts).items():
            if value:
                view = desk.questions.answer(session, view.id, fact, value)
            else:
                view = desk.questions.unanswer(session, view.id, fact)
        tell(caller, view)


@app.command()
@acting()
def paper(
    caller: Caller,
    case: CaseArgument,
    papers: Annotated[list[str] | None, typer.Argument(help="Papers as the checklist names them.")] = None,
    mark: Annotated[str, typer.Option("--mark", help="seen, copied, returned, kept, withdrawn")] = "seen",
    copies: Annotated[int, typer.Option("--copies", min=0)] = 1,
    states: Annotated[
        str, typer.Option("--states", help="What a power of attorney states, with commas.")
    ] = "",
    promise: Annotated[str, typer.Option("--promise", help="Take a promise instead of this group.")] = "",
    return_all: Annotated[bool, typer.Option("--return-all", help="Every original was given back.")] = False,
) -> None:
    """Record what becomes of originals; without a paper only the options count."""
    with caller.case(case) as (desk, session, found):
        view = desk.intake.show(session, found)
        for one in papers or []:
            view = desk.checklist.mark(session, view.id, one, mark, copies)
        if states:
            view = desk.checklist.states(session, view.id, states.split(","))
        if promise:
            view = desk.checklist.promise(session, view.id, promise)
        if return_all:
            view = desk.checklist.return_all(session, view.id)
        tell(caller, view)


@app.command()
@acting(second="maybe")
def accept(
    caller: Caller,
    case: CaseArgument,
    confirmed: Annotated[
        bool, typer.Option("--confirmed", help="The applicant has read everything. 已核对")
    ] = False,
    sign: Annotated[
        list[str] | None, typer.Option("--sign", help="PAPER/BY=NAME, as `case show` lists.")
    ] = None,
    finger: Annotated[
        list[str] | None,
        typer.Option("--finger", help="CODE of a finger for the reader to take; training: CODE=QUALITY."),
    ] = None,
    skip_finger: Annotated[
        list[str] | None, typer.Option("--skip-finger", help="CODE=REASON of a finger not to be asked for.")
    ] = None,
    no_finger: Annotated[str, typer.Option("--no-finger", help="End the taking with this reason.")] = "",
    fee_receipt: Annotated[
        str, typer.Option("--fee-receipt", help="Number of the finance receipt. 票据号")
    ] = "",
    fen: Annotated[int, typer.Option("--fen", help="The amount, only where the place sets it.")] = 0,
    unpublished: Annotated[
        bool, typer.Option("--unpublished", help="The place has published no amount: nothing is charged.")
    ] = False,
    waive: Annotated[
        str,
        typer.Option("--waive", help="Waive the fee with --second: the certificate, or why. 减免证件或原因"),
    ] = "",
    agent: Annotated[str, typer.Option("--agent", help="Name of the agent who will collect.")] = "",
    agent_number: Annotated[str, typer.Option("--agent-number")] = "",
    agent_card: Annotated[
        bool,
        typer.Option(
            "--agent-card", help="Name and number of the agent from the card on the reader. 读代领人的证"
        ),
    ] = False,
    address: Annotated[str, typer.Option("--address", help="Where it is mailed to.")] = "",
) -> None:
    """Walk the remaining steps with what is given, accept, print the receipt. What is still missing is named, exit 1."""
    from counter.cli.walking import Given, walk
    from counter.workflows.application import Stage

    with caller.case(case) as (desk, session, found):
        told = Given(
            confirmed,
            pairs(sign),
            presses(finger),
            skips(skip_finger),
            no_finger,
            fee_receipt,
            fen or None,
            unpublished,
            waive,
            caller.beside(desk, session, "waive"),
            agent,
            agent_number,
            address,
            desk.cards.lying(session) if agent_card else None,
        )
        view = walk(desk, session, found, told)
        if view.stage is Stage.ACCEPTANCE:
            view = desk.deciding.accept(session, view.id)
        tell(caller, desk.deciding.print(session, view.id))


@app.command()
@acting()
def undo(caller: Caller, case: CaseArgument) -> None:
    """Take the last thing back that was said in a case, with all that followed from it; says what that was."""
    with caller.case(case) as (desk, session, found):
        undone = desk.intake.undo(session, found)
        words = undone.what.in_(language())
        caller.answer(undone, f"{'已撤销：' if language() == 'zh' else 'Taken back: '}{words}")


@app.command()
@acting()
def abandon(caller: Caller, case: CaseArgument) -> None:
    """Give a case up before its acceptance."""
    with caller.case(case) as (desk, session, found):
        tell(caller, desk.intake.abandon(session, found))


@app.command()
@acting()
def show(caller: Caller, case: CaseArgument) -> None:
    """Show where a case stands, what is asked, what is missing."""
    with caller.case(case) as (desk, session, found):
        tell(caller, desk.intake.show(session, found))


@app.command("list")
@acting()
def list_(
    caller: Caller,
    which: Annotated[
        str,
        typer.Argument(
            help="open, due, overdue, waiting, ready, uncollected, promises, endorsements, a state; or counts of them all."
        ),
    ] = "open",
) -> None:
    """The work lists, one by name, or how long each of them is."""
    from counter.workflows.application import State

    if which not in {*LISTED, *State, "counts"}:
        raise typer.BadParameter(f"no such list: {which}")
    with caller.window() as (desk, session):
        if which == "counts":
            counts = desk.worklists.counts(session)
            caller.answer(counts, "\n".join(f"{name}  {count}" for name, count in counts.items()))
            return
        rows = listed(desk, session, which)
        caller.answer({"list": which, "rows": rows}, "\n".join(map(line, rows)) or nothing())

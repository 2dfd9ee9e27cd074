"""``counter loss``: reports of a loss, without a screen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from counter.cli.acting import Caller, acting
from counter.cli.case_words import CaseArgument
from counter.cli.common import language

app = typer.Typer(no_args_is_help=True, help="Reports of a loss (挂失): report, show, print, out, withdraw.")


@app.command()
@acting()
def report(
    caller: Caller,
    case: CaseArgument,
    lost_on: Annotated[str, typer.Option("--lost-on", help="When it was lost, in words. 丢失时间")],
    place: Annotated[str, typer.Option("--place", help="Where it was lost. 丢失地点")],
    how: Annotated[str, typer.Option("--how", help="How it was lost. 丢失经过")] = "",
) -> None:
    """Register the loss; this very moment is the one that counts."""
    with caller.case(case) as (desk, session, found):
        view = desk.losses.report(session, found, lost_on=lost_on, place=place, circumstances=how)
        _tell(caller, view)


@app.command()
@acting()
def show(caller: Caller, case: CaseArgument) -> None:
    """The loss registered with a case."""
    from counter.desk.losses import NotReported

    with caller.case(case) as (desk, session, found):
        view = desk.losses.show(session, found)
        if view is None:
            raise NotReported
        _tell(caller, view)


@app.command("print")
@acting()
def print_(
    caller: Caller,
    case: CaseArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why one that came out is replaced. 原因")] = "",
) -> None:
    """Print the report to be signed."""
    with caller.case(case) as (desk, session, found):
        _tell(caller, desk.losses.print(session, found, reason))


@app.command()
@acting()
def out(
    caller: Caller,
    case: CaseArgument,
    spoiled: Annotated[str, typer.Option("--spoiled", help="It was spoiled: why. 打坏原因")] = "",
) -> None:
    """The report came out; or it was spoiled, and is void."""
    with caller.case(case) as (desk, session, found):
        _tell(caller, desk.losses.out(session, found, good=not spoiled, reason=spoiled))


@app.command()
@acting()
def withdraw(
    caller: Caller,
    case: CaseArgument,
    reason: Annotated[str, typer.Option("--reason", help="Where and how it was found. 原因")],
) -> None:
    """What was lost has been found; the rules say what that means for it."""
    with caller.case(case) as (desk, session, found):
        _tell(caller, desk.losses.withdraw(session, found, reason))


def _tell(caller: Caller, view: Any) -> None:
    spoken = language()
    serial = view.sheet.serial if view.sheet else ""
    lines = [f"{view.application}  {view.name}  {view.reported_at:%Y-%m-%d %H:%M}  {serial}".rstrip()]
    lines.append(f"  {view.lost_on}  {view.place}  {view.circumstances}".rstrip())
    if view.withdrawn_at:
        lines.append(f"  ↩ {view.withdrawn_at:%Y-%m-%d %H:%M}  {view.withdrawn_why}")
    if view.effect:
        lines.append(f"  · {view.effect.text.in_(spoken)}")
    caller.answer(view, "\n".join(lines))

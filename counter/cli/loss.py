"""``counter loss``: reports of a loss, without a screen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from counter.cli.case_words import CaseArgument, at_case
from counter.cli.common import ClerkOption, JsonOption, PinOption, answer, language

app = typer.Typer(no_args_is_help=True, help="Reports of a loss (挂失): report, show, print, out, withdraw.")


@app.command()
def report(
    case: CaseArgument,
    lost_on: Annotated[str, typer.Option("--lost-on", help="When it was lost, in words. 丢失时间")],
    place: Annotated[str, typer.Option("--place", help="Where it was lost. 丢失地点")],
    clerk: ClerkOption,
    how: Annotated[str, typer.Option("--how", help="How it was lost. 丢失经过")] = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Register the loss; this very moment is the one that counts."""
    with at_case(clerk, pin, case) as (desk, session, found):
        view = desk.losses.report(session, found, lost_on=lost_on, place=place, circumstances=how)
        _tell(view, as_json=as_json)


@app.command()
def show(case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False) -> None:
    """The loss registered with a case."""
    from counter.desk.losses import NotReported

    with at_case(clerk, pin, case) as (desk, session, found):
        view = desk.losses.show(session, found)
        if view is None:
            raise NotReported
        _tell(view, as_json=as_json)


@app.command("print")
def print_(
    case: CaseArgument,
    clerk: ClerkOption,
    reason: Annotated[str, typer.Option("--reason", help="Why one that came out is replaced. 原因")] = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print the report to be signed."""
    with at_case(clerk, pin, case) as (desk, session, found):
        _tell(desk.losses.print(session, found, reason), as_json=as_json)


@app.command()
def out(
    case: CaseArgument,
    clerk: ClerkOption,
    spoiled: Annotated[str, typer.Option("--spoiled", help="It was spoiled: why. 打坏原因")] = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """The report came out; or it was spoiled, and is void."""
    with at_case(clerk, pin, case) as (desk, session, found):
        _tell(desk.losses.out(session, found, good=not spoiled, reason=spoiled), as_json=as_json)


@app.command()
def withdraw(
    case: CaseArgument,
    reason: Annotated[str, typer.Option("--reason", help="Where and how it was found. 原因")],
    clerk: ClerkOption,
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """What was lost has been found; the rules say what that means for it."""
    with at_case(clerk, pin, case) as (desk, session, found):
        _tell(desk.losses.withdraw(session, found, reason), as_json=as_json)


def _tell(view: Any, *, as_json: bool) -> None:
    spoken = language()
    serial = view.sheet.serial if view.sheet else ""
    lines = [f"{view.application}  {view.name}  {view.reported_at:%Y-%m-%d %H:%M}  {serial}".rstrip()]
    lines.append(f"  {view.lost_on}  {view.place}  {view.circumstances}".rstrip())
    if view.withdrawn_at:
        lines.append(f"  ↩ {view.withdrawn_at:%Y-%m-%d %H:%M}  {view.withdrawn_why}")
    if view.effect:
        lines.append(f"  · {view.effect.text.in_(spoken)}")
    answer(view, as_json=as_json, words="\n".join(lines))

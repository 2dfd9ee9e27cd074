"""``counter visit``: home visits and the opinions brought back from them, without a screen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from counter.cli.acting import Caller, acting, pin_of
from counter.cli.common import day_of, language, nothing

app = typer.Typer(
    no_args_is_help=True, help="Home visits (入户核实): list, show, assign, record, print, opinion, out."
)

VisitArgument = Annotated[str, typer.Argument(help="Id of the visit, as `visit list` tells. 核实编号")]
DayOption = Annotated[str, typer.Option("--on", help="The day, ISO; today by default. 日期")]


@app.command("list")
@acting()
def list_(
    caller: Caller,
    officer: Annotated[
        str, typer.Option("--officer", help="Number of one officer; - for what nobody was assigned to.")
    ] = "",
    on: DayOption = "",
) -> None:
    """Who is to be seen at home by a day, the oldest first."""
    with caller.window() as (desk, session):
        day = day_of(on, "--on", desk.bench.clock.today())
        theirs = officer.replace("-", "")
        rows = desk.visits.for_officer(session, theirs, day) if officer else desk.visits.today(session, day)
        caller.answer({"visits": rows}, "\n".join(map(_line, rows)) or nothing())


@app.command()
@acting()
def show(caller: Caller, visit: VisitArgument) -> None:
    """One visit: every opinion, and what the rules say to the last one."""
    with caller.window() as (desk, session):
        _tell(caller, desk.visits.show(session, visit))


@app.command()
@acting()
def assign(
    caller: Caller,
    visit: VisitArgument,
    officer: Annotated[str, typer.Argument(help="Number of the officer who goes. 民警警号")],
    on: DayOption = "",
) -> None:
    """Send another officer, or on another day."""
    with caller.window() as (desk, session):
        day = day_of(on, "--on", desk.bench.clock.today()) if on else None
        _tell(caller, desk.visits.assign(session, visit, officer, day))


@app.command()
@acting()
def record(
    caller: Caller,
    visit: VisitArgument,
    result: Annotated[
        str, typer.Option("--result", help="confirmed, false-identity, false-address, not-met")
    ],
    signer: Annotated[
        str, typer.Option("--signer", help="Number of the officer who went and signs; else the one assigned.")
    ] = "",
    words: Annotated[str, typer.Option("--words", help="The opinion in words. 核实意见")] = "",
    again_on: Annotated[str, typer.Option("--again-on", help="The day of another try, ISO.")] = "",
    signer_pin: Annotated[
        str, typer.Option("--signer-pin", envvar="COUNTER_SIGNER_PIN", help="The signer's PIN. 签署人口令")
    ] = "",
) -> None:
    """Record a signed opinion; when all is true the time of the application begins to run."""
    with caller.window() as (desk, session):
        who = signer or desk.visits.show(session, visit).officer or session.clerk.number
        again = day_of(again_on, "--again-on", desk.bench.clock.today()) if again_on else None
        view = desk.visits.record(
            session, visit, signer=who, pin=pin_of(desk, who, signer_pin), result=result, words=words, again_on=again
        )  # fmt: skip
        _tell(caller, view)


@app.command("print")
@acting()
def print_(
    caller: Caller,
    officer: Annotated[str, typer.Argument(help="Number of the officer; - for what nobody was assigned to.")],
    on: DayOption = "",
) -> None:
    """Print the list of an officer (A4)."""
    with caller.window() as (desk, session):
        day = day_of(on, "--on", desk.bench.clock.today())
        sheet = desk.visits.print_list(session, officer.replace("-", ""), day)
        caller.answer(sheet, f"{sheet.serial}  {sheet.state}")


@app.command()
@acting()
def opinion(caller: Caller, visit: VisitArgument) -> None:
    """Print the last opinion that was signed on a visit (A4)."""
    with caller.window() as (desk, session):
        sheet = desk.visits.print_opinion(session, visit)
        caller.answer(sheet, f"{sheet.serial}  {sheet.state}")


@app.command()
@acting()
def out(
    caller: Caller,
    serial: Annotated[str, typer.Argument(help="Serial of the list or the opinion. 编号")],
    spoiled: Annotated[str, typer.Option("--spoiled", help="It was spoiled: why. 打坏原因")] = "",
) -> None:
    """The list or the opinion came out; or it was spoiled, and is void."""
    with caller.window() as (desk, session):
        sheet = desk.visits.out(session, serial, good=not spoiled, reason=spoiled)
        caller.answer(sheet, f"{sheet.serial}  {sheet.state}")


def _line(view: Any) -> str:
    spoken = language()
    about = (view.demand or view.application.title).in_(spoken)
    who = f"{view.officer} {view.officer_name}".strip() or "-"
    return f"{view.id}  {view.planned_on}  [{who}]  {view.application.name}  {view.address}  {about}"


def _tell(caller: Caller, view: Any) -> None:
    spoken = language()
    lines = [
        _line(view),
        f"  [{view.application.state.text.in_(spoken)}]  {view.application.due or ''}".rstrip(),
    ]
    lines += [
        f"  {o.at:%Y-%m-%d %H:%M}  {o.text.in_(spoken)}  {o.words}  ✎ {o.signed_by}" for o in view.opinions
    ]
    lines += [f"  ✗ {r.text.in_(spoken)} {r.remedy.in_(spoken)}" for r in view.refusals]
    lines += [f"  · {note.text.in_(spoken)}" for note in view.notes]
    caller.answer(view, "\n".join(lines))

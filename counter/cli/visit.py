"""``counter visit``: home visits and the opinions brought back from them, without a screen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from counter.cli.common import (
    ClerkOption,
    JsonOption,
    PinOption,
    answer,
    at_window,
    day_of,
    language,
    nothing,
    pin_of,
)

app = typer.Typer(
    no_args_is_help=True, help="Home visits (入户核实): list, show, assign, record, print, out."
)

VisitArgument = Annotated[str, typer.Argument(help="Id of the visit, as `visit list` tells. 核实编号")]
DayOption = Annotated[str, typer.Option("--on", help="The day, ISO; today by default. 日期")]


@app.command("list")
def list_(
    clerk: ClerkOption,
    officer: Annotated[
        str, typer.Option("--officer", help="Number of one officer; - for what nobody was assigned to.")
    ] = "",
    on: DayOption = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Who is to be seen at home by a day, the oldest first."""
    with at_window(clerk, pin) as (desk, session):
        day = day_of(on, "--on", desk.bench.clock.today())
        theirs = officer.replace("-", "")
        rows = desk.visits.for_officer(session, theirs, day) if officer else desk.visits.today(session, day)
        answer({"visits": rows}, as_json=as_json, words="\n".join(map(_line, rows)) or nothing())


@app.command()
def show(visit: VisitArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False) -> None:
    """One visit: every opinion, and what the rules say to the last one."""
    with at_window(clerk, pin) as (desk, session):
        _tell(desk.visits.show(session, visit), as_json=as_json)


@app.command()
def assign(
    visit: VisitArgument,
    officer: Annotated[str, typer.Argument(help="Number of the officer who goes. 民警警号")],
    clerk: ClerkOption,
    on: DayOption = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Send another officer, or on another day."""
    with at_window(clerk, pin) as (desk, session):
        day = day_of(on, "--on", desk.bench.clock.today()) if on else None
        _tell(desk.visits.assign(session, visit, officer, day), as_json=as_json)


@app.command()
def record(
    visit: VisitArgument,
    result: Annotated[
        str, typer.Option("--result", help="confirmed, false-identity, false-address, not-met")
    ],
    clerk: ClerkOption,
    signer: Annotated[
        str, typer.Option("--signer", help="Number of the officer who went and signs; else the one assigned.")
    ] = "",
    words: Annotated[str, typer.Option("--words", help="The opinion in words. 核实意见")] = "",
    again_on: Annotated[str, typer.Option("--again-on", help="The day of another try, ISO.")] = "",
    pin: PinOption = "",
    signer_pin: Annotated[
        str, typer.Option("--signer-pin", envvar="COUNTER_SIGNER_PIN", help="The signer's PIN. 签署人口令")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Record a signed opinion; when all is true the time of the application begins to run."""
    with at_window(clerk, pin) as (desk, session):
        who = signer or desk.visits.show(session, visit).officer or session.clerk.number
        again = day_of(again_on, "--again-on", desk.bench.clock.today()) if again_on else None
        view = desk.visits.record(
            session, visit, signer=who, pin=pin_of(desk, who, signer_pin), result=result, words=words, again_on=again
        )  # fmt: skip
        _tell(view, as_json=as_json)


@app.command("print")
def print_(
    officer: Annotated[str, typer.Argument(help="Number of the officer; - for what nobody was assigned to.")],
    clerk: ClerkOption,
    on: DayOption = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print the list of an officer (A4)."""
    with at_window(clerk, pin) as (desk, session):
        day = day_of(on, "--on", desk.bench.clock.today())
        sheet = desk.visits.print_list(session, officer.replace("-", ""), day)
        answer(sheet, as_json=as_json, words=f"{sheet.serial}  {sheet.state}")


@app.command()
def out(
    serial: Annotated[str, typer.Argument(help="Serial of the list. 清单编号")],
    clerk: ClerkOption,
    spoiled: Annotated[str, typer.Option("--spoiled", help="It was spoiled: why. 打坏原因")] = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """The list came out; or it was spoiled, and is void."""
    with at_window(clerk, pin) as (desk, session):
        sheet = desk.visits.list_out(session, serial, good=not spoiled, reason=spoiled)
        answer(sheet, as_json=as_json, words=f"{sheet.serial}  {sheet.state}")


def _line(view: Any) -> str:
    spoken = language()
    about = (view.demand or view.application.title).in_(spoken)
    who = f"{view.officer} {view.officer_name}".strip() or "-"
    return f"{view.id}  {view.planned_on}  [{who}]  {view.application.name}  {view.address}  {about}"


def _tell(view: Any, *, as_json: bool) -> None:
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
    answer(view, as_json=as_json, words="\n".join(lines))

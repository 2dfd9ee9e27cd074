"""``counter seal``: the seal ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from counter.cli.common import (
    ClerkOption,
    JsonOption,
    PinOption,
    answer,
    at_desk,
    day_of,
    language,
    sign_in,
)

app = typer.Typer(no_args_is_help=True, help="The seal (户口专用章): its ledger.")


@app.callback()
def _group() -> None:
    """Keep ``ledger`` a word of its own though it is the only one."""


@app.command()
def ledger(
    clerk: ClerkOption = "",
    pin: PinOption = "",
    day: Annotated[str, typer.Option("--day", help="ISO day; today by default.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Every use of the seal on a day (用印登记)."""
    with at_desk() as desk:
        session = sign_in(desk, clerk, pin)
        on = day_of(day, "--day", desk.bench.clock.today())
        told = desk.seals.ledger(session, on)
    lines = [
        f"{use.number:>3}  {use.at:%H:%M:%S}  {use.serial}  {use.form.in_(language())}  {use.clerk}"
        f"{'+' + use.second if use.second else ''}  {use.mode}  [{use.state.value}]"
        for use in told.uses
    ]
    empty = "当日没有用印。" if language() == "zh" else "The seal was not used on that day."
    answer(told, as_json=as_json, words="\n".join(lines) or empty)

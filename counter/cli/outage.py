"""``counter outage``: the notice that tells citizens why the counter cannot serve now (暂停办理告知书)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import JsonOption, answer, language

app = typer.Typer(no_args_is_help=True, help="Interruptions (暂停办理): causes, print.")


@app.command()
def causes(as_json: JsonOption = False) -> None:
    """The usual causes, with the words that are offered for each."""
    from counter.desk.outage import CAUSES  # help and usage errors need no desk

    spoken = language()
    lines = [f"{one.code:10} {one.text.in_(spoken)}  {one.offered.reason}" for one in CAUSES]
    answer({"causes": CAUSES}, as_json=as_json, words="\n".join(lines))


@app.command("print")
@acting(clerk="offered")
def print_(
    caller: Caller,
    cause: Annotated[str, typer.Option("--cause", help="Code of a usual cause, for its words.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why, in words. 原因")] = "",
    affected: Annotated[str, typer.Option("--affected", help="What is not possible. 暂停的业务")] = "",
    available: Annotated[str, typer.Option("--available", help="What still is. 仍可办理")] = "",
    expected: Annotated[str, typer.Option("--expected", help="When it is expected back. 预计恢复")] = "",
    since: Annotated[
        str, typer.Option("--since", help="Since when, ISO date and time; now by default.")
    ] = "",
    no_number: Annotated[
        bool, typer.Option("--no-number", help="Without a number that is served first. 不发优先号")
    ] = False,
) -> None:
    """Print one notice (A5); then say with `counter sheet out` whether it came out."""
    from counter.desk.outage import Interruption

    typed = {"reason": reason, "affected": affected, "available": available, "expected": expected}
    with caller.window() as (desk, session):
        offered = desk.outage.offered(session, cause) if cause else Interruption("", "", "")
        told = replace(offered, **{field: words for field, words in typed.items() if words})
        begun = _moment(since, desk.bench.clock.now())
        sheet = desk.outage.print(session, told, begun, priority=not no_number)
    caller.answer(sheet, f"{sheet.serial}  {sheet.state.text.in_(language())}")


def _moment(text: str, now: datetime) -> datetime | None:
    """A moment of the station's civil time; a time alone is one of today."""
    if not text:
        return None
    whole = text if "T" in text or " " in text else f"{now.date()}T{text}"
    try:
        return datetime.fromisoformat(whole).replace(tzinfo=now.tzinfo)
    except ValueError:
        raise typer.BadParameter("--since takes a moment such as 2026-11-22T10:00, or 10:00") from None

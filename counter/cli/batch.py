"""``counter slip batch``: many slips from a list, and what came of their sheets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import language, said, shown

ListArgument = Annotated[
    Path, typer.Argument(help="List, .csv or .jsonl, with number, shown, read_back. 名单")
]
NameOption = Annotated[
    str, typer.Option("--name", help="What tells this list from others; the file's name by default. 名单名称")
]
_NAMED = 20
"""Lines named on the screen; all of them are in the file."""


@acting(clerk="offered")
def batch(
    caller: Caller,
    file: ListArgument,
    name: NameOption = "",
    unsure: Annotated[
        Literal["out", "resend"] | None,
        typer.Option("--unsure", help="Of the sheet on its way when a run stopped: out or resend."),
    ] = None,
) -> None:
    """Issue a slip for every line of a list; run it again after an interruption: none twice, none missing."""
    from rich.console import Console  # only a long run draws a bar
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    quiet = not sys.stderr.isatty()
    with (
        caller.window() as (desk, session),
        Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), disable=quiet) as bar,
    ):
        task = bar.add_task(shown(file.name), total=None)
        done = desk.batch.issue(
            session,
            file,
            name,
            unsure=unsure or "",
            progress=lambda at, of: bar.update(task, completed=at, total=of),
        )
    spoken = language()
    zh = f"开具 {len(done.issued)} 张，以前已开 {done.before} 张，未开 {len(done.left)} 行。"
    en = f"{len(done.issued)} issued, {done.before} before, {len(done.left)} lines without a slip."
    lines = [said(zh, en)]
    lines += [f"{file.name}:{one.asked.line}: {one.reason.in_(spoken)}" for one in done.left[:_NAMED]]
    if done.file:
        lines.append(said("未开的行在 ", "lines without a slip are in ") + str(done.file))
    told = {"issued": done.issued, "before": done.before, "left": [_told(one) for one in done.left]}
    caller.answer(told, "\n".join(lines))
    if done.left:
        raise typer.Exit(1)


@acting(clerk="offered")
def settle(
    caller: Caller,
    file: ListArgument,
    name: NameOption = "",
    spoiled: Annotated[
        list[str] | None, typer.Option("--spoiled", help="Serial of a sheet that did not come out well.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why they are spoiled. 原因")] = "",
) -> None:
    """Say that the sheets of a list came out, but for those named as spoiled."""
    with caller.window() as (desk, session):
        done = desk.batch.settle(session, file, name, spoiled=spoiled or (), reason=reason)
    zh = f"出纸 {done.out} 张，打坏 {done.spoiled} 张，未送打印 {len(done.open)} 张。"
    en = f"{done.out} out, {done.spoiled} spoiled, {len(done.open)} not sent."
    caller.answer(done, said(zh, en))
    if done.open:
        raise typer.Exit(1)


def _told(one: Any) -> dict[str, Any]:
    return {"line": one.asked.line, "reason": one.reason}

"""``counter holders``: taking an extract in, and making fictional people."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import day_of, language, said, shown

app = typer.Typer(
    no_args_is_help=True, help="Permit holders (持有人): import an extract, generate fictional ones."
)

_NAMED = 20
"""Bad rows named on the screen; all of them are in the file."""


@app.command("import")
@acting(clerk="offered")
def import_(
    caller: Caller,
    file: Annotated[Path, typer.Argument(help="Extract, .csv or .jsonl, UTF-8 or GB 18030. 登记册摘录")],
    mend_dots: Annotated[
        bool, typer.Option("--mend-dots", help="Turn look-alike dots in names into ·.")
    ] = False,
) -> None:
    """Import permit holders; bad rows are named and kept in a file beside the input."""
    from rich.console import Console  # only an import draws a bar
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    quiet = not sys.stderr.isatty()
    with (
        caller.window() as (desk, session),
        Progress(*columns, console=Console(stderr=True), disable=quiet) as bar,
    ):
        task = bar.add_task(shown(file.name), total=None)
        done = desk.importing.holders(
            session,
            file,
            mend_dots=mend_dots,
            progress=lambda at, of: bar.update(task, completed=at, total=of),
        )
    zh = f"新增 {done.new}，变更 {done.changed}，未变 {done.same}，有误 {len(done.bad)}"
    en = f"{done.new} new, {done.changed} changed, {done.same} unchanged, {len(done.bad)} with faults"
    lines = [said(zh, en)]
    for row in done.bad[:_NAMED]:
        faults = "; ".join(f"{fault.field} {fault.reason.in_(language())}".strip() for fault in row.faults)
        lines.append(f"{file.name}:{row.line}: {faults}")
    lines += [_kept(one) for one in done.kept[:_NAMED]]
    if done.rejected:
        lines.append(said("有误的行在 ", "rows with faults are in ") + str(done.rejected))
    caller.answer(done, "\n".join(lines))
    if done.bad:
        raise typer.Exit(1)


def _kept(one: Any) -> str:
    """A column that an older extract would have undone."""
    if language() == "zh":
        return (
            f"未覆盖本机登记：{one.name} {one.permit_number} {one.field} 本机 {one.here}，摘录 {one.extract}"
        )
    return f"kept as recorded here: {one.name} {one.permit_number} {one.field} here {one.here}, extract {one.extract}"


@app.command()
def generate(
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write, .csv or .jsonl.")],
    count: Annotated[int, typer.Option("--count", min=1, help="How many people.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same people.")] = 1,
    on: Annotated[
        str, typer.Option("--on", help="The day permits are counted from, ISO; today by default.")
    ] = "",
) -> None:
    """Write an extract of people who do not exist: rare characters, ·, long addresses, lapsed and cancelled permits."""
    from counter.clock import SystemClock
    from counter.desk.extract_lines import FIELDS
    from counter.desk.fiction import Fiction
    from counter.places import places

    day = day_of(on, "--on", SystemClock().today())
    found = places()
    rows = Fiction.load(found.data, day, seed, found.training).holders(count)
    with output.open("w", encoding="utf-8", newline="") as file:
        if output.suffix.lower() == ".csv":
            writer = csv.DictWriter(file, FIELDS)
            writer.writeheader()
            writer.writerows(rows)
        else:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    sys.stdout.write(f"{output}\n")

"""``counter upload``: what the authority's system does not know yet, handed on by a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import language, said

app = typer.Typer(no_args_is_help=True, help="Pending upload (待联网上传): list, export, confirm.")

FileArgument = Annotated[Path, typer.Argument(help="The file, signed JSON lines. 上报文件")]


@app.command("list")
@acting()
def list_(caller: Caller) -> None:
    """What waits, and the files that were written."""
    with caller.window() as (desk, session):
        view = desk.uploads.pending(session)
        spoken = language()
        waits = said("待联网上传", "waiting")
        lines = [f"{waits}: {view.waiting}"]
        lines += [
            f"  {u.at:%Y-%m-%d %H:%M}  {u.text.in_(spoken)}  {u.what}  {u.subject}  {u.name}"
            for u in view.lines
        ]
        lines += [_batch(one) for one in view.batches]
        caller.answer(view, "\n".join(lines))


@app.command()
@acting()
def export(
    caller: Caller,
    file: FileArgument,
    batch: Annotated[
        int, typer.Option("--batch", min=0, help="Write the file of this batch once more. 重写第几批")
    ] = 0,
) -> None:
    """Write all that waits into a file, each line once and for ever; no file is written over."""
    with caller.window() as (desk, session):
        view = desk.uploads.export(session, file, batch)
        caller.answer(view, f"{view.file}\n{_batch(view)}")


@app.command()
@acting()
def confirm(caller: Caller, file: FileArgument) -> None:
    """The authority's system has taken this file."""
    with caller.window() as (desk, session):
        view = desk.uploads.confirm(session, file)
        caller.answer(view, _batch(view))


def _batch(view: Any) -> str:
    done = f"✓ {view.confirmed_at:%Y-%m-%d %H:%M} {view.confirmed_by}" if view.confirmed_at else "…"
    return f"  #{view.batch}  {view.at:%Y-%m-%d %H:%M}  {view.lines}  {view.sha256[:16]}  {done}"

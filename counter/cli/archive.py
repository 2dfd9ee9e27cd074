"""``counter archive``: signed copies of every sheet, and whether they are as they were."""

from __future__ import annotations

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import JsonOption, answer, at_desk, said

app = typer.Typer(no_args_is_help=True, help="The archive (档案): sign copies of sheets, check them.")


@app.command()
@acting()
def sign(caller: Caller) -> None:
    """Sign a copy (PAdES) of every sheet that has none. Exit 1 when a sheet cannot be made again as it was."""
    with caller.window() as (desk, session):
        done = desk.archive.sign(session)
    zh = f"签名 {len(done.signed)} 份。"
    en = f"{len(done.signed)} signed."
    if done.changed:
        zh += f"不能照原样重新生成：{'、'.join(done.changed)}。"
        en += f" Cannot be made again as they were: {', '.join(done.changed)}."
    caller.answer(done, said(zh, en))
    if done.changed:
        raise typer.Exit(1)


@app.command()
def check(as_json: JsonOption = False) -> None:
    """Compare every signed copy with the journal. Exit 1 names those that are missing or altered."""
    with at_desk() as desk:
        found = desk.archive.check()
    wrong = found.missing or found.altered
    zh = f"{found.files} 份。" + ("" if wrong else "全部完好。")
    en = f"{found.files} files." + ("" if wrong else " All as they were.")
    if found.missing:
        zh, en = f"{zh}缺：{'、'.join(found.missing)}。", f"{en} Missing: {', '.join(found.missing)}."
    if found.altered:
        zh, en = f"{zh}被改动：{'、'.join(found.altered)}。", f"{en} Altered: {', '.join(found.altered)}."
    answer(found, as_json=as_json, words=said(zh, en))
    if wrong:
        raise typer.Exit(1)

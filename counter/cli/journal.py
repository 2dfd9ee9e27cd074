"""``counter journal``: the proof of who did what."""

from __future__ import annotations

from typing import Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import JsonOption, answer, at_desk, language, said
from counter.store.apply import Kind
from counter.store.journal import Entry

app = typer.Typer(
    no_args_is_help=True, help="The journal: verify its chain, rebuild the tables from it, read it."
)


@app.command()
def verify(as_json: JsonOption = False) -> None:
    """Walk every chain. Exit 1 names each entry that was changed, removed or put in; else where each chain ends, to be kept."""
    with at_desk() as desk:
        breaks, ends = desk.bench.store.verify(), desk.bench.store.ends()
    if breaks:
        words = "\n".join(f"{b.terminal} #{b.seq}: {b.reason.in_(language())}" for b in breaks)
    else:
        whole = said("日志完整。", "The journal is whole.")
        words = "\n".join([whole, *(f"{end.terminal}  {end.seq}  {end.hash}" for end in ends)])
    answer({"whole": not breaks, "breaks": breaks, "ends": ends}, as_json=as_json, words=words)
    if breaks:
        raise typer.Exit(1)


@app.command()
def rebuild(as_json: JsonOption = False) -> None:
    """Make the tables again from the journal. Exit 1 names the tables that had not been what it says."""
    with at_desk() as desk:
        done = desk.bench.store.rebuild()
    zh = f"重建 {done.acts} 条；" + (
        f"原先不一致：{'、'.join(done.differing)}" if done.differing else "各表一致。"
    )
    en = f"{done.acts} acts; " + (
        f"had differed: {', '.join(done.differing)}" if done.differing else "all equal."
    )
    answer(done, as_json=as_json, words=said(zh, en))
    if done.differing:
        raise typer.Exit(1)


@app.command()
@acting(clerk="offered")
def show(
    caller: Caller,
    subject: Annotated[str, typer.Option("--of", help="Only acts about this case, sheet or clerk.")] = "",
    last: Annotated[int, typer.Option("--last", min=1, max=1_000_000, help="The newest so many.")] = 20,
    unmasked: Annotated[
        bool,
        typer.Option("--unmasked", help="Whole identity numbers, by --clerk; the reading is recorded. 显号"),
    ] = False,
) -> None:
    """Read acts, oldest first; the facts of an act are shown with --json only, identity numbers masked."""
    if unmasked:
        with caller.window() as (desk, session):
            acts = desk.proof.whole(session, subject, last)
    else:
        with at_desk() as desk:
            acts = desk.proof.acts(subject, last)
    words = "\n".join(
        f"{act.seq:>6}  {act.at[:19]}  {_who(act):<11} {act.kind:<20} {act.subject}" for act in acts
    )
    caller.answer({"acts": acts}, words)


def _who(act: Entry) -> str:
    """Whose act it is, and who signed beside: the second person, or the clerk who took the shift over."""
    told = act.body
    second = told.get("second") or told.get("handed", {}).get("second")
    if act.kind == Kind.SHIFT_HANDED_OVER:
        second = told["to"]
    return f"{act.clerk}+{second}" if second else act.clerk

"""``counter find``: one text, whatever it is."""

from __future__ import annotations

from typing import Annotated

import typer

from counter.cli.common import ClerkOption, JsonOption, PinOption, answer, at_window, language


def find(
    text: Annotated[str, typer.Argument(help="Number, last digits, name, part of it, or pinyin initials.")],
    clerk: ClerkOption = "",
    pin: PinOption = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=200)] = 20,
    as_json: JsonOption = False,
) -> None:
    """Find permit holders; numbers are masked. Exit 1 when nobody is found."""
    with at_window(clerk, pin) as (desk, session):
        found = desk.find.holders(session, text, limit)
    spoken = language()
    lines = [
        f"{row.masked_number}  {row.name}  {row.sex.in_(spoken)}  {row.birth}  {row.permit.in_(spoken)}"
        f"  {row.state.in_(spoken)}  {row.residence}"
        for row in found.rows
    ]
    if found.more:
        lines.append("……" if spoken == "zh" else "and more")
    if not lines:
        lines.append("没有找到。" if spoken == "zh" else "Nobody was found.")
    answer(found, as_json=as_json, words="\n".join(lines))
    if not found.rows:
        raise typer.Exit(1)

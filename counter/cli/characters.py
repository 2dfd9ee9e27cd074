"""``counter characters``: a character that no keyboard offers; no store is opened and nobody signs in."""

from __future__ import annotations

from typing import Annotated

import typer

from counter.cli.common import JsonOption, answer, said


def characters(
    query: Annotated[
        list[str],
        typer.Argument(help="U+20164, hong, 女吉, 女 9, 金 hong: code point, reading, parts, strokes. 查字"),
    ],
    limit: Annotated[int, typer.Option("--limit", min=1, max=400)] = 60,
    as_json: JsonOption = False,
) -> None:
    """Find characters by code point, reading, radical and strokes, or parts. Exit 1 when none is found."""
    from counter.places import data_dir
    from counter.values.characters import Characters

    found = Characters.read(data_dir() / "codes" / "characters.txt").find(" ".join(query), limit)
    lines = [
        f"{one.text}  {one.point}  {' '.join(one.readings)}  {' '.join(f'{r}.{s}' for r, s in one.places)}"
        for one in found
    ]
    if not lines:
        lines.append(said("没有找到。", "No character was found."))
    answer({"found": found}, as_json=as_json, words="\n".join(lines))
    if not found:
        raise typer.Exit(1)

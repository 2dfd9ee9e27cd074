"""``counter keys``: what others need to check our slips."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from counter.cli.common import at_desk

app = typer.Typer(
    no_args_is_help=True, help="Keys of this station: the public half, for those who check slips."
)


@app.callback()
def _group() -> None:
    """Keep ``public`` a word of its own though it is the only one."""


@app.command()
def public(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; else the screen.")
    ] = None,
) -> None:
    """The station's public key, as `counter verify --key` takes it."""
    with at_desk() as desk:
        words = desk.bench.key.public_text()
    if output:
        output.write_text(words, encoding="ascii")
    else:
        sys.stdout.write(words)

"""``counter review``: a face the machine did not know, compared by two officers."""

from __future__ import annotations

from typing import Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.case_words import tell


@acting(second="always")
def review(
    caller: Caller,
    case: Annotated[str, typer.Argument(help="Id of the case. 业务号")],
    photo: Annotated[str, typer.Option("--photo", help="What was compared: card, register, book. 比对相片")],
    outcome: Annotated[str, typer.Option("--outcome", help="confirmed or denied. 结论")],
    reason: Annotated[str, typer.Option("--reason", help="What decided it, in words. 理由")],
) -> None:
    """Manual review (人工审核) after a failed face check; where it is denied the citizen is told what to show instead."""
    with caller.case(case) as (desk, session, found):
        beside = caller.beside(desk, session, "decide")
        view = desk.reviews.review(session, found, beside, photo=photo, outcome=outcome, reason=reason)
        tell(caller, view)

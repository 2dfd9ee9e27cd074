"""``counter review``: a face the machine did not know, compared by two officers."""

from __future__ import annotations

from typing import Annotated

import typer

from counter.cli.case_words import at_case, tell
from counter.cli.common import ClerkOption, JsonOption, PinOption, SecondPinOption, pin_of


def review(
    case: Annotated[str, typer.Argument(help="Id of the case. 业务号")],
    second: Annotated[str, typer.Option("--second", help="Number of the second officer. 第二人警号")],
    photo: Annotated[str, typer.Option("--photo", help="What was compared: card, register, book. 比对相片")],
    outcome: Annotated[str, typer.Option("--outcome", help="confirmed or denied. 结论")],
    reason: Annotated[str, typer.Option("--reason", help="What decided it, in words. 理由")],
    clerk: ClerkOption,
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Manual review (人工审核) after a failed face check; where it is denied the citizen is told what to show instead."""
    with at_case(clerk, pin, case) as (desk, session, found):
        beside = desk.people.second(second, pin_of(desk, second, second_pin), beside=session, right="decide")
        view = desk.reviews.review(session, found, beside, photo=photo, outcome=outcome, reason=reason)
        tell(view, as_json=as_json)

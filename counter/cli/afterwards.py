"""``counter case``, after acceptance: what the authority did, the notice of a rejection, and promises."""

from __future__ import annotations

from typing import Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.case_words import CaseArgument, line
from counter.cli.common import ReasonOption


@acting()
def move(
    caller: Caller,
    case: CaseArgument,
    deed: Annotated[
        str, typer.Argument(help="review, confirm, sign, produce, arrive, mail, expire, reject …")
    ],
    reason: ReasonOption = "",
    article: Annotated[str, typer.Option("--article", help="What a rejection relies on. 依据")] = "",
) -> None:
    """Record what the authority did with an accepted application."""
    with caller.case(case) as (desk, session, found):
        view = desk.progress.move(session, found, deed, reason, article)
        caller.answer(view, line(view))


@acting()
def rejection(
    caller: Caller,
    case: CaseArgument,
    article: Annotated[
        str, typer.Option("--article", help="What it relies on, where it was not named when rejecting. 依据")
    ] = "",
    out: Annotated[
        bool, typer.Option("--out", help="The sheet came out and is in the citizen's hand.")
    ] = False,
    spoiled: Annotated[bool, typer.Option("--spoiled", help="The sheet was spoiled; it is void.")] = False,
    reason: Annotated[
        str, typer.Option("--reason", help="Why spoiled, or why one that came out is replaced. 原因")
    ] = "",
) -> None:
    """Print the notice of a rejection on review; with --out or --spoiled say what became of it."""
    if out and spoiled:
        raise typer.BadParameter("--out and --spoiled exclude each other")
    with caller.case(case) as (desk, session, found):
        if out or spoiled:
            view = desk.progress.rejection_out(session, found, good=out, reason=reason)
        else:
            view = desk.progress.print_rejection(session, found, article=article, reason=reason)
        printed = f"\n{view.rejection.serial}  {view.rejection.file}" if view.rejection else ""
        caller.answer(view, line(view) + printed)


@acting()
def promise(
    caller: Caller,
    case: CaseArgument,
    group: Annotated[str, typer.Argument(help="What was promised, as `case list promises` names it.")],
    broken: Annotated[
        bool, typer.Option("--broken", help="It was not kept; without this option it was.")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why it was broken, in words. 原因")] = "",
) -> None:
    """Record the later check of a promise; a broken one needs a reason."""
    with caller.case(case) as (desk, session, found):
        view = desk.progress.settle_promise(session, found, group, kept=not broken, reason=reason)
        caller.answer(view, line(view))

"""``counter certificate``: certificates given at the counter, without a screen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from counter.cli.acting import Caller, acting
from counter.cli.case_words import CaseArgument, pairs
from counter.cli.common import ReasonOption, language

app = typer.Typer(
    no_args_is_help=True, help="Certificates (证明): show, enter, print, resend, out, spoiled, reprint."
)


@app.command()
@acting()
def show(caller: Caller, case: CaseArgument) -> None:
    """What the certificate says so far, and what it still wants."""
    with caller.case(case) as (desk, session, found):
        _tell(caller, desk.certificates.show(session, found))


@app.command()
@acting()
def enter(
    caller: Caller,
    case: CaseArgument,
    fields: Annotated[
        list[str] | None, typer.Argument(help="FIELD=WORDS, as `certificate show` lists them.")
    ] = None,
    row: Annotated[
        list[str] | None,
        typer.Option("--row", help="One member: relation name number [remark]; the rows given replace all."),
    ] = None,
) -> None:
    """Type what the certificate shall say; a read-back before is void."""
    with caller.case(case) as (desk, session, found):
        view = desk.certificates.enter(session, found, pairs(fields), row or None)
        _tell(caller, view)


@app.command("print")
@acting()
def print_(
    caller: Caller,
    case: CaseArgument,
    confirmed: Annotated[
        bool, typer.Option("--confirmed", help="The citizen has read everything. 已核对")
    ] = False,
) -> None:
    """Print the certificate with the seal, once the citizen has read it."""
    with caller.case(case) as (desk, session, found):
        if confirmed and desk.certificates.show(session, found).state == "typed":
            desk.certificates.confirm(session, found)
        _tell(caller, desk.certificates.print(session, found))


@app.command()
@acting()
def resend(caller: Caller, case: CaseArgument) -> None:
    """No paper came: send the same sheet once more."""
    with caller.case(case) as (desk, session, found):
        _tell(caller, desk.certificates.resend(session, found))


@app.command()
@acting()
def out(caller: Caller, case: CaseArgument) -> None:
    """The certificate is in the citizen's hand."""
    with caller.case(case) as (desk, session, found):
        _tell(caller, desk.certificates.good(session, found))


@app.command()
@acting()
def spoiled(caller: Caller, case: CaseArgument, reason: ReasonOption) -> None:
    """The sheet was spoiled; it is replaced by two people."""
    with caller.case(case) as (desk, session, found):
        _tell(caller, desk.certificates.spoiled(session, found, reason))


@app.command()
@acting(second="maybe")
def reprint(caller: Caller, case: CaseArgument, reason: ReasonOption = "") -> None:
    """Replace a spoiled or lost certificate by one with a new serial; the old one is void."""
    with caller.case(case) as (desk, session, found):
        beside = caller.beside(desk, session)
        view = desk.certificates.reprint(session, found, beside, reason)
        _tell(caller, view)


def _tell(caller: Caller, view: Any) -> None:
    spoken = language()
    serial = view.sheet.serial if view.sheet else ""
    lines = [
        f"{view.application.id}  {view.title.in_(spoken)}  [{view.state.text.in_(spoken)}]  {serial}".rstrip()
    ]
    lines += [f"  {entry.code}: {entry.value or '?'}  ({entry.label.in_(spoken)})" for entry in view.entries]
    lines += [f"  {number}. {row}" for number, row in enumerate(view.rows, 1)]
    lines += [f"  … {words.in_(spoken)}" for words in view.still]
    caller.answer(view, "\n".join(lines))

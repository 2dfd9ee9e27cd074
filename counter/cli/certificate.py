"""``counter certificate``: certificates given at the counter, without a screen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from counter.cli.case_words import CaseArgument, at_case, pairs
from counter.cli.common import (
    ClerkOption,
    JsonOption,
    PinOption,
    ReasonOption,
    SecondOption,
    SecondPinOption,
    answer,
    language,
    second_of,
)

app = typer.Typer(
    no_args_is_help=True, help="Certificates (证明): show, enter, print, resend, out, spoiled, reprint."
)


@app.command()
def show(case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False) -> None:
    """What the certificate says so far, and what it still wants."""
    with at_case(clerk, pin, case) as (desk, session, found):
        _tell(desk.certificates.show(session, found), as_json=as_json)


@app.command()
def enter(
    case: CaseArgument,
    clerk: ClerkOption,
    fields: Annotated[
        list[str] | None, typer.Argument(help="FIELD=WORDS, as `certificate show` lists them.")
    ] = None,
    row: Annotated[
        list[str] | None,
        typer.Option("--row", help="One member: relation name number [remark]; the rows given replace all."),
    ] = None,
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Type what the certificate shall say; a read-back before is void."""
    with at_case(clerk, pin, case) as (desk, session, found):
        view = desk.certificates.enter(session, found, pairs(fields), row or None)
        _tell(view, as_json=as_json)


@app.command("print")
def print_(
    case: CaseArgument,
    clerk: ClerkOption,
    confirmed: Annotated[
        bool, typer.Option("--confirmed", help="The citizen has read everything. 已核对")
    ] = False,
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print the certificate with the seal, once the citizen has read it."""
    with at_case(clerk, pin, case) as (desk, session, found):
        if confirmed and desk.certificates.show(session, found).state == "typed":
            desk.certificates.confirm(session, found)
        _tell(desk.certificates.print(session, found), as_json=as_json)


@app.command()
def resend(case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False) -> None:
    """No paper came: send the same sheet once more."""
    with at_case(clerk, pin, case) as (desk, session, found):
        _tell(desk.certificates.resend(session, found), as_json=as_json)


@app.command()
def out(case: CaseArgument, clerk: ClerkOption, pin: PinOption = "", as_json: JsonOption = False) -> None:
    """The certificate is in the citizen's hand."""
    with at_case(clerk, pin, case) as (desk, session, found):
        _tell(desk.certificates.good(session, found), as_json=as_json)


@app.command()
def spoiled(
    case: CaseArgument,
    reason: ReasonOption,
    clerk: ClerkOption,
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """The sheet was spoiled; it is replaced by two people."""
    with at_case(clerk, pin, case) as (desk, session, found):
        _tell(desk.certificates.spoiled(session, found, reason), as_json=as_json)


@app.command()
def reprint(
    case: CaseArgument,
    clerk: ClerkOption,
    second: SecondOption = "",
    reason: ReasonOption = "",
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Replace a spoiled or lost certificate by one with a new serial; the old one is void."""
    with at_case(clerk, pin, case) as (desk, session, found):
        beside = second_of(desk, session, second, second_pin)
        view = desk.certificates.reprint(session, found, beside, reason)
        _tell(view, as_json=as_json)


def _tell(view: Any, *, as_json: bool) -> None:
    spoken = language()
    serial = view.sheet.serial if view.sheet else ""
    lines = [
        f"{view.application.id}  {view.title.in_(spoken)}  [{view.state.text.in_(spoken)}]  {serial}".rstrip()
    ]
    lines += [f"  {entry.code}: {entry.value or '?'}  ({entry.label.in_(spoken)})" for entry in view.entries]
    lines += [f"  {number}. {row}" for number, row in enumerate(view.rows, 1)]
    lines += [f"  … {words.in_(spoken)}" for words in view.still]
    answer(view, as_json=as_json, words="\n".join(lines))

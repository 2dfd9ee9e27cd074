"""``counter slip``: the main job without a screen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from counter.cli.acting import Caller, acting
from counter.cli.batch import batch, settle
from counter.cli.common import ReasonOption, language
from counter.desk.ruled import RefusedByRule

app = typer.Typer(
    no_args_is_help=True, help="Confirmation slips (确认单): issue, confirm, void, reprint, show."
)

SerialArgument = Annotated[str, typer.Argument(help="Serial of the sheet, or the text of its code. 编号")]


class SlipRefused(RefusedByRule):
    """The rules do not allow a slip."""


app.command()(batch)
app.command("settle")(settle)


@app.command()
@acting(clerk="offered")
def issue(
    caller: Caller,
    shown: Annotated[str, typer.Option("--shown", help="Code of the document shown, or `agent`. 出示的证件")],
    number: Annotated[str, typer.Option("--number", help="Citizen number, 18 places. 公民身份号码")] = "",
    from_card: Annotated[
        bool,
        typer.Option(
            "--card", help="From the card on the reader; a --number beside it must be the same. 读卡"
        ),
    ] = False,
    notice: Annotated[
        bool, typer.Option("--notice", help="Print the notice when it is refused. 打印告知书")
    ] = False,
    describe: Annotated[
        list[str] | None, typer.Option("--describe", help="CHAR=WORDS for a missing glyph.")
    ] = None,
) -> None:
    """Issue a slip: look up, check the rules, reserve the serial, print."""
    if not (number or from_card):
        raise typer.BadParameter("--number or --card is wanted")
    described = dict(pair.split("=", 1) for pair in describe or [] if "=" in pair)
    with caller.window() as (desk, session):
        case = desk.slip.begin(session)
        try:
            if from_card:
                case = desk.slip.by_card(session, case.id, desk.cards.lying(session), number)
            else:
                case = desk.slip.enter_number(session, case.id, number)
            if not case.refusals:
                case = desk.slip.show(session, case.id, shown)
            if not case.refusals:
                case = desk.slip.confirm(session, case.id, described)
            if not case.refusals or notice:
                case = desk.slip.print(session, case.id)
        except Exception:
            _give_up(desk, session, case.id)
            raise
        if case.refusals and not notice:
            _give_up(desk, session, case.id)
        _tell(caller, case)


@app.command()
@acting(clerk="offered")
def resend(caller: Caller, serial: SerialArgument) -> None:
    """No paper came: send the same sheet, the same bytes, to the printer again."""
    with caller.window() as (desk, session):
        desk.slip.resend(session, _case_of(desk, session, serial))
        _tell_sheet(caller, desk, session, serial)


@app.command("out")
@acting(clerk="offered")
def came_out(caller: Caller, serial: SerialArgument) -> None:
    """Record that a sheet came out well and was handed over."""
    with caller.window() as (desk, session):
        desk.slip.good(session, _case_of(desk, session, serial))
        _tell_sheet(caller, desk, session, serial)


@app.command()
@acting(clerk="offered")
def spoiled(caller: Caller, serial: SerialArgument, reason: ReasonOption) -> None:
    """Record that a sheet was spoiled; then void it, or reprint it."""
    with caller.window() as (desk, session):
        desk.slip.spoiled(session, _case_of(desk, session, serial), reason)
        _tell_sheet(caller, desk, session, serial)


@app.command()
@acting(clerk="offered", second="maybe")
def void(caller: Caller, serial: SerialArgument, reason: ReasonOption) -> None:
    """Void a sheet; two people when it bears a seal."""
    with caller.window() as (desk, session):
        beside = caller.beside(desk, session)
        sheet = desk.sheets.void(session, beside, desk.find.sheet(session, serial).serial, reason)
        caller.answer(sheet, _sheet_words(sheet))


@app.command()
@acting(clerk="offered", second="maybe")
def reprint(caller: Caller, serial: SerialArgument, reason: ReasonOption) -> None:
    """Replace a sheet by a new one with a new serial; the old one is void."""
    with caller.window() as (desk, session):
        beside = caller.beside(desk, session)
        _tell(
            caller,
            desk.sheets.reprint(session, beside, desk.find.sheet(session, serial).serial, reason),
        )


@app.command()
@acting(clerk="offered")
def show(caller: Caller, serial: SerialArgument) -> None:
    """Show where a sheet is."""
    with caller.window() as (desk, session):
        _tell_sheet(caller, desk, session, serial)


def _case_of(desk: Any, session: Any, serial: str) -> str:
    return str(desk.find.case_of_sheet(session, desk.find.sheet(session, serial).serial))


def _give_up(desk: Any, session: Any, case_id: str) -> None:
    """A command leaves no open journey behind; what is reserved or printed stays as it is."""
    case = desk.find.case(session, case_id)
    if case.open and case.sheet is None:
        desk.slip.abandon(session, case_id)


def _tell(caller: Caller, case: Any) -> None:
    if case.refusals and case.sheet is None:
        raise SlipRefused(case.refusals[0])
    caller.answer(case, _sheet_words(case.sheet))
    if case.refusals:
        raise typer.Exit(1)


def _tell_sheet(caller: Caller, desk: Any, session: Any, serial: str) -> None:
    sheet = desk.find.sheet(session, serial)
    caller.answer(sheet, _sheet_words(sheet))


def _sheet_words(sheet: Any) -> str:
    title = sheet.title.in_(language())
    lines = [f"{sheet.serial}  {title}  {sheet.holder}  [{sheet.state.value}]  {sheet.file}"]
    if sheet.replaces:
        lines.append(f"  ⟵ {sheet.replaces}")
    if sheet.replaced_by:
        lines.append(f"  ⟶ {sheet.replaced_by}")
    return "\n".join(lines + ([f"  {sheet.reason}"] if sheet.reason else []))

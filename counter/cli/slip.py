"""``counter slip``: the main job without a screen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from counter.cli.batch import batch, settle
from counter.cli.common import (
    ClerkOption,
    JsonOption,
    PinOption,
    ReasonOption,
    SecondOption,
    SecondPinOption,
    answer,
    at_window,
    language,
    second_of,
)
from counter.errors import Refused
from counter.locale import Text

app = typer.Typer(
    no_args_is_help=True, help="Confirmation slips (确认单): issue, confirm, void, reprint, show."
)

SerialArgument = Annotated[str, typer.Argument(help="Serial of the sheet, or the text of its code. 编号")]


class SlipRefused(Refused):
    """The rules do not allow a slip; the article is part of the sentence."""

    happened = Text("{reason_zh}（依据：{source_zh}）", "{reason_en} ({source_en})")
    next_step = Text("{remedy_zh}", "{remedy_en}")


app.command()(batch)
app.command("settle")(settle)


@app.command()
def issue(
    number: Annotated[str, typer.Option("--number", help="Citizen number, 18 places. 公民身份号码")],
    shown: Annotated[str, typer.Option("--shown", help="Code of the document shown, or `agent`. 出示的证件")],
    clerk: ClerkOption = "",
    pin: PinOption = "",
    notice: Annotated[
        bool, typer.Option("--notice", help="Print the notice when it is refused. 打印告知书")
    ] = False,
    describe: Annotated[
        list[str] | None, typer.Option("--describe", help="CHAR=WORDS for a missing glyph.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Issue a slip: look up, check the rules, reserve the serial, print."""
    described = dict(pair.split("=", 1) for pair in describe or [] if "=" in pair)
    with at_window(clerk, pin) as (desk, session):
        case = desk.slip.begin(session)
        try:
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
        _tell(case, as_json=as_json)


@app.command()
def resend(
    serial: SerialArgument, clerk: ClerkOption = "", pin: PinOption = "", as_json: JsonOption = False
) -> None:
    """No paper came: send the same sheet, the same bytes, to the printer again."""
    with at_window(clerk, pin) as (desk, session):
        desk.slip.resend(session, _case_of(desk, session, serial))
        _tell_sheet(desk, session, serial, as_json=as_json)


@app.command("out")
def came_out(
    serial: SerialArgument, clerk: ClerkOption = "", pin: PinOption = "", as_json: JsonOption = False
) -> None:
    """Record that a sheet came out well and was handed over."""
    with at_window(clerk, pin) as (desk, session):
        desk.slip.good(session, _case_of(desk, session, serial))
        _tell_sheet(desk, session, serial, as_json=as_json)


@app.command()
def spoiled(
    serial: SerialArgument,
    reason: ReasonOption,
    clerk: ClerkOption = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Record that a sheet was spoiled; then void it, or reprint it."""
    with at_window(clerk, pin) as (desk, session):
        desk.slip.spoiled(session, _case_of(desk, session, serial), reason)
        _tell_sheet(desk, session, serial, as_json=as_json)


@app.command()
def void(
    serial: SerialArgument,
    reason: ReasonOption,
    clerk: ClerkOption = "",
    second: SecondOption = "",
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Void a sheet; two people when it bears a seal."""
    with at_window(clerk, pin) as (desk, session):
        beside = second_of(desk, session, second, second_pin)
        sheet = desk.sheets.void(session, beside, desk.find.sheet(session, serial).serial, reason)
        answer(sheet, as_json=as_json, words=_sheet_words(sheet))


@app.command()
def reprint(
    serial: SerialArgument,
    reason: ReasonOption,
    clerk: ClerkOption = "",
    second: SecondOption = "",
    pin: PinOption = "",
    second_pin: SecondPinOption = "",
    as_json: JsonOption = False,
) -> None:
    """Replace a sheet by a new one with a new serial; the old one is void."""
    with at_window(clerk, pin) as (desk, session):
        beside = second_of(desk, session, second, second_pin)
        _tell(
            desk.sheets.reprint(session, beside, desk.find.sheet(session, serial).serial, reason),
            as_json=as_json,
        )


@app.command()
def show(
    serial: SerialArgument, clerk: ClerkOption = "", pin: PinOption = "", as_json: JsonOption = False
) -> None:
    """Show where a sheet is."""
    with at_window(clerk, pin) as (desk, session):
        _tell_sheet(desk, session, serial, as_json=as_json)


def _case_of(desk: Any, session: Any, serial: str) -> str:
    return str(desk.find.case_of_sheet(session, desk.find.sheet(session, serial).serial))


def _give_up(desk: Any, session: Any, case_id: str) -> None:
    """A command leaves no open journey behind; what is reserved or printed stays as it is."""
    case = desk.find.case(session, case_id)
    if case.open and case.sheet is None:
        desk.slip.abandon(session, case_id)


def _tell(case: Any, *, as_json: bool) -> None:
    if case.refusals and case.sheet is None:
        first = case.refusals[0]
        raise SlipRefused(
            reason_zh=first.text.zh,
            reason_en=first.text.en,
            source_zh=first.source.zh,
            source_en=first.source.en,
            remedy_zh=first.remedy.zh,
            remedy_en=first.remedy.en,
        )
    answer(case, as_json=as_json, words=_sheet_words(case.sheet))
    if case.refusals:
        raise typer.Exit(1)


def _tell_sheet(desk: Any, session: Any, serial: str, *, as_json: bool) -> None:
    sheet = desk.find.sheet(session, serial)
    answer(sheet, as_json=as_json, words=_sheet_words(sheet))


def _sheet_words(sheet: Any) -> str:
    title = sheet.title.in_(language())
    lines = [f"{sheet.serial}  {title}  {sheet.holder}  [{sheet.state.value}]  {sheet.file}"]
    if sheet.replaces:
        lines.append(f"  ⟵ {sheet.replaces}")
    if sheet.replaced_by:
        lines.append(f"  ⟶ {sheet.replaced_by}")
    return "\n".join(lines + ([f"  {sheet.reason}"] if sheet.reason else []))

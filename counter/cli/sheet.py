"""``counter sheet``: what became of a strip, a notice of an interruption, or a printed seal ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from counter.cli.common import ClerkOption, JsonOption, PinOption, answer, at_window, language

if TYPE_CHECKING:
    from counter.desk.views import SheetView

app = typer.Typer(
    no_args_is_help=True, help="Sheets of no journey (号条、清单、告知、登记表): show, out, again."
)
SerialArgument = Annotated[str, typer.Argument(help="Serial of the sheet. 编号")]


@app.command()
def show(
    serial: SerialArgument, clerk: ClerkOption = "", pin: PinOption = "", as_json: JsonOption = False
) -> None:
    """One sheet as it stands."""
    with at_window(clerk, pin) as (desk, session):
        _tell(desk.loose.show(session, serial), as_json=as_json)


@app.command()
def out(
    serial: SerialArgument,
    clerk: ClerkOption = "",
    spoiled: Annotated[str, typer.Option("--spoiled", help="It did not come out well: why. 打坏原因")] = "",
    pin: PinOption = "",
    as_json: JsonOption = False,
) -> None:
    """It came out; or with --spoiled it is void, and is printed anew under another serial."""
    with at_window(clerk, pin) as (desk, session):
        _tell(desk.loose.out(session, serial, good=not spoiled, reason=spoiled), as_json=as_json)


@app.command()
def again(
    serial: SerialArgument, clerk: ClerkOption = "", pin: PinOption = "", as_json: JsonOption = False
) -> None:
    """Somebody has looked and no paper came: send the same sheet once more. Refused for one that the printer took."""
    with at_window(clerk, pin) as (desk, session):
        _tell(desk.loose.send_again(session, serial), as_json=as_json)


def _tell(sheet: SheetView, *, as_json: bool) -> None:
    spoken = language()
    words = f"{sheet.serial}  {sheet.title.in_(spoken)}  {sheet.state.text.in_(spoken)}"
    answer(sheet, as_json=as_json, words=words)

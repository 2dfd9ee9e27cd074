"""``counter sheet``: what became of a strip, a notice of an interruption, or a printed seal ledger; and any sheet sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from counter.cli.acting import Caller, acting
from counter.cli.common import language

if TYPE_CHECKING:
    from counter.desk.views import SheetView

app = typer.Typer(
    no_args_is_help=True, help="Sheets of no journey (号条、清单、告知、登记表): show, out, again."
)
SerialArgument = Annotated[str, typer.Argument(help="Serial of the sheet. 编号")]


@app.command()
@acting(clerk="offered")
def show(caller: Caller, serial: SerialArgument) -> None:
    """One sheet as it stands."""
    with caller.window() as (desk, session):
        _tell(caller, desk.loose.show(session, serial))


@app.command()
@acting(clerk="offered")
def out(
    caller: Caller,
    serial: SerialArgument,
    spoiled: Annotated[str, typer.Option("--spoiled", help="It did not come out well: why. 打坏原因")] = "",
) -> None:
    """It came out; or with --spoiled it is void, and is printed anew under another serial."""
    with caller.window() as (desk, session):
        _tell(caller, desk.loose.out(session, serial, good=not spoiled, reason=spoiled))


@app.command()
@acting(clerk="offered")
def again(caller: Caller, serial: SerialArgument) -> None:
    """Somebody has looked and no paper came: send the same sheet, whatever it is, once more. Refused for one the printer took."""
    with caller.window() as (desk, session):
        _tell(caller, desk.sheets.send_again(session, serial))


def _tell(caller: Caller, sheet: SheetView) -> None:
    spoken = language()
    words = f"{sheet.serial}  {sheet.title.in_(spoken)}  {sheet.state.text.in_(spoken)}"
    caller.answer(sheet, words)

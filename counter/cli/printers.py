"""``counter printers``: which there are, how one is, and a specimen on its paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

import typer

from counter.cli.calibrate import calibrate
from counter.cli.common import JsonOption, answer, language, said, say
from counter.cli.specimen import demand_roll, specimen_of
from counter.devices.ports import PrinterProblem, PrinterState
from counter.locale import Text

app = typer.Typer(no_args_is_help=True, help="Printers (打印机): find them, look at one, print a specimen.")
UriArgument = Annotated[
    str,
    typer.Argument(
        metavar="URI", help="Such as ipp://localhost:631/printers/slips, socket://host:9100, /dev/usb/lp0."
    ),
]
PaperOption = Annotated[
    str, typer.Option("--paper", help="Media name to use whatever the page's size, such as iso_a4_210x297mm.")
]


app.command("calibrate")(calibrate)


@app.command("list")
def list_printers(
    server: Annotated[
        str, typer.Option("--server", help="The print server; this machine's CUPS by default.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """The printers of this station's settings, and the queues of a print server with the address the settings want."""
    from counter.devices.ipp_discover import LOCAL, find_printers

    own = [] if server else _of_the_station()
    spoken = language()
    try:
        found = find_printers(server or LOCAL)
    except PrinterProblem as problem:
        if not own:
            raise
        found, away = (), problem.said(spoken)
    else:
        away = "" if found else said("没有打印队列。", "There is no print queue.")
    lines = [
        f"{_mark(one.state)} {one.role}  {one.uri}  {one.name}  {one.state.text.in_(spoken)}" for one in own
    ]
    lines += [
        f"{_mark(one.state)} {one.uri}  {one.info}  {'/'.join(one.papers)}  {one.state.text.in_(spoken)}"
        for one in found
    ]
    answer({"station": own, "printers": found}, as_json=as_json, words="\n".join([*lines, away]).strip())


@dataclass(frozen=True, slots=True)
class OwnPrinter:
    """A printer of the settings with how it is now."""

    role: str
    uri: str
    name: str
    state: PrinterState


def _of_the_station() -> list[OwnPrinter]:
    """The printers that the settings of this station name; none where there is no station yet.

    Raises:
        SettingsWrong, NotAPrinterAddress, NotAThermalAddress
    """
    from counter.places import places
    from counter.settings import load_settings
    from counter.station.printers import printer_of

    if not (file := places().station).exists():
        return []
    made = [(one, printer_of(one)) for one in load_settings(file).printer]
    return [OwnPrinter(one.role, one.uri, printer.name, printer.check()) for one, printer in made]


def _mark(state: PrinterState) -> str:
    return "✓" if state.ready else "✗"


@app.command()
def state(uri: UriArgument, paper: PaperOption = "", as_json: JsonOption = False) -> None:
    """Whether a printer could print now. Exit 1 when it could not."""
    told = _reached(uri, paper).check()
    answer(told, as_json=as_json, words=told.text.in_(language()))
    if not told.ready:
        raise typer.Exit(1)


@app.command("test")
def print_specimen(
    uri: UriArgument,
    form: Annotated[
        str, typer.Option("--form", help="Code of the form; confirmation-slip, or queue-slip for dots.")
    ] = "",
    paper: PaperOption = "",
    wait: Annotated[float, typer.Option("--wait", min=1, help="Seconds until a printer is given up.")] = 60,
    as_json: JsonOption = False,
) -> None:
    """Print a form with sample data and follow it to its end. Exit 1 unless the printer reports it as printed."""
    from counter.devices.ipp_following import JobPhase
    from counter.devices.thermal_address import is_raw
    from counter.places import places
    from counter.printing.forms import load_forms

    form = form or ("queue-slip" if is_raw(uri) else "confirmation-slip")
    (pdf, title), forms = specimen_of(form), load_forms(places().data / "forms")[0]
    if is_raw(uri):
        demand_roll(forms, form)
    printer = _reached(uri, paper, wait, strip=forms[form].roll)
    serial = f"TEST-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
    receipt = printer.send(serial, pdf, title)
    seen = []
    for one in printer.follow(serial, receipt.job):
        seen.append(one)
        if not as_json:
            say(f"{one.happened.in_(language())} {one.next_step.in_(language())}")
    states = [
        {"phase": s.phase, "trouble": s.trouble, "happened": s.happened, "next-step": s.next_step}
        for s in seen
    ]
    silent = "" if seen else _SILENT.in_(language())
    answer({"serial": serial, "job": receipt.job, "states": states}, as_json=as_json, words=silent)
    if seen and seen[-1].phase is not JobPhase.DONE:
        raise typer.Exit(1)


_SILENT = Text(
    "已全部交给打印机；它不报告结果，请看纸出来了没有。",
    "The printer has all of it; it reports nothing: look whether the paper came out.",
)


def _reached(uri: str, paper: str, wait: float = 60, *, strip: bool = False) -> Any:
    """The printer at an address, of whatever kind; ``strip`` for what is printed as dots.

    Raises:
        NotAPrinterAddress, NotAThermalAddress
    """
    from counter.devices.ipp_printer import IppPrinter
    from counter.devices.ipp_watch import Patience
    from counter.devices.thermal_address import is_raw
    from counter.station.printers import strip_printer

    patience = Patience(silent=wait, stuck=wait, blocked=wait)
    if not strip and not is_raw(uri):
        return IppPrinter.at(uri, paper=paper, patience=patience)
    printer: Any = strip_printer(uri, paper=paper)
    if is_raw(uri):
        return replace(printer, waits=replace(printer.waits, blocked=wait))
    return replace(printer, patience=patience)

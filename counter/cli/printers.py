"""``counter printers``: which there are, how one is, and a specimen on its paper."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from counter.cli.calibrate import calibrate
from counter.cli.common import JsonOption, answer, language, say
from counter.cli.specimen import specimen_of

app = typer.Typer(no_args_is_help=True, help="Printers (打印机): find them, look at one, print a specimen.")
UriArgument = Annotated[
    str, typer.Argument(metavar="URI", help="Such as ipp://localhost:631/printers/slips.")
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
    """The queues of a print server, with the address the settings want."""
    from counter.devices.ipp_discover import LOCAL, find_printers

    found = find_printers(server or LOCAL)
    spoken = language()
    lines = [
        f"{'✓' if one.state.ready else '✗'} {one.uri}  {one.info}  {'/'.join(one.papers)}  {one.state.text.in_(spoken)}"
        for one in found
    ]
    none = "没有打印队列。" if spoken == "zh" else "There is no print queue."
    answer({"printers": found}, as_json=as_json, words="\n".join(lines) or none)


@app.command()
def state(uri: UriArgument, paper: PaperOption = "", as_json: JsonOption = False) -> None:
    """Whether a printer could print now. Exit 1 when it could not."""
    from counter.devices.ipp_printer import IppPrinter

    told = IppPrinter.at(uri, paper=paper).check()
    answer(told, as_json=as_json, words=told.text.in_(language()))
    if not told.ready:
        raise typer.Exit(1)


@app.command("test")
def print_specimen(
    uri: UriArgument,
    form: Annotated[str, typer.Option("--form", help="Code of the form to print.")] = "confirmation-slip",
    paper: PaperOption = "",
    wait: Annotated[float, typer.Option("--wait", min=1, help="Seconds until a printer is given up.")] = 60,
    as_json: JsonOption = False,
) -> None:
    """Print a form with sample data and follow it to its end. Exit 1 unless the printer reports it as printed."""
    from counter.devices.ipp_following import JobPhase
    from counter.devices.ipp_printer import IppPrinter
    from counter.devices.ipp_watch import Patience

    patience = Patience(silent=wait, stuck=wait, blocked=wait)
    printer = IppPrinter.at(uri, paper=paper, patience=patience)
    pdf, title = specimen_of(form)
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
    answer({"serial": serial, "job": receipt.job, "states": states}, as_json=as_json, words="")
    if seen[-1].phase is not JobPhase.DONE:
        raise typer.Exit(1)

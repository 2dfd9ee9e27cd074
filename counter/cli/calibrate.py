"""``counter printers calibrate``: the page with rulers, and the three settings that follow from what was measured on it."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from counter.cli.common import JsonOption, answer, language, say
from counter.cli.specimen import CannotWrite
from counter.errors import BadInput, of_the_system
from counter.locale import Text
from counter.places import places
from counter.settings import PrinterSettings, load_settings

SIZES = {"a4": (210.0, 297.0), "a5": (148.0, 210.0)}
"""Width and height of the paper in mm."""
EIGHT = 8
PLAUSIBLE = 1.0
"""mm; what is left beyond this is a wrong reading rather than a printer."""


class NoSuchPrinter(BadInput):
    """No printer of the settings has this name or role; values: ``name``, ``known``."""

    happened = Text("设置里没有打印机“{name}”。", "The settings have no printer “{name}”.")
    next_step = Text(
        "可用名称或用途：{known}；没有时请在 station.toml 里加 [[printer]]。",
        "Known by name or role: {known}; if there is none, add a [[printer]] to station.toml.",
    )


class NotMeasured(BadInput):
    """The distances are not eight numbers that a printer could have made; values: ``told``."""

    happened = Text("“{told}”不是可用的八个距离。", "“{told}” are not eight usable distances.")
    next_step = Text(
        "请按十字 1 至 4 的顺序，每个先左后上，写八个毫米数，用空格分开。",
        "Write eight numbers of mm with blanks between: for crosses 1 to 4 first from the left, then from the top.",
    )


def calibrate(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A printer of the settings, by its name or role.")
    ],
    measured: Annotated[
        str,
        typer.Option("--measured", help="The eight distances read from the page; answers with the settings."),
    ] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the page to a file instead of printing it.")
    ] = None,
    size: Annotated[str, typer.Option("--size", help="Paper of the page: a4 or a5, upright.")] = "a4",
    corrected: Annotated[
        bool,
        typer.Option(
            "--corrected", help="Print with the correction of the settings, to see that it is right."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Print a page with rulers in mm; from what is measured on it follow dx, dy and scale for pre-printed forms."""
    if size not in SIZES:
        raise typer.BadParameter("--size takes a4 or a5")
    printer = _printer(name)
    if measured:
        _answer(measured, SIZES[size], as_json=as_json)
        return
    pdf = _page(printer, name, SIZES[size], corrected=corrected)
    told = _print(printer, pdf) if output is None else _written(output, pdf)
    answer({"printed": told}, as_json=as_json, words=told)


def _printer(name: str) -> PrinterSettings:
    """The printer of the settings.

    Raises:
        NoSuchPrinter, SettingsWrong
    """
    known = load_settings(places().station).printer if places().station.exists() else ()
    for one in known:
        if name in (one.name, one.role):
            return one
    raise NoSuchPrinter(name=name, known="、".join(one.name or one.role for one in known) or "—")


def _page(printer: PrinterSettings, name: str, size: tuple[float, float], *, corrected: bool) -> bytes:
    from counter.printing.alignment import Alignment
    from counter.printing.press import Press

    wanted = Alignment(printer.dx, printer.dy, printer.scale) if corrected else None
    return Press(places().data).calibration(name, size, wanted)


def _print(printer: PrinterSettings, pdf: bytes) -> str:
    """Hand the page over; the job's name.

    Raises:
        PrinterProblem
    """
    from counter.devices.ipp_printer import IppPrinter

    serial = f"CALIBRATION-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
    receipt = IppPrinter.at(printer.uri, printer.name, printer.paper).send(serial, pdf, "打印位置校准页")
    return receipt.job


def _written(output: Path, pdf: bytes) -> str:
    try:
        output.write_bytes(pdf)
    except OSError as error:
        raise CannotWrite(path=output, reason=of_the_system(error)) from error
    return str(output)


def _answer(measured: str, size: tuple[float, float], *, as_json: bool) -> None:
    """The settings that follow from the distances.

    Raises:
        NotMeasured
    """
    from counter.printing.alignment import correction
    from counter.printing.calibration import crosses

    points = _points(measured)
    try:
        found, left = correction(crosses(*size), points)
    except ValueError:
        raise NotMeasured(told=measured) from None
    values = {"dx": round(found.dx, 2), "dy": round(found.dy, 2), "scale": round(found.scale, 1)}
    lines = "\n".join(f"{key} = {value}" for key, value in values.items())
    answer({**values, "left": round(left, 2)}, as_json=as_json, words=lines)
    if left > PLAUSIBLE and not as_json:
        say(
            Text(
                f"量得的点与直线相差最多 {left:.1f} 毫米，请再量一次。",
                f"The readings are up to {left:.1f} mm off a straight page; please measure again.",
            ).in_(language())
        )


def _points(measured: str) -> list[tuple[float, float]]:
    """Eight numbers as four points.

    Raises:
        NotMeasured
    """
    try:
        numbers = [float(word) for word in measured.replace(",", " ").replace("，", " ").split()]
    except ValueError:
        raise NotMeasured(told=measured) from None
    if len(numbers) != EIGHT or not all(math.isfinite(number) for number in numbers):
        raise NotMeasured(told=measured)
    return list(zip(numbers[::2], numbers[1::2], strict=True))

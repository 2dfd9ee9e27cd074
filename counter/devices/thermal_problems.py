"""Why a thermal printer did not take a strip, each with its sentences; ``place`` is its device file, or host and port."""

from __future__ import annotations

from counter.devices.ports import PrinterProblem
from counter.locale import Text


class ThermalAway(PrinterProblem):
    """It cannot be reached; nothing was handed over. Values: ``place``, ``reason``."""

    happened = Text(
        "连不上热敏打印机 {place}（{reason}）。",
        "The thermal printer at {place} cannot be reached ({reason}).",
    )
    kept = Text("没有送出任何内容，内容都在。", "Nothing was handed over; the content is kept.")
    next_step = Text(
        "请看打印机是否开机、线是否接好，然后再试。",
        "See whether it is on and its cable plugged in, then try again.",
    )


class NotADevice(PrinterProblem):
    """The path is an ordinary file or a folder. Values: ``place``."""

    happened = Text("{place} 不是设备文件。", "{place} is not a device file.")
    kept = Text("没有写入任何内容。", "Nothing was written.")
    next_step = Text(
        "请核对站点设置里热敏打印机的 uri。", "Check the uri of the thermal printer in the settings."
    )


class NotAThermalPrinter(PrinterProblem):
    """Something answers there, but not as a thermal printer; nothing was handed over. Values: ``place``."""

    happened = Text(
        "{place} 有应答，但不是热敏打印机的应答。",
        "Something answers at {place}, but not as a thermal printer.",
    )
    kept = Text("没有送出任何内容，内容都在。", "Nothing was handed over; the content is kept.")
    next_step = Text(
        "请核对站点设置里热敏打印机的 uri。", "Check the uri of the thermal printer in the settings."
    )


class ThermalStopped(PrinterProblem):
    """It says that it cannot print now; nothing was handed over. Values: ``what_zh``, ``what_en``, ``do_zh``, ``do_en``."""

    happened = Text("{what_zh}", "{what_en}")
    kept = Text("没有送出任何内容，内容都在。", "Nothing was handed over; the content is kept.")
    next_step = Text("{do_zh}", "{do_en}")


class ThermalBusy(PrinterProblem):
    """It is there, but it takes no bytes; nothing was handed over. Values: ``place``."""

    happened = Text("热敏打印机 {place} 不接收内容。", "The thermal printer at {place} takes nothing.")
    kept = Text("没有送出任何内容，内容都在。", "Nothing was handed over; the content is kept.")
    next_step = Text(
        "请看打印机有没有纸、盖子是否关好，然后再试。",
        "See whether it has paper and its cover is closed, then try again.",
    )


class NoThermal(PrinterProblem):
    """The station has printers, but none for strips."""

    happened = Text("本站没有设热敏打印机。", "This station has no thermal printer.")
    kept = Text("没有打印。", "Nothing was printed.")
    next_step = Text(
        '请让管理员在 station.toml 里加一个 role = "thermal" 的 [[printer]]；排队号可以口头告知。',
        'Let the administrator add a [[printer]] with role = "thermal" to station.toml; a number can be told by mouth.',
    )

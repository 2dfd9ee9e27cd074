"""Why a printer did not take a sheet, each with its sentences; ``place`` is host and port, ``printer`` its name."""

from __future__ import annotations

from counter.devices.ports import PrinterProblem
from counter.locale import Text


class PrinterUnreachable(PrinterProblem):
    """Nobody answers there; nothing was handed over. Values: ``place``, ``reason``."""

    happened = Text(
        "连不上打印机 {place}（{reason}）。", "The printer at {place} cannot be reached ({reason})."
    )
    kept = Text(
        "没有送出任何内容，单据的编号和内容都在。", "Nothing was handed over; serial and content are kept."
    )
    next_step = Text(
        "请看打印机是否开机、网线是否接好，然后再试。",
        "See whether the printer is on and its cable plugged in, then try again.",
    )


class PrinterSilent(PrinterProblem):
    """The connection stood, but no whole answer came in time. Values: ``place``, ``reason``."""

    happened = Text(
        "打印机 {place} 没有答完（{reason}）。",
        "The printer at {place} did not finish its answer ({reason}).",
    )
    next_step = Text("请看打印机面板，然后再试。", "Look at the panel of the printer, then try again.")


class NotAPrinter(PrinterProblem):
    """Something else than a printer answers there. Values: ``place``, ``reason``."""

    happened = Text(
        "{place} 有应答，但不是 IPP 打印机的应答（{reason}）。",
        "Something answers at {place}, but not as an IPP printer ({reason}).",
    )
    next_step = Text("请核对站点设置里的打印机地址。", "Check the address of the printer in the settings.")


class PrinterWantsPassword(PrinterProblem):
    """The printer or queue serves only people it knows. Values: ``place``."""

    happened = Text(
        "打印机 {place} 要求登录，没有接受。", "The printer at {place} wants a password and did not accept."
    )
    next_step = Text(
        "请让管理员允许本机不用口令打印。",
        "Ask the administrator to let this machine print without a password.",
    )


class NoSuchQueue(PrinterProblem):
    """The server has no queue of this name. Values: ``uri``."""

    happened = Text("没有打印队列 {uri}。", "There is no print queue {uri}.")
    next_step = Text(
        "请用 counter printers list 查看现有队列，并改正站点设置。",
        "See the queues with counter printers list and mend the settings.",
    )


class NoSuchJob(PrinterProblem):
    """The printer does not know the job (any more). Values: ``job``, ``place``."""

    happened = Text(
        "打印机 {place} 不认识任务 {job}。", "The printer at {place} does not know the job {job}."
    )
    next_step = Text("请到打印机前看纸是否已出。", "Look at the printer whether the sheet came out.")


class QueueClosed(PrinterProblem):
    """The queue takes no jobs now. Values: ``printer``."""

    happened = Text("打印机“{printer}”现在不接收任务。", "The printer “{printer}” takes no jobs now.")
    next_step = Text("请让管理员开启接收，然后再试。", "Ask the administrator to open it, then try again.")


class PaperNotThere(PrinterProblem):
    """The printer does not know this size of paper. Values: ``printer``, ``paper`` (keyword, PWG 5101.1)."""

    happened = Text(
        "打印机“{printer}”没有设置 {paper} 纸。", "The printer “{printer}” does not know the paper {paper}."
    )
    next_step = Text(
        "请在打印机上设好这种纸，或在站点设置里指定用哪种纸。",
        "Set up that paper on the printer, or name another one in the settings.",
    )


class PageOfNoKnownSize(PrinterProblem):
    """The page is neither A4 nor A5, or its pages differ. Values: ``printer``."""

    happened = Text("这份文件的页面不是 A4 或 A5。", "The pages of this file are neither A4 nor A5.")
    next_step = Text("请把这句话告诉维护人员。", "Tell the maintainer this sentence.")


class NoPdf(PrinterProblem):
    """The printer does not read PDF. Values: ``printer``."""

    happened = Text("打印机“{printer}”不能直接打印 PDF。", "The printer “{printer}” does not read PDF.")
    next_step = Text(
        "请为它建一个 CUPS 队列，并在站点设置里写队列的地址。",
        "Make a CUPS queue for it and name the queue in the settings.",
    )


class NoRawBytes(PrinterProblem):
    """The queue does not pass bytes on as they are. Values: ``printer``."""

    happened = Text(
        "打印队列“{printer}”不能把内容原样交给热敏打印机。",
        "The queue “{printer}” does not pass bytes on to a thermal printer as they are.",
    )
    next_step = Text(
        "请改用设备文件或 socket:// 地址；由驱动打印的，请在设置里写明 paper。",
        "Use its device file or a socket:// address; where a driver prints, name the paper in the settings.",
    )


class PrinterRefused(PrinterProblem):
    """The printer answered with another refusal. Values: ``printer``, ``code`` (RFC 8011, B.1), ``status`` (in words)."""

    happened = Text(
        "打印机“{printer}”拒绝了，代码 {status}。", "The printer “{printer}” refused, code {status}."
    )


class SentUnclear(PrinterProblem):
    """The bytes left, the answer did not come: nobody knows whether the printer has the sheet. Values: ``printer``."""

    happened = Text(
        "送打印“{printer}”时连接断了，不知道它收到没有。",
        "The connection to “{printer}” broke while sending; nobody knows whether it has the sheet.",
    )
    kept = Text("没有自动重发；单据的编号和内容都在。", "It was not sent again; serial and content are kept.")
    next_step = Text(
        "请到打印机前看：出了纸就登记已出纸，没出就登记打坏再用新编号打。",
        "Go and look: if a sheet came out, record it as out; if none did, record it as spoiled and print a new one.",
    )

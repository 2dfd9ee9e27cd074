"""Whether a printer could print now, from what it says of itself."""

from __future__ import annotations

from counter.devices.ipp_problems import NoPdf, NoRawBytes, PaperNotThere, QueueClosed
from counter.devices.ipp_troubles import ADVICE, SOFT, Trouble, troubles
from counter.devices.ipp_values import Attributes, PrinterCode
from counter.devices.ports import PrinterProblem, PrinterState
from counter.locale import Text

PDF = "application/pdf"
RAW = "application/vnd.cups-raw"
"""How a CUPS queue is told to pass a document on as it is; ``octet-stream`` would let it guess what it is."""
ASKED = (
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "document-format-supported",
    "media-supported",
    "sides-supported",
    "print-scaling-supported",
)


def readiness(told: Attributes, name: str, paper: str, *, raw: bool = False) -> PrinterState:
    """Ready, with a warning if there is one; or what is missing, the thing that keeps longest first."""
    for problem in _missing(told, name, paper, raw=raw):
        return not_ready(problem)
    trouble = _stopped(told)
    if trouble is not None:
        return PrinterState(False, _with_message(_advised(trouble), told, trouble))
    warnings = [ADVICE[one.trouble].happened for one in troubles(told.words("printer-state-reasons"))]
    ready = Text(f"就绪：{name}。", f"Ready: {name}.")
    return PrinterState(
        True,
        Text("".join((ready.zh, *(w.zh for w in warnings))), " ".join((ready.en, *(w.en for w in warnings)))),
    )


def not_ready(problem: PrinterProblem) -> PrinterState:
    """A problem met before there is any sheet: what happened and what to do, nothing about what was kept."""
    (happened, _, step), (happened_en, _, step_en) = problem.sentences("zh"), problem.sentences("en")
    return PrinterState(False, Text(happened + step, f"{happened_en} {step_en}"))


def _missing(told: Attributes, name: str, paper: str, *, raw: bool) -> list[PrinterProblem]:
    problems: list[PrinterProblem] = []
    formats, papers = told.words("document-format-supported"), told.words("media-supported")
    if raw and RAW not in formats:
        problems.append(NoRawBytes(printer=name))
    if not raw and formats and PDF not in formats:
        problems.append(NoPdf(printer=name))
    if paper and papers and paper not in papers:
        problems.append(PaperNotThere(printer=name, paper=paper))
    if told.flag("printer-is-accepting-jobs") is False:
        problems.append(QueueClosed(printer=name))
    return problems


def _stopped(told: Attributes) -> Trouble | None:
    """The trouble that keeps it from printing: one it calls an error, or any when it says that it has stopped."""
    stopped = told.number("printer-state") == PrinterCode.STOPPED
    for one in troubles(told.words("printer-state-reasons")):
        if one.error or (stopped and one.trouble not in SOFT):
            return one.trouble
    return Trouble.DISABLED if stopped else None


def _advised(trouble: Trouble) -> Text:
    """What is the matter and what to do, for a printer that has no sheet of ours."""
    advice = ADVICE[trouble]
    return Text(advice.happened.zh + advice.remedy.zh, f"{advice.happened.en} {advice.remedy.en}")


def _with_message(said: Text, told: Attributes, trouble: Trouble) -> Text:
    """A disabled queue often carries its administrator's reason."""
    message = told.plain("printer-state-message")
    if trouble is not Trouble.DISABLED or not message:
        return said
    return Text(f"{said.zh}原因：{message}", f"{said.en} Reason: {message}")

"""What is told of a run through a list of slips, and why one cannot go on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from counter.desk.batch_lines import Asked
from counter.errors import CounterError, Refused
from counter.locale import Text


class SheetUnsure(Refused):
    """The last run stopped while a sheet was on its way to the printer."""

    happened = Text(
        "上次停下时，{serial} 正在送打印，不知道纸出来没有。",
        "When the last run stopped, {serial} was on its way to the printer; whether it came out is not known.",
    )
    kept = Text(
        "它的编号和内容都在，没有再送一次。", "Its serial and content are kept; it was not sent again."
    )
    next_step = Text(
        "请看打印机：纸出来了用 --unsure out，没有出来用 --unsure resend，然后继续。",
        "Please look at the printer: --unsure out if the paper is there, --unsure resend if not; then it goes on.",
    )


class LeftNotKept(CounterError):
    """The folder of the list takes no file of the lines without a slip."""

    happened = Text(
        "没有开具的 {count} 行无法写到 {folder}：{reason}。",
        "The {count} lines without a slip could not be written to {folder}: {reason}.",
    )
    kept = Text("已开具的都在册。", "What was issued is on record.")
    next_step = Text(
        "请把名单放到可写的文件夹再办一次，已开的不会重开。",
        "Please put the list where the folder can be written and run it again; nothing is issued twice.",
    )


@dataclass(frozen=True, slots=True)
class Left:
    """A line that got no slip, and why."""

    asked: Asked
    reason: Text


@dataclass(frozen=True, slots=True)
class Batched:
    """What a run did; ``before`` counts the lines that had their slip already, ``file`` has those that got none."""

    issued: tuple[str, ...]
    before: int
    left: tuple[Left, ...]
    file: Path | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What was said of the sheets of a list; ``open`` are those of which nothing is said yet."""

    out: int
    spoiled: int
    open: tuple[str, ...]

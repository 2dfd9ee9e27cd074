"""What keeps a printer from printing: the keywords it sends, and what the clerk reads and does about each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from counter.locale import Text


class Trouble(StrEnum):
    """One kind of trouble, the gravest first."""

    JAM = "jam"
    COVER_OPEN = "cover-open"
    OUT_OF_PAPER = "out-of-paper"
    OUT_OF_TONER = "out-of-toner"
    OUTPUT_FULL = "output-full"
    OFFLINE = "offline"
    SPOOL_FULL = "spool-full"
    DISABLED = "disabled"
    HELD = "held"
    FAULT = "fault"
    GONE = "gone"
    STUCK = "stuck"
    FORGOTTEN = "forgotten"
    PAPER_LOW = "paper-low"
    TONER_LOW = "toner-low"


@dataclass(frozen=True, slots=True)
class Advice:
    """The sentences of a trouble: what is the matter, what mends it; ``waits`` when a sheet comes out once it is mended."""

    happened: Text
    remedy: Text
    waits: bool

    @property
    def next_step(self) -> Text:
        """What to do when a sheet of ours is concerned."""
        if not self.waits:
            return self.remedy
        return Text(self.remedy.zh + _COMES_BY_ITSELF.zh, f"{self.remedy.en} {_COMES_BY_ITSELF.en}")


SOFT = frozenset({Trouble.PAPER_LOW, Trouble.TONER_LOW})
"""A printer goes on printing with these."""

HARD = frozenset({Trouble.JAM, Trouble.COVER_OPEN})
"""No printer prints with these, even if it only warns; an empty tray or cartridge may be one of several."""

_COMES_BY_ITSELF = Text(
    "单据会自动打出，不要再按打印。", "The sheet comes out by itself: do not print again."
)


def _advice(zh: str, en: str, do_zh: str, do_en: str, *, waits: bool = False) -> Advice:
    return Advice(Text(zh, en), Text(do_zh, do_en), waits)


ADVICE = {
    Trouble.JAM: _advice(
        "打印机卡纸。",
        "Paper is jammed in the printer.",
        "请打开前盖和后盖，顺着走纸方向取出卡住的纸。",
        "Open front and back and pull the paper out the way it runs.",
        waits=True,
    ),
    Trouble.COVER_OPEN: _advice(
        "打印机的盖子开着。",
        "A cover of the printer is open.",
        "请关好盖子。",
        "Close the cover.",
        waits=True,
    ),
    Trouble.OUT_OF_PAPER: _advice(
        "打印机缺纸。",
        "The printer is out of paper.",
        "请装入单据要用的纸。",
        "Put in the paper the form wants.",
        waits=True,
    ),
    Trouble.OUT_OF_TONER: _advice(
        "打印机的墨粉（墨水、色带）已用完。",
        "Toner, ink or ribbon is used up.",
        "请更换。",
        "Change it.",
        waits=True,
    ),
    Trouble.OUTPUT_FULL: _advice(
        "出纸盒满了，或没有装好。",
        "The output tray is full or missing.",
        "请取走纸张，装好出纸盒。",
        "Take the paper out and put the tray in place.",
        waits=True,
    ),
    Trouble.OFFLINE: _advice(
        "打印机不在线。",
        "The printer is off line.",
        "请看电源和网线，按面板上的联机键。",
        "See to power and cable, and press the on-line key of its panel.",
        waits=True,
    ),
    Trouble.SPOOL_FULL: _advice(
        "打印机的存储已满。",
        "The memory of the printer is full.",
        "请等前面的任务打完，或请管理员清理。",
        "Wait for the jobs before, or ask the administrator to clear it.",
        waits=True,
    ),
    Trouble.DISABLED: _advice(
        "打印队列已停用。",
        "The print queue is disabled.",
        "请让管理员恢复队列(cupsenable)。",
        "Ask the administrator to enable it (cupsenable).",
        waits=True,
    ),
    Trouble.HELD: _advice(
        "打印任务被扣住，没有开始打印。",
        "The job is held and has not begun.",
        "请让管理员放行这个任务，或取消后登记打坏。",
        "Ask the administrator to release it, or cancel it and record the sheet as spoiled.",
    ),
    Trouble.FAULT: _advice(
        "打印机报告故障。",
        "The printer reports a fault.",
        "请看打印机面板上的提示。",
        "See what its panel says.",
    ),
    Trouble.GONE: _advice(
        "联系不上打印机了。",
        "The printer cannot be reached any more.",
        "请看打印机的电源和网线；不要再按打印。",
        "See to its power and cable; do not print again.",
    ),
    Trouble.STUCK: _advice(
        "打印机很久没有报告结果，情况不明。",
        "The printer has told nothing for long; what became of the sheet is unknown.",
        "请到打印机前看一看；不要再按打印。",
        "Go and look at the printer; do not print again.",
    ),
    Trouble.FORGOTTEN: _advice(
        "打印机已不认识这个任务（可能重启过），情况不明。",
        "The printer does not know the job any more, perhaps after a restart; what became of it is unknown.",
        "请到打印机前看一看；不要再按打印。",
        "Go and look at the printer; do not print again.",
    ),
    Trouble.PAPER_LOW: _advice("纸快用完了。", "Paper is running low.", "请备纸。", "Have paper at hand."),
    Trouble.TONER_LOW: _advice(
        "墨粉快用完了。", "Toner is running low.", "请备墨粉。", "Have toner at hand."
    ),
}

_KEYWORDS = {
    "media-jam": Trouble.JAM,
    "cover-open": Trouble.COVER_OPEN,
    "door-open": Trouble.COVER_OPEN,
    "interlock-open": Trouble.COVER_OPEN,
    "media-empty": Trouble.OUT_OF_PAPER,
    "media-needed": Trouble.OUT_OF_PAPER,
    "input-tray-missing": Trouble.OUT_OF_PAPER,
    "toner-empty": Trouble.OUT_OF_TONER,
    "marker-supply-empty": Trouble.OUT_OF_TONER,
    "opc-life-over": Trouble.OUT_OF_TONER,
    "output-area-full": Trouble.OUTPUT_FULL,
    "output-tray-missing": Trouble.OUTPUT_FULL,
    "offline": Trouble.OFFLINE,
    "shutdown": Trouble.OFFLINE,
    "timed-out": Trouble.OFFLINE,
    "spool-area-full": Trouble.SPOOL_FULL,
    "paused": Trouble.DISABLED,
    "moving-to-paused": Trouble.DISABLED,
    "media-low": Trouble.PAPER_LOW,
    "toner-low": Trouble.TONER_LOW,
    "marker-supply-low": Trouble.TONER_LOW,
}
"""``printer-state-reasons`` without their suffix (RFC 8011, 5.4.12; PWG 5100.9; ``offline`` is CUPS's)."""

_ERROR, _MILD = "-error", ("-warning", "-report")
_GRAVITY = {trouble: rank for rank, trouble in enumerate(Trouble)}


@dataclass(frozen=True, slots=True)
class Told:
    """A trouble and whether the printer calls it an error; a warning may be about another tray."""

    trouble: Trouble
    error: bool


def troubles(reasons: Iterable[str]) -> tuple[Told, ...]:
    """What a printer's reasons mean, errors first, then the gravest; a word nobody knows counts if it ends in error."""
    told = {one for reason in reasons if (one := _told(reason)) is not None}
    return tuple(sorted(told, key=lambda one: (not one.error, _GRAVITY[one.trouble])))


def _told(reason: str) -> Told | None:
    bare, mild = reason.removesuffix(_ERROR), reason.endswith(_MILD)
    for suffix in _MILD:
        bare = bare.removesuffix(suffix)
    trouble = _KEYWORDS.get(bare)
    if trouble is None and (reason.endswith(_ERROR) or bare == "other"):
        trouble = Trouble.FAULT
    if trouble is None:
        return None
    return Told(trouble, trouble not in SOFT and (not mild or trouble in HARD))

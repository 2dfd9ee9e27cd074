"""The journey of a confirmation slip (确认单) at the window, and the life of each sheet of paper."""

from __future__ import annotations

from enum import StrEnum

from counter.workflows.table import Table


class Step(StrEnum):
    """Where a slip's journey stands; the last three are where it rests."""

    NUMBER = "number"
    SHOWN = "shown"
    READ_BACK = "read-back"
    PREVIEW = "preview"
    CAME_OUT = "came-out"
    SPOILED = "spoiled"
    REFUSAL = "refusal"
    NOTICE_OUT = "notice-out"
    ISSUED = "issued"
    REFUSED = "refused"
    ABANDONED = "abandoned"


class Act(StrEnum):
    """What the clerk, or the rules through the clerk, do to a journey."""

    CHOOSE = "choose"
    SHOW = "show"
    REFUSE = "refuse"
    CONFIRM = "confirm"
    PRINT = "print"
    GOOD = "good"
    SPOIL = "spoil"
    REPRINT = "reprint"
    BACK = "back"
    ABANDON = "abandon"


JOURNEY: Table[Step, Act] = Table(
    "slip",
    Step.NUMBER,
    {
        (Step.NUMBER, Act.CHOOSE): Step.SHOWN,
        (Step.NUMBER, Act.REFUSE): Step.REFUSAL,
        (Step.NUMBER, Act.ABANDON): Step.ABANDONED,
        (Step.SHOWN, Act.SHOW): Step.READ_BACK,
        (Step.SHOWN, Act.REFUSE): Step.REFUSAL,
        (Step.SHOWN, Act.BACK): Step.NUMBER,
        (Step.SHOWN, Act.ABANDON): Step.ABANDONED,
        (Step.READ_BACK, Act.CONFIRM): Step.PREVIEW,
        (Step.READ_BACK, Act.REFUSE): Step.REFUSAL,
        (Step.READ_BACK, Act.BACK): Step.SHOWN,
        (Step.READ_BACK, Act.ABANDON): Step.ABANDONED,
        (Step.PREVIEW, Act.PRINT): Step.CAME_OUT,
        (Step.PREVIEW, Act.REFUSE): Step.REFUSAL,
        (Step.PREVIEW, Act.BACK): Step.READ_BACK,
        (Step.PREVIEW, Act.ABANDON): Step.ABANDONED,
        (Step.CAME_OUT, Act.GOOD): Step.ISSUED,
        (Step.CAME_OUT, Act.SPOIL): Step.SPOILED,
        (Step.SPOILED, Act.REPRINT): Step.CAME_OUT,
        (Step.SPOILED, Act.ABANDON): Step.ABANDONED,
        (Step.REFUSAL, Act.PRINT): Step.NOTICE_OUT,
        (Step.REFUSAL, Act.BACK): Step.SHOWN,
        (Step.REFUSAL, Act.ABANDON): Step.ABANDONED,
        (Step.NOTICE_OUT, Act.GOOD): Step.REFUSED,
        (Step.NOTICE_OUT, Act.SPOIL): Step.REFUSAL,
        (Step.ISSUED, Act.REPRINT): Step.CAME_OUT,
        (Step.REFUSED, Act.REPRINT): Step.NOTICE_OUT,
    },
)
"""A refusal before a holder was found goes back to the number; ``back_from`` says so. A permit may stop being valid while
the journey is under way (midnight, a new extract): then the next act refuses."""

AT_REST = frozenset({Step.ISSUED, Step.REFUSED, Step.ABANDONED})
"""Nothing is to be done here; only a reprint by two people wakes a journey again."""


def back_from(step: Step, *, holder_known: bool) -> Step:
    """Where one step back leads; without a holder there is nothing but the number to return to."""
    target = JOURNEY.step(step, Act.BACK)
    return target if holder_known else Step.NUMBER


class Sheet(StrEnum):
    """The life of one sheet: its serial is reserved before a printer is touched."""

    RESERVED = "reserved"
    SENT = "sent"
    OUT = "out"
    SPOILED = "spoiled"
    VOIDED = "voided"


class SheetAct(StrEnum):
    """What happens to a sheet."""

    SEND = "send"
    COME_OUT = "come-out"
    SPOIL = "spoil"
    VOID = "void"


SHEETS: Table[Sheet, SheetAct] = Table(
    "sheet",
    Sheet.RESERVED,
    {
        (Sheet.RESERVED, SheetAct.SEND): Sheet.SENT,
        (Sheet.RESERVED, SheetAct.COME_OUT): Sheet.OUT,
        (Sheet.RESERVED, SheetAct.SPOIL): Sheet.SPOILED,
        (Sheet.SENT, SheetAct.COME_OUT): Sheet.OUT,
        (Sheet.SENT, SheetAct.SPOIL): Sheet.SPOILED,
        (Sheet.OUT, SheetAct.VOID): Sheet.VOIDED,
        (Sheet.SPOILED, SheetAct.VOID): Sheet.VOIDED,
    },
)
"""A reserved sheet may turn out printed (the power failed between the printer and the record) or never printed."""

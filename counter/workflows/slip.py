"""The journey of a confirmation slip (确认单) at the window, and the life of each sheet of paper."""

from __future__ import annotations

from counter.locale import Text
from counter.workflows.table import Said, Table


class Step(Said):
    """Where a slip's journey stands; the last three are where it rests."""

    NUMBER = "number", "等待号码", "waiting for a number"
    SHOWN = "shown", "等待出示证件", "waiting for a document"
    READ_BACK = "read-back", "核对中", "being read back"
    PREVIEW = "preview", "待打印", "ready to print"
    CAME_OUT = "came-out", "已送打印，等待结果", "printed, waiting for the outcome"
    SPOILED = "spoiled", "打坏，待处理", "spoiled, to be settled"
    REFUSAL = "refusal", "不予办理，待打印告知书", "refused, notice to be printed"
    NOTICE_OUT = "notice-out", "告知书已送打印，等待结果", "notice printed, waiting for the outcome"
    ISSUED = "issued", "已开具", "issued"
    REFUSED = "refused", "已告知不予办理", "refused with a notice"
    ABANDONED = "abandoned", "已放弃", "given up"


class Act(Said):
    """What the clerk, or the rules through the clerk, do to a journey."""

    CHOOSE = "choose", "选定持有人", "choosing a holder"
    SHOW = "show", "登记出示的证件", "recording a document"
    REFUSE = "refuse", "拒绝", "refusing"
    CONFIRM = "confirm", "确认核对", "confirming"
    PRINT = "print", "打印", "printing"
    GOOD = "good", "登记已出纸", "recording that it came out"
    SPOIL = "spoil", "登记打坏", "recording that it was spoiled"
    REPRINT = "reprint", "重打", "reprinting"
    BACK = "back", "退一步", "stepping back"
    ABANDON = "abandon", "放弃", "giving up"


JOURNEY: Table[Step, Act] = Table(
    Text("这笔业务", "the case"),
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


class Sheet(Said):
    """The life of one sheet: its serial is reserved before a printer is touched."""

    RESERVED = "reserved", "已取号，未送打印", "reserved, not sent"
    SENT = "sent", "已送打印", "sent to the printer"
    OUT = "out", "已出纸", "out"
    SPOILED = "spoiled", "打坏", "spoiled"
    VOIDED = "voided", "已作废", "void"


class SheetAct(Said):
    """What happens to a sheet."""

    SEND = "send", "送打印", "sending"
    COME_OUT = "come-out", "登记已出纸", "recording that it came out"
    SPOIL = "spoil", "登记打坏", "recording that it was spoiled"
    VOID = "void", "作废", "voiding"


SHEETS: Table[Sheet, SheetAct] = Table(
    Text("这张纸", "the sheet"),
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

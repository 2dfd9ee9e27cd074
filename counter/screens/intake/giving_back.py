"""What must not stay behind: originals on the counter and a fee that is not earned; each with the key that settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.ask import SentenceDialog
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from counter.desk.agreed_views import FeeView
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.page import IntakePage

RETURN, REFUND = "1", "2"
"""The digits that settle originals and fee, on every face that offers them."""


def in_till(case: IntakeView) -> FeeView | None:
    """The fee of this intake that is in the till, if any."""
    return case.fee if case.fee is not None and case.fee.receipt else None


def overcharged(case: IntakeView) -> bool:
    """Whether the fee taken is not, or no longer, what the rules charge."""
    fee = in_till(case)
    return fee is not None and (fee.unpublished or fee.fen not in {None, fee.taken})


def draw_left_here(canvas: Canvas, page: IntakePage, x: int, y: int, room: int, *, fee: bool) -> int:
    """What is still here and the digit that settles it; gives the row after it."""
    case, language = page.case, page.house.language
    if case.here:
        names = ("、" if language == "zh" else ", ").join(text.in_(language) for text in case.here)
        canvas.put(x, y, RETURN, "key")
        y = canvas.block(x + 2, y, page.say("giving-back.papers", names=names), "wait", room - 2, 3)
    taken = in_till(case)
    if fee and taken is not None:
        amount = page.say("money.yuan", amount=yuan(taken.taken))
        canvas.put(x, y, REFUND, "key")
        told = page.say("giving-back.fee", amount=amount, receipt=taken.receipt)
        y = canvas.block(x + 2, y, told, "wait", room - 2, 2)
    return y


def settles(page: IntakePage, key: str, *, fee: bool) -> bool:
    """Do what the digit settles, if there is something to settle."""
    if key == RETURN and page.case.here:
        page.do(lambda desk, session, case: desk.checklist.return_all(session, case))
        return True
    if key == REFUND and fee and in_till(page.case) is not None:
        page.give_back()
        return True
    return False


async def give_back(page: IntakePage) -> None:
    """Ask why, and give the fee back; its receipt number stays used."""
    why = await page.house.ask(SentenceDialog("giving-back.why"))
    if why is not None:
        reason = why
        await page.doing(lambda desk, session, case: desk.fees.give_back(session, case, reason))
        page.tell(page.say("giving-back.done"), tone="done")


def yuan(fen: int) -> str:
    """``20``, ``12.50``: the amount without a unit."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}" if rest else f"{whole}"

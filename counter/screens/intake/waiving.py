"""Waiving a fee at the window: the certificate or the reason, then the supervisor beside; and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.ask import SecondDialog, SentenceDialog
from counter.screens.intake.giving_back import yuan
from counter.values.money import fen

if TYPE_CHECKING:
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.page import IntakePage

WAIVE = frozenset("/／、")
WAIVE_KEYS = frozenset({"slash", "fullwidth_solidus", "ideographic_comma"})
"""The key that waives, in every state of the input method, and as a terminal names it; no receipt number has it."""


def unsigned(case: IntakeView) -> bool:
    """Whether a rule waives something and nobody has signed it yet."""
    return case.fee is not None and bool(case.fee.reduction) and not case.fee.waived


async def waive(page: IntakePage) -> None:
    """Ask for the paper or the reason, then for the supervisor; what a rule grants goes first, else all of the fee."""
    house, form, fee = page.house, page.form, page.case.fee
    if fee is None:
        return
    granted = unsigned(page.case)
    amount = fen(form.value("amount")) if form is not None and fee.fen is None else None
    shown = page.say("money.yuan", amount=yuan(fee.reduction if granted else amount or fee.fen or 0))
    why = await house.ask(SentenceDialog("fee.why-waived" if granted else "fee.why-by-hand"))
    if why is None:
        return
    reason = why
    second = await house.ask(SecondDialog("fee.second", f"{shown} · {reason}", right="waive"))
    if second is not None:
        await page.doing(lambda desk, session, case: desk.fees.waive(session, case, second, reason, amount))
        page.tell(page.say("fee.waiver-done", amount=shown), tone="done")


async def unwaive(page: IntakePage) -> None:
    """Ask why, and withdraw the waiver."""
    why = await page.house.ask(SentenceDialog("fee.why-unwaived"))
    if why is not None:
        reason = why
        await page.doing(lambda desk, session, case: desk.fees.unwaive(session, case, reason))

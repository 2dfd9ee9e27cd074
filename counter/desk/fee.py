"""The fee: its amount and basis come from the rules, its receipt number from the printed finance receipt (票据).

What the tariff has and is not taken is waived by two people, whether a rule grants it (减免) or nobody but they decide.
"""

from __future__ import annotations

import re

from counter.desk.intake_views import IntakeView
from counter.desk.look import Look
from counter.desk.rights import NeedsSomebodyElse, Second, demand
from counter.desk.views import Session
from counter.desk.window import BEFORE_ACCEPTANCE, Window
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store import applications, days
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.values.remark import remark
from counter.workflows.application import Stage

_RECEIPT = re.compile(r"[0-9A-Z-]{1,20}")
_COUNTED = re.compile(r"(.*?)([0-9]+)")
_MOST = 100_000_00
"""Fen: no fee of this counter comes near a hundred thousand yuan."""


class NothingToPay(Refused):
    """The rules charge nothing, so nothing may be taken (居住证暂行条例 第二十一条 and the like)."""

    happened = Text("本事项不收费。", "Nothing is charged for this.")
    next_step = Text("请直接继续。", "Please go on.")


class NotAReceiptNumber(BadInput):
    """The number of a finance receipt has digits, capitals and hyphens."""

    happened = Text(
        "票据号应为 1 至 20 位数字、大写字母或短横。",
        "A receipt number has 1 to 20 digits, capitals or hyphens.",
    )
    next_step = Text("请照票据填写。", "Please copy it from the receipt.")


class ReceiptUsed(Refused):
    """A finance receipt is used once."""

    happened = Text("票据号 {receipt} 已经用过。", "Receipt number {receipt} is used already.")
    next_step = Text("请核对票据。", "Please compare with the receipt.")


class AmountMissing(BadInput):
    """The place sets the amount, and it was not given; or it is not the amount of the rules."""

    happened = Text("金额不对：应为 {wanted}。", "The amount is not right: it should be {wanted}.")
    next_step = Text("请按标准收费。", "Please charge what the rules say.")


class ReasonForReturn(BadInput):
    """Giving money back needs a reason in words."""

    happened = Text("没有写退费原因。", "No reason was given for giving the fee back.")
    next_step = Text("请写明原因。", "Please say why.")


class AmountPublished(Refused):
    """The rules know the amount, so it is charged."""

    happened = Text("本事项的收费标准已有规定。", "The amount of this fee is known.")
    next_step = Text("请按标准收费；减免须负责人签认。", "Please charge it; a supervisor may sign a waiver.")


class NothingToWaive(Refused):
    """There is no fee to waive: none is charged, or it is waived or taken already."""

    happened = Text("没有可以减免的费用。", "There is no fee to waive.")
    next_step = Text("已收的费用请先退还。", "A fee that was taken is given back first.")


class NeedsSecondToWaive(Refused):
    """What the tariff has and is not taken is waived by two people."""

    happened = Text("减免收费要两个人。", "A fee is waived by two people.")
    next_step = Text("请负责人输入警号和口令。", "Please let a supervisor type number and PIN.")


class ReasonForWaiver(BadInput):
    """A waiver names the paper it rests on, or why it is granted."""

    happened = Text("没有写减免原因。", "No reason was given for the waiver.")
    next_step = Text(
        "请写证件名称和编号，或减免的原因。",
        "Please name the certificate with its number, or say why it is waived.",
    )


BY_HAND = "by-hand"
"""The ground of a waiver that no rule grants."""


class Fees(Window):
    """Verbs about the fee."""

    __slots__ = ()

    def take(self, session: Session, case_id: str, receipt: str, fen: int | None = None) -> IntakeView:
        """Take the fee under a receipt number; ``fen`` is needed only where the place sets the amount.

        Raises:
            NothingToPay, NotAReceiptNumber, ReceiptUsed, AmountMissing
        """
        number = receipt.strip().upper()
        if _RECEIPT.fullmatch(number) is None:
            raise NotAReceiptNumber
        with self._acting(session, case_id, Stage.FEE) as (act, seen):
            fee = seen.answer.fee if seen.answer else None
            if fee is None or fee.fen == 0 or seen.exempt or _in_till(seen):
                raise NothingToPay
            amount = fee.fen if fee.fen is not None else fen
            if amount is None or not 0 < amount <= _MOST or fen not in {None, amount}:
                raise AmountMissing(wanted=yuan(fee.fen) if fee.fen else "> 0")
            if applications.fee(act.db, number) is not None:
                raise ReceiptUsed(receipt=number)
            body = {"application": case_id, "fen": amount, "basis": fee.basis.zh, "day": self._day(act.db)}
            act.record(Kind.FEE_TAKEN, number, body)
            taken = {"fee": number, "unpublished": None}
            self._settle(act, self._note(act, case_id, taken, "receipt", "amount"))
        return self._view(case_id)

    def unpublished(self, session: Session, case_id: str) -> IntakeView:
        """The place, which sets the amount, has published none: nothing may be charged, and the intake goes on.

        Raises:
            AmountPublished, NotAtThisStage
        """
        with self._acting(session, case_id, Stage.FEE) as (act, seen):
            fee = seen.answer.fee if seen.answer else None
            if fee is None or fee.fen is not None:
                raise AmountPublished
            self._settle(act, self._note(act, case_id, {"unpublished": True}, "receipt", "amount"))
        return self._view(case_id)

    def next_receipt(self, session: Session) -> str:
        """The number the next finance receipt of the pad should have: the last one taken, counted on; "" if unknown.

        Only an offer: what is printed on the receipt in the clerk's hand counts.
        """
        with self.bench.store.reading() as db:
            last = _COUNTED.fullmatch(applications.last_receipt(db, self._day(db)))
            if last is None:
                return ""
            before, digits = last.groups()
            number = f"{before}{int(digits) + 1:0{len(digits)}d}"
            free = _RECEIPT.fullmatch(number) and applications.fee(db, number) is None
        return number if free else ""

    def give_back(self, session: Session, case_id: str, reason: str) -> IntakeView:
        """Give a fee back before acceptance; the receipt number stays used and is counted as returned.

        Raises:
            NothingToPay: none was taken.
            ReasonForReturn
        """
        why = remark(reason)
        stages = (*BEFORE_ACCEPTANCE, Stage.NOTICE, Stage.REFUSAL, Stage.WAITING)
        with self._acting(session, case_id, *stages) as (act, seen):
            if seen.fee is None or seen.fee.returned:
                raise NothingToPay
            if not why:
                raise ReasonForReturn
            told = {"reason": why, "application": case_id, "day": self._day(act.db)}
            act.record(Kind.FEE_RETURNED, seen.fee.receipt, told)
            new = self._note(act, case_id, {"fee": None})
            self._settle(act, new)
        return self._view(case_id)

    def waive(
        self, session: Session, case_id: str, second: Second | None, reason: str, fen: int | None = None
    ) -> IntakeView:
        """Waive the fee with a supervisor beside: what a rule grants and nobody has signed yet, else all of it.

        ``fen`` is needed only where the place sets the amount.

        Raises:
            NotYourRole, NothingToWaive, NeedsSecondToWaive, NeedsSomebodyElse, ReasonForWaiver, AmountMissing
        """
        why, beside = remark(reason), _second(session, second)
        with self._acting(session, case_id, Stage.FEE) as (act, seen):
            amount, ground, basis = _waivable(seen, fen)
            if not why:
                raise ReasonForWaiver
            self._unwaive(act, seen, "另行减免")
            told = {"fen": amount, "basis": basis, "ground": ground, "reason": why}
            act.record(Kind.FEE_WAIVED, case_id, told | {"second": beside, "day": self._day(act.db)})
            facts = {"waived": True, "unpublished": None}
            self._settle(act, self._note(act, case_id, facts, "receipt", "amount"))
        return self._view(case_id)

    def unwaive(self, session: Session, case_id: str, reason: str) -> IntakeView:
        """Withdraw a waiver before acceptance; it stays in the books with the reason.

        Raises:
            NothingToWaive: none stands. ReasonForWaiver
        """
        why = remark(reason)
        with self._acting(session, case_id, *BEFORE_ACCEPTANCE) as (act, seen):
            if seen.waiver is None:
                raise NothingToWaive
            if not why:
                raise ReasonForWaiver
            self._settle(act, self._unwaive(act, seen, why))
        return self._view(case_id)

    def _day(self, db: Db) -> str:
        """The day in whose books belongs what happens now."""
        return days.book_day(db, self.bench.clock.today().isoformat())


def _second(session: Session, second: Second | None) -> str:
    """The number of who signs beside.

    Raises:
        NeedsSecondToWaive, NeedsSomebodyElse, NotYourRole
    """
    if second is None:
        raise NeedsSecondToWaive
    if second.clerk.number == session.clerk.number:
        raise NeedsSomebodyElse
    demand(second.clerk, "waive")
    return second.clerk.number


def _waivable(seen: Look, fen: int | None) -> tuple[int, str, str]:
    """What can be waived now: the amount in fen, the rule that grants it or BY_HAND, and its basis.

    Raises:
        NothingToWaive, AmountMissing
    """
    fee = seen.answer.fee if seen.answer else None
    if fee is None or seen.exempt or not (seen.charged or seen.reduction) or _in_till(seen):
        raise NothingToWaive
    if seen.reduction and not seen.waived:
        return seen.reduction, fee.why.rule, fee.basis.zh
    whole = fee.tariff or fee.fen
    amount = fen if whole is None else whole
    if amount is None or not 0 < amount <= _MOST or fen not in {None, amount}:
        raise AmountMissing(wanted=yuan(whole) if whole else "> 0")
    return amount, BY_HAND, fee.basis.zh


def _in_till(seen: Look) -> bool:
    return seen.fee is not None and not seen.fee.returned


def yuan(fen: int) -> str:
    """``20 元``, ``12.50 元``."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d} 元" if rest else f"{whole} 元"

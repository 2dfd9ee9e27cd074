"""The fee: its amount and basis come from the rules, its receipt number from the printed finance receipt (票据)."""

from __future__ import annotations

import re

from counter.desk.intake_views import IntakeView
from counter.desk.views import Session
from counter.desk.waiving import Waiving, amount_of, in_till
from counter.desk.window import BEFORE_ACCEPTANCE
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store import applications
from counter.store.apply import Kind
from counter.values.remark import remark
from counter.workflows.application import Stage

_RECEIPT = re.compile(r"[0-9A-Z-]{1,20}")
_COUNTED = re.compile(r"(.*?)([0-9]+)")


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


class ReasonForReturn(BadInput):
    """Giving money back needs a reason in words."""

    happened = Text("没有写退费原因。", "No reason was given for giving the fee back.")
    next_step = Text("请写明原因。", "Please say why.")


class AmountPublished(Refused):
    """The rules know the amount, so it is charged."""

    happened = Text("本事项的收费标准已有规定。", "The amount of this fee is known.")
    next_step = Text("请按标准收费；减免须负责人签认。", "Please charge it; a supervisor may sign a waiver.")


class Fees(Waiving):
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
            if fee is None or fee.fen == 0 or seen.owing.exempt or in_till(seen):
                raise NothingToPay
            amount = amount_of(fee.fen, fen)
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

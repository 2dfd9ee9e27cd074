"""The waiver of a fee (减免): what the tariff has and is not taken, by two people, granted by a rule or not."""

from __future__ import annotations

from counter.desk.intake_views import IntakeView
from counter.desk.look import Look
from counter.desk.rights import Second, beside
from counter.desk.views import Session
from counter.desk.window import BEFORE_ACCEPTANCE, Window
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store import days
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.values.money import in_yuan
from counter.values.remark import remark
from counter.values.typography import marked
from counter.workflows.application import Stage

_MOST = 100_000_00
"""Fen: no fee of this counter comes near a hundred thousand yuan."""


class AmountMissing(BadInput):
    """The place sets the amount, and it was not given; or it is not the amount of the rules."""

    happened = Text("金额不对：应为 {wanted}。", "The amount is not right: it should be {wanted}.")
    next_step = Text("请按标准收费。", "Please charge what the rules say.")


class NothingToWaive(Refused):
    """There is no fee to waive: none is charged, or it is waived or taken already."""

    happened = Text("没有可以减免的费用。", "There is no fee to waive.")
    next_step = Text("已收的费用请先退还。", "A fee that was taken is given back first.")


class NoWaiverHere(Refused):
    """The law leaves no waiver of this fee to anybody; the rule says so."""

    happened = Text("这笔费用不能减免：{rule_zh}", "This fee cannot be waived: {rule_en}")
    next_step = Text("请照标准收费。", "Please charge what the rules say.")


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


class Waiving(Window):
    """Verbs about the waiver of a fee."""

    __slots__ = ()

    def waive(
        self, session: Session, case_id: str, second: Second | None, reason: str, fen: int | None = None
    ) -> IntakeView:
        """Waive the fee with a supervisor beside: what a rule grants and nobody has signed yet, else all of it.

        ``fen`` is needed only where the place sets the amount.

        Raises:
            NotYourRole, NothingToWaive, NoWaiverHere, NeedsSecondToWaive, NeedsSomebodyElse, ReasonForWaiver,
            AmountMissing
        """
        why, name = remark(reason), beside(session, second, "waive", NeedsSecondToWaive)
        with self._acting(session, case_id, Stage.FEE) as (act, seen):
            amount, ground, basis = _waivable(seen, fen)
            if not why:
                raise ReasonForWaiver
            self._unwaive(act, seen, "另行减免")
            told = {"fen": amount, "basis": basis, "ground": ground, "reason": why}
            act.record(Kind.FEE_WAIVED, case_id, told | {"second": name, "day": self._day(act.db)})
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


def _waivable(seen: Look, fen: int | None) -> tuple[int, str, str]:
    """What can be waived now: the amount in fen, the rule that grants it or BY_HAND, and its basis.

    Raises:
        NothingToWaive, NoWaiverHere, AmountMissing
    """
    fee = seen.answer.fee if seen.answer else None
    if fee is None or seen.owing.exempt or not (seen.owing.charged or seen.owing.reduction) or in_till(seen):
        raise NothingToWaive
    if not fee.waivable:
        rule = marked(fee.text)
        raise NoWaiverHere(rule_zh=rule.zh, rule_en=rule.en)
    if seen.owing.reduction and not seen.owing.waived:
        return seen.owing.reduction, fee.why.rule, fee.basis.zh
    whole = fee.tariff or fee.fen
    return amount_of(whole, fen), BY_HAND, fee.basis.zh


def amount_of(known: int | None, said: int | None) -> int:
    """The amount in fen: that of the rules, or the one that is said where the place sets it.

    Raises:
        AmountMissing
    """
    amount = said if known is None else known
    if amount is None or not 0 < amount <= _MOST or said not in {None, amount}:
        raise AmountMissing(wanted=in_yuan(known) if known else "> 0")
    return amount


def in_till(seen: Look) -> bool:
    """Whether the fee of an intake was taken, and not given back."""
    return seen.fee is not None and not seen.fee.returned

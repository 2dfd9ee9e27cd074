"""The shift (班次): what a clerk hands to the next one, who signs with number and PIN that it was taken over (交接班)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from counter.desk.bench import Bench
from counter.desk.rights import NeedsSecond, NeedsSomebodyElse, Second, demand
from counter.desk.shift_view import shift_view
from counter.desk.shift_views import ShiftView
from counter.desk.views import Session
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store.apply import Kind
from counter.values.money import yuan
from counter.values.remark import remark


class TillDiffers(Refused):
    """The cash in the till is not what the books say; whoever hands it over says why."""

    happened = Text(
        "实点现金 {counted} 元，账面 {books} 元。", "{counted} yuan counted, {books} in the books."
    )
    next_step = Text("请重新清点；确实不符的，写明原因再交班。", "Please count again, or say why it differs.")


class CashMissing(BadInput):
    """Cash was counted as less than nothing."""

    happened = Text("清点数不能小于零。", "A count cannot be below zero.")
    next_step = Text("请重新清点。", "Please count again.")


@dataclass(frozen=True, slots=True)
class Shift:
    """Verbs about the shift."""

    bench: Bench

    def show(self, session: Session) -> ShiftView:
        """What would be handed over now.

        Raises:
            NoShift
        """
        with self.bench.store.reading() as db:
            return shift_view(self.bench, db, session.clerk)

    def hand_over(self, session: Session, taker: Second | None, *, cash: int, reason: str = "") -> Session:
        """Hand the shift over; gives the session of the clerk who took it.

        Open journeys become the taker's and wait. ``cash`` is the till as counted by hand, in fen.

        Raises:
            NotYourRole, NoShift, CashMissing, NeedsSecond, NeedsSomebodyElse
            TillDiffers: the till is not what the books say, and no ``reason`` was given.
        """
        demand(session.clerk, "draft")
        why = remark(reason)
        if cash < 0:
            raise CashMissing
        if taker is None:
            raise NeedsSecond
        if taker.clerk.number == session.clerk.number:
            raise NeedsSomebodyElse
        with self.bench.store.acting(session.clerk.number) as act:
            view = shift_view(self.bench, act.db, session.clerk)
            if cash != view.till and not why:
                raise TillDiffers(counted=yuan(cash), books=yuan(view.till))
            act.record(Kind.SHIFT_HANDED_OVER, session.clerk.number, _handed(view, taker, cash, why))
        return Session(taker.clerk, self.bench.clock.now())


def _handed(view: ShiftView, taker: Second, cash: int, reason: str) -> dict[str, Any]:
    """What the journal keeps of a hand-over."""
    return {
        "to": taker.clerk.number,
        "cases": [journey.id for journey in view.journeys],
        "originals": view.originals,
        "fees": view.fees,
        "fen": view.fen,
        "till": view.till,
        "cash": cash,
        "reason": reason,
        "sheets": [sheet.serial for sheet in view.sheets],
        "next": view.next_serial,
        "seal-uses": view.seal_uses,
        "last-sealed": view.last_sealed,
        "ready": view.ready,
    }

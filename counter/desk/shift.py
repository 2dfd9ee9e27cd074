"""The shift (班次): what a clerk hands to the next one, who signs with number and PIN that it was taken over (交接班)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.desk.bench import Bench
from counter.desk.cases import sheet_view
from counter.desk.journeys import JOURNEYS, journey_view
from counter.desk.look import INTAKE
from counter.desk.rights import NeedsSecond, NeedsSomebodyElse, Second, demand, may
from counter.desk.views import ClerkView, Session, SheetView
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store import applications, cases, days, holders, persons, shifts
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.values.agency_code import AgencyCode
from counter.values.money import yuan
from counter.values.remark import remark
from counter.values.serial import Serial
from counter.workflows.application import Stage, State
from counter.workflows.slip import Step

_SHEETS = 50


class NoShift(Refused):
    """The clerk has no shift here that could be handed over."""

    happened = Text("本机没有你正在值的班。", "You have no shift at this counter.")
    next_step = Text("请先登录。", "Please sign in first.")


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
class OpenJourney:
    """A journey that is not finished: whose, what, where it stands, and how many originals lie here for it."""

    id: str
    name: str
    title: Text
    stage: Text
    parked: bool
    originals: int


@dataclass(frozen=True, slots=True)
class ShiftView:
    """What is handed over at this moment; amounts in fen."""

    clerk: ClerkView
    right: str
    """What the next clerk must be allowed to do: a shift with decisions in it goes to somebody who may decide."""
    begun_at: datetime
    left_open: date | None
    """The day of this clerk's shift before, if it ended without a hand-over."""
    journeys: tuple[OpenJourney, ...]
    fees: int
    fen: int
    first_receipt: str
    last_receipt: str
    till: int
    """What must be in the till: all fees of the days not closed yet less what was given back, whoever took them."""
    sheets: tuple[SheetView, ...]
    """Sheets of the days not closed yet of which nobody said whether they came out."""
    next_serial: str
    seal: str
    seal_mode: str
    seal_uses: int
    last_sealed: str
    ready: int
    """Finished documents that lie here to be collected."""

    @property
    def originals(self) -> int:
        """Citizens' originals that lie on the counter."""
        return sum(journey.originals for journey in self.journeys)


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
            return self._view(db, session)

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
            view = self._view(act.db, session)
            if cash != view.till and not why:
                raise TillDiffers(counted=yuan(cash), books=yuan(view.till))
            body = {
                "to": taker.clerk.number,
                "cases": [journey.id for journey in view.journeys],
                "originals": view.originals,
                "fees": view.fees,
                "fen": view.fen,
                "till": view.till,
                "cash": cash,
                "reason": why,
                "sheets": [sheet.serial for sheet in view.sheets],
                "next": view.next_serial,
                "seal-uses": view.seal_uses,
                "last-sealed": view.last_sealed,
                "ready": view.ready,
            }
            act.record(Kind.SHIFT_HANDED_OVER, session.clerk.number, body)
        return Session(taker.clerk, self.bench.clock.now())

    def _view(self, db: Db, session: Session) -> ShiftView:
        bench, clerk, day = self.bench, session.clerk, self.bench.clock.today()
        shift = shifts.open_shift(db, bench.store.terminal, clerk.number)
        if shift is None:
            raise NoShift
        before = shifts.shift_before(db, bench.store.terminal, clerk.number, shift.begun_at)
        begun = datetime.fromisoformat(shift.begun_at)
        unclosed = days.open_days(db)
        taken = [fee for one in unclosed for fee in applications.fees_of_day(db, one)]
        back = [fee for one in unclosed for fee in applications.fees_returned(db, one)]
        first = min(date.fromisoformat(unclosed[0]), day) if unclosed else day
        mine = [f for f in taken if f.clerk == clerk.number and datetime.fromisoformat(f.at) >= begun]
        uses = cases.seal_uses(db, day.isoformat())
        station, number = AgencyCode(bench.station.code), cases.next_number(db, day)
        return ShiftView(
            clerk=clerk,
            right="decide" if may(clerk, "decide") else "draft",
            begun_at=begun,
            left_open=date.fromisoformat(before.begun_at[:10]) if before and not before.next else None,
            journeys=tuple(self._journey(db, case) for case in cases.open_cases(db, clerk.number)),
            fees=len(mine),
            fen=sum(fee.fen for fee in mine),
            first_receipt=mine[0].receipt if mine else "",
            last_receipt=mine[-1].receipt if mine else "",
            till=sum(fee.fen for fee in taken) - sum(fee.fen for fee in back),
            sheets=tuple(
                sheet_view(bench, sheet)
                for sheet in cases.unsettled_between(db, first, day, "", _SHEETS)
                if sheet.form not in bench.strips
            ),
            next_serial=str(Serial.of(station, bench.station.terminal, day, number)),
            seal=bench.settings.seal.purpose,
            seal_mode=bench.settings.seal.mode,
            seal_uses=len(uses),
            last_sealed=uses[-1].serial if uses else "",
            ready=applications.count_in(db, State.READY),
        )

    def _journey(self, db: Db, case: cases.Case) -> OpenJourney:
        rules, place = self.bench.rules, self.bench.station.jurisdiction
        if case.service in JOURNEYS:
            other = journey_view(self.bench, db, case)
            return OpenJourney(case.id, other.name, other.title, other.stage, case.parked, 0)
        if case.service == INTAKE:
            row = applications.by_id(db, case.id)
            person = persons.by_id(db, case.facts["person"]) if "person" in case.facts else None
            here = [paper for paper in applications.papers(db, case.id) if not paper.settled]
            title = rules.service(place, row.service).text if row else Text("收件", "intake")
            stage, name = Stage(case.step).text, person.name if person else ""
        else:
            holder = holders.by_id(db, case.facts["holder"]) if "holder" in case.facts else None
            here, title = [], rules.service(place, case.service).text
            stage, name = Step(case.step).text, holder.name if holder else ""
        return OpenJourney(case.id, name, title, stage, case.parked, len(here))

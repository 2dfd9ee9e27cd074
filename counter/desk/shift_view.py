"""Reading what a shift hands over at this moment: open journeys, fees and till, sheets, the seal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from counter.desk.bench import Bench
from counter.desk.cases import sheet_view
from counter.desk.journeys import JOURNEYS, journey_view
from counter.desk.look import INTAKE
from counter.desk.rights import may
from counter.desk.shift_views import OpenJourney, ShiftView
from counter.desk.views import ClerkView, SheetView
from counter.errors import Refused
from counter.locale import Text
from counter.store import applications, cases, days, holders, persons, shifts
from counter.store.engine import Db
from counter.values.agency_code import AgencyCode
from counter.values.serial import Serial
from counter.workflows.application import Stage, State
from counter.workflows.slip import Step

_SHEETS = 50


class NoShift(Refused):
    """The clerk has no shift here that could be handed over."""

    happened = Text("本机没有你正在值的班。", "You have no shift at this counter.")
    next_step = Text("请先登录。", "Please sign in first.")


def shift_view(bench: Bench, db: Db, clerk: ClerkView) -> ShiftView:
    """What this clerk would hand over now.

    Raises:
        NoShift
    """
    shift = _running(bench, db, clerk)
    begun, unclosed = datetime.fromisoformat(shift.begun_at), days.open_days(db)
    taken = [fee for day in unclosed for fee in applications.fees_of_day(db, day)]
    mine = [fee for fee in taken if fee.clerk == clerk.number and datetime.fromisoformat(fee.at) >= begun]
    receipts = [fee.receipt for fee in mine] or [""]
    sealed = [use.serial for use in cases.seal_uses(db, bench.clock.today().isoformat())]
    return ShiftView(
        clerk=clerk,
        right="decide" if may(clerk, "decide") else "draft",
        begun_at=begun,
        left_open=_left_open(db, shift),
        journeys=tuple(_journey(bench, db, case) for case in cases.open_cases(db, clerk.number)),
        fees=len(mine),
        fen=_sum(mine),
        first_receipt=receipts[0],
        last_receipt=receipts[-1],
        till=_sum(taken) - _given_back(db, unclosed),
        sheets=tuple(_sheets(bench, db, unclosed)),
        next_serial=_next_serial(bench, db),
        seal=bench.settings.seal.purpose,
        seal_mode=bench.settings.seal.mode,
        seal_uses=len(sealed),
        last_sealed=next(reversed(sealed), ""),
        ready=applications.count_in(db, State.READY),
    )


def _running(bench: Bench, db: Db, clerk: ClerkView) -> shifts.Shift:
    """The shift of a clerk at this counter.

    Raises:
        NoShift
    """
    shift = shifts.open_shift(db, bench.store.terminal, clerk.number)
    if shift is None:
        raise NoShift
    return shift


def _left_open(db: Db, shift: shifts.Shift) -> date | None:
    """The day of the shift before, if nobody took it over."""
    before = shifts.shift_before(db, shift.terminal, shift.clerk, shift.begun_at)
    return date.fromisoformat(before.begun_at[:10]) if before and not before.next else None


def _sum(fees: Sequence[applications.Fee]) -> int:
    return sum(fee.fen for fee in fees)


def _given_back(db: Db, unclosed: Sequence[str]) -> int:
    """What was given back on the days not closed yet, in fen."""
    return sum(_sum(applications.fees_returned(db, day)) for day in unclosed)


def _sheets(bench: Bench, db: Db, unclosed: Sequence[str]) -> Iterator[SheetView]:
    """The sheets of the days not closed yet of which nobody said whether they came out; strips are thrown away."""
    today = bench.clock.today()
    first = min(date.fromisoformat(unclosed[0]), today) if unclosed else today
    open_sheets = cases.unsettled_between(db, first, today, "", _SHEETS)
    return (sheet_view(bench, sheet) for sheet in open_sheets if sheet.form not in bench.strips)


def _next_serial(bench: Bench, db: Db) -> str:
    """The serial that the next sheet of today gets."""
    station, day = AgencyCode(bench.station.code), bench.clock.today()
    return str(Serial.of(station, bench.station.terminal, day, cases.next_number(db, day)))


def _journey(bench: Bench, db: Db, case: cases.Case) -> OpenJourney:
    """A journey that is not finished, whichever it is."""
    if case.service in JOURNEYS:
        other = journey_view(bench, db, case)
        return OpenJourney(case.id, other.name, other.title, other.stage, case.parked, 0)
    return _intake(bench, db, case) if case.service == INTAKE else _slip(bench, db, case)


def _intake(bench: Bench, db: Db, case: cases.Case) -> OpenJourney:
    row = applications.by_id(db, case.id)
    person = persons.by_id(db, case.facts["person"]) if "person" in case.facts else None
    title = _title(bench, row.service) if row else Text("收件", "intake")
    originals = sum(not paper.settled for paper in applications.papers(db, case.id))
    name = person.name if person else ""
    return OpenJourney(case.id, name, title, Stage(case.step).text, case.parked, originals)


def _slip(bench: Bench, db: Db, case: cases.Case) -> OpenJourney:
    holder = holders.by_id(db, case.facts["holder"]) if "holder" in case.facts else None
    name, title = holder.name if holder else "", _title(bench, case.service)
    return OpenJourney(case.id, name, title, Step(case.step).text, case.parked, 0)


def _title(bench: Bench, service: str) -> Text:
    return bench.rules.service(bench.station.jurisdiction, service).text

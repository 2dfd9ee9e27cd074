"""Deadlines and expiries as dates: what starts the clock, in which unit it runs, and when it ends."""

from __future__ import annotations

from datetime import date

from counter.locale import Text
from counter.rules import periods
from counter.rules.calendar import Due, WorkCalendar
from counter.rules.conditions import Known
from counter.rules.model import DeadlineRule, ValidityRule

STARTS: dict[str, Text] = {
    "accepted": Text("受理之日", "acceptance"),
    "received": Text("收到材料之日", "receipt of the papers"),
    "verified": Text("核实属实之日", "the facts being verified"),
    "signed": Text("签发之日", "signing at the place of the household"),
    "applied": Text("提交申领登记表之日", "handing in the application form"),
}
"""The events that start a clock."""

_TODAY = ("accepted", "applied", "received")
_UNITS = {"working-days": Text("个工作日", "working days"), "calendar-days": Text("日", "calendar days")}


def begins(start: str, known: Known, on: date) -> date | None:
    """The day an event happened: its fact (``accepted-on``, ``signed-on`` …), else today for what happens at the window."""
    day = known.get(f"{start}-on")
    if isinstance(day, date):
        return day
    return on if start in _TODAY else None


def due(rule: DeadlineRule, known: Known, on: date, calendar: WorkCalendar) -> Due | None:
    """The last day of a deadline; None until its clock has started.

    Working days are counted by the calendar; calendar days run on and move to the next working day only at their end
    (民法典 Art. 203). The two are never converted into each other.
    """
    if rule.unit == "on-the-spot":
        return Due(on, False)
    start = begins(rule.starts, known, on)
    if start is None:
        return None
    if rule.unit == "working-days":
        return calendar.after(start, rule.days)
    return calendar.on_or_after(periods.add_days(start, rule.days))


def deadline_text(rule: DeadlineRule, due: Due | None) -> Text:
    """A deadline as it is printed."""
    if rule.unit == "on-the-spot":
        return Text("现场办结", "on the spot")
    unit, start = _UNITS[rule.unit], STARTS[rule.starts]
    zh, en = f"自{start.zh}起 {rule.days} {unit.zh}", f"{rule.days} {unit.en} from {start.en}"
    if due is None:
        return Text(zh, en)
    guess = (
        Text("(预计,节假日安排未公布)", " (estimated: the holidays are not published yet)")
        if due.estimated
        else Text("", "")
    )
    return Text(f"{zh},至 {due.day}{guess.zh}", f"{en}, until {due.day}{guess.en}")


def expiry(rule: ValidityRule, start: date, counted: date | None = None) -> date | None:
    """The last date printed on a document; None for long-term ones.

    Where ``start`` is an anniversary of ``counted`` the years run on from there, so that 29 February is not lost for good.
    """
    if rule.months:
        return periods.add_months(start, rule.months)
    if not rule.years:
        return None
    if rule.leap == "march-1":
        return periods.card_expiry(start, rule.years)
    passed = start.year - counted.year if counted else 0
    if counted and passed >= 0 and periods.add_years(counted, passed) == start:
        return periods.add_years(counted, passed + rule.years)
    return periods.add_years(start, rule.years)

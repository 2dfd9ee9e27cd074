"""Working days: which days are worked is data per year, with the notice of the State Council it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The days of one year that differ from Monday to Friday.

    ``notice`` is the number of the notice; None while it has not been published and only the statutory holidays are
    known, so that every date counted through this year is an estimate (预计).
    """

    year: int
    notice: str | None
    off: frozenset[date]
    work: frozenset[date]


@dataclass(frozen=True, slots=True)
class Due:
    """A date found by counting; ``estimated`` when the count went through days no notice covers."""

    day: date
    estimated: bool


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """All years at hand."""

    years: Mapping[int, CalendarYear] = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        """Whether the notice for this day's year is at hand."""
        year = self.years.get(day.year)
        return year is not None and year.notice is not None

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked, make-up days (调休上班) included; without any data Monday to Friday are."""
        year = self.years.get(day.year)
        if year:
            if day in year.work:
                return True
            if day in year.off:
                return False
        return day.weekday() < _SATURDAY

    def after(self, start: date, workdays: int) -> Due:
        """The day on which so many working days have passed; the day it starts on is not counted."""
        day, left, covered = start, workdays, True
        while left:
            day += _DAY
            covered = covered and self.covers(day)
            left -= self.is_workday(day)
        return Due(day, not covered)

    def on_or_after(self, day: date) -> Due:
        """The day itself, or the next working day when it is a holiday (民法典 Art. 203)."""
        covered = self.covers(day)
        while not self.is_workday(day):
            day += _DAY
            covered = covered and self.covers(day)
        return Due(day, not covered)

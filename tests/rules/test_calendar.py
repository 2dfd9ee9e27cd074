"""Working days: our data against two libraries on every day they know, and counting across holidays and year ends."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.places import data_dir
from counter.rules.calendar import CalendarYear, WorkCalendar
from counter.rules.reading_calendars import read_calendars

CALENDAR, PROBLEMS = read_calendars(data_dir() / "calendars")
COVERED = [year for year, known in sorted(CALENDAR.years.items()) if known.notice]
DAYS = st.dates(date(2008, 1, 1), date(2026, 11, 1))


def test_the_files_are_in_order() -> None:
    assert PROBLEMS == []
    assert list(range(2008, 2027)) == COVERED
    assert all("号" in (CALENDAR.years[year].notice or "") for year in COVERED)


@pytest.mark.parametrize("year", COVERED)
def test_every_day_agrees_with_both_libraries(year: int) -> None:
    other = holidays.country_holidays("CN", years=year)
    days = [
        date(year, 1, 1) + timedelta(n) for n in range(365 + (date(year, 12, 31).timetuple().tm_yday > 365))
    ]
    assert [d for d in days if CALENDAR.is_workday(d) is not chinese_calendar.is_workday(d)] == []
    assert [d for d in days if CALENDAR.is_workday(d) is not other.is_working_day(d)] == []


def test_the_estimated_year_has_the_statutory_days_of_the_library() -> None:
    statutory = {
        day
        for day, name in holidays.country_holidays("CN", years=2027, language="en_US").items()
        if "observed" not in name
    }
    assert CALENDAR.years[2027].off == statutory
    assert CALENDAR.years[2027].notice is None


@pytest.mark.parametrize(
    ("start", "days", "due", "estimated"),
    [
        (date(2026, 11, 22), 20, date(2026, 12, 18), False),
        (date(2026, 9, 24), 8, date(2026, 10, 13), False),  # Mid-Autumn, National Day, a worked Saturday
        (date(2026, 2, 13), 1, date(2026, 2, 14), False),  # a worked Saturday counts
        (date(2026, 12, 31), 1, date(2027, 1, 4), True),
        (date(2026, 12, 30), 1, date(2026, 12, 31), False),
        (date(2030, 3, 1), 5, date(2030, 3, 8), True),  # no data at all: Monday to Friday, and said so
    ],
)
def test_counting_working_days(start: date, days: int, due: date, estimated: bool) -> None:
    found = CALENDAR.after(start, days)
    assert (found.day, found.estimated) == (due, estimated)


@pytest.mark.parametrize(
    ("day", "due", "estimated"),
    [
        (date(2026, 10, 1), date(2026, 10, 8), False),
        (date(2026, 10, 10), date(2026, 10, 10), False),
        (date(2026, 11, 21), date(2026, 11, 23), False),
        (date(2027, 1, 1), date(2027, 1, 4), True),
        (date(2027, 1, 4), date(2027, 1, 4), True),
    ],
)
def test_a_period_ending_on_a_holiday_moves_to_the_next_working_day(
    day: date, due: date, estimated: bool
) -> None:
    found = CALENDAR.on_or_after(day)
    assert (found.day, found.estimated) == (due, estimated)


@given(DAYS, st.integers(0, 40))
def test_counting_is_one_day_after_another(start: date, days: int) -> None:
    step = CALENDAR.after(CALENDAR.after(start, days).day, 1)
    assert CALENDAR.after(start, days + 1).day == step.day


@given(DAYS, st.integers(1, 40))
def test_the_count_holds_so_many_working_days_and_ends_on_one(start: date, days: int) -> None:
    due = CALENDAR.after(start, days).day
    between = [start + timedelta(n) for n in range(1, (due - start).days + 1)]
    assert sum(map(CALENDAR.is_workday, between)) == days
    assert CALENDAR.is_workday(due)


def test_a_worked_day_wins_over_a_weekend_and_a_day_off_over_a_weekday() -> None:
    year = CalendarYear(2030, "号", frozenset({date(2030, 1, 1)}), frozenset({date(2030, 1, 5)}))
    calendar = WorkCalendar({2030: year})
    assert [calendar.is_workday(date(2030, 1, day)) for day in (1, 2, 5, 6)] == [False, True, True, False]

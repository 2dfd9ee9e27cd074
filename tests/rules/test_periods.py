"""Periods of 民法典 201-203, ages, and the two rules for 29 February."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.rules import periods

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 10), -1, date(2025, 12, 10)),
    ],
)
def test_a_month_ends_on_the_corresponding_day_or_the_last_one(start: date, months: int, end: date) -> None:
    assert periods.add_months(start, months) == end


@pytest.mark.parametrize(
    ("issued", "years", "end"),
    [
        (date(2004, 3, 27), 10, date(2014, 3, 27)),
        (date(2004, 2, 29), 10, date(2014, 3, 1)),
        (date(2004, 2, 29), 20, date(2024, 2, 29)),
        (date(2005, 2, 28), 10, date(2015, 2, 28)),
    ],
)
def test_an_identity_card_of_29_february_ends_on_1_march(issued: date, years: int, end: date) -> None:
    assert periods.card_expiry(issued, years) == end


def test_the_civil_code_ends_it_on_28_february_instead() -> None:
    assert periods.add_years(date(2004, 2, 29), 10) == date(2014, 2, 28)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2010, 11, 22), date(2026, 11, 21), 15),
        (date(2010, 11, 22), date(2026, 11, 22), 16),
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
        (date(2004, 2, 29), date(2020, 2, 28), 15),
        (date(2004, 2, 29), date(2020, 2, 29), 16),
        (date(1980, 11, 23), date(2026, 11, 22), 45),
        (date(1980, 11, 22), date(2026, 11, 22), 46),
    ],
)
def test_ages(born: date, on: date, years: int) -> None:
    assert periods.age(born, on) == years


@given(DAYS, st.integers(0, 40_000))
def test_an_age_rises_by_one_exactly_on_the_birthday(born: date, later: int) -> None:
    on = born + timedelta(later)
    birthday = on == periods.anniversary(born, on.year)
    grown = periods.age(born, on) - periods.age(born, on - timedelta(1)) if later else int(birthday) - 1
    assert grown == (1 if birthday and later else 0)


@given(DAYS, st.integers(0, 600))
def test_so_many_months_have_passed_on_the_day_they_are_full_and_not_before(start: date, months: int) -> None:
    full = periods.add_months(start, months)
    assert periods.months_between(start, full) >= months
    if months:
        assert periods.months_between(start, full - timedelta(1)) < months


@given(DAYS, st.integers(0, 40))
def test_a_year_ends_at_most_one_day_apart_by_the_two_rules(start: date, years: int) -> None:
    apart = periods.card_expiry(start, years) - periods.add_years(start, years)
    assert apart in (timedelta(0), timedelta(1))
    assert apart == timedelta(0) or (start.month, start.day) == (2, 29)

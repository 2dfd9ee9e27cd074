"""Facts that follow from others; above all the endorsement window with its edges and days of grace."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.places import data_dir
from counter.rules import Rulebook, load_rulebook, periods
from counter.rules.derive import derive, window
from counter.rules.model import WindowRule

BOOK, _ = load_rulebook(data_dir() / "jurisdictions")
UNTIL = date(2026, 12, 10)


def rule_of(book: Rulebook, place: str, on: date) -> WindowRule:
    rules = book.standing(place, "permit-endorsement", on).rules
    return next(rule for rule in rules if isinstance(rule, WindowRule))


@pytest.mark.parametrize(
    ("place", "on", "where"),
    [
        ("national", date(2026, 11, 9), "early"),
        ("national", date(2026, 11, 10), "open"),
        ("national", UNTIL, "open"),
        ("national", date(2026, 12, 11), "late"),
        ("wuxi", date(2026, 12, 11), "late-in-grace"),
        ("wuxi", date(2027, 1, 9), "late-in-grace"),
        ("wuxi", date(2027, 1, 10), "late"),
    ],
)
def test_the_window_includes_both_its_ends(book: Rulebook, place: str, on: date, where: str) -> None:
    assert window(rule_of(book, place, on), UNTIL, on) == where


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-500, 500))
def test_days_pass_through_the_window_in_one_order(until: date, apart: int) -> None:
    order = ["early", "open", "late-in-grace", "late"]
    rule = rule_of(BOOK, "wuxi", date(2026, 1, 1))
    today = until + timedelta(apart)
    now, tomorrow = (order.index(window(rule, until, day)) for day in (today, today + timedelta(1)))
    assert now <= tomorrow
    assert (now == 1) == (periods.add_months(until, -1) <= today <= until)


def test_what_is_told_outright_is_not_computed_over(book: Rulebook) -> None:
    on = date(2026, 11, 22)
    known = derive(book.vocabulary, (), {"birth-date": date(2010, 1, 1), "age": 40}, on)
    assert known["age"] == 40
    assert derive(book.vocabulary, (), {"birth-date": date(2010, 1, 1)}, on)["age"] == 16
    assert "endorsement-window" not in derive(book.vocabulary, (), {"endorsed-until": UNTIL}, on)

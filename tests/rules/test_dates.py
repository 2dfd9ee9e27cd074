"""Deadlines: the event that starts the clock, two units that are never mixed, and the words for an estimate."""

from __future__ import annotations

from datetime import date

from counter.rules import Answer, Rulebook
from counter.rules.answer import Deadline

DAY = date(2026, 11, 22)


def deadline(answer: Answer) -> Deadline:
    assert answer.deadline is not None
    return answer.deadline


def test_a_clock_that_has_not_started_has_no_due_date(book: Rulebook) -> None:
    waiting = deadline(book.explain("beijing", "permit-change", DAY, {}))
    assert (waiting.due, waiting.estimated, waiting.starts, waiting.days) == (None, False, "verified", 8)
    assert waiting.text.zh == "自核实属实之日起 8 个工作日"
    started = deadline(book.explain("beijing", "permit-change", DAY, {"verified-on": "2026-11-20"}))
    assert started.due == date(2026, 12, 2)
    assert "2026-12-02" in started.text.en


def test_an_estimate_says_so(book: Rulebook) -> None:
    late = deadline(book.explain("beijing", "permit-change", DAY, {"verified-on": "2026-12-28"}))
    assert late.estimated
    assert "预计,节假日安排未公布" in late.text.zh
    assert "not published yet" in late.text.en


def test_acceptance_is_today_unless_told_otherwise(book: Rulebook) -> None:
    assert deadline(book.explain("national", "residence-permit", DAY, {})).due == date(2026, 12, 7)
    told = {"accepted-on": "2026-11-20"}
    assert deadline(book.explain("national", "residence-permit", DAY, told)).due == date(
        2026, 12, 7
    )  # 5 Dec is a Saturday
    assert deadline(
        book.explain("national", "residence-permit", DAY, {"accepted-on": "2026-11-19"})
    ).due == date(2026, 12, 4)


def test_the_case_keeps_the_rules_of_its_day(book: Rulebook) -> None:
    accepted = {"verified-on": "2021-01-05"}
    before = deadline(book.explain("beijing", "permit-change", date(2020, 12, 31), accepted))
    after = deadline(book.explain("beijing", "permit-change", date(2021, 1, 1), accepted))
    assert (before.days, before.unit, after.days, after.unit) == (15, "calendar-days", 8, "working-days")

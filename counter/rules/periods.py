"""Periods of time as the law counts them, and ages.

Sources: 《民法典》 Art. 201-203 (the first day is not counted; a month ends on the corresponding day, or at the end of the
month where there is none); 公技监〔2004〕3号 for identity cards (born or issued on 29 February: 1 March in ordinary years).
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def add_days(start: date, days: int) -> date:
    """The last day of a period of calendar days; the day it starts on is not counted (民法典 Art. 201)."""
    return start + timedelta(days=days)


def add_months(start: date, months: int) -> date:
    """The corresponding day so many months later, or the end of that month where it has none (民法典 Art. 202)."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def add_years(start: date, years: int) -> date:
    """The corresponding day so many years later (民法典 Art. 202)."""
    return add_months(start, 12 * years)


def card_expiry(issued: date, years: int) -> date:
    """The last date on an identity card issued for so many years.

    Issued on 29 February, it ends on 1 March of an ordinary year (公技监〔2004〕3号), not on 28 February as 民法典 Art. 202
    would have it.
    """
    return anniversary(issued, issued.year + years)


def anniversary(day: date, year: int) -> date:
    """The day in another year; 29 February falls on 1 March of an ordinary year (公技监〔2004〕3号)."""
    if (day.month, day.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)


def age(born: date, on: date) -> int:
    """Completed years of life (周岁) on a day; reached on the birthday, 1 March for those born on 29 February."""
    return on.year - born.year - (on < anniversary(born, on.year))


def months_between(since: date, on: date) -> int:
    """Completed months from one day to another; 0 when the second is not later."""
    months = (on.year - since.year) * 12 + on.month - since.month
    return max(0, months - (on < add_months(since, months)))

"""Reads data/calendars: one file per year, days off and make-up workdays, with the notice they come from."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from counter.locale import Text
from counter.rules.calendar import CalendarYear, WorkCalendar
from counter.rules.problems import Problem
from counter.rules.reading import Pack, Reader


def read_calendars(folder: Path) -> tuple[WorkCalendar, list[Problem]]:
    """The calendar of a folder; a missing folder gives an empty one, in which every date is an estimate."""
    years: dict[int, CalendarYear] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        pack = Pack.open(path)
        try:
            year = _year(pack.table(tomllib.loads(pack.text), ()))
            years[year.year] = year
        except tomllib.TOMLDecodeError as fault:
            problems.append(
                Problem(path.name, 0, "syntax", Text(f"TOML 语法错误:{fault}", f"Not TOML: {fault}"))
            )
        problems += pack.problems
    return WorkCalendar(years), problems


def _year(table: Reader) -> CalendarYear:
    number = table.need("year", int, 0)
    notice = table.take("notice", str, "")
    off = frozenset(day for span in table.need("off", list, []) for day in _span(table, span, number))
    work = frozenset(day for day in table.need("work", list, []) if isinstance(day, date))
    table.words("source")
    table.done()
    if both := off & work:
        zh, en = f"{min(both)} 既休又班。", f"{min(both)} is both off and worked."
        table.fault("work", "day-twice", zh, en)
    return CalendarYear(number, notice or None, off, work)


def _span(table: Reader, span: Any, year: int) -> list[date]:
    """``{ zh, en, from, to }``: a holiday with its first and last day off."""
    inner = table.pack.table(span, (*table.place, "off"))
    first, last = inner.day("from"), inner.day("to")
    inner.text()
    inner.done()
    if first is None or last is None or first > last or year not in (first.year, last.year):
        zh, en = "from、to 应为本年的日期,且先后有序。", "from and to must be dates of the year, in order."
        table.fault("off", "span-wrong", zh, en)
        return []
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]

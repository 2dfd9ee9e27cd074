"""Reads data/calendars: one file per year, days off and make-up workdays, with the notice they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from counter.locale import Text
from counter.rules.calendar import CalendarYear, WorkCalendar
from counter.rules.opening import open_pack
from counter.rules.problems import Problem
from counter.rules.reading import Reader
from counter.rules.vocabulary import DAYS


class CalendarFolder(Mapping[int, CalendarYear]):
    """The years of a folder, each read when it is first asked for: a slip needs none, a deadline one or two.

    A year whose file has a fault counts as not at hand, so that dates through it are estimates.
    """

    def __init__(self, folder: Path) -> None:
        files = sorted(folder.glob("*.toml"))
        self._paths = {int(path.stem): path for path in files if path.stem.isdecimal()}
        self._others = [path.name for path in files if not path.stem.isdecimal()]
        self._years: dict[int, CalendarYear | None] = {}

    def __getitem__(self, year: int) -> CalendarYear:
        if year not in self._years:
            found, problems = read_year(self._paths[year])
            self._years[year] = None if problems else found
        known = self._years[year]
        if known is None:
            raise KeyError(year)
        return known

    def __iter__(self) -> Iterator[int]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def problems(self) -> list[Problem]:
        """The faults of all files."""
        said = Text("日历文件以年份命名,如 2026.toml。", "A calendar is named by its year, as 2026.toml.")
        misnamed = [Problem(name, 0, "wrong-year", said) for name in self._others]
        return misnamed + [problem for path in self._paths.values() for problem in read_year(path)[1]]


def read_calendars(folder: Path) -> tuple[WorkCalendar, list[Problem]]:
    """The calendar of a folder with the faults of all its files; a missing folder gives an empty one."""
    years = CalendarFolder(folder)
    return WorkCalendar(years), years.problems()


def read_year(path: Path) -> tuple[CalendarYear | None, list[Problem]]:
    """One file; None when it is no TOML."""
    pack, data, faults = open_pack(path)
    if faults:
        return None, list(faults)
    year = _year(pack.table(data, ()))
    if str(year.year) != path.stem:
        pack.fault(("year",), "wrong-year", "年份与文件名不符。", "The year is not that of the file name.")
    return year, pack.problems


def _year(table: Reader) -> CalendarYear:
    number = table.number("year", DAYS[0].year, DAYS[1].year, DAYS[0].year, needed=True)
    notice = table.take("notice", str, "")
    off = frozenset(day for span in table.need("off", list, []) for day in _span(table, span, number))
    work = frozenset(_worked(table, number))
    table.words("source")
    table.done()
    if both := off & work:
        zh, en = f"{min(both)} 既休又班。", f"{min(both)} is both off and worked."
        table.fault("work", "day-twice", zh, en)
    return CalendarYear(number, notice or None, off, work)


def _worked(table: Reader, year: int) -> Iterator[date]:
    """Saturdays and Sundays that are worked."""
    for day in table.need("work", list, []):
        if isinstance(day, date) and day.year == year:
            yield day
        else:
            zh, en = f"work 中应为本年的日期,现为 {day!r}。", f"work lists dates of the year, not {day!r}."
            table.fault("work", "wrong-sort", zh, en)


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

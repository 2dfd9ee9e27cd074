"""Reading the books of the days: which are open, what was counted, which fees were waived."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from counter.store.engine import Db

CLOSED = "SELECT day, at, clerk, second, reason, books FROM day_close WHERE day = ?"
CLOSED_BEFORE = (
    "SELECT day, at, clerk, second, reason, books FROM day_close WHERE day < ? ORDER BY day DESC LIMIT 1"
)
OPEN = "SELECT day FROM open_day WHERE day > '' ORDER BY day"
COUNTS = "SELECT what, form, count FROM day_count WHERE day = ? ORDER BY what, form"
_WAIVER = "SELECT act, application, fen, basis, ground, reason, day, at, clerk, second, withdrawn, withdrawn_on FROM waiver"
WAIVER_OF = f"{_WAIVER} WHERE application = ? AND withdrawn_on = '' ORDER BY act DESC LIMIT 1"
WAIVED = f"{_WAIVER} WHERE day = ? AND withdrawn_on <> day ORDER BY act"
UNWAIVED = f"{_WAIVER} WHERE withdrawn_on = ? AND day <> withdrawn_on ORDER BY act"


class Closed(NamedTuple):
    """A closed day."""

    day: str
    at: str
    clerk: str
    second: str
    reason: str
    books: Mapping[str, Any]


class Waiver(NamedTuple):
    """A fee waived by two people; ``ground`` is the rule that waives it, or "by-hand"; ``act`` its journal entry."""

    act: int
    application: str
    fen: int
    basis: str
    ground: str
    reason: str
    day: str
    at: str
    clerk: str
    second: str
    withdrawn: str
    withdrawn_on: str


def book_day(db: Db, day: str) -> str:
    """The day in whose books belongs what happens on a day: the first from it on that is not closed."""
    while db.execute("SELECT 1 FROM day_close WHERE day = ?", (day,)).fetchone():
        day = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return day


def closed(db: Db, day: str) -> Closed | None:
    """The books of a closed day."""
    return _closed(db, CLOSED, day)


def closed_before(db: Db, day: str) -> Closed | None:
    """The books of the last closed day before a day."""
    return _closed(db, CLOSED_BEFORE, day)


def open_days(db: Db) -> list[str]:
    """The days on which something happened and that are not closed yet, the earliest first."""
    return [day for (day,) in db.execute(OPEN)]


def counts(db: Db, day: str) -> dict[tuple[str, str], int]:
    """What was counted on a day, by (what, form): accepted, refused, collected, printed, wasted; no zeros."""
    return {(what, form): count for what, form, count in db.execute(COUNTS, (day,)) if count}


def waiver_of(db: Db, application: str) -> Waiver | None:
    """The waiver of an application that was not withdrawn."""
    row = db.execute(WAIVER_OF, (application,)).fetchone()
    return Waiver._make(row) if row else None


def waived(db: Db, day: str) -> list[Waiver]:
    """The fees waived on a day, as they stood at its end."""
    return [Waiver._make(row) for row in db.execute(WAIVED, (day,))]


def unwaived(db: Db, day: str) -> list[Waiver]:
    """Waivers of earlier days that were withdrawn on a day."""
    return [Waiver._make(row) for row in db.execute(UNWAIVED, (day,))]


def _closed(db: Db, sql: str, day: str) -> Closed | None:
    row = db.execute(sql, (day,)).fetchone()
    return Closed._make((*row[:-1], json.loads(row[-1]))) if row else None

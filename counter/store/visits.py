"""Reading home visits; every list comes out of an index in the order in which it is shown."""

from __future__ import annotations

from typing import NamedTuple

from counter.store.engine import Db

_SELECT = "SELECT id, application, demand, beat, officer, planned_on, tries, closed, result, words, signed_by, at FROM visit"
BY_ID = f"{_SELECT} WHERE id = ?"
OPEN_UNTIL = f"{_SELECT} WHERE closed = '' AND planned_on <= ? ORDER BY planned_on, id LIMIT ?"
COUNT_UNTIL = "SELECT count(*) FROM visit WHERE closed = '' AND planned_on <= ?"
OF_OFFICER = (
    f"{_SELECT} WHERE closed = '' AND officer = ? AND planned_on <= ? ORDER BY planned_on, id LIMIT ?"
)
OF_APPLICATION = f"{_SELECT} WHERE application = ? ORDER BY id"
OPINIONS = "SELECT n, result, words, signed_by, at FROM visit_opinion WHERE visit = ? ORDER BY n"


class Visit(NamedTuple):
    """A home visit; days are ISO, "" where there is none."""

    id: str
    application: str
    demand: str
    beat: str
    officer: str
    planned_on: str
    tries: int
    closed: str
    result: str
    words: str
    signed_by: str
    at: str


class Opinion(NamedTuple):
    """What an officer signed."""

    n: int
    result: str
    words: str
    signed_by: str
    at: str


def by_id(db: Db, visit: str) -> Visit | None:
    """One visit."""
    row = db.execute(BY_ID, (visit,)).fetchone()
    return Visit._make(row) if row else None


def open_until(db: Db, day: str, limit: int) -> list[Visit]:
    """Visits to be made on or before a day, the oldest first."""
    return [Visit._make(row) for row in db.execute(OPEN_UNTIL, (day, limit))]


def count_until(db: Db, day: str) -> int:
    """How many visits are to be made on or before a day."""
    (count,) = db.execute(COUNT_UNTIL, (day,)).fetchone()
    return int(count)


def of_officer(db: Db, officer: str, day: str, limit: int) -> list[Visit]:
    """The visits of an officer ("" of nobody) on or before a day, the oldest first."""
    return [Visit._make(row) for row in db.execute(OF_OFFICER, (officer, day, limit))]


def of_application(db: Db, application: str) -> list[Visit]:
    """The visits of an application."""
    return [Visit._make(row) for row in db.execute(OF_APPLICATION, (application,))]


def opinions(db: Db, visit: str) -> list[Opinion]:
    """What was signed after each time somebody went, in order."""
    return [Opinion._make(row) for row in db.execute(OPINIONS, (visit,))]

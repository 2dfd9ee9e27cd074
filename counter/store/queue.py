"""Reading the line at the counter; who is next comes out of an index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from counter.store.engine import Db

_SELECT = (
    "SELECT id, given_on, n, number, first, service, state, day, entered, taken_at, called_at, called_by, sheet"
    " FROM queue_number"
)
BY_ID = f"{_SELECT} WHERE id = ?"
IN_STATE = f"{_SELECT} WHERE day = ? AND state = ? ORDER BY first DESC, entered LIMIT ?"
COUNT = "SELECT count(*) FROM queue_number WHERE day = ? AND state = ?"
LAST = "SELECT coalesce(max(n), 0) FROM queue_number WHERE given_on = ? AND first = ?"


class QueueNumber(NamedTuple):
    """A number; see the table."""

    id: str
    given_on: str
    n: int
    number: str
    first: bool
    service: str
    state: str
    day: str
    entered: int
    taken_at: str
    called_at: str
    called_by: str
    sheet: str


def by_id(db: Db, number_id: str) -> QueueNumber | None:
    """One number."""
    return _one(db.execute(BY_ID, (number_id,)).fetchone())


def in_state(db: Db, day: str, state: str, limit: int) -> list[QueueNumber]:
    """The numbers of a day in a state, in the order in which they are called."""
    return [_made(row) for row in db.execute(IN_STATE, (day, state, limit))]


def count(db: Db, day: str, state: str) -> int:
    """How many numbers of a day are in a state."""
    (found,) = db.execute(COUNT, (day, state)).fetchone()
    return int(found)


def last(db: Db, given_on: str, *, first: bool) -> int:
    """The last number given out for a day, of those served first or of the others; 0 when there is none."""
    (found,) = db.execute(LAST, (given_on, first)).fetchone()
    return int(found)


def _one(row: Iterable[Any] | None) -> QueueNumber | None:
    return _made(row) if row else None


def _made(row: Iterable[Any]) -> QueueNumber:
    made = QueueNumber._make(row)
    return made._replace(first=bool(made.first))

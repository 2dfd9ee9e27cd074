"""Reading applications and what belongs to them; every list comes out of an index in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from counter.store.engine import Db

_COLUMNS = "id, service, person, state, since, running, accepted_on, verified_on, signed_on, due, estimated, collect, touched"
_SELECT = f"SELECT {_COLUMNS} FROM application"  # noqa: S608 - fixed words
BY_ID = f"{_SELECT} WHERE id = ?"
IN_STATE = f"{_SELECT} WHERE state = ? AND (since, id) > (?, ?) ORDER BY since, id LIMIT ?"
IN_STATE_NEWEST = f"{_SELECT} WHERE state = ? AND (since, id) < (?, ?) ORDER BY since DESC, id DESC LIMIT ?"
IN_STATE_BEFORE = (
    f"{_SELECT} WHERE state = ? AND (since, id) > (?, ?) AND since < ? ORDER BY since, id LIMIT ?"
)
DUE = f"{_SELECT} WHERE running = 1 AND (due, id) > (?, ?) AND due < ? ORDER BY due, id LIMIT ?"
OF_PERSON = f"{_SELECT} WHERE person = ? ORDER BY accepted_on DESC, id DESC LIMIT ?"
ACCEPTED_ON = "SELECT count(*) FROM application WHERE accepted_on = ?"
UNSETTLED = (
    'SELECT count(*) FROM application AS a CROSS JOIN "case" AS c ON c.id = a.id'
    " WHERE a.accepted_on > ? AND a.accepted_on <= ? AND c.step <> 'done'"
)
COUNT_IN = "SELECT count(*) FROM application WHERE state = ?"
COUNT_SINCE = "SELECT count(*) FROM application WHERE state = ? AND since >= ? AND since < ?"
COUNT_BEFORE = "SELECT count(*) FROM application WHERE state = ? AND since < ?"
COUNT_DUE = "SELECT count(*) FROM application WHERE running = 1 AND due >= ? AND due < ?"
COUNT_RUNNING = "SELECT count(*) FROM application WHERE running = 1"
COUNT_PROMISES = (
    "SELECT count(*) FROM promise AS p CROSS JOIN application AS a ON a.id = p.application"
    " WHERE p.outcome = '' AND p.due <= ? AND a.accepted_on <> ''"
)
PAPERS = "SELECT paper, seen_at, copies, settled, settled_at FROM received_paper WHERE application = ? ORDER BY paper"
_FEE = "SELECT receipt, application, fen, basis, day, at, clerk, returned, returned_on FROM fee"
FEE = f"{_FEE} WHERE receipt = ?"
FEES_OF_DAY = f"{_FEE} WHERE day = ? ORDER BY receipt"
FEES_RETURNED = f"{_FEE} WHERE returned_on = ? ORDER BY receipt"
LAST_RECEIPT = "SELECT receipt FROM fee WHERE day <= ? ORDER BY day DESC, receipt DESC LIMIT 1"
FINGERS = "SELECT n, finger, result, quality, score, at FROM finger_result WHERE application = ? ORDER BY n"
PROMISES = (
    "SELECT application, demand, due, outcome, reason FROM promise WHERE application = ? ORDER BY demand"
)
PROMISES_DUE = (
    "SELECT p.application, p.demand, p.due, p.outcome, p.reason FROM promise AS p"
    " CROSS JOIN application AS a ON a.id = p.application"
    " WHERE p.outcome = '' AND (p.due, p.application, p.demand) > (?, ?, ?) AND p.due <= ? AND a.accepted_on <> ''"
    " ORDER BY p.due, p.application, p.demand LIMIT ?"
)


Place = tuple[str, str]
"""Where a list goes on: the day or moment of its last row, and that row's id."""
START: Place = ("", "")
_BEYOND: Place = ("\U0010ffff", "")
"""Behind every row, for the lists that run backwards."""


class Application(NamedTuple):
    """An application; days are ISO, "" where there is none."""

    id: str
    service: str
    person: str
    state: str
    since: str
    running: bool
    accepted_on: str
    verified_on: str
    signed_on: str
    due: str
    estimated: bool
    collect: str
    touched: int


class Received(NamedTuple):
    """An original on the counter."""

    paper: str
    seen_at: str
    copies: int
    settled: str
    settled_at: str


class Fee(NamedTuple):
    """A fee under its receipt number."""

    receipt: str
    application: str
    fen: int
    basis: str
    day: str
    at: str
    clerk: str
    returned: str
    returned_on: str


class Finger(NamedTuple):
    """What was taken of a finger."""

    n: int
    finger: int
    result: str
    quality: int | None
    score: float | None
    at: str


class Promise(NamedTuple):
    """A promise instead of a proof."""

    application: str
    demand: str
    due: str
    outcome: str
    reason: str


def by_id(db: Db, application: str) -> Application | None:
    """One application."""
    row = db.execute(BY_ID, (application,)).fetchone()
    return _application(row) if row else None


def in_state(db: Db, state: str, limit: int, after: Place = START) -> list[Application]:
    """Applications in a state, those that are in it longest first."""
    return [_application(row) for row in db.execute(IN_STATE, (state, *after, limit))]


def newest_in_state(db: Db, state: str, limit: int, after: Place = START) -> list[Application]:
    """Applications in a state, those that came into it last first."""
    place = _BEYOND if after == START else after
    return [_application(row) for row in db.execute(IN_STATE_NEWEST, (state, *place, limit))]


def in_state_before(db: Db, state: str, moment: str, limit: int, after: Place = START) -> list[Application]:
    """Applications that came into a state before a moment and are still in it, oldest first."""
    return [_application(row) for row in db.execute(IN_STATE_BEFORE, (state, *after, moment, limit))]


def due_between(db: Db, first: str, before: str, limit: int, after: Place = START) -> list[Application]:
    """Applications whose time runs out on or after ``first`` and before ``before``, the earliest first."""
    place = max((first, ""), after)
    return [_application(row) for row in db.execute(DUE, (*place, before, limit))]


def of_person(db: Db, person: str, limit: int) -> list[Application]:
    """The applications of a person, the newest first."""
    return [_application(row) for row in db.execute(OF_PERSON, (person, limit))]


def count_accepted(db: Db, day: str) -> int:
    """How many were accepted on a day."""
    return _count(db, ACCEPTED_ON, (day,))


def count_unsettled(db: Db, after: str, last: str) -> int:
    """How many applications accepted after one day and up to another have no receipt in the citizen's hand yet."""
    return _count(db, UNSETTLED, (after, last))


def count_in(db: Db, state: str) -> int:
    """How many are in a state."""
    return _count(db, COUNT_IN, (state,))


def count_since(db: Db, state: str, first: str, before: str) -> int:
    """How many came into a state between two moments and are still in it."""
    return _count(db, COUNT_SINCE, (state, first, before))


def count_before(db: Db, state: str, moment: str) -> int:
    """How many came into a state before a moment and are still in it."""
    return _count(db, COUNT_BEFORE, (state, moment))


def count_due(db: Db, first: str, before: str) -> int:
    """How many run out of time on or after ``first`` and before ``before``."""
    return _count(db, COUNT_DUE, (first, before))


def count_running(db: Db) -> int:
    """How many the authority is working on."""
    return _count(db, COUNT_RUNNING, ())


def count_promises(db: Db, day: str) -> int:
    """How many promises of accepted applications are to be checked on or before a day."""
    return _count(db, COUNT_PROMISES, (day,))


def papers(db: Db, application: str) -> list[Received]:
    """The originals of an application."""
    return [Received._make(row) for row in db.execute(PAPERS, (application,))]


def fee(db: Db, receipt: str) -> Fee | None:
    """The fee under a receipt number."""
    row = db.execute(FEE, (receipt,)).fetchone()
    return Fee._make(row) if row else None


def fees_of_day(db: Db, day: str) -> list[Fee]:
    """The fees of a day by receipt number."""
    return [Fee._make(row) for row in db.execute(FEES_OF_DAY, (day,))]


def fees_returned(db: Db, day: str) -> list[Fee]:
    """The fees given back on a day, whenever they were taken."""
    return [Fee._make(row) for row in db.execute(FEES_RETURNED, (day,))]


def last_receipt(db: Db, day: str) -> str:
    """The highest receipt number of the last day on which a fee was taken, up to ``day``; "" before the first."""
    row = db.execute(LAST_RECEIPT, (day,)).fetchone()
    return str(row[0]) if row else ""


def fingers(db: Db, application: str) -> list[Finger]:
    """What was taken of the fingers of an applicant, in order."""
    return [Finger._make(row) for row in db.execute(FINGERS, (application,))]


def promises(db: Db, application: str) -> list[Promise]:
    """The promises of an application."""
    return [Promise._make(row) for row in db.execute(PROMISES, (application,))]


def promises_due(db: Db, day: str, limit: int, after: tuple[str, str, str] = ("", "", "")) -> list[Promise]:
    """Promises of accepted applications to be checked on or before a day, the oldest first; ``after`` is due, id, demand."""
    return [Promise._make(row) for row in db.execute(PROMISES_DUE, (*after, day, limit))]


def _count(db: Db, sql: str, values: tuple[str, ...]) -> int:
    (count,) = db.execute(sql, values).fetchone()
    return int(count)


def _application(row: Iterable[Any]) -> Application:
    found = Application._make(row)
    return found._replace(running=bool(found.running), estimated=bool(found.estimated))

"""Reading journeys, sheets, clerks and the seal ledger. Nothing here writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from counter.store.engine import Db
from counter.store.sheet_key import SHEETS_A_DAY, key_of, keys_of_day


class Clerk(NamedTuple):
    """A person who may sign in, with the hash of the PIN."""

    number: str
    name: str
    role: str
    pin: str
    active: bool


class Case(NamedTuple):
    """A journey; ``facts`` is what was settled so far."""

    id: str
    service: str
    step: str
    clerk: str
    opened_at: str
    facts: Mapping[str, Any]
    parked: bool
    is_open: bool
    touched: int


class Sheet(NamedTuple):
    """A sheet; ``fields`` are (code, printed text) in printed order."""

    id: int
    serial: str
    case_id: str
    form: str
    state: str
    holder: str
    clerk: str
    reserved_at: str
    replaces: str
    replaced_by: str
    reason: str
    second: str
    job: str
    sha256: str
    fields: tuple[tuple[str, str], ...]
    code: str
    specimen: bool
    seal: Mapping[str, str] | None


class SealUse(NamedTuple):
    """A line of the seal ledger with the state of its sheet."""

    n: int
    at: str
    serial: str
    mode: str
    clerk: str
    second: str
    form: str
    holder: str
    state: str


_CLERK = "SELECT number, name, role, pin, active FROM clerk"
CLERK = f"{_CLERK} WHERE number = ?"
CLERKS = f"{_CLERK} WHERE active ORDER BY number"
_CASE = 'SELECT id, service, step, clerk, opened_at, facts, parked, is_open, touched FROM "case"'
CASE = f"{_CASE} WHERE id = ?"
CASES_OPEN = f"{_CASE} WHERE clerk = ? AND is_open"
_SHEET = (
    "SELECT s.id, s.serial, s.case_id, s.form, s.state, s.holder, s.clerk, s.reserved_at, s.replaces,"
    " s.replaced_by, s.reason, s.second, s.job, s.sha256, j.body FROM sheet AS s CROSS JOIN journal AS j ON j.n = s.act"
)
SHEET = f"{_SHEET} WHERE s.id = ? AND s.serial = ?"
SHEETS_OF_DAY = (
    f"{_SHEET} WHERE s.id BETWEEN ? AND ?"  # noqa: S608 - fixed words
    " AND s.form NOT IN (SELECT value FROM json_each(?)) ORDER BY s.id DESC LIMIT ?"
)
UNSETTLED_BETWEEN = (
    f"{_SHEET} WHERE s.id BETWEEN ? AND ? AND s.reserved_at > ? AND s.state IN ('reserved', 'sent')"
    " ORDER BY s.id LIMIT ?"
)
LAST_OF_FORM = f"{_SHEET} WHERE s.id BETWEEN ? AND ? AND s.form = ? ORDER BY s.id DESC LIMIT 1"
LAST_OF_DAY = "SELECT id FROM sheet WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1"
COUNTS_OF_DAY = "SELECT form, state, count(*) FROM sheet WHERE id BETWEEN ? AND ? GROUP BY form, state"
SEALED_BETWEEN = (
    "SELECT count(*) FROM sheet AS s CROSS JOIN journal AS j ON j.n = s.act"
    " WHERE s.id BETWEEN ? AND ? AND s.reserved_at > ? AND json_extract(j.body, '$.seal') IS NOT NULL"
)
SEAL_USES_BETWEEN = "SELECT count(*) FROM seal_use WHERE day BETWEEN ? AND ? AND at > ?"
SEAL_USES = (
    "SELECT u.n, u.at, u.serial, u.mode, u.clerk, CASE WHEN s.second = '' THEN u.second ELSE s.second END,"
    " s.form, s.holder, s.state FROM seal_use AS u CROSS JOIN sheet AS s ON s.id = u.sheet"
    " WHERE u.day = ? ORDER BY u.n"
)
SCRATCH = "SELECT field, text FROM scratch WHERE case_id = ?"
WRONG_PINS = (
    "SELECT count(*) FROM journal WHERE subject = ? AND kind = 'clerk.wrong-pin' AND at BETWEEN ? AND ?"
)


def clerk(db: Db, number: str) -> Clerk | None:
    """The clerk of this number, active or not."""
    row = db.execute(CLERK, (number,)).fetchone()
    return _clerk(row) if row else None


def clerks(db: Db) -> list[Clerk]:
    """Everybody who may sign in, by number."""
    return [_clerk(row) for row in db.execute(CLERKS)]


def case(db: Db, case_id: str) -> Case | None:
    """One journey."""
    row = db.execute(CASE, (case_id,)).fetchone()
    return _case(row) if row else None


def open_cases(db: Db, clerk_number: str) -> list[Case]:
    """The unfinished journeys of a clerk, the last touched first."""
    found = [_case(row) for row in db.execute(CASES_OPEN, (clerk_number,))]
    return sorted(found, key=lambda case: case.touched, reverse=True)


def about_person(db: Db, person: str, other_than: str) -> bool:
    """Whether another journey under way, of whatever clerk, is about this applicant."""
    under_way = (case for clerk in clerks(db) for case in open_cases(db, clerk.number))
    return any(case.facts.get("person") == person for case in under_way if case.id != other_than)


def sheet(db: Db, serial: str) -> Sheet | None:
    """One sheet; the text must be a serial."""
    row = db.execute(SHEET, (key_of(serial), serial)).fetchone()
    return _sheet(row) if row else None


def sheets_of_day(db: Db, day: date, limit: int, *, without: Iterable[str] = ()) -> list[Sheet]:
    """The sheets of a day, newest first, without those of some forms."""
    wanted = (*keys_of_day(day), json.dumps(sorted(without)), limit)
    return [_sheet(row) for row in db.execute(SHEETS_OF_DAY, wanted)]


def unsettled_between(db: Db, first: date, last: date, after: str, limit: int) -> list[Sheet]:
    """The sheets of some days, reserved after a moment, of which nobody said yet whether they came out, oldest first."""
    keys = (keys_of_day(first)[0], keys_of_day(last)[1])
    return [_sheet(row) for row in db.execute(UNSETTLED_BETWEEN, (*keys, after, limit))]


def last_of_form(db: Db, day: date, form: str) -> Sheet | None:
    """The newest sheet of a form that was printed on a day."""
    row = db.execute(LAST_OF_FORM, (*keys_of_day(day), form)).fetchone()
    return _sheet(row) if row else None


def counts_of_day(db: Db, day: date) -> dict[tuple[str, str], int]:
    """How many sheets of a day, by (form, state)."""
    return {(form, state): count for form, state, count in db.execute(COUNTS_OF_DAY, keys_of_day(day))}


def next_number(db: Db, day: date) -> int:
    """The number the next sheet of a day takes; read inside the transaction that takes it."""
    last = db.execute(LAST_OF_DAY, keys_of_day(day)).fetchone()
    return last[0] % SHEETS_A_DAY + 1 if last else 1


def seal_uses(db: Db, day: str) -> list[SealUse]:
    """The seal ledger of a day, in the order in which the seal was used."""
    return [SealUse._make(row) for row in db.execute(SEAL_USES, (day,))]


def sealed_between(db: Db, first: date, last: date, after: str) -> int:
    """How many sheets of some days, reserved after a moment, bear a seal, as the journal says; the ledger is counted apart."""
    keys = (keys_of_day(first)[0], keys_of_day(last)[1])
    (count,) = db.execute(SEALED_BETWEEN, (*keys, after)).fetchone()
    return int(count)


def seal_uses_between(db: Db, first: date, last: date, after: str) -> int:
    """How many lines the seal ledger has for some days, written after a moment."""
    days = (first.isoformat(), last.isoformat(), after)
    (count,) = db.execute(SEAL_USES_BETWEEN, days).fetchone()
    return int(count)


def scratch(db: Db, case_id: str) -> dict[str, str]:
    """What was typed in a journey and not yet entered, by field."""
    return dict(db.execute(SCRATCH, (case_id,)))


def wrong_pins(db: Db, clerk_number: str, since: str, until: str) -> int:
    """How many wrong PINs were typed for a clerk between two moments (ISO, civil time of the station).

    The end matters when the clock was set back: acts that seem to lie ahead must not lock anybody out for a day.
    """
    (count,) = db.execute(WRONG_PINS, (clerk_number, since, until)).fetchone()
    return int(count)


def _clerk(row: Iterable[Any]) -> Clerk:
    clerk = Clerk._make(row)
    return clerk._replace(active=bool(clerk.active))


def _case(row: Iterable[Any]) -> Case:
    case = Case._make(row)
    facts = json.loads(str(case.facts))
    return case._replace(facts=facts, parked=bool(case.parked), is_open=bool(case.is_open))


def _sheet(row: Sequence[Any]) -> Sheet:
    *columns, words = row
    body = json.loads(words)
    fields = tuple((code, text) for code, text in body["fields"])
    return Sheet._make((*columns, fields, body["code"], body["specimen"], body["seal"]))

"""Reading applicants and what was changed about them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from counter.store.apply_applications import PERSON_FIELDS
from counter.store.engine import Db

_SELECT = f"SELECT id, {', '.join(PERSON_FIELDS)} FROM person"  # noqa: S608 - fixed words
BY_ID = f"{_SELECT} WHERE id = ?"
BY_NUMBER = f"{_SELECT} WHERE number = ?"
BY_NAME = f"{_SELECT} WHERE name >= ? AND name < ? ORDER BY name, birth LIMIT ?"
_BEYOND = "\U0010ffff"
CHANGES = "SELECT field, old, new, reason, at, clerk FROM person_change WHERE person = ? ORDER BY act DESC, field DESC LIMIT ?"


class Person(NamedTuple):
    """An applicant."""

    id: str
    number: str
    name: str
    sex: str
    ethnic: str
    birth: date
    household_address: str
    residence_address: str
    phone: str


class Change(NamedTuple):
    """One field, old and new."""

    field: str
    old: str
    new: str
    reason: str
    at: str
    clerk: str


def by_id(db: Db, person: str) -> Person | None:
    """The applicant with this internal id."""
    return _one(db, BY_ID, person)


def by_number(db: Db, number: str) -> Person | None:
    """The applicant who has this citizen number now."""
    return _one(db, BY_NUMBER, number)


def by_name(db: Db, start: str, limit: int) -> list[Person]:
    """The applicants whose name begins so, by name and birth."""
    return [_person(row) for row in db.execute(BY_NAME, (start, start + _BEYOND, limit))]


def changes(db: Db, person: str, limit: int) -> list[Change]:
    """What was changed about an applicant, newest first."""
    return [Change._make(row) for row in db.execute(CHANGES, (person, limit))]


def _one(db: Db, sql: str, value: Any) -> Person | None:
    row = db.execute(sql, (value,)).fetchone()
    return _person(row) if row else None


def _person(row: Iterable[Any]) -> Person:
    found = Person._make(row)
    return found._replace(birth=date.fromisoformat(str(found.birth)))

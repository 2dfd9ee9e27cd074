"""Reading applicants and what was changed about them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from counter.store.apply_applications import PERSON_FIELDS
from counter.store.engine import Db
from counter.store.initials import MOST

_SELECT = f"SELECT id, {', '.join(PERSON_FIELDS)} FROM person"  # noqa: S608 - fixed words
BY_ID = f"{_SELECT} WHERE id = ?"
BY_NUMBER = f"{_SELECT} WHERE number = ?"
BY_NAME = f"{_SELECT} WHERE name >= ? AND name < ? ORDER BY name, birth LIMIT ?"
BY_WORD = (
    f"SELECT {', '.join(f'p.{column}' for column in ('id', *PERSON_FIELDS))} FROM person_word AS w"  # noqa: S608 - fixed words
    " CROSS JOIN person AS p ON p.id = w.person WHERE w.word >= ? AND w.word < ? ORDER BY w.word, w.birth LIMIT ?"
)
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


def by_word(db: Db, start: str, limit: int) -> list[Person]:
    """The applicants with a word that begins so: number backwards, initials, or the name from any character on."""
    rows = db.execute(BY_WORD, (start, start + _BEYOND, limit * MOST))
    found = {person.id: person for person in map(_person, rows)}
    return list(found.values())[:limit]


def changes(db: Db, person: str, limit: int) -> list[Change]:
    """What was changed about an applicant, newest first."""
    return [Change._make(row) for row in db.execute(CHANGES, (person, limit))]


def _one(db: Db, sql: str, value: Any) -> Person | None:
    row = db.execute(sql, (value,)).fetchone()
    return _person(row) if row else None


def _person(row: Iterable[Any]) -> Person:
    found = Person._make(row)
    return found._replace(birth=date.fromisoformat(str(found.birth)))

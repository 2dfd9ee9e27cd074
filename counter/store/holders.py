"""Finding permit holders: every list comes out of an index in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from counter.store.engine import Db
from counter.store.initials import MOST

COLUMNS = (
    "id", "number", "name", "sex", "ethnic", "birth", "household_address", "residence_address",
    "permit_kind", "permit_number", "issued", "endorsed_until", "state",
)  # fmt: skip
_WANTED = ", ".join(f"h.{column}" for column in COLUMNS)
_SELECT = f"SELECT {_WANTED} FROM holder AS h"  # noqa: S608 - fixed words
BY_NUMBER = f"{_SELECT} WHERE h.number = ?"
BY_ID = f"{_SELECT} WHERE h.id = ?"
BY_TAIL = f"{_SELECT} WHERE h.tail >= ? AND h.tail < ? ORDER BY h.tail LIMIT ?"
BY_NAME = f"{_SELECT} WHERE h.name >= ? AND h.name < ? ORDER BY h.name, h.birth LIMIT ?"
BY_ENDORSEMENT = (
    f"{_SELECT} WHERE (h.endorsed_until, h.id) > (?, ?) AND h.endorsed_until <= ? AND h.state = 'valid'"
    " ORDER BY h.endorsed_until, h.id LIMIT ?"
)
ENDORSED = "SELECT 1 FROM holder AS h WHERE h.endorsed_until >= ? AND h.endorsed_until <= ? AND h.state = 'valid' LIMIT ?"
"""Counted up to a limit: nobody reads on, and the register may be large."""
OVERDUE = (
    f"{_SELECT} WHERE h.endorsed_until < ? AND h.state = 'valid' ORDER BY h.endorsed_until, h.id LIMIT ?"
)
BY_INITIALS = (
    f"SELECT {_WANTED} FROM holder_initials AS i CROSS JOIN holder AS h ON h.id = i.holder"  # noqa: S608 - fixed words
    " WHERE i.initials >= ? AND i.initials < ? ORDER BY i.initials, i.birth LIMIT ?"
)
BY_PART = (
    f"SELECT {_WANTED} FROM holder_parts AS p CROSS JOIN holder AS h ON h.id = p.rowid"  # noqa: S608 - fixed words
    " WHERE p.holder_parts MATCH ? ORDER BY p.rowid LIMIT ?"
)

_DAYS = tuple(COLUMNS.index(column) for column in ("birth", "issued", "endorsed_until"))
_BEYOND = "\U0010ffff"
"""Sorts after every character a name may have: the open end of a range."""


class Holder(NamedTuple):
    """A holder as the store holds it; dates are dates, codes are codes."""

    id: int
    number: str
    name: str
    sex: str
    ethnic: str
    birth: date
    household_address: str
    residence_address: str
    permit_kind: str
    permit_number: str
    issued: date
    endorsed_until: date
    state: str


def by_number(db: Db, number: str) -> Holder | None:
    """The holder of exactly this number."""
    return next(iter(_holders(db, BY_NUMBER, (number,))), None)


def by_id(db: Db, holder: int) -> Holder | None:
    """The holder with this internal id."""
    return next(iter(_holders(db, BY_ID, (holder,))), None)


def among(db: Db, numbers: Iterable[str]) -> list[Holder]:
    """The holders of any of these numbers, one look-up each."""
    return [found for number in numbers if (found := by_number(db, number))]


def by_tail(db: Db, digits: str, limit: int) -> list[Holder]:
    """Holders whose number ends with these digits."""
    start = digits[::-1]
    return _holders(db, BY_TAIL, (start, start + _BEYOND, limit))


def by_name(db: Db, start: str, limit: int) -> list[Holder]:
    """Holders whose name begins so, by name and birth."""
    return _holders(db, BY_NAME, (start, start + _BEYOND, limit))


def by_initials(db: Db, letters: str, limit: int) -> list[Holder]:
    """Holders whose pinyin initials begin so, under any reading, by initials and birth."""
    start = letters.lower()
    rows = db.execute(BY_INITIALS, (start, start + _BEYOND, limit * MOST))
    return list(islice(_each_once(map(_holder, rows)), limit))


def by_endorsement(
    db: Db, first: date, last: date, limit: int, after: tuple[str, int] | None = None
) -> list[Holder]:
    """Holders of valid permits whose endorsement ends between two days, the earliest first; ``after`` is day and id."""
    place = after or (first.isoformat(), -1)
    return _holders(db, BY_ENDORSEMENT, (*place, last.isoformat(), limit))


def count_endorsement(db: Db, first: date, last: date, most: int) -> int:
    """How many valid permits end between two days, counted up to ``most``."""
    return len(list(db.execute(ENDORSED, (first.isoformat(), last.isoformat(), most))))


def overdue(db: Db, today: date, limit: int) -> list[Holder]:
    """Holders of permits recorded as valid whose endorsement has ended, the earliest first."""
    return _holders(db, OVERDUE, (today.isoformat(), limit))


def by_part(db: Db, part: str, limit: int) -> list[Holder]:
    """Holders with this text anywhere in the name, in the order of the register."""
    return _holders(db, BY_PART, (phrase(part), limit))


def one_token_each(name: str) -> str:
    """A name as the full-text index sees it: one token a character, so that any part can be found."""
    return " ".join(name)


def phrase(part: str) -> str:
    """An FTS5 phrase of single characters: quotes are data, and NUL, which would end the query, is in no name."""
    return '"' + one_token_each(part.replace("\0", "")).replace('"', '""') + '"'


def _each_once(found: Iterable[Holder]) -> Iterator[Holder]:
    """A name with two readings is met twice; SQLite steps no further than the caller takes."""
    seen: set[int] = set()
    for holder in found:
        if holder.id not in seen:
            seen.add(holder.id)
            yield holder


def _holders(db: Db, sql: str, values: Sequence[Any]) -> list[Holder]:
    return [_holder(row) for row in db.execute(sql, tuple(values))]


def _holder(row: Iterable[Any]) -> Holder:
    day = date.fromisoformat
    values = list(row)
    for place in _DAYS:
        values[place] = day(values[place])
    return Holder._make(values)

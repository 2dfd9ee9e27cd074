"""Reading permits and their history; every list comes out of an index in the order in which it is shown."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from counter.store.engine import Db

BY_HOLDER = (
    "SELECT holder, state, years_from, full_years_from, card, guarded, touched FROM permit WHERE holder = ?"
)
_DEED = (
    "SELECT holder, act, deed, state, at, clerk, second, reason, article_zh, article_en, application, changes, sheet"
    " FROM permit_deed"
)
HISTORY = f"{_DEED} WHERE holder = ? ORDER BY act DESC LIMIT ?"
ONE = f"{_DEED} WHERE holder = ? AND act = ?"


class Permit(NamedTuple):
    """A permit on which something was done here; days are ISO, "" where not known."""

    holder: int
    state: str
    years_from: str
    full_years_from: str
    card: str
    guarded: frozenset[str]
    touched: int


class Deed(NamedTuple):
    """One deed of the history; ``changes`` are (column, old, new)."""

    holder: int
    act: int
    deed: str
    state: str
    at: str
    clerk: str
    second: str
    reason: str
    article_zh: str
    article_en: str
    application: str
    changes: tuple[tuple[str, str, str], ...]
    sheet: str


def by_holder(db: Db, holder: int) -> Permit | None:
    """What deeds here made of the permit of a holder; None where nothing was done."""
    row = db.execute(BY_HOLDER, (holder,)).fetchone()
    if row is None:
        return None
    found = Permit._make(row)
    return found._replace(guarded=frozenset(filter(None, str(found.guarded).split(","))))


def history(db: Db, holder: int, limit: int) -> list[Deed]:
    """The deeds on a permit, newest first."""
    return [_deed(row) for row in db.execute(HISTORY, (holder, limit))]


def deed(db: Db, holder: int, act: int) -> Deed | None:
    """One deed by the journal entry that recorded it."""
    row = db.execute(ONE, (holder, act)).fetchone()
    return _deed(row) if row else None


def _deed(row: Any) -> Deed:
    found = Deed._make(row)
    return found._replace(changes=tuple((f, old, new) for f, old, new in json.loads(str(found.changes))))

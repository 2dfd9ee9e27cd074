"""Reading the seal ledger over several days, for its printed pages."""

from __future__ import annotations

from typing import NamedTuple

from counter.store.engine import Db

BETWEEN = (
    "SELECT u.day, u.n, u.at, u.serial, u.mode, u.purpose, u.clerk,"
    " CASE WHEN s.second = '' THEN u.second ELSE s.second END, s.form, s.holder, s.state, s.replaces, s.reason"
    " FROM seal_use AS u CROSS JOIN sheet AS s ON s.id = u.sheet"
    " WHERE u.day BETWEEN ? AND ? ORDER BY u.day, u.n LIMIT ?"
)


class LedgerLine(NamedTuple):
    """A use of the seal with what became of its sheet."""

    day: str
    n: int
    at: str
    serial: str
    mode: str
    purpose: str
    clerk: str
    second: str
    form: str
    holder: str
    state: str
    replaces: str
    reason: str


def between(db: Db, since: str, until: str, limit: int) -> list[LedgerLine]:
    """Every use from one day to another, both included, in the order in which it happened."""
    return [LedgerLine._make(row) for row in db.execute(BETWEEN, (since, until, limit))]

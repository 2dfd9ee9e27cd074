"""Reading issued seals and the sessions in which they may be used. Nothing here writes."""

from __future__ import annotations

from typing import NamedTuple

from counter.store.engine import Db


class Imported(NamedTuple):
    """An issued seal with the file it came in."""

    fingerprint: str
    number: str
    name: str
    purpose: str
    since: int
    until: int
    at: str
    clerk: str
    second: str
    text: str


class Session(NamedTuple):
    """A time in which the seal is unlocked; moments are ISO."""

    fingerprint: str
    at: str
    until: str
    clerk: str
    second: str


_SEAL = "SELECT fingerprint, number, name, purpose, since, until, at, clerk, second, text FROM issued_seal"
NEWEST = f"{_SEAL} ORDER BY act DESC LIMIT 1"
ONE = f"{_SEAL} WHERE fingerprint = ?"
OPEN = (
    "SELECT fingerprint, at, until, clerk, second FROM seal_session WHERE ended_at = '' AND until > ?"
    " ORDER BY act DESC LIMIT 1"
)


def newest(db: Db) -> Imported | None:
    """The seal in use."""
    row = db.execute(NEWEST).fetchone()
    return Imported._make(row) if row else None


def by_fingerprint(db: Db, fingerprint: str) -> Imported | None:
    """Any seal that was ever in use, so that a sheet can be printed again as it was."""
    row = db.execute(ONE, (fingerprint,)).fetchone()
    return Imported._make(row) if row else None


def session_at(db: Db, moment: str) -> Session | None:
    """The session that runs at a moment (ISO)."""
    row = db.execute(OPEN, (moment,)).fetchone()
    return Session._make(row) if row else None

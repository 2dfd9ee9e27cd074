"""Reading what is to be reported to the authority's system."""

from __future__ import annotations

from typing import NamedTuple

from counter.store.engine import Db
from counter.store.journal import Entry, entry

IN_BATCH = "SELECT act, what, subject, at, batch FROM upload WHERE batch = ? ORDER BY act LIMIT ?"
OF_SUBJECT = (
    "SELECT u.batch, coalesce(b.confirmed_at, '') FROM upload AS u LEFT JOIN upload_batch AS b ON b.n = u.batch"
    " WHERE u.subject = ? ORDER BY u.act"
)
COUNT_IN = "SELECT count(*) FROM upload WHERE batch = ?"
ACTS = (
    "SELECT j.n, j.terminal, j.seq, j.at, j.clerk, j.kind, j.subject, j.body FROM upload AS u"
    " CROSS JOIN journal AS j ON j.n = u.act WHERE u.batch = ? ORDER BY u.act LIMIT ?"
)
_BATCH = "SELECT n, at, clerk, lines, sha256, confirmed_at, confirmed_by FROM upload_batch"
BATCH = f"{_BATCH} WHERE n = ?"
BATCHES = f"{_BATCH} WHERE n > 0 ORDER BY n DESC LIMIT ?"
LAST_BATCH = "SELECT max(n) FROM upload_batch"
PENDING = 0
"""The batch of what is in no file yet."""
ALL = -1
"""No limit."""


class Upload(NamedTuple):
    """One line to be reported."""

    act: int
    what: str
    subject: str
    at: str
    batch: int


class Batch(NamedTuple):
    """A file handed on."""

    n: int
    at: str
    clerk: str
    lines: int
    sha256: str
    confirmed_at: str
    confirmed_by: str


def in_batch(db: Db, batch: int, limit: int) -> list[Upload]:
    """The lines of a batch, 0 for what is in none yet, in the order of the acts."""
    return [Upload._make(row) for row in db.execute(IN_BATCH, (batch, limit))]


def count_in(db: Db, batch: int) -> int:
    """How many lines a batch has."""
    (count,) = db.execute(COUNT_IN, (batch,)).fetchone()
    return int(count)


def acts_in(db: Db, batch: int, limit: int = ALL) -> list[Entry]:
    """The journal entries of a batch, in order."""
    return [entry(*row) for row in db.execute(ACTS, (batch, limit))]


def unconfirmed(db: Db, subject: str) -> int:
    """How many acts about a subject the authority's system has not confirmed: waiting, or in a file on its way."""
    return sum(not confirmed for _, confirmed in db.execute(OF_SUBJECT, (subject,)))


def batch(db: Db, n: int) -> Batch | None:
    """One file."""
    row = db.execute(BATCH, (n,)).fetchone()
    return Batch._make(row) if row else None


def batches(db: Db, limit: int) -> list[Batch]:
    """The files, the newest first."""
    return [Batch._make(row) for row in db.execute(BATCHES, (limit,))]


def last_batch(db: Db) -> int:
    """The number of the newest file; 0 when there is none."""
    (n,) = db.execute(LAST_BATCH).fetchone()
    return int(n or 0)

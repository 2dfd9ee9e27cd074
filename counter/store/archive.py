"""Reading what is archived and what still waits for it. Nothing here writes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from counter.store.engine import Db


class Archived(NamedTuple):
    """A signed file of the archive."""

    sheet: int
    serial: str
    sha256: str
    key: str
    at: str


ARCHIVED = "SELECT sheet, serial, sha256, key, at FROM archived ORDER BY sheet"
PENDING = (
    "SELECT s.serial FROM sheet AS s LEFT JOIN archived AS a ON a.sheet = s.id"
    " WHERE s.id > ? AND s.state <> 'reserved' AND a.sheet IS NULL"
    " AND s.form NOT IN (SELECT value FROM json_each(?)) ORDER BY s.id LIMIT ?"
)


def archived(db: Db) -> list[Archived]:
    """Every signed file, oldest first."""
    return [Archived._make(row) for row in db.execute(ARCHIVED)]


def pending(db: Db, after: int, limit: int, *, without: Iterable[str] = ()) -> list[str]:
    """Serials of sheets that left the counter and have no signed copy, from a key on, oldest first, without some forms."""
    return [serial for (serial,) in db.execute(PENDING, (after, json.dumps(sorted(without)), limit))]


_KEY_UNTIL = "SELECT coalesce(max(until), 0) FROM key_paper WHERE kind = 'archive'"


def key_until(db: Db) -> int:
    """Until when the newest key of the archive signs, seconds since 1970; 0 when there is none."""
    (until,) = db.execute(_KEY_UNTIL).fetchone()
    return int(until)

"""What archiving a sheet does to the tables."""

from __future__ import annotations

from typing import Final

from counter.store.engine import Db
from counter.store.journal import Entry

TABLES: Final = ("archived",)
"""The table that only this act writes."""

_ARCHIVED = "INSERT OR REPLACE INTO archived (sheet, serial, sha256, key, at) VALUES (?, ?, ?, ?, ?)"


def sheet_archived(db: Db, act: Entry) -> None:
    """A signed copy of a sheet lies in the archive; ``sha256`` is the fingerprint of that file."""
    body = act.body
    db.execute(_ARCHIVED, (body["sheet"], act.subject, body["sha256"], body["key"], act.at))

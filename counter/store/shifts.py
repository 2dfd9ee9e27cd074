"""Reading shifts."""

from __future__ import annotations

from typing import NamedTuple

from counter.store.engine import Db

_SELECT = "SELECT terminal, clerk, begun_at, ended_at, next FROM shift"
OPEN = f"{_SELECT} WHERE clerk = ? AND terminal = ? AND ended_at = ''"
LAST_BEFORE = f"{_SELECT} WHERE terminal = ? AND clerk = ? AND begun_at < ? ORDER BY begun_at DESC LIMIT 1"


class Shift(NamedTuple):
    """A shift; moments are ISO, "" where there is none."""

    terminal: str
    clerk: str
    begun_at: str
    ended_at: str
    next: str


def open_shift(db: Db, terminal: str, clerk: str) -> Shift | None:
    """The shift of a clerk that lasts now."""
    row = db.execute(OPEN, (clerk, terminal)).fetchone()
    return Shift._make(row) if row else None


def shift_before(db: Db, terminal: str, clerk: str, moment: str) -> Shift | None:
    """The shift of a clerk before the one that began at a moment."""
    row = db.execute(LAST_BEFORE, (terminal, clerk, moment)).fetchone()
    return Shift._make(row) if row else None

"""What each act about the line at the counter does to its table."""

from __future__ import annotations

from typing import Final

from counter.store.engine import Db
from counter.store.journal import Entry

TABLES: Final = ("queue_number",)
"""The tables that only these acts write."""

_TAKEN = (
    "INSERT INTO queue_number (id, given_on, n, number, first, service, state, day, entered, taken_at,"
    " called_at, called_by, sheet) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', ?)"
)
_CALLED = "UPDATE queue_number SET state = 'called', called_at = ?, called_by = ? WHERE id = ?"
_BACK = "UPDATE queue_number SET state = 'waiting', day = ?, entered = ? WHERE id = ?"
_PRINTED = "UPDATE queue_number SET sheet = ? WHERE id = ?"


def taken(db: Db, act: Entry) -> None:
    """A number was given out."""
    body = act.body
    what = (body["day"], body["n"], body["number"], body["first"], body["service"], body["state"])
    db.execute(_TAKEN, (act.subject, *what, body["day"], act.n, act.at, body["sheet"]))


def called(db: Db, act: Entry) -> None:
    """A number is called to the window."""
    db.execute(_CALLED, (act.at, act.clerk, act.subject))


def back(db: Db, act: Entry) -> None:
    """Who missed the call, or holds a number from an interruption, stands in line again."""
    db.execute(_BACK, (act.body["day"], act.n, act.subject))


def printed(db: Db, act: Entry) -> None:
    """A number stands on another paper now."""
    db.execute(_PRINTED, (act.body["sheet"], act.subject))

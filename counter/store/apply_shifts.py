"""What enrolling, signing in and handing over do to clerks, shifts, and the journeys that pass to another clerk."""

from __future__ import annotations

from typing import Final

from counter.store.engine import Db
from counter.store.journal import Entry

TABLES: Final = ("shift",)
"""The tables that only these acts write."""

_FORGOTTEN = "UPDATE shift SET ended_at = ? WHERE terminal = ? AND clerk = ? AND ended_at = '' AND substr(begun_at, 1, 10) <> ?"
_BEGIN = (
    "INSERT OR REPLACE INTO shift (terminal, clerk, begun_at, ended_at, next) SELECT ?, ?, ?, '', ''"
    " WHERE NOT EXISTS (SELECT 1 FROM shift WHERE terminal = ? AND clerk = ? AND ended_at = '')"
)
_END = "UPDATE shift SET ended_at = ?, next = ? WHERE terminal = ? AND clerk = ? AND ended_at = ''"
_TAKE_OVER = 'UPDATE "case" SET clerk = ?, parked = 1, touched = ? WHERE id = ? AND clerk = ? AND is_open'


def clerk_enrolled(db: Db, act: Entry) -> None:
    """A person may sign in from now on, or with another role or PIN."""
    body = act.body
    db.execute(
        "INSERT OR REPLACE INTO clerk (number, name, role, pin, active) VALUES (?, ?, ?, ?, ?)",
        (act.subject, body["name"], body["role"], body["pin"], body["active"]),
    )


def signed_in(db: Db, act: Entry) -> None:
    """The first sign-in of a day begins a shift; one left open on an earlier day ended without a hand-over."""
    db.execute(_FORGOTTEN, (act.at, act.terminal, act.clerk, act.at[:10]))
    _begin(db, act, act.clerk)


def handed_over(db: Db, act: Entry) -> None:
    """The shift ends; the journeys it names wait for the clerk who takes over, whose shift begins if it had not."""
    taker = act.body["to"]
    db.execute(_END, (act.at, taker, act.terminal, act.clerk))
    _begin(db, act, taker)
    db.executemany(_TAKE_OVER, [(taker, act.n, case, act.clerk) for case in act.body["cases"]])


def _begin(db: Db, act: Entry, clerk: str) -> None:
    db.execute(_BEGIN, (act.terminal, clerk, act.at, act.terminal, clerk))

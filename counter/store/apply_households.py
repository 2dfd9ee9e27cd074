"""What each act about people taken in together does to the tables."""

from __future__ import annotations

from typing import Final

from counter.store.engine import Db
from counter.store.journal import Entry, canonical

TABLES: Final = ("household_line", "household")
"""The tables that only these acts write."""

_BEGUN = (
    "INSERT INTO household (id, service, address, landlord, phone, papers, answers, clerk, opened_at, closed_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')"
)
_JOINED = (
    "INSERT INTO household_line (household, n, case_id)"
    " SELECT ?, coalesce(max(n), 0) + 1, ? FROM household_line WHERE household = ?"
)
_CLOSED = "UPDATE household SET closed_at = ? WHERE id = ?"


def household_begun(db: Db, act: Entry) -> None:
    """Address, landlord and shared papers are settled once for all who come."""
    body = act.body
    shared = (canonical({"papers": body["papers"]}), canonical(body["answers"]))
    who = (body["service"], body["address"], body["landlord"], body["phone"])
    db.execute(_BEGUN, (act.subject, *who, *shared, act.clerk, act.at))


def household_joined(db: Db, act: Entry) -> None:
    """One more person, with an application of their own."""
    db.execute(_JOINED, (act.subject, act.body["case"], act.subject))


def household_closed(db: Db, act: Entry) -> None:
    """Nobody more comes, and nothing is left to be printed."""
    db.execute(_CLOSED, (act.at, act.subject))

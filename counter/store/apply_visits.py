"""What each act about home visits does to the tables."""

from __future__ import annotations

from typing import Final

from counter.store.engine import Db
from counter.store.journal import Entry

TABLES: Final = ("visit_opinion", "visit")
"""The tables that only these acts write."""

_CALLED = (
    "INSERT INTO visit (id, application, demand, beat, officer, planned_on, tries, closed, result, words, signed_by, at)"
    " VALUES (?, ?, ?, ?, ?, ?, 0, '', '', '', '', '')"
)
_ASSIGNED = "UPDATE visit SET officer = ?, planned_on = ? WHERE id = ?"
_OPINION = (
    "INSERT INTO visit_opinion (visit, n, result, words, signed_by, at)"
    " SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ?, ? FROM visit_opinion WHERE visit = ?"
)
_BROUGHT = (
    "UPDATE visit SET tries = tries + 1, closed = ?, result = ?, words = ?, signed_by = ?, at = ?, planned_on = ?"
    " WHERE id = ?"
)
_DROPPED = "UPDATE visit SET closed = 'dropped', words = ?, at = ? WHERE id = ?"


def visit_called(db: Db, act: Entry) -> None:
    """An accepted application, or a promise in it, is to be seen at home."""
    body = act.body
    who = (body["beat"], body["officer"], body["planned_on"])
    db.execute(_CALLED, (act.subject, body["application"], body["demand"], *who))


def visit_assigned(db: Db, act: Entry) -> None:
    """Another officer goes, or on another day."""
    db.execute(_ASSIGNED, (act.body["officer"], act.body["planned_on"], act.subject))


def visit_opinion(db: Db, act: Entry) -> None:
    """An officer went and signed; where nobody was met the visit stays, for another day."""
    body = act.body
    told = (body["result"], body["words"], body["signed_by"], act.at)
    db.execute(_OPINION, (act.subject, *told, act.subject))
    closed = "" if body["again_on"] else "opinion"
    db.execute(_BROUGHT, (closed, *told, body["again_on"] or body["planned_on"], act.subject))


def visit_dropped(db: Db, act: Entry) -> None:
    """The visit is not needed any more; why is told."""
    db.execute(_DROPPED, (act.body["reason"], act.at, act.subject))

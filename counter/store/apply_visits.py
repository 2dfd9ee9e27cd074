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
_DROP = "UPDATE visit SET closed = 'dropped', at = ? WHERE application = ? AND closed = ''"
_DROP_MATTER = f"{_DROP} AND demand = ''"
_DROP_PROMISE = f"{_DROP} AND demand = ?"
_ENDED = frozenset({"rejected", "terminated"})


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


def follow(db: Db, act: Entry) -> None:
    """Take visits off the list that other acts made needless: the matter proved true, ended, or the promise was checked.

    Called for each act once its own tables are up to it.
    """
    body, key = act.body, (act.at, act.subject)
    if act.kind == "promise.settled":
        db.execute(_DROP_PROMISE, (*key, body["demand"]))
    elif act.kind == "application.moved":
        if body["to"] in _ENDED:
            db.execute(_DROP, key)
        elif body["deed"] == "confirm" or not body["running"]:
            db.execute(_DROP_MATTER, key)

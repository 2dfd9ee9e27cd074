"""What each act about a journey does to the tables."""

from __future__ import annotations

from counter.store.engine import Db
from counter.store.journal import Entry, canonical


def case_opened(db: Db, act: Entry) -> None:
    """A journey begins."""
    db.execute(
        'INSERT INTO "case" (id, service, step, clerk, opened_at, facts, parked, is_open, touched)'
        " VALUES (?, ?, ?, ?, ?, '{}', 0, 1, ?)",
        (act.subject, act.body["service"], act.body["step"], act.clerk, act.at, act.n),
    )


_MOVE = 'UPDATE "case" SET step = ?, facts = json_patch(facts, ?), parked = 0, touched = ? WHERE id = ?'
_HAND = 'UPDATE "case" SET clerk = ?, is_open = ? WHERE id = ? AND (clerk <> ? OR is_open <> ?)'
"""Apart from ``_MOVE``, so that a step that changes neither leaves the index on them alone."""


def case_moved(db: Db, act: Entry) -> None:
    """A journey takes a step; its facts are merged, and a fact set to null is forgotten (RFC 7396)."""
    body, clerk = act.body, act.clerk
    db.execute(_MOVE, (body["to"], canonical(body["facts"]), act.n, act.subject))
    db.execute(_HAND, (clerk, body["open"], act.subject, clerk, body["open"]))
    db.execute("DELETE FROM scratch WHERE case_id = ?", (act.subject,))


_NOTE = 'UPDATE "case" SET facts = json_patch(facts, ?), touched = ? WHERE id = ?'
_ENTERED = "DELETE FROM scratch WHERE case_id = ? AND field = ?"


def case_noted(db: Db, act: Entry) -> None:
    """A journey learns facts without taking a step; of what is typed, only the fields that were entered are forgotten."""
    body = act.body
    db.execute(_NOTE, (canonical(body["facts"]), act.n, act.subject))
    db.executemany(_ENTERED, [(act.subject, field) for field in body["entered"]])


def case_parked(db: Db, act: Entry) -> None:
    """A journey waits while the clerk serves somebody else."""
    db.execute('UPDATE "case" SET parked = 1, touched = ? WHERE id = ?', (act.n, act.subject))


def case_taken_up(db: Db, act: Entry) -> None:
    """A waiting journey goes on, perhaps with another clerk."""
    db.execute(
        'UPDATE "case" SET parked = 0, clerk = ?, touched = ? WHERE id = ?', (act.clerk, act.n, act.subject)
    )

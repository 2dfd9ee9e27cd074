"""What each act about certificates, reported losses and reviews of faces does to the tables."""

from __future__ import annotations

from typing import Final

from counter.store.engine import Db
from counter.store.journal import Entry, canonical

TABLES: Final = ("certificate", "loss", "face_review")
"""The tables that only these acts write."""

_ENTERED = (
    "INSERT INTO certificate (application, form, state, entries, agreed, sheet, touched) VALUES (?, ?, ?, ?, '', '', ?)"
    " ON CONFLICT (application) DO UPDATE SET entries = excluded.entries, state = excluded.state, agreed = '',"
    " touched = excluded.touched"
)
_MOVED = (
    "UPDATE certificate SET state = ?, agreed = coalesce(?, agreed), sheet = coalesce(?, sheet), touched = ?"
    " WHERE application = ?"
)
_REPORTED = (
    "INSERT INTO loss (application, person, lost_on, place, circumstances, reported_at, clerk, sheet, withdrawn_at,"
    " withdrawn_why) VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '')"
)
_PRINTED = "UPDATE loss SET sheet = ? WHERE application = ?"
_WITHDRAWN = "UPDATE loss SET withdrawn_at = ?, withdrawn_why = ? WHERE application = ?"
_REVIEWED = (
    "INSERT INTO face_review (case_id, n, at, clerk, second, photo, outcome, reason)"
    " SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ?, ?, ?, ? FROM face_review WHERE case_id = ?"
)


def certificate_entered(db: Db, act: Entry) -> None:
    """What the certificate shall say was typed, or typed anew; a read-back before is void."""
    body = act.body
    db.execute(_ENTERED, (act.subject, body["form"], body["to"], canonical(body["entries"]), act.n))


def certificate_moved(db: Db, act: Entry) -> None:
    """The certificate was read back, printed, spoiled, or handed over."""
    body = act.body
    db.execute(_MOVED, (body["to"], body.get("agreed"), body.get("sheet"), act.n, act.subject))


def loss_reported(db: Db, act: Entry) -> None:
    """A loss is registered with this very moment."""
    body = act.body
    told = (body["lost_on"], body["place"], body["circumstances"])
    db.execute(_REPORTED, (act.subject, body["person"], *told, act.at, act.clerk))


def loss_printed(db: Db, act: Entry) -> None:
    """The report of a loss is on paper."""
    db.execute(_PRINTED, (act.body["sheet"], act.subject))


def loss_withdrawn(db: Db, act: Entry) -> None:
    """What was lost has been found: the report is withdrawn."""
    db.execute(_WITHDRAWN, (act.at, act.body["reason"], act.subject))


def face_reviewed(db: Db, act: Entry) -> None:
    """Two officers compared a face with a photo."""
    body = act.body
    told = (body["second"], body["photo"], body["outcome"], body["reason"])
    db.execute(_REVIEWED, (act.subject, act.at, act.clerk, *told, act.subject))

"""What is to be reported to the authority's system: a reading of other acts, and what becomes of each line."""

from __future__ import annotations

from typing import Final

from counter.store.engine import Db
from counter.store.journal import Entry
from counter.values.serial import Serial

TABLES: Final = ("upload", "upload_batch")
"""The tables that only these acts write."""

_QUEUE = "INSERT INTO upload (act, what, subject, at, batch) VALUES (?, ?, ?, ?, 0)"
_SEALED = "SELECT 1 FROM seal_use WHERE day = ? AND serial = ?"
_ACCEPTED = "SELECT 1 FROM application WHERE id = ? AND accepted_on <> ''"
_EXPORTED = (
    "INSERT INTO upload_batch (n, at, clerk, lines, sha256, confirmed_at, confirmed_by) VALUES (?, ?, ?, ?, ?, '', '')"
    " ON CONFLICT (n) DO UPDATE SET at = excluded.at, clerk = excluded.clerk, sha256 = excluded.sha256"
)
_IN_BATCH = "UPDATE upload SET batch = ? WHERE act = ?"
_CONFIRMED = "UPDATE upload_batch SET confirmed_at = ?, confirmed_by = ? WHERE n = ?"

_ALWAYS: Final = frozenset({"loss.reported", "loss.withdrawn", "visit.opinion"})
"""Kinds every act of which is reported; so are deeds on permits."""
_PERMIT, _TOLD = "permit.", "permit.told"
_OUT: Final = frozenset({"out", "voided"})


def queue(db: Db, act: Entry) -> None:
    """Add an act to what is to be reported, if it is one of those; called for each act once its own tables are up to it.

    Reported are: every deed on an accepted application, from acceptance to handing over; every sealed sheet that came
    out or was voided; deeds on permits; reports of a loss, opinions of home visits, promises checked.
    """
    if (what := _reported(db, act)) is not None:
        db.execute(_QUEUE, (act.n, what, act.subject, act.at))


def _reported(db: Db, act: Entry) -> str | None:
    if act.kind == "application.moved":
        if "due" in act.body and "accepted_on" not in act.body:
            return None  # the deed before it is reported; this act only counts its deadline anew
        known = db.execute(_ACCEPTED, (act.subject,)).fetchone()
        return f"application.{act.body['deed']}" if known else None
    if act.kind == "sheet.moved" and act.body["to"] in _OUT:
        day = Serial.parse(act.subject).day.isoformat()
        sealed = db.execute(_SEALED, (day, act.subject)).fetchone()
        return f"sheet.{act.body['to']}" if sealed else None
    if act.kind == "promise.settled":
        return act.kind if db.execute(_ACCEPTED, (act.subject,)).fetchone() else None
    deed = act.kind.startswith(_PERMIT) and act.kind != _TOLD
    return act.kind if deed or act.kind in _ALWAYS else None


def upload_exported(db: Db, act: Entry) -> None:
    """Lines were put into a file: none of them goes into another one. A file that got lost is made again with its lines."""
    body, n = act.body, int(act.subject)
    db.execute(_EXPORTED, (n, act.at, act.clerk, len(body["acts"]), body["sha256"]))
    db.executemany(_IN_BATCH, [(n, one) for one in body["acts"]])


def upload_confirmed(db: Db, act: Entry) -> None:
    """The authority's system has taken a file."""
    db.execute(_CONFIRMED, (act.at, act.clerk, int(act.subject)))

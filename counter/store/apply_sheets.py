"""What each act about a sheet of paper does to the tables; a sealed one has its line in the ledger from the beginning."""

from __future__ import annotations

from counter.store.engine import Db
from counter.store.journal import Entry
from counter.store.sheet_key import key_of

_RESERVE = (
    "INSERT INTO sheet (id, serial, case_id, form, state, holder, clerk, reserved_at, act,"
    " replaces, replaced_by, reason, second, job, sha256)"
    " VALUES (?, ?, ?, ?, 'reserved', ?, ?, ?, ?, ?, '', ?, ?, '', ?)"
)
_REPLACED = "UPDATE sheet SET replaced_by = ? WHERE id = ?"
_USE = (
    "INSERT INTO seal_use (day, n, at, sheet, serial, mode, purpose, clerk, second)"
    " SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM seal_use WHERE day = ?"
)
_SENT = "UPDATE sheet SET state = 'sent', job = ? WHERE id = ?"
_MOVED = (
    "UPDATE sheet SET state = ?, reason = CASE WHEN ? = '' THEN reason ELSE ? END,"
    " second = CASE WHEN ? = '' THEN second ELSE ? END WHERE id = ?"
)


def sheet_reserved(db: Db, act: Entry) -> None:
    """A serial is taken for a sheet, before any printer is touched; a sealed one gets its ledger line here.

    ``sha256`` is the fingerprint of the very bytes that go to the printer.
    """
    body, seal = act.body, act.body["seal"]
    key, second = key_of(act.subject), body["second"]
    who = (body["holder"], act.clerk, act.at, act.n)
    links = (body["replaces"], body["reason"], second, body["sha256"])
    db.execute(_RESERVE, (key, act.subject, body["case"], body["form"], *who, *links))
    if body["replaces"]:
        db.execute(_REPLACED, (act.subject, key_of(body["replaces"])))
    if seal:
        day = body["day"]
        use = (act.at, key, act.subject, seal["mode"], seal["purpose"], act.clerk, second)
        db.execute(_USE, (day, *use, day))


def sheet_sent(db: Db, act: Entry) -> None:
    """A printer took the sheet."""
    db.execute(_SENT, (act.body["job"], key_of(act.subject)))


def sheet_moved(db: Db, act: Entry) -> None:
    """A sheet came out, was spoiled, or was voided by two people."""
    body = act.body
    reason, second = body["reason"], body["second"]
    db.execute(_MOVED, (body["to"], reason, reason, second, second, key_of(act.subject)))

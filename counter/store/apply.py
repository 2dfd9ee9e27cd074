"""What each kind of act does to the tables: the same for a local act, one from elsewhere, and a rebuild."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from counter.errors import CounterError
from counter.locale import Text
from counter.store import apply_applications as applications
from counter.store import apply_archive as archive
from counter.store import apply_certificates as certificates
from counter.store import apply_households as households
from counter.store import apply_keys as keys
from counter.store import apply_permits as permits
from counter.store import apply_seals as seals
from counter.store import apply_shifts as shifts
from counter.store import apply_undo as undo
from counter.store import apply_uploads as uploads
from counter.store import apply_visits as visits
from counter.store.engine import Db
from counter.store.journal import Entry, canonical
from counter.values.serial import Serial


class Kind(StrEnum):
    """The acts a journal may hold. Words here are for ever: they are in every journal ever written."""

    CLERK_ENROLLED = "clerk.enrolled"
    CLERK_SIGNED_IN = "clerk.signed-in"
    CLERK_SIGNED_OUT = "clerk.signed-out"
    CLERK_WRONG_PIN = "clerk.wrong-pin"
    HOLDERS_IMPORTED = "holders.imported"
    NUMBER_UNMASKED = "number.unmasked"
    CASE_OPENED = "case.opened"
    CASE_MOVED = "case.moved"
    CASE_PARKED = "case.parked"
    CASE_TAKEN_UP = "case.taken-up"
    CASE_NOTED = "case.noted"
    SHEET_RESERVED = "sheet.reserved"
    SHEET_SENT = "sheet.sent"
    SHEET_MOVED = "sheet.moved"
    PERSON_RECORDED = "person.recorded"
    PERSON_CHANGED = "person.changed"
    APPLICATION_BEGUN = "application.begun"
    APPLICATION_MOVED = "application.moved"
    PAPER_MARKED = "paper.marked"
    FEE_TAKEN = "fee.taken"
    FEE_RETURNED = "fee.returned"
    FINGER_TAKEN = "finger.taken"
    PROMISE_GIVEN = "promise.given"
    PROMISE_SETTLED = "promise.settled"
    DAY_CLOSED = "day.closed"
    VISIT_CALLED = "visit.called"
    VISIT_ASSIGNED = "visit.assigned"
    VISIT_OPINION = "visit.opinion"
    CERTIFICATE_ENTERED = "certificate.entered"
    CERTIFICATE_MOVED = "certificate.moved"
    LOSS_REPORTED = "loss.reported"
    LOSS_PRINTED = "loss.printed"
    LOSS_WITHDRAWN = "loss.withdrawn"
    FACE_REVIEWED = "face.reviewed"
    HOUSEHOLD_BEGUN = "household.begun"
    HOUSEHOLD_JOINED = "household.joined"
    HOUSEHOLD_CLOSED = "household.closed"
    UPLOAD_EXPORTED = "upload.exported"
    UPLOAD_CONFIRMED = "upload.confirmed"
    SHIFT_HANDED_OVER = "shift.handed-over"
    CASE_UNDONE = "case.undone"
    PERSON_WITHDRAWN = "person.withdrawn"
    KEY_MADE = "key.made"
    KEY_TURNED = "key.turned"
    KEY_REVOKED = "key.revoked"
    KEY_PAPER = "key.paper"
    SHEET_ARCHIVED = "sheet.archived"
    PERMIT_REGISTERED = "permit.registered"
    PERMIT_ENDORSED = "permit.endorsed"
    PERMIT_SUSPENDED = "permit.suspended"
    PERMIT_RESTORED = "permit.restored"
    PERMIT_LAPSED = "permit.lapsed"
    PERMIT_CHANGED = "permit.changed"
    PERMIT_LOST = "permit.lost"
    PERMIT_REPLACED = "permit.replaced"
    PERMIT_CANCELLED = "permit.cancelled"
    PERMIT_REVOKED = "permit.revoked"
    PERMIT_TOLD = "permit.told"
    SEAL_IMPORTED = "seal.imported"
    SEAL_OPENED = "seal.opened"
    SEAL_CLOSED = "seal.closed"


class UnknownAct(CounterError):
    """The journal was written by a newer version."""

    happened = Text(
        "日志里有本版本不认识的一步：{kind}。", "The journal holds an act this version does not know: {kind}."
    )
    kept = Text("各表没有改动。", "The tables were not changed.")
    next_step = Text("请先更新程序。", "Please update the program first.")


def clerk_enrolled(db: Db, act: Entry) -> None:
    """A person may sign in from now on, or with another role or PIN."""
    body = act.body
    db.execute(
        "INSERT OR REPLACE INTO clerk (number, name, role, pin, active) VALUES (?, ?, ?, ?, ?)",
        (act.subject, body["name"], body["role"], body["pin"], body["active"]),
    )


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


SHEETS_A_DAY = 10_000
"""More than a terminal can print between two midnights; the last four places of a sheet's key."""


def key_of(serial: str) -> int:
    """The key under which a sheet lies: 202611220001 for the first sheet of that day."""
    read = Serial.parse(serial)
    return int(f"{read.day:%Y%m%d}") * SHEETS_A_DAY + read.number


def keys_of_day(day: date) -> tuple[int, int]:
    """The first and the last key of a day."""
    first = int(f"{day:%Y%m%d}") * SHEETS_A_DAY
    return first, first + SHEETS_A_DAY - 1


def nothing(db: Db, act: Entry) -> None:
    """An act worth remembering that changes no table."""


APPLY: Final[Mapping[str, Callable[[Db, Entry], None]]] = {
    Kind.CLERK_ENROLLED: clerk_enrolled,
    Kind.CLERK_SIGNED_IN: shifts.signed_in,
    Kind.CLERK_SIGNED_OUT: nothing,
    Kind.CLERK_WRONG_PIN: nothing,
    Kind.HOLDERS_IMPORTED: permits.holders_imported,
    Kind.NUMBER_UNMASKED: nothing,
    Kind.CASE_OPENED: case_opened,
    Kind.CASE_MOVED: case_moved,
    Kind.CASE_PARKED: case_parked,
    Kind.CASE_TAKEN_UP: case_taken_up,
    Kind.CASE_NOTED: case_noted,
    Kind.SHEET_RESERVED: sheet_reserved,
    Kind.SHEET_SENT: sheet_sent,
    Kind.SHEET_MOVED: sheet_moved,
    Kind.PERSON_RECORDED: applications.person_recorded,
    Kind.PERSON_CHANGED: applications.person_changed,
    Kind.APPLICATION_BEGUN: applications.application_begun,
    Kind.APPLICATION_MOVED: applications.application_moved,
    Kind.PAPER_MARKED: applications.paper_marked,
    Kind.FEE_TAKEN: applications.fee_taken,
    Kind.FEE_RETURNED: applications.fee_returned,
    Kind.FINGER_TAKEN: applications.finger_taken,
    Kind.PROMISE_GIVEN: applications.promise_given,
    Kind.PROMISE_SETTLED: applications.promise_settled,
    Kind.DAY_CLOSED: applications.day_closed,
    Kind.VISIT_CALLED: visits.visit_called,
    Kind.VISIT_ASSIGNED: visits.visit_assigned,
    Kind.VISIT_OPINION: visits.visit_opinion,
    Kind.CERTIFICATE_ENTERED: certificates.certificate_entered,
    Kind.CERTIFICATE_MOVED: certificates.certificate_moved,
    Kind.LOSS_REPORTED: certificates.loss_reported,
    Kind.LOSS_PRINTED: certificates.loss_printed,
    Kind.LOSS_WITHDRAWN: certificates.loss_withdrawn,
    Kind.FACE_REVIEWED: certificates.face_reviewed,
    Kind.HOUSEHOLD_BEGUN: households.household_begun,
    Kind.HOUSEHOLD_JOINED: households.household_joined,
    Kind.HOUSEHOLD_CLOSED: households.household_closed,
    Kind.UPLOAD_EXPORTED: uploads.upload_exported,
    Kind.UPLOAD_CONFIRMED: uploads.upload_confirmed,
    Kind.SHIFT_HANDED_OVER: shifts.handed_over,
    Kind.CASE_UNDONE: lambda db, act: undo.case_undone(db, act, lambda one: APPLY[one.kind](db, one)),
    Kind.PERSON_WITHDRAWN: undo.person_withdrawn,
    Kind.KEY_MADE: keys.key_made,
    Kind.KEY_TURNED: keys.key_turned,
    Kind.KEY_REVOKED: keys.key_revoked,
    Kind.KEY_PAPER: keys.key_paper,
    Kind.SHEET_ARCHIVED: archive.sheet_archived,
    Kind.SEAL_IMPORTED: seals.imported,
    Kind.SEAL_OPENED: seals.opened,
    Kind.SEAL_CLOSED: seals.closed,
    Kind.PERMIT_REGISTERED: permits.permit_done,
    Kind.PERMIT_ENDORSED: permits.permit_done,
    Kind.PERMIT_SUSPENDED: permits.permit_done,
    Kind.PERMIT_RESTORED: permits.permit_done,
    Kind.PERMIT_LAPSED: permits.permit_done,
    Kind.PERMIT_CHANGED: permits.permit_done,
    Kind.PERMIT_LOST: permits.permit_done,
    Kind.PERMIT_REPLACED: permits.permit_done,
    Kind.PERMIT_CANCELLED: permits.permit_done,
    Kind.PERMIT_REVOKED: permits.permit_done,
    Kind.PERMIT_TOLD: permits.permit_told,
}


def apply(db: Db, act: Entry) -> None:
    """Bring the tables up to an act.

    Raises:
        UnknownAct: an act of a kind this version does not know; nothing may be guessed about it.
    """
    if act.kind not in APPLY:
        raise UnknownAct(kind=act.kind)
    APPLY[act.kind](db, act)
    visits.follow(db, act)
    uploads.queue(db, act)


def derived() -> tuple[str, ...]:
    """The tables that are readings of the journal, in the order in which they may be emptied."""
    return (
        "seal_use",
        "sheet",
        "case",
        "holder_initials",
        "holder",
        "clerk",
        *applications.TABLES,
        *shifts.TABLES,
        *keys.TABLES,
        *archive.TABLES,
        *seals.TABLES,
        *permits.TABLES,
        *visits.TABLES,
        *certificates.TABLES,
        *households.TABLES,
        *uploads.TABLES,
    )

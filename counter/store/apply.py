"""What each kind of act does to the tables: the same for a local act, one from elsewhere, and a rebuild."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from counter.errors import CounterError
from counter.locale import Text
from counter.store import apply_applications as applications
from counter.store import apply_archive as archive
from counter.store import apply_cases as cases
from counter.store import apply_certificates as certificates
from counter.store import apply_days as days
from counter.store import apply_households as households
from counter.store import apply_keys as keys
from counter.store import apply_permits as permits
from counter.store import apply_queue as queue
from counter.store import apply_seals as seals
from counter.store import apply_sheets as sheets
from counter.store import apply_shifts as shifts
from counter.store import apply_undo as undo
from counter.store import apply_uploads as uploads
from counter.store import apply_visits as visits
from counter.store.engine import Db
from counter.store.journal import Entry
from counter.store.sheet_key import key_of


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
    FEE_WAIVED = "fee.waived"
    FEE_UNWAIVED = "fee.unwaived"
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
    QUEUE_TAKEN = "queue.taken"
    QUEUE_CALLED = "queue.called"
    QUEUE_BACK = "queue.back"
    QUEUE_PRINTED = "queue.printed"


class UnknownAct(CounterError):
    """The journal was written by a newer version."""

    happened = Text(
        "日志里有本版本不认识的一步：{kind}。", "The journal holds an act this version does not know: {kind}."
    )
    kept = Text("各表没有改动。", "The tables were not changed.")
    next_step = Text("请先更新程序。", "Please update the program first.")


def nothing(db: Db, act: Entry) -> None:
    """An act worth remembering that changes no table."""


APPLY: Final[Mapping[str, Callable[[Db, Entry], None]]] = {
    Kind.CLERK_ENROLLED: shifts.clerk_enrolled,
    Kind.CLERK_SIGNED_IN: shifts.signed_in,
    Kind.CLERK_SIGNED_OUT: nothing,
    Kind.CLERK_WRONG_PIN: nothing,
    Kind.HOLDERS_IMPORTED: permits.holders_imported,
    Kind.NUMBER_UNMASKED: nothing,
    Kind.CASE_OPENED: cases.case_opened,
    Kind.CASE_MOVED: cases.case_moved,
    Kind.CASE_PARKED: cases.case_parked,
    Kind.CASE_TAKEN_UP: cases.case_taken_up,
    Kind.CASE_NOTED: cases.case_noted,
    Kind.SHEET_RESERVED: sheets.sheet_reserved,
    Kind.SHEET_SENT: sheets.sheet_sent,
    Kind.SHEET_MOVED: sheets.sheet_moved,
    Kind.PERSON_RECORDED: applications.person_recorded,
    Kind.PERSON_CHANGED: applications.person_changed,
    Kind.APPLICATION_BEGUN: applications.application_begun,
    Kind.APPLICATION_MOVED: applications.application_moved,
    Kind.PAPER_MARKED: applications.paper_marked,
    Kind.FEE_TAKEN: applications.fee_taken,
    Kind.FEE_RETURNED: applications.fee_returned,
    Kind.FEE_WAIVED: days.fee_waived,
    Kind.FEE_UNWAIVED: days.fee_unwaived,
    Kind.FINGER_TAKEN: applications.finger_taken,
    Kind.PROMISE_GIVEN: applications.promise_given,
    Kind.PROMISE_SETTLED: applications.promise_settled,
    Kind.DAY_CLOSED: days.day_closed,
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
    Kind.QUEUE_TAKEN: queue.taken,
    Kind.QUEUE_CALLED: queue.called,
    Kind.QUEUE_BACK: queue.back,
    Kind.QUEUE_PRINTED: queue.printed,
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
    days.follow(db, act, key_of(act.subject) if act.kind == Kind.SHEET_MOVED else 0)


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
        *days.TABLES,
        *shifts.TABLES,
        *keys.TABLES,
        *archive.TABLES,
        *seals.TABLES,
        *permits.TABLES,
        *visits.TABLES,
        *certificates.TABLES,
        *households.TABLES,
        *uploads.TABLES,
        *queue.TABLES,
    )

"""What can be done to a single sheet of paper, and where else the rest is done: with the matter that it belongs to."""

from __future__ import annotations

from counter.desk.bench import Bench
from counter.desk.cases import SERVICE
from counter.desk.ends_in import LOSS, certificate_form
from counter.desk.loose import RIGHTS as LOOSE
from counter.desk.rights import may
from counter.desk.views import Session, SheetWays
from counter.store import applications, cases
from counter.store.engine import Db
from counter.workflows.application import State
from counter.workflows.slip import Sheet

_UNSETTLED = frozenset({Sheet.RESERVED, Sheet.SENT})
_PRINTED = frozenset({Sheet.OUT, Sheet.SPOILED})


def ways(bench: Bench, db: Db, session: Session, sheet: cases.Sheet) -> SheetWays:
    """The acts a clerk has on a sheet as it stands; those that others may do are not told.

    A sheet of no journey is only asked after. A slip is voided or replaced by itself once it is printed, and asked after in its
    journey before. Everything else is voided and replaced where it belongs, so that what it proves knows its new sheet.
    """
    if sheet.form in LOOSE:
        asked = sheet.state in _UNSETTLED and may(session.clerk, LOOSE[sheet.form])
        return SheetWays(("settle",) if asked else ())
    case = cases.case(db, sheet.case_id)
    if case is not None and case.service == SERVICE:
        if sheet.state in _UNSETTLED:
            return SheetWays((), "slip", case.id)
        can = sheet.state in _PRINTED and may(session.clerk, "issue")
        return SheetWays(("void", "reprint") if can else ())
    if case is None:
        kind, _, which = sheet.case_id.partition("-")
        return SheetWays((), kind, which)
    return SheetWays((), _of_application(bench, db, case.id, sheet.form), case.id)


def _of_application(bench: Bench, db: Db, case: str, form: str) -> str:
    """The page on which an application's sheet is dealt with."""
    if form == LOSS:
        return "loss"
    row = applications.by_id(db, case)
    if row is None or row.state == State.DRAFT:
        return "intake"
    certificate = certificate_form(bench, row.service)
    return "certificate" if certificate is not None and certificate.code == form else "application"

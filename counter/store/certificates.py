"""Reading certificates, reported losses and reviews of faces."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from counter.store.engine import Db

CERTIFICATE = (
    "SELECT application, form, state, entries, agreed, sheet, touched FROM certificate WHERE application = ?"
)
UNFINISHED = (
    "SELECT c.application, c.form, c.state, c.entries, c.agreed, c.sheet, c.touched FROM certificate AS c"
    " CROSS JOIN journal AS j ON j.n = c.touched"
    " WHERE c.state IN ('typed', 'agreed', 'printed', 'spoiled') AND j.clerk = ?"
)
_LOSS = (
    "SELECT application, person, lost_on, place, circumstances, reported_at, clerk, sheet, withdrawn_at, withdrawn_why"
    " FROM loss"
)
LOSS = f"{_LOSS} WHERE application = ?"
REVIEWS = "SELECT n, at, clerk, second, photo, outcome, reason FROM face_review WHERE case_id = ? ORDER BY n"


class Certificate(NamedTuple):
    """The certificate of an application; ``entries`` field of the form to words."""

    application: str
    form: str
    state: str
    entries: Mapping[str, str]
    agreed: str
    sheet: str
    touched: int


class Loss(NamedTuple):
    """A reported loss."""

    application: str
    person: str
    lost_on: str
    place: str
    circumstances: str
    reported_at: str
    clerk: str
    sheet: str
    withdrawn_at: str
    withdrawn_why: str


class Review(NamedTuple):
    """A review of a face by two officers."""

    n: int
    at: str
    clerk: str
    second: str
    photo: str
    outcome: str
    reason: str


def certificate(db: Db, application: str) -> Certificate | None:
    """The certificate of an application, as far as it has come."""
    row = db.execute(CERTIFICATE, (application,)).fetchone()
    return _certificate(row) if row else None


def unfinished(db: Db, clerk: str) -> list[Certificate]:
    """The certificates that a clerk had in hand last and that are in no citizen's hand."""
    return [_certificate(row) for row in db.execute(UNFINISHED, (clerk,))]


def _certificate(row: Sequence[Any]) -> Certificate:
    return Certificate._make((*row[:3], json.loads(row[3]), *row[4:]))


def loss(db: Db, application: str) -> Loss | None:
    """The loss reported with an application."""
    row = db.execute(LOSS, (application,)).fetchone()
    return Loss._make(row) if row else None


def reviews(db: Db, case_id: str) -> list[Review]:
    """The reviews of an intake, in order."""
    return [Review._make(row) for row in db.execute(REVIEWS, (case_id,))]

"""The tables of certificates given at the counter, of reported losses, and of reviews after a failed face check (SQLModel).

Readings of the journal, all of them; "" means not yet.
"""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

_NO_ROWID = {"sqlite_with_rowid": False}


class Certificate(SQLModel, table=True):
    """The certificate (证明) of an accepted application: what was typed for it, what was read back, its sheet.

    ``entries`` is JSON, field of the form to words; ``agreed`` a fingerprint of what the citizen read.
    """

    application: str = Field(primary_key=True)
    form: str
    state: str
    entries: str
    agreed: str = ""
    sheet: str = ""
    touched: int

    __table_args__ = (Index("certificate_state", "state"), _NO_ROWID)


class Loss(SQLModel, table=True):
    """A reported loss (挂失): the moment of the report counts; withdrawn when what was lost has been found."""

    application: str = Field(primary_key=True)
    person: str
    lost_on: str
    place: str
    circumstances: str
    reported_at: str
    clerk: str
    sheet: str = ""
    withdrawn_at: str = ""
    withdrawn_why: str = ""

    __table_args__ = _NO_ROWID


class FaceReview(SQLModel, table=True):
    """A review (人工审核) after a failed face check: which photo two officers compared, what they found, and why."""

    __tablename__ = "face_review"

    case_id: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    at: str
    clerk: str
    second: str
    photo: str
    outcome: str
    reason: str

    __table_args__ = (_NO_ROWID,)

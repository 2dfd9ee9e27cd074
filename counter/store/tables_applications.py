"""The tables of applications (SQLModel): applicants, applications, papers on the counter, fees, finger results, promises.

Readings of the journal, all of them. ``day`` columns hold ISO dates as text, so that they sort; "" means not yet.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

_NO_ROWID = {"sqlite_with_rowid": False}


class Person(SQLModel, table=True):
    """An applicant (申请人) as last stated; the id stays when the number changes, the history is in ``person_change``."""

    id: str = Field(primary_key=True)
    number: str = Field(max_length=18)
    name: str = Field(max_length=50)
    sex: str
    ethnic: str
    birth: date
    household_address: str
    residence_address: str
    phone: str

    __table_args__ = (
        Index("person_number", "number", unique=True),
        Index("person_name", "name", "birth"),
        _NO_ROWID,
    )


class PersonWord(SQLModel, table=True):
    """What an applicant is found by: the number backwards, the pinyin initials, the name from each of its characters on."""

    __tablename__ = "person_word"

    word: str = Field(primary_key=True)
    birth: date = Field(primary_key=True)
    person: str = Field(primary_key=True)

    __table_args__ = (Index("person_word_of", "person"), _NO_ROWID)


class PersonChange(SQLModel, table=True):
    """One field of an applicant, old and new, with the reason; ``act`` is the journal entry that tells who and when."""

    __tablename__ = "person_change"

    person: str = Field(primary_key=True)
    act: int = Field(primary_key=True)
    field: str = Field(primary_key=True)
    old: str
    new: str
    reason: str
    at: str
    clerk: str

    __table_args__ = (_NO_ROWID,)


class Application(SQLModel, table=True):
    """An application (申请); its id is that of the journey at the window (``case``) that took it in.

    ``since`` is the moment it came into its state; ``running`` whether the authority's time runs; ``due`` its last day.
    """

    id: str = Field(primary_key=True)
    service: str
    person: str
    state: str
    since: str
    running: bool = False
    accepted_on: str = ""
    verified_on: str = ""
    signed_on: str = ""
    due: str = ""
    estimated: bool = False
    collect: str = ""
    touched: int

    __table_args__ = (
        Index("application_state", "state", "since"),
        Index("application_due", "running", "due"),
        Index("application_accepted", "accepted_on"),
        Index("application_person", "person", "accepted_on"),
        _NO_ROWID,
    )


class ReceivedPaper(SQLModel, table=True):
    """An original on the counter: seen, how many copies were kept, and whether it was given back or stays on file.

    ``paper`` is named as the rules name it (``household-book``, ``guardian.id-card``); ``settled`` is "", returned or kept.
    """

    __tablename__ = "received_paper"

    application: str = Field(primary_key=True)
    paper: str = Field(primary_key=True)
    seen_at: str
    copies: int = 0
    settled: str = ""
    settled_at: str = ""

    __table_args__ = (_NO_ROWID,)


class Fee(SQLModel, table=True):
    """A fee under the number of its printed finance receipt (票据号); ``returned`` says why it was given back."""

    receipt: str = Field(primary_key=True)
    application: str
    fen: int
    basis: str
    day: str
    at: str
    clerk: str
    returned: str = ""
    returned_on: str = ""

    __table_args__ = (
        Index("fee_day", "day", "receipt"),
        Index("fee_returned", "returned_on", "receipt"),
        _NO_ROWID,
    )


class FingerResult(SQLModel, table=True):
    """What was taken of a finger, and nothing else: finger (GA/T 1012), result, quality 0-100, score 0-1, moment."""

    __tablename__ = "finger_result"

    application: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    finger: int
    result: str
    quality: int | None = None
    score: float | None = None
    at: str

    __table_args__ = (_NO_ROWID,)


class Promise(SQLModel, table=True):
    """A promise instead of a proof (告知承诺): which demand, until when, and what the later check found ("", kept, broken)."""

    application: str = Field(primary_key=True)
    demand: str = Field(primary_key=True)
    due: str
    outcome: str = ""
    reason: str = ""

    __table_args__ = (Index("promise_due", "outcome", "due"), _NO_ROWID)

"""The tables (SQLModel): schema and validation. They are readings of the journal, except where said.

Indexes are few on purpose: each costs a page of every act, and a search that is not offered needs none.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from counter.store.apply_undo import KINDS


class Journal(SQLModel, table=True):
    """One act, chained to the one before it on its terminal; rows are only ever added (triggers see to it)."""

    n: int | None = Field(default=None, primary_key=True)
    terminal: str
    seq: int
    at: str
    clerk: str
    kind: str
    subject: str
    body: str
    prev: bytes = Field(sa_type=LargeBinary)
    hash: bytes = Field(sa_type=LargeBinary)

    __table_args__ = (
        Index("journal_chain", "terminal", "seq", unique=True),
        Index("journal_wrong_pin", "subject", "at", sqlite_where=text("kind = 'clerk.wrong-pin'")),
        Index("journal_case", "subject", sqlite_where=text(f"kind IN ({', '.join(map(repr, KINDS))})")),
    )


class Clerk(SQLModel, table=True):
    """A person who may sign in; ``pin`` is a salted scrypt hash."""

    number: str = Field(primary_key=True)
    name: str
    role: str
    pin: str
    active: bool = True


class Holder(SQLModel, table=True):
    """A permit holder as the last extract told; ``tail`` is the number backwards, for search by last digits."""

    id: int = Field(primary_key=True)
    number: str = Field(max_length=18)
    tail: str = Field(max_length=18)
    name: str = Field(max_length=50)
    sex: str
    ethnic: str
    birth: date
    household_address: str
    residence_address: str
    permit_kind: str
    permit_number: str
    issued: date
    endorsed_until: date
    state: str

    __table_args__ = (
        Index("holder_number", "number", unique=True),
        Index("holder_tail", "tail"),
        Index("holder_name", "name", "birth"),
        Index("holder_endorsed", "endorsed_until"),
    )


class HolderInitials(SQLModel, table=True):
    """Pinyin initials of a name, one row per reading, in the order in which they are listed."""

    __tablename__ = "holder_initials"

    initials: str = Field(primary_key=True)
    birth: date = Field(primary_key=True)
    holder: int = Field(primary_key=True)

    __table_args__ = (Index("holder_initials_of", "holder"), {"sqlite_with_rowid": False})


class Case(SQLModel, table=True):
    """One journey at the window; ``facts`` is JSON, ``touched`` the journal entry that moved it last."""

    id: str = Field(primary_key=True)
    service: str
    step: str
    clerk: str
    opened_at: str
    facts: str
    parked: bool = False
    is_open: bool = True
    touched: int

    __table_args__ = (
        Index("case_open", "clerk", sqlite_where=text("is_open")),
        {"sqlite_with_rowid": False},
    )


class Sheet(SQLModel, table=True):
    """One sheet of paper. What is printed on it stands once: in the journal entry ``act`` that reserved it.

    ``id`` is day and number as one integer (202611220001): the serial tells it, so a sheet is found, and the sheets of a
    day are listed, without any index.
    """

    id: int = Field(primary_key=True)
    serial: str
    case_id: str
    form: str
    state: str
    holder: str
    clerk: str
    reserved_at: str
    act: int
    replaces: str = ""
    replaced_by: str = ""
    reason: str = ""
    second: str = ""
    job: str = ""
    sha256: str = ""
    out_on: str = ""
    """The day in whose books it came out; "" before."""
    wasted_on: str = ""
    """The day in whose books it was spoiled or voided; "" while it is good."""


class SealUse(SQLModel, table=True):
    """A line of the seal ledger (用印登记), written before the sheet that bears the seal is printed."""

    __tablename__ = "seal_use"

    day: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    at: str
    sheet: int
    serial: str
    mode: str
    purpose: str
    clerk: str
    second: str = ""

    __table_args__ = ({"sqlite_with_rowid": False},)


class Scratch(SQLModel, table=True):
    """What is typed and not yet entered. Not an act, so not in the journal; it only outlives a power cut."""

    case_id: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    text: str


class Unsaid(SQLModel, table=True):
    """What a clerk was about to say on a page. Not an act, so not in the journal; it outlives a power cut, and no more."""

    clerk: str = Field(primary_key=True)
    page: str = Field(primary_key=True)
    deed: str = Field(primary_key=True)
    told: str
    here: bool
    """Whether the clerk stands there."""
    day: str

    __table_args__ = ({"sqlite_with_rowid": False},)

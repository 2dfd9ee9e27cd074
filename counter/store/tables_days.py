"""The tables of the days (SQLModel): what was counted on each, which are open, which fees were waived, the closed books.

Readings of the journal, all of them. ``day`` columns hold ISO dates as text, so that they sort; "" means not yet.
"""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

_NO_ROWID = {"sqlite_with_rowid": False}


class DayCount(SQLModel, table=True):
    """How often something happened on a day: accepted, refused, collected; printed and wasted sheets by form."""

    __tablename__ = "day_count"

    day: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    form: str = Field(primary_key=True)
    count: int

    __table_args__ = (_NO_ROWID,)


class OpenDay(SQLModel, table=True):
    """A day on which something happened and that is not closed; ``act`` is the first act in its books, ``at`` its moment."""

    __tablename__ = "open_day"

    day: str = Field(primary_key=True)
    at: str
    act: int

    __table_args__ = (_NO_ROWID,)


class Waiver(SQLModel, table=True):
    """A fee, in fen, that two people waived, all or part of it; ``withdrawn`` says why it does not stand any more."""

    act: int = Field(primary_key=True)
    application: str
    fen: int
    basis: str
    ground: str
    reason: str
    day: str
    at: str
    clerk: str
    second: str
    withdrawn: str = ""
    withdrawn_on: str = ""

    __table_args__ = (
        Index("waiver_application", "application", "act"),
        Index("waiver_day", "day", "act"),
        Index("waiver_withdrawn", "withdrawn_on", "act"),
    )


class DayClose(SQLModel, table=True):
    """A closed day of this terminal: the books as JSON, and who explained a difference."""

    __tablename__ = "day_close"

    day: str = Field(primary_key=True)
    at: str
    clerk: str
    second: str
    reason: str
    books: str

    __table_args__ = (_NO_ROWID,)

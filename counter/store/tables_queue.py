"""The table of the line at the counter (SQLModel): every number that was given out, and how far it has come.

A reading of the journal. ``day`` is an ISO date, "" where there is none.
"""

from __future__ import annotations

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

_NO_ROWID = {"sqlite_with_rowid": False}


class QueueNumber(SQLModel, table=True):
    """A number to wait with (排队号); ``first`` is served before the others.

    ``state`` is ``waiting``, ``called``, or ``promised`` while it stands on a notice of an interruption and its holder has not
    come back. ``day`` is the day on which it waits, ``given_on`` the day it counts for, ``entered`` the act by which it got in
    line; ``sheet`` the serial of the paper it stands on, "" where it was told by mouth.
    """

    __tablename__ = "queue_number"

    id: str = Field(primary_key=True)
    given_on: str
    n: int
    number: str
    first: bool = False
    service: str = ""
    state: str
    day: str
    entered: int
    taken_at: str
    called_at: str = ""
    called_by: str = ""
    sheet: str = ""

    __table_args__ = (
        Index("queue_given", "given_on", "first", "n"),
        Index("queue_line", "day", "state", text("first DESC"), "entered"),
        _NO_ROWID,
    )

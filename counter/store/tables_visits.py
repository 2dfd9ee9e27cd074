"""The tables of home visits (SQLModel): each visit to be made, and each opinion an officer brought back from one.

Readings of the journal. ``day`` columns hold ISO dates as text, so that they sort; "" means not yet.
"""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

_NO_ROWID = {"sqlite_with_rowid": False}


class Visit(SQLModel, table=True):
    """A home visit (入户核实) of an application; ``demand`` names the promise it follows up, "" where it is the matter itself.

    ``closed`` is "" while it is to be made, else ``opinion`` or ``dropped``; ``result`` is a value of the fact
    ``visit-result``; ``planned_on`` the day it stands on the list.
    """

    id: str = Field(primary_key=True)
    application: str
    demand: str = ""
    beat: str = ""
    officer: str = ""
    planned_on: str
    tries: int = 0
    closed: str = ""
    result: str = ""
    words: str = ""
    signed_by: str = ""
    at: str = ""

    __table_args__ = (
        Index("visit_day", "closed", "planned_on"),
        Index("visit_officer", "closed", "officer", "planned_on"),
        Index("visit_application", "application"),
        _NO_ROWID,
    )


class VisitOpinion(SQLModel, table=True):
    """What an officer signed after going there: the result, words, and whether nobody was met so that it is tried again."""

    __tablename__ = "visit_opinion"

    visit: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    result: str
    words: str
    signed_by: str
    at: str

    __table_args__ = (_NO_ROWID,)

"""The table of shifts (SQLModel): who was at this counter from when to when, and to whom it was handed over."""

from __future__ import annotations

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel


class Shift(SQLModel, table=True):
    """A shift (班次) of a clerk at a terminal; a reading of the journal.

    ``ended_at`` is "" while it lasts; ``next`` is who took over, "" where the clerk left without a hand-over.
    """

    terminal: str = Field(primary_key=True)
    clerk: str = Field(primary_key=True)
    begun_at: str = Field(primary_key=True)
    ended_at: str = ""
    next: str = ""

    __table_args__ = (
        Index("shift_open", "clerk", "terminal", sqlite_where=text("ended_at = ''")),
        {"sqlite_with_rowid": False},
    )

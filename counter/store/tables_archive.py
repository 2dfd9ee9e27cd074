"""The table of the archive (SQLModel): which sheets have a signed copy, and its fingerprint."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Archived(SQLModel, table=True):
    """A signed file; a reading of the journal. ``sheet`` is the key of the sheet, ``key`` the id of the key that signed."""

    sheet: int = Field(primary_key=True)
    serial: str
    sha256: str
    key: str
    at: str

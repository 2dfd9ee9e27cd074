"""The tables of issued seals (SQLModel): the seals as the authority handed them out, and the sessions that unlock them."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class IssuedSealRow(SQLModel, table=True):
    """A seal that was imported; ``since`` and ``until`` in seconds since 1970, ``text`` is the file; the newest one counts."""

    __tablename__ = "issued_seal"

    act: int = Field(primary_key=True)
    fingerprint: str
    number: str
    name: str
    purpose: str
    since: int
    until: int
    at: str
    clerk: str
    second: str
    text: str

    __table_args__ = (Index("issued_seal_fingerprint", "fingerprint", unique=True),)


class SealSession(SQLModel, table=True):
    """A time in which the issued seal may be used: opened by two people, ended by the clock or earlier by hand (``ended_at``)."""

    __tablename__ = "seal_session"

    act: int = Field(primary_key=True)
    fingerprint: str
    at: str
    until: str
    clerk: str
    second: str
    ended_at: str
    ended_by: str

    __table_args__ = (Index("seal_session_open", "ended_at"),)

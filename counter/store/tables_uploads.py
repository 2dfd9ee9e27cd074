"""The tables of what is to be reported to the authority's system once there is a network (SQLModel): lines and batches."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

_NO_ROWID = {"sqlite_with_rowid": False}


class Upload(SQLModel, table=True):
    """One act to be reported (待联网上传); ``act`` is its journal entry, ``batch`` 0 until it is in a file."""

    act: int = Field(primary_key=True)
    what: str
    subject: str
    at: str
    batch: int = 0

    __table_args__ = (
        Index("upload_batch_act", "batch", "act"),
        Index("upload_subject", "subject", "act"),
        _NO_ROWID,
    )


class UploadBatch(SQLModel, table=True):
    """A file handed on: how many lines, its fingerprint, and when the authority's system confirmed it."""

    __tablename__ = "upload_batch"

    n: int = Field(primary_key=True)
    at: str
    clerk: str
    lines: int
    sha256: str
    confirmed_at: str = ""
    confirmed_by: str = ""

    __table_args__ = (_NO_ROWID,)

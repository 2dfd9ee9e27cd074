"""The tables of the keys of this station (SQLModel): public halves and what is said about them; private keys lie in files."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

_NO_ROWID = {"sqlite_with_rowid": False}


class StationKey(SQLModel, table=True):
    """A key that signs or signed verification codes here; a reading of the journal.

    ``public`` is raw, in hex; ``state`` is made, in-use, retired or revoked; moments are ISO, "" means not yet.
    """

    __tablename__ = "station_key"

    id: str = Field(primary_key=True)
    algorithm: str
    public: str
    state: str
    made_at: str
    since: str = ""
    ended_at: str = ""
    reason: str = ""

    __table_args__ = (_NO_ROWID,)


class KeyPaper(SQLModel, table=True):
    """A root, a certificate or a list as a block of text; ``kind`` is root, certificate, list or own-list.

    ``about`` is the key id (root, certificate), or the agency code of the issuer (lists); ``number`` the serial or number.
    """

    __tablename__ = "key_paper"

    kind: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    number: int
    until: int = 0
    """The end of a certificate, seconds since 1970; of a list, when the next one is to be expected."""
    text: str

    __table_args__ = (_NO_ROWID,)

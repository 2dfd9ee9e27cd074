"""What importing an issued seal, unlocking it and locking it again do to the tables."""

from __future__ import annotations

from typing import Final

from counter.store.engine import Db
from counter.store.journal import Entry

TABLES: Final = ("issued_seal", "seal_session")
"""The tables that only these acts write."""

_IMPORT = (
    "INSERT OR REPLACE INTO issued_seal (act, fingerprint, number, name, purpose, since, until, at, clerk, second, text)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_OPEN = (
    "INSERT INTO seal_session (act, fingerprint, at, until, clerk, second, ended_at, ended_by)"
    " VALUES (?, ?, ?, ?, ?, ?, '', '')"
)
_CLOSE = "UPDATE seal_session SET ended_at = ?, ended_by = ? WHERE ended_at = ''"


def imported(db: Db, act: Entry) -> None:
    """A seal came from the authority; it is the one in use from now on."""
    told = act.body
    words = (told["number"], told["name"], told["purpose"], told["since"], told["until"])
    db.execute(_IMPORT, (act.n, act.subject, *words, act.at, act.clerk, told["second"], told["text"]))


def opened(db: Db, act: Entry) -> None:
    """Two people unlock the seal until a moment; an earlier session ends with that."""
    db.execute(_CLOSE, (act.at, act.clerk))
    db.execute(_OPEN, (act.n, act.subject, act.at, act.body["until"], act.clerk, act.body["second"]))


def closed(db: Db, act: Entry) -> None:
    """The seal is locked again before its time."""
    db.execute(_CLOSE, (act.at, act.clerk))

"""What acts about the keys of this station do to the tables: made, certified, in use, replaced, revoked, listed."""

from __future__ import annotations

from typing import Final

from counter.store.engine import Db
from counter.store.journal import Entry

TABLES: Final = ("station_key", "key_paper")
"""The tables that only these acts write."""

_MADE = (
    "INSERT OR REPLACE INTO station_key (id, algorithm, public, state, made_at, since, ended_at, reason)"
    " VALUES (?, ?, ?, ?, ?, ?, '', '')"
)
_TURN = "UPDATE station_key SET state = 'in-use', since = ? WHERE id = ?"
_RETIRE = (
    "UPDATE station_key SET state = 'retired', ended_at = ?, reason = ? WHERE id <> ? AND state = 'in-use'"
)
_REVOKE = "UPDATE station_key SET state = 'revoked', ended_at = ?, reason = ? WHERE id = ?"
_PAPER = "INSERT OR REPLACE INTO key_paper (kind, about, number, until, text) VALUES (?, ?, ?, ?, ?)"


def key_made(db: Db, act: Entry) -> None:
    """There is a new key; the first one of a station is in use at once."""
    body = act.body
    since = act.at if body["state"] == "in-use" else ""
    db.execute(_MADE, (act.subject, body["algorithm"], body["public"], body["state"], act.at, since))


def key_turned(db: Db, act: Entry) -> None:
    """A key that was made signs from now on; the one before it only verifies."""
    db.execute(_RETIRE, (act.at, act.body["reason"], act.subject))
    db.execute(_TURN, (act.at, act.subject))


def key_revoked(db: Db, act: Entry) -> None:
    """Two people declared that a key proves nothing any more."""
    db.execute(_REVOKE, (act.at, act.body["reason"], act.subject))


def key_paper(db: Db, act: Entry) -> None:
    """A root, a certificate or a list was taken in or signed; of each, the last about the same thing counts."""
    body = act.body
    db.execute(_PAPER, (body["kind"], act.subject, body["number"], body["until"], body["text"]))

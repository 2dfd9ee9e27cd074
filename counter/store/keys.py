"""Reading the keys of this station and the papers about them; and which serials are void. Nothing here writes."""

from __future__ import annotations

from typing import NamedTuple

from counter.store.engine import Db


class Key(NamedTuple):
    """A key of this station; ``public`` is raw, in hex."""

    id: str
    algorithm: str
    public: str
    state: str
    made_at: str
    since: str
    ended_at: str
    reason: str


class Paper(NamedTuple):
    """A root, a certificate or a list, as a block of text."""

    kind: str
    about: str
    number: int
    until: int
    text: str


KEYS = "SELECT id, algorithm, public, state, made_at, since, ended_at, reason FROM station_key ORDER BY made_at, id"
PAPERS = "SELECT kind, about, number, until, text FROM key_paper ORDER BY kind DESC, about"
VOID = "SELECT serial, replaced_by FROM sheet WHERE state IN ('spoiled', 'voided') ORDER BY id"


def keys(db: Db) -> list[Key]:
    """Every key, oldest first."""
    return [Key._make(row) for row in db.execute(KEYS)]


def papers(db: Db) -> list[Paper]:
    """Every paper: roots, then own lists, lists, certificates."""
    return [Paper._make(row) for row in db.execute(PAPERS)]


def void(db: Db) -> dict[str, str]:
    """Every serial that proves nothing, with the serial that took its place, or ""."""
    return dict(db.execute(VOID))

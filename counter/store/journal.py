"""The journal: append-only, each entry carrying the hash of the one before it on its terminal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from counter.locale import Text
from counter.store.engine import Db

GENESIS = bytes(32)
"""What the first entry of a terminal is chained to."""

Body = Mapping[str, Any]

_GAP = Text("这里应为第 {wanted} 条", "number {wanted} should stand here")
_UNCHAINED = Text("与前一条的链接不符", "it is not chained to the entry before it")
_CHANGED = Text("内容与写入时不同", "its content is not what was written")
_UNFOLLOWING = Text("没有紧接前一条", "it does not follow the entry before it")
_CUT_OFF = Text(
    "各表记有这一条，日志却止于第 {newest} 条",
    "the tables know this entry, but the journal ends at entry {newest}",
)

_HEAD = "SELECT seq, hash FROM journal WHERE terminal = ? ORDER BY seq DESC LIMIT 1"
_ENDS = "SELECT terminal, max(seq), hash FROM journal GROUP BY terminal ORDER BY terminal"
_APPEND = "INSERT INTO journal (terminal, seq, at, clerk, kind, subject, body, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LENGTH = "SELECT coalesce(max(n), 0) FROM journal"
_ALL = "SELECT n, terminal, seq, at, clerk, kind, subject, body, prev, hash FROM journal ORDER BY n"
_BYTES = (
    "SELECT n, seq, prev, hash, CAST(terminal AS BLOB), CAST(at AS BLOB), CAST(clerk AS BLOB), CAST(kind AS BLOB),"
    " CAST(subject AS BLOB), CAST(body AS BLOB) FROM journal ORDER BY n"
)
"""For the proof words are read as bytes: what was tampered with need not be text any more."""
_KNOWN = """SELECT max(coalesce((SELECT max(touched) FROM "case"), 0), coalesce((SELECT max(act) FROM sheet), 0),
    coalesce((SELECT max(touched) FROM application), 0), coalesce((SELECT max(touched) FROM permit), 0))"""
_NEWEST = (
    "SELECT n, terminal, seq, at, clerk, kind, subject, body FROM journal {where} ORDER BY n DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as the journal holds it: who, when, what kind, about what, and the facts."""

    n: int
    terminal: str
    seq: int
    at: str
    clerk: str
    kind: str
    subject: str
    body: Body


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold, and why."""

    n: int
    terminal: str
    seq: int
    reason: Text


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain ends: its terminal, how many acts it has, and the hash of the last, in hex."""

    terminal: str
    seq: int
    hash: str


def canonical(body: Body) -> str:
    """The one way a body is written: sorted keys, no blanks, characters as they are."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chain_hash(prev: bytes, *parts: str | int) -> bytes:
    """SHA-256 over the entry before and the parts of this one, each behind its length so that borders count."""
    digest = hashlib.sha256(prev)
    for part in parts:
        words = str(part).encode()
        digest.update(len(words).to_bytes(8, "big") + words)
    return digest.digest()


def append(db: Db, *, terminal: str, at: datetime, clerk: str, kind: str, subject: str, body: Body) -> Entry:
    """Add an act at the end of its terminal's chain; part of the caller's transaction."""
    head = db.execute(_HEAD, (terminal,)).fetchone()
    seq, prev = (head[0] + 1, head[1]) if head else (1, GENESIS)
    words, moment = canonical(body), at.isoformat()
    link = chain_hash(prev, terminal, seq, moment, clerk, kind, subject, words)
    row = (terminal, seq, moment, clerk, kind, subject, words, prev, link)
    n = db.execute(_APPEND, row).lastrowid
    return Entry(n, terminal, seq, moment, clerk, kind, subject, body)


def entries(db: Db) -> Iterator[Entry]:
    """Every act in the order in which this store learnt of it."""
    return (entry(*row[:8]) for row in db.execute(_ALL))


def length(db: Db) -> int:
    """The number of the newest act; 0 in an empty journal. Whoever knows it knows whether anything happened since."""
    (n,) = db.execute(_LENGTH).fetchone()
    return int(n)


def newest(db: Db, subject: str, last: int) -> list[Entry]:
    """The last acts, oldest first; ``subject`` "" means all."""
    where, values = ("WHERE subject = ?", (subject, last)) if subject else ("", (last,))
    rows = list(db.execute(_NEWEST.format(where=where), values))
    return [entry(*row) for row in reversed(rows)]


def verify(db: Db) -> Iterator[Break]:
    """Walk every chain and report each entry that was changed, removed or put in.

    No later hash shows that entries are missing at the end; the tables do, where they name the act that made them so.
    """
    heads: dict[str, tuple[int, bytes]] = {}
    newest = 0
    for n, seq, prev, link, *words in db.execute(_BYTES):
        terminal, *parts = (word.decode(errors="replace") for word in words)
        last, tip = heads.get(terminal, (0, GENESIS))
        if seq != last + 1:
            yield Break(n, terminal, seq, _GAP.format(wanted=last + 1))
        elif prev != tip:
            yield Break(n, terminal, seq, _UNCHAINED)
        if link != chain_hash(prev, terminal, seq, *parts):
            yield Break(n, terminal, seq, _CHANGED)
        if n != newest + 1:
            yield Break(n, terminal, seq, _UNFOLLOWING)
        newest, heads[terminal] = n, (seq, link)
    (known,) = db.execute(_KNOWN).fetchone()
    if known > newest:
        yield Break(known, "", 0, _CUT_OFF.format(newest=newest))


def ends(db: Db) -> list[End]:
    """The last act of every chain; whoever has it written down sees later whether anything behind it was cut off."""
    return [End(terminal, seq, bytes(link).hex()) for terminal, seq, link in db.execute(_ENDS)]


def entry(n: int, terminal: str, seq: int, at: str, clerk: str, kind: str, subject: str, body: str) -> Entry:
    """A row of the journal as an act."""
    return Entry(n, terminal, seq, at, clerk, kind, subject, json.loads(body))

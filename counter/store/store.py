"""The store of one terminal: views to read, acts to write, its own proof."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from counter.clock import Clock
from counter.errors import CounterError
from counter.locale import Text
from counter.store import journal
from counter.store.apply import Kind, apply, derived
from counter.store.apply_undo import WITH
from counter.store.engine import Db, Engine
from counter.store.journal import Body, Break, Entry
from counter.store.migrations import migrate

_PARTS = "holder_parts"
_TYPED = "SELECT case_id, field, text FROM scratch"
_TYPED_AGAIN = "INSERT OR REPLACE INTO scratch (case_id, field, text) VALUES (?, ?, ?)"
_KEEP = 'INSERT OR REPLACE INTO scratch (case_id, field, text) SELECT id, ?, ? FROM "case" WHERE id = ? AND is_open'
"""A finished journey keeps nothing: what a slow screen sends after the end is dropped."""


class JournalBroken(CounterError):
    """The journal does not hold; the tables stay as they are."""

    happened = Text(
        "日志在第 {n} 条处不完整，不能据此重建。",
        "The journal does not hold at entry {n}; no tables are made from it.",
    )
    kept = Text("各表没有改动。", "The tables were not changed.")
    next_step = Text(
        "请运行 counter journal verify，并保留文件待查。",
        "Please run counter journal verify, and keep the file for the inquiry.",
    )


@dataclass(frozen=True, slots=True)
class Acting:
    """An open transaction of one clerk: each recorded act is journalled and applied, all or none."""

    db: Db
    terminal: str
    clerk: str
    clock: Clock
    deed: list[int] | None = None
    """The numbers of the acts done so far that are one deed, so that it can be taken back as a whole; None for others."""

    def record(self, kind: Kind, subject: str, body: Body) -> Entry:
        """Append one act to the journal and bring the tables up to it."""
        if self.deed:
            body = {**body, WITH: self.deed[0]}
        act = journal.append(
            self.db,
            terminal=self.terminal,
            at=self.clock.now(),
            clerk=self.clerk,
            kind=kind,
            subject=subject,
            body=body,
        )
        apply(self.db, act)
        if self.deed is not None:
            self.deed.append(act.seq)
        return act


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found: how many acts it read, and which tables had not been what the journal says."""

    acts: int
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Store:
    """One encrypted file with its journal and tables."""

    engine: Engine
    terminal: str
    clock: Clock

    @classmethod
    def open(cls, path: Path, key: bytes, *, terminal: str, clock: Clock) -> Store:
        """Open or make the file and bring its schema up to date.

        Raises:
            StoreWontOpen: the key is not its key, or it is not a store.
        """
        engine = Engine(path, key)
        migrate(engine.writing)
        return cls(engine, terminal, clock)

    @contextmanager
    def reading(self) -> Iterator[Db]:
        """One consistent view."""
        with self.engine.reading() as db:
            yield db

    @contextmanager
    def acting(self, clerk: str, *, one_deed: bool = False) -> Iterator[Acting]:
        """One transaction of a clerk: on disk as a whole when the block ends.

        With ``one_deed`` its acts name the first of them, and may be taken back together.
        """
        with self.engine.writing() as db:
            yield Acting(db, self.terminal, clerk, self.clock, [] if one_deed else None)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Acts of one thread that are on disk as a whole when the block ends; one that fails is undone alone."""
        with self.engine.together():
            yield

    def keep_typed(self, case_id: str, field: str, text: str) -> None:
        """Keep what is being typed; not an act, so only the table knows it."""
        with self.engine.writing() as db:
            db.execute(_KEEP, (field, text, case_id))

    @contextmanager
    def noting(self) -> Iterator[Db]:
        """One transaction about what is no act: words that were typed and not said."""
        with self.engine.writing() as db:
            yield db

    def acts(self, *, subject: str = "", last: int = 20) -> tuple[Entry, ...]:
        """The newest acts, oldest first; about one subject, or about everything."""
        with self.reading() as db:
            return tuple(journal.newest(db, subject, last))

    def check(self) -> None:
        """Whether the file is as it was written, page by page.

        Raises:
            StoreDamaged, StoreWontOpen
        """
        self.engine.check()

    def verify(self) -> tuple[Break, ...]:
        """Every place where the journal's chain does not hold; empty is good."""
        with self.reading() as db:
            return tuple(journal.verify(db))

    def ends(self) -> tuple[journal.End, ...]:
        """Where each chain of the journal ends."""
        with self.reading() as db:
            return tuple(journal.ends(db))

    def rebuild(self) -> Rebuilt:
        """Make the tables again from the journal, and tell which had been different.

        Raises:
            JournalBroken: nothing may be made from a journal that does not hold.
            UnknownAct: the journal was written by a newer version.
        """
        with self.engine.writing() as db:
            if broken := next(journal.verify(db), None):
                raise JournalBroken(n=broken.n)
            before, typed, acts = _fingerprints(db), list(db.execute(_TYPED)), 0
            _empty(db)
            for act in journal.entries(db):
                apply(db, act)
                acts += 1
            after = _fingerprints(db)
            db.executemany(_TYPED_AGAIN, typed)
        return Rebuilt(acts, tuple(table for table in before if before[table] != after[table]))

    def close(self) -> None:
        """Give every connection back."""
        self.engine.close()


def _empty(db: Db) -> None:
    for table in derived():
        db.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our own table names
    db.execute(f"INSERT INTO {_PARTS} ({_PARTS}) VALUES ('delete-all')")  # noqa: S608 - our own table name


def _fingerprints(db: Db) -> dict[str, str]:
    """A hash of the whole content of each derived table, rows in key order; the name index by its vocabulary."""
    found = {table: _fingerprint(db, f'SELECT * FROM "{table}" ORDER BY 1, 2, 3') for table in derived()}  # noqa: S608 - as above
    db.execute(f"CREATE VIRTUAL TABLE temp.parts USING fts5vocab('main', '{_PARTS}', 'instance')")
    found[_PARTS] = _fingerprint(db, "SELECT term, doc, offset FROM temp.parts ORDER BY 1, 2, 3")
    db.execute("DROP TABLE temp.parts")
    return found


def _fingerprint(db: Db, query: str) -> str:
    digest = hashlib.sha256()
    for row in db.execute(query):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()

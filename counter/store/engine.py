"""The encrypted file and its connections: SQLCipher with a raw key, WAL, every acknowledged act flushed to disk."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, LifoQueue
from threading import local
from typing import Any, Protocol

import sqlcipher3

from counter.errors import BadInput, CounterError
from counter.locale import Text

KEY_BYTES = 32
_PRAGMAS = (
    "cipher_hmac_algorithm = HMAC_SHA256",  # as strong here as SHA-512, and much faster
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -32000",
)
_BUSY_SECONDS = 10
"""How long one process waits for another one's act; acts take single milliseconds."""


class StoreWontOpen(CounterError):
    """The file is not a store, or the key is not its key."""

    happened = Text(
        "登记簿打不开：密钥不对，或文件已损坏。", "The store does not open: wrong key, or a damaged file."
    )
    kept = Text("文件原样未动。", "The file was not touched.")
    next_step = Text("请运行 counter doctor，或恢复备份。", "Please run counter doctor, or restore a backup.")


class StoreBusy(CounterError):
    """Another program held the store for longer than we wait."""

    happened = Text("登记簿正被另一个程序占用。", "Another program is holding the store.")
    next_step = Text("请稍等几秒再试。", "Please wait some seconds and try again.")


class DiskRefused(CounterError):
    """The disk is full, read-only or failing; the act was rolled back whole."""

    happened = Text("磁盘没有收下这一步：{reason}。", "The disk did not take this step: {reason}.")
    kept = Text("这一步未办成，之前的都在。", "This step was not done; everything before it is kept.")
    next_step = Text(
        "请检查磁盘空间和写入权限后再试。", "Please see to disk space and permissions and try again."
    )


class StoreDamaged(CounterError):
    """Pages of the file are not what was written; values: ``pages``."""

    happened = Text("登记簿文件有 {pages} 页已损坏。", "{pages} pages of the store are damaged.")
    kept = Text("文件原样未动。", "The file was not touched.")
    next_step = Text("请停止办理，恢复备份。", "Please stop work and restore a backup.")


class NotWords(BadInput):
    """The text holds half of a character (a lone surrogate): bytes that were never text, as from a damaged file."""

    happened = Text("输入里有不是文字的字节。", "The input holds bytes that are not text.")
    next_step = Text("请重新输入。", "Please type it again.")


class Rows(Protocol):
    """What a statement answers: rows as tuples, read once."""

    lastrowid: int

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """The rows."""
        ...


class Db(Protocol):
    """An open transaction. Statements are fixed texts, prepared once per connection; values are always parameters."""

    def execute(self, sql: str, values: Sequence[object] = ..., /) -> Rows:
        """Run one statement."""
        ...

    def executemany(self, sql: str, values: Iterable[Sequence[object]], /) -> Rows:
        """Run one statement for each row of values."""
        ...


def new_key() -> bytes:
    """A fresh raw key: 256 bits, no passphrase, so no key derivation on each connection."""
    return secrets.token_bytes(KEY_BYTES)


@dataclass(frozen=True, slots=True)
class Engine:
    """The file with its key, and the connections that wait to be used again; safe to share between threads."""

    path: Path
    key: bytes = field(repr=False)
    idle: LifoQueue[Any] = field(default_factory=LifoQueue, repr=False)
    joined: local = field(default_factory=local, repr=False)
    """Per thread, the transaction that everything in it is part of, while there is one."""

    @contextmanager
    def reading(self) -> Iterator[Db]:
        """One consistent view of the store."""
        with self._transaction("BEGIN") as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Db]:
        """One transaction: all of it on disk when the block ends, or nothing.

        It takes the write lock at once, so that two processes queue instead of failing half-way.
        """
        with self._transaction("BEGIN IMMEDIATE") as db:
            yield db

    @contextmanager
    def together(self) -> Iterator[None]:
        """Whatever this thread reads and writes in the block is one transaction; a part that fails alone is undone alone."""
        before = getattr(self.joined, "db", None)
        with self.writing() as db:
            self.joined.db = db
            try:
                yield
            finally:
                self.joined.db = before

    def check(self) -> None:
        """Read every page of the file and compare it with its own seal.

        Raises:
            StoreDamaged, StoreWontOpen
        """
        with said():
            db = self._take()
            try:
                faults = db.execute("PRAGMA cipher_integrity_check").fetchall()
            finally:
                self.idle.put(db)
        if faults:
            raise StoreDamaged(pages=len(faults))

    def close(self) -> None:
        """Close the connections that wait; one in use is closed by whoever uses it."""
        while True:
            try:
                self.idle.get_nowait().close()
            except Empty:
                return

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Db]:
        if (db := getattr(self.joined, "db", None)) is not None:
            with said(), _part_of(db):
                yield db
            return
        with said():
            db = self._take()
            try:
                db.execute(begin)
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            finally:
                self.idle.put(db)

    def _take(self) -> Any:
        try:
            return self.idle.get_nowait()
        except Empty:
            return self._connect()

    def _connect(self) -> Any:
        """A connection whose key has been proved: setting the journal mode reads the file."""
        db = sqlcipher3.connect(
            str(self.path), isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS
        )
        try:
            db.execute("PRAGMA cipher_log_level = NONE")  # its log goes to stderr, where the screen is drawn
            db.execute(f"PRAGMA key = \"x'{self.key.hex()}'\"")
            for pragma in _PRAGMAS:
                db.execute(f"PRAGMA {pragma}")
        except sqlcipher3.DatabaseError:
            db.close()
            raise
        return db


@contextmanager
def _part_of(db: Any) -> Iterator[None]:
    """All or nothing inside a transaction; a full disk may have ended that one already."""
    db.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK TO part")
            db.execute("RELEASE part")
        raise
    db.execute("RELEASE part")


_DISK = {
    "full": Text("磁盘已满", "it is full"),
    "readonly": Text("只能读，不能写", "it can only be read"),
    "read-only": Text("只能读，不能写", "it can only be read"),
    "disk i/o": Text("读写出错", "reading or writing failed"),
    "unable to open": Text("文件打不开", "the file cannot be opened"),
}
"""What SQLite's words of a disk mean."""
_FOREIGN = re.compile("not a database|malformed|HMAC", re.IGNORECASE)


@contextmanager
def said() -> Iterator[None]:
    """Turn what SQLite says of files and locks, and text that is none, into sentences."""
    try:
        yield
    except sqlcipher3.DatabaseError as problem:
        words = str(problem)
        if "locked" in words:
            raise StoreBusy from problem
        if reason := next((text for part, text in _DISK.items() if part in words.lower()), None):
            raise DiskRefused(reason=reason) from problem
        if _FOREIGN.search(words):
            raise StoreWontOpen from problem
        raise
    except UnicodeEncodeError as problem:
        raise NotWords from problem

"""The encrypted file and its connections: SQLCipher with a raw key, WAL, every acknowledged act flushed to disk."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from counter.errors import CounterError
from counter.locale import Text

KEY_BYTES = 32
_BUSY_MS = 10_000
"""How long one process waits for another one's act; acts take single milliseconds."""


class StoreWontOpen(CounterError):
    """The file is not a store, or the key is not its key."""

    happened = Text(
        "登记簿打不开:密钥不对,或文件已损坏。", "The store does not open: wrong key, or a damaged file."
    )
    kept = Text("文件原样未动。", "The file was not touched.")
    next_step = Text("请运行 counter doctor,或恢复备份。", "Please run counter doctor, or restore a backup.")


class StoreBusy(CounterError):
    """Another program held the store for longer than we wait."""

    happened = Text("登记簿正被另一个程序占用。", "Another program is holding the store.")
    next_step = Text("请稍等几秒再试。", "Please wait some seconds and try again.")


class DiskRefused(CounterError):
    """The disk is full, read-only or failing; the act was rolled back whole."""

    happened = Text("磁盘没有收下这一步:{reason}。", "The disk did not take this step: {reason}.")
    kept = Text("这一步未办成,之前的都在。", "This step was not done; everything before it is kept.")
    next_step = Text("请腾出磁盘空间后再试。", "Please free some disk space and try again.")


def new_key() -> bytes:
    """A fresh raw key: 256 bits, no passphrase, so no key derivation on each connection."""
    return secrets.token_bytes(KEY_BYTES)


def make_engine(path: Path, key: bytes) -> Engine:
    """An engine whose connections open the store with its key.

    Raises:
        StoreWontOpen: at the first connection.
    """

    def connect() -> Any:
        db = sqlcipher3.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            db.execute("PRAGMA cipher_log_level = NONE")  # its log goes to stderr, where the screen is drawn
            db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            db.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA temp_store = MEMORY")
        except sqlcipher3.DatabaseError as problem:
            db.close()
            raise (StoreBusy if "locked" in str(problem) else StoreWontOpen)() from problem
        return db

    engine = create_engine(
        "sqlite://", creator=connect, module=sqlcipher3.dbapi2, poolclass=QueuePool, pool_size=4
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(db: Connection) -> None:
    """Writers take the write lock at once, so that two processes queue instead of failing half-way."""
    db.exec_driver_sql("BEGIN IMMEDIATE" if db.get_execution_options().get("writes") else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the store."""
    with said(), engine.connect() as db, db.begin():
        yield db


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it on disk when the block ends, or nothing."""
    with said(), engine.connect().execution_options(writes=True) as db, db.begin():
        yield db


_FULL = re.compile("full|readonly|read-only|disk I/O|unable to open", re.IGNORECASE)


@contextmanager
def said() -> Iterator[None]:
    """Turn what SQLite says of files and locks into sentences."""
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - only where something already went wrong

    try:
        yield
    except (DBAPIError, sqlcipher3.DatabaseError) as problem:
        words = str(getattr(problem, "orig", problem))
        if "locked" in words:
            raise StoreBusy from problem
        if _FULL.search(words):
            raise DiskRefused(reason=words) from problem
        if "not a database" in words or "malformed" in words or "HMAC" in words:
            raise StoreWontOpen from problem
        raise

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from handy import HandClock
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlmodel import SQLModel

from counter.store import cases, tables, tables_applications, tables_shifts
from counter.store.engine import Db, Engine, new_key
from counter.store.migrations import MIGRATIONS, applied, migrate, pending
from counter.store.schema import MODELS
from counter.store.store import Store
from store.acting import opened

OWN = {"migration"}
"""Kept by the migrations themselves."""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = Engine(tmp_path / "a.db", new_key())
    yield opened
    opened.close()


def schema(db: Db) -> list[Any]:
    return sorted(db.execute("SELECT type, name, sql FROM sqlite_master"))


def test_a_failing_step_leaves_nothing_and_keeps_the_ones_before(engine: Engine) -> None:
    def fails(db: Db) -> None:
        db.execute("CREATE TABLE half (x)")
        db.execute("ALTER TABLE clerk ADD COLUMN half")
        db.execute("CREATE TABLE half (x)")

    with pytest.raises(sqlcipher3.DatabaseError):
        migrate(engine.writing, (*MIGRATIONS, fails))
    with engine.reading() as db:
        assert applied(db) == {step.__name__ for step in MIGRATIONS}
        assert not any("half" in str(row) for row in schema(db))
        assert pending(db, (*MIGRATIONS, fails)) == (fails,)


def test_a_failing_first_step_leaves_an_empty_file(engine: Engine) -> None:
    def fails(db: Db) -> None:
        db.execute("CREATE TABLE half (x)")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        migrate(engine.writing, (fails,))
    with engine.reading() as db:
        assert schema(db) == []


def test_each_step_runs_once_and_in_order(engine: Engine) -> None:
    ran: list[str] = []

    def one(db: Db) -> None:
        ran.append("one")

    def two(db: Db) -> None:
        ran.append("two")

    migrate(engine.writing, (one,))
    migrate(engine.writing, (one, two))
    migrate(engine.writing, (one, two))
    assert ran == ["one", "two"]


def test_opening_again_changes_nothing(tmp_path: Path, clock: HandClock) -> None:
    key, found = new_key(), []
    for _ in range(2):
        store = Store.open(tmp_path / "a.db", key, terminal="T", clock=clock)
        with store.reading() as db:
            found.append(schema(db))
        store.close()
    assert found[0] == found[1]


def _shape(columns: list[ReflectedColumn]) -> list[tuple[str, str, bool, int]]:
    return [(c["name"], str(c["type"]), c["nullable"], int(c.get("primary_key", 0))) for c in columns]


def test_the_steps_make_exactly_the_tables_of_the_models(store: Store) -> None:
    """Columns with types, nullability and keys; indexes with columns and conditions; tables with or without rowid."""
    wanted = create_engine("sqlite://")
    SQLModel.metadata.create_all(wanted)
    made = create_engine("sqlite://", creator=store.engine._connect, module=sqlcipher3)
    assert MODELS, "their modules fill the metadata"
    models, real = inspect(wanted), inspect(made)
    names = {table.name for table in SQLModel.metadata.tables.values()}
    rooms = (tables.Journal, tables_applications.Person, tables_shifts.Shift)
    assert {model.__tablename__ for model in rooms} <= names
    found = {name for name in real.get_table_names() if not name.startswith("holder_parts")} - OWN
    assert found == names
    for name in names:
        assert _shape(real.get_columns(name)) == _shape(models.get_columns(name)), name
        assert _indexes(real, name) == _indexes(models, name), name
        assert real.get_foreign_keys(name) == models.get_foreign_keys(name)
    with store.reading() as db, wanted.connect() as model:
        listed = "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        without = {name: bool(wr) for name, wr in model.exec_driver_sql(listed) if name in names}
        assert {name: bool(wr) for name, wr in db.execute(listed) if name in names} == without
    made.dispose()


def _indexes(inspector: Any, table: str) -> list[Any]:
    return sorted(
        (
            index["name"],
            index["column_names"],
            index["unique"],
            str(index.get("dialect_options", {}).get("sqlite_where")),
        )
        for index in inspector.get_indexes(table)
    )


def test_a_store_of_the_first_step_takes_the_second_and_keeps_everything(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_key()
    monkeypatch.setattr("counter.store.store.migrate", lambda begin: migrate(begin, MIGRATIONS[:1]))
    old = Store.open(tmp_path / "a.db", key, terminal="T", clock=clock)
    opened(old, "aa")
    old.close()
    monkeypatch.undo()
    new = Store.open(tmp_path / "a.db", key, terminal="T", clock=clock)
    assert new.verify() == ()
    assert new.rebuild().differing == ()
    with new.reading() as db:
        assert cases.case(db, "aa")
    new.close()

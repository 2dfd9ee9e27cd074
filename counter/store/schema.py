"""Whether the tables of an open store are what their models say: column by column, for ``counter doctor``."""

from __future__ import annotations

from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

from counter.store import (
    tables,
    tables_applications,
    tables_archive,
    tables_certificates,
    tables_days,
    tables_households,
    tables_keys,
    tables_permits,
    tables_queue,
    tables_seals,
    tables_shifts,
    tables_uploads,
    tables_visits,
)
from counter.store.engine import Db

MODELS = (
    tables, tables_applications, tables_shifts, tables_visits, tables_certificates, tables_households, tables_uploads,
    tables_keys, tables_archive, tables_permits, tables_seals, tables_days, tables_queue,
)  # fmt: skip
"""The modules whose classes fill ``SQLModel.metadata``."""


def differences(db: Db) -> tuple[str, ...]:
    """Each column that is missing, foreign, or of another type or nullability than its model, as ``table.column``."""
    found: set[str] = set()
    for table in SQLModel.metadata.sorted_tables:
        said = {
            (column.name, column.type.compile(dialect=sqlite.dialect()), not column.nullable)
            for column in table.columns
        }
        rows = db.execute('SELECT name, type, "notnull" FROM pragma_table_info(?)', (table.name,))
        kept = {(name, kind, bool(strict)) for name, kind, strict in rows}
        found |= {f"{table.name}.{name}" for name, _, _ in said ^ kept}
    return tuple(sorted(found))

from __future__ import annotations

from pathlib import Path

import pytest
from handy import HandClock

from counter.store.engine import new_key
from counter.store.schema import differences
from counter.store.store import Store


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("ALTER TABLE clerk ADD COLUMN nickname VARCHAR", ("clerk.nickname",)),
        ("ALTER TABLE holder DROP COLUMN ethnic", ("holder.ethnic",)),
        ("DROP TABLE scratch", ("scratch.case_id", "scratch.field", "scratch.text")),
    ],
)
def test_a_store_that_is_not_the_models_is_named_by_column(
    tmp_path: Path, clock: HandClock, change: str, found: tuple[str, ...]
) -> None:
    store = Store.open(tmp_path / "a.db", new_key(), terminal="T", clock=clock)
    with store.reading() as db:
        assert differences(db) == ()
    with store.engine.writing() as db:
        db.execute(change)
    with store.reading() as db:
        assert differences(db) == found
    store.close()

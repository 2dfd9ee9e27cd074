"""Every list that the store reads comes out of an index, in the order in which it is shown."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import counter.store
from counter.store.store import Store

STATEMENTS = {
    f"{module.name}.{name}": sql
    for module in pkgutil.iter_modules(counter.store.__path__)
    for name, sql in vars(importlib.import_module(f"counter.store.{module.name}")).items()
    if name.isupper() and not name.startswith("_") and isinstance(sql, str)
    if re.match(r"SELECT|INSERT|WITH", sql)
}
"""What the modules of the store offer to read with, by module and name."""
MAY_SCAN = {
    "cases.CLERKS": "all clerks are wanted, in the order of their key",
    "archive.ARCHIVED": "the whole archive is compared, in the order of its key",
    "keys.KEYS": "all keys are wanted, and a station makes one a year",
    "keys.PAPERS": "all papers of the keys are wanted, a few a year",
    "keys.VOID": "the list of void serials that is signed names every one, in the order of the sheets",
    "seals.NEWEST": "a station has a seal or two",
}
MAY_SORT = {
    "cases.COUNTS_OF_DAY": "at most ten groups of one day are counted",
    "keys.KEYS": "as above",
    "keys.PAPERS": "as above",
}


def test_no_module_of_the_store_is_forgotten() -> None:
    assert {"applications", "cases", "holders", "permits", "queue", "shifts", "visits"} <= {
        name.partition(".")[0] for name in STATEMENTS
    }
    assert len(STATEMENTS) > 90
    assert set(MAY_SCAN) | set(MAY_SORT) <= set(STATEMENTS)


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_list_comes_out_of_an_index_in_its_order(store: Store, name: str) -> None:
    sql = STATEMENTS[name]
    with store.reading() as db:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", ("x",) * sql.count("?"))]
    assert plan
    scans = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step]
    assert name in MAY_SCAN or not scans, plan
    assert name in MAY_SORT or not [step for step in plan if "TEMP B-TREE" in step], plan
    assert not [step for step in plan if "AUTOMATIC" in step], plan

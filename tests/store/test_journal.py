from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlcipher3
from handy import HandClock
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from counter.store import cases, journal
from counter.store.apply import Kind
from counter.store.engine import Db, NotWords, new_key
from counter.store.journal import GENESIS, chain_hash
from counter.store.store import Store
from store.acting import enrolled, moved, opened, reserved

ENTRIES = 8
WORDS = ("terminal", "at", "clerk", "kind", "subject", "body")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A journal of eight acts; tests change it in transactions that are taken back."""
    store = Store.open(
        tmp_path_factory.mktemp("j") / "a.db", new_key(), terminal="110108990000-01", clock=HandClock()
    )
    enrolled(store, "0337")
    enrolled(store, "0102", "李𠅤")
    for case in ("aa", "bb"):
        opened(store, case)
        moved(store, case, holder=1)
    reserved(store, "aa", 1)
    moved(store, "aa", "came-out", sheet="x")
    yield store
    store.close()


class _TakeBack(Exception):
    pass


@contextmanager
def tampering(store: Store) -> Iterator[Db]:
    """The store without its triggers, as somebody with the key and a tool would open it; taken back afterwards."""
    try:
        with store.engine.writing() as db:
            db.execute("DROP TRIGGER journal_never_changes")
            db.execute("DROP TRIGGER journal_never_forgets")
            yield db
            raise _TakeBack
    except _TakeBack:
        pass


def test_the_chain_holds_and_begins_at_nothing(written: Store) -> None:
    assert written.verify() == ()
    with written.reading() as db:
        rows = list(db.execute("SELECT n, seq, prev, hash FROM journal ORDER BY n"))
    assert [(n, seq) for n, seq, _, _ in rows] == [(i, i) for i in range(1, ENTRIES + 1)]
    assert [prev for _, _, prev, _ in rows] == [GENESIS, *(link for *_, link in rows[:-1])]


def test_the_hash_is_over_the_entry_before_and_every_part_with_its_borders() -> None:
    parts = ("T", 1, "at", "clerk", "kind", "subject", "{}")
    link = chain_hash(GENESIS, *parts)
    assert len(link) == 32
    assert link == chain_hash(GENESIS, *parts)
    assert link != chain_hash(bytes([1]) + GENESIS[1:], *parts)
    for place in range(len(parts)):
        other = [*parts[:place], f"{parts[place]}x", *parts[place + 1 :]]
        assert chain_hash(GENESIS, *other) != link
    assert chain_hash(GENESIS, "ab", "c") != chain_hash(GENESIS, "a", "bc")


@hypothesis_settings(max_examples=150)
@given(
    st.integers(1, ENTRIES), st.sampled_from((*WORDS, "prev", "hash")), st.integers(0), st.integers(1, 255)
)
def test_any_changed_byte_is_reported(written: Store, n: int, column: str, place: int, change: int) -> None:
    with tampering(written) as db:
        (value,) = db.execute(f"SELECT CAST({column} AS BLOB) FROM journal WHERE n = ?", (n,)).fetchone()
        at = place % len(value)
        other = value[:at] + bytes([value[at] ^ change]) + value[at + 1 :]
        kind = "BLOB" if column in {"prev", "hash"} else "TEXT"
        db.execute(f"UPDATE journal SET {column} = CAST(? AS {kind}) WHERE n = ?", (other, n))
        assert n in {found.n for found in journal.verify(db)}


@given(st.integers(1, ENTRIES), st.integers(-5, 50).filter(bool))
def test_a_changed_number_is_reported(written: Store, n: int, by: int) -> None:
    for column in ("seq", "n"):
        with tampering(written) as db:
            db.execute("DROP INDEX journal_chain")
            taken = db.execute("SELECT 1 FROM journal WHERE n = ?", (n + by,)).fetchone()
            if column == "n" and taken:
                continue
            db.execute(f"UPDATE journal SET {column} = {column} + ? WHERE n = ?", (by, n))
            assert list(journal.verify(db))


@pytest.mark.parametrize("n", range(1, ENTRIES + 1))
def test_any_removed_entry_is_reported_the_last_one_too(written: Store, n: int) -> None:
    with tampering(written) as db:
        db.execute("DELETE FROM journal WHERE n = ?", (n,))
        assert list(journal.verify(db))


def test_entries_cut_off_at_the_end_are_reported(written: Store) -> None:
    with tampering(written) as db:
        db.execute("DELETE FROM journal WHERE n > 5")
        (broken,) = journal.verify(db)
    assert "ends at entry 5" in broken.reason.en
    assert "止于第 5 条" in broken.reason.zh


@given(st.integers(1, ENTRIES), st.integers(1, ENTRIES))
def test_two_entries_exchanged_are_reported(written: Store, one: int, other: int) -> None:
    if one == other:
        return
    with tampering(written) as db:
        for before, after in ((one, -1), (other, one), (-1, other)):
            db.execute("UPDATE journal SET n = ? WHERE n = ?", (after, before))
        assert list(journal.verify(db))


def test_an_entry_put_in_between_is_reported(written: Store) -> None:
    with tampering(written) as db:
        db.execute("DROP INDEX journal_chain")
        db.execute("UPDATE journal SET n = n + 100 WHERE n > 3")
        db.execute("UPDATE journal SET n = n - 99 WHERE n > 100")
        db.execute(
            "INSERT INTO journal SELECT 4, terminal, 4, at, clerk, kind, subject, body, prev, hash FROM journal WHERE n = 3"
        )
        assert list(journal.verify(db))


def test_a_rewritten_entry_with_a_right_hash_breaks_the_next_one(written: Store) -> None:
    with tampering(written) as db:
        row = db.execute(
            "SELECT prev, terminal, seq, at, clerk, kind, subject FROM journal WHERE n = 4"
        ).fetchone()
        link = chain_hash(*row, '{"rewritten":true}')
        db.execute("UPDATE journal SET body = ?, hash = ? WHERE n = 4", ('{"rewritten":true}', link))
        (broken,) = journal.verify(db)
    assert broken.n == 5


@pytest.mark.parametrize(
    "statement",
    ["UPDATE journal SET body = '{}'", "DELETE FROM journal", "UPDATE journal SET n = n + 1 WHERE n = 8"],
)
def test_the_journal_only_grows(written: Store, statement: str) -> None:
    with (
        pytest.raises(sqlcipher3.IntegrityError, match="the journal only grows"),
        written.engine.writing() as db,
    ):
        db.execute(statement)
    assert written.verify() == ()


def test_each_terminal_has_a_chain_of_its_own(tmp_path: Path, clock: HandClock) -> None:
    key = new_key()
    first = Store.open(tmp_path / "a.db", key, terminal="A", clock=clock)
    second = Store.open(tmp_path / "a.db", key, terminal="B", clock=clock)
    for store in (first, second, first, second, second):
        enrolled(store, "1")
    with first.reading() as db:
        assert list(db.execute("SELECT terminal, seq FROM journal ORDER BY n")) == [
            ("A", 1), ("B", 1), ("A", 2), ("B", 2), ("B", 3),
        ]  # fmt: skip
    assert first.verify() == ()


def test_an_act_that_fails_leaves_no_trace(store: Store) -> None:
    enrolled(store, "1")

    def two_acts() -> None:
        with store.acting("1") as act:
            act.record(Kind.CLERK_ENROLLED, "2", {"name": "x", "role": "officer", "pin": "$", "active": True})
            act.record(Kind.CLERK_ENROLLED, "3", {"name": "x"})

    with pytest.raises(KeyError):
        two_acts()
    assert [act.subject for act in store.acts()] == ["1"]
    with store.reading() as db:
        assert [clerk.number for clerk in cases.clerks(db)] == ["1"]
    enrolled(store, "3")
    assert store.verify() == ()


def test_bytes_that_are_no_text_are_refused_in_words(store: Store) -> None:
    with pytest.raises(NotWords):
        enrolled(store, "1", "李\ud800")
    assert store.acts() == ()


def test_the_clock_may_go_back_without_breaking_the_chain(store: Store, clock: HandClock) -> None:
    enrolled(store, "1")
    clock.go(days=-400)
    enrolled(store, "2")
    assert store.verify() == ()
    assert [act.subject for act in store.acts()] == ["1", "2"]


def test_acts_are_read_newest_last_and_by_subject(store: Store) -> None:
    for number in "12321":
        enrolled(store, number)
    assert [act.subject for act in store.acts(last=3)] == ["3", "2", "1"]
    assert [act.n for act in store.acts(subject="1")] == [1, 5]
    assert store.acts(subject="'; --") == ()

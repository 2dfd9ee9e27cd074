"""Permits as the store keeps them: read by key, their history newest first out of an index."""

from __future__ import annotations

from handy import number_for

from counter.store import permits
from counter.store.store import Store
from store.acting import permitted, with_holders


def test_a_deed_reads_back_and_the_register_follows_it(store: Store) -> None:
    with_holders(store, (1, number_for(), "李𠅤"))
    permitted(store)
    permitted(store)
    with store.reading() as db:
        assert permits.by_holder(db, 2) is None
        found = permits.by_holder(db, 1)
        assert found is not None
        assert (found.state, found.guarded, found.card) == ("valid", {"endorsed_until"}, "")
        newest, oldest = permits.history(db, 1, 9)
        assert newest.act > oldest.act
        assert newest == permits.deed(db, 1, newest.act)
        assert newest.changes == (("endorsed_until", "2027-01-01", "2028-01-01"),)
        assert (newest.clerk, newest.article_en, newest.sheet) == ("0337", "Art. 10", "L1")
        (until,) = db.execute("SELECT endorsed_until FROM holder WHERE id = 1").fetchone()
        assert until == "2028-01-01"
        assert len(permits.history(db, 1, 1)) == 1


def test_a_journal_cut_off_behind_a_deed_is_found_out(store: Store) -> None:
    with_holders(store, (1, number_for(), "李𠅤"))
    permitted(store)
    assert store.verify() == ()
    with store.engine.writing() as db:
        db.execute("DROP TRIGGER journal_never_forgets")
        db.execute("DELETE FROM journal WHERE n >= (SELECT max(touched) FROM permit)")
    (found,) = store.verify()
    assert "止于" in found.reason.zh

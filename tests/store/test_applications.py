from __future__ import annotations

import pytest

from counter.store import applications, cases, persons
from counter.store.apply import Kind
from counter.store.store import Store
from store.acting import applied, opened


def test_everything_of_an_application_reads_back(store: Store) -> None:
    opened(store, "aa")
    applied(store, "aa")
    with store.reading() as db:
        person = persons.by_id(db, "p1")
        assert person is not None
        assert person == persons.by_number(db, person.number)
        assert (person.name, person.phone) == ("李样例", "010-00000000")
        history = [(c.field, c.old, c.new, c.reason, c.clerk) for c in persons.changes(db, "p1", 5)]
        assert ("name", "李𠅤", "李样例", "更正", "0337") in history
        one = applications.by_id(db, "aa")
        assert one is not None
        assert (one.state, one.running, one.accepted_on, one.due) == (
            "accepted",
            True,
            "2026-11-22",
            "2026-12-18",
        )
        assert [p.settled for p in applications.papers(db, "aa")] == ["returned"]
        assert [f[1:5] for f in applications.fingers(db, "aa")] == [(11, "failed", 40, None)]
        fee = applications.fee(db, "票aa")
        assert fee is not None
        assert [fee] == applications.fees_of_day(db, "2026-11-22")
        assert [p.demand for p in applications.promises(db, "aa")] == ["stay-proof"]
        assert applications.promises_due(db, "2026-12-21", 5) == []
        assert len(applications.promises_due(db, "2026-12-22", 5)) == 1
        assert applications.count_accepted(db, "2026-11-22") == 1
        assert [a.id for a in applications.due_between(db, "2026-12-18", "2026-12-19", 9)] == ["aa"]
        assert applications.due_between(db, "", "2026-12-18", 9) == []
        assert applications.of_person(db, "p1", 9) == [one]


def test_a_state_keeps_its_moment_while_it_lasts(store: Store, clock) -> None:  # type: ignore[no-untyped-def]
    opened(store, "aa")
    applied(store, "aa")
    clock.go(hours=1)
    for to in ("reviewing", "reviewing"):
        with store.acting("0337") as act:
            act.record(Kind.APPLICATION_MOVED, "aa", {"deed": "x", "to": to, "running": True, "reason": ""})
        clock.go(hours=1)
    with store.reading() as db:
        (one,) = applications.in_state(db, "reviewing", 9)
    assert one.since[11:13] == "13"
    assert one.accepted_on == "2026-11-22", "what an act does not tell stays"


def test_a_withdrawn_paper_is_gone_and_one_seen_again_is_on_the_counter(store: Store) -> None:
    opened(store, "aa")
    applied(store, "aa")
    for mark, left in (("seen", [("household-book", "")]), ("withdrawn", [])):
        with store.acting("0337") as act:
            act.record(Kind.PAPER_MARKED, "aa", {"paper": "household-book", "mark": mark, "copies": 0})
        with store.reading() as db:
            assert [(p.paper, p.settled) for p in applications.papers(db, "aa")] == left
    assert store.rebuild().differing == ()


def test_a_note_takes_no_step_and_forgets_only_what_was_entered(store: Store) -> None:
    opened(store, "aa")
    store.keep_typed("aa", "name", "李")
    store.keep_typed("aa", "phone", "010")
    with store.acting("0337") as act:
        act.record(Kind.CASE_NOTED, "aa", {"facts": {"answers": {"a": 1, "b": 2}}, "entered": ["name"]})
        act.record(Kind.CASE_NOTED, "aa", {"facts": {"answers": {"a": None}}, "entered": []})
    with store.reading() as db:
        case = cases.case(db, "aa")
        assert cases.scratch(db, "aa") == {"phone": "010"}
    assert case is not None
    assert (case.step, case.facts) == ("number", {"answers": {"b": 2}})
    assert store.rebuild().differing == ()


def test_a_receipt_number_is_used_once(store: Store) -> None:
    opened(store, "aa")
    applied(store, "aa")
    body = {"application": "bb", "fen": 1, "basis": "", "day": "2026-11-22"}
    with pytest.raises(Exception, match="UNIQUE"), store.acting("0337") as act:
        act.record(Kind.FEE_TAKEN, "票aa", body)
    assert store.verify() == ()


def test_a_chopped_journal_is_told_by_an_application(store: Store) -> None:
    opened(store, "aa")
    applied(store, "aa")
    with store.acting("0337") as act:
        act.record(
            Kind.APPLICATION_MOVED, "aa", {"deed": "x", "to": "reviewing", "running": True, "reason": ""}
        )
    with store.engine.writing() as db:
        db.execute("DROP TRIGGER journal_never_forgets")
        db.execute("DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)")
    assert len(store.verify()) == 1

from __future__ import annotations

from handy import HandClock

from counter.store import cases, shifts
from counter.store.apply import Kind
from counter.store.store import Store
from store.acting import moved, opened

T = "110108990000-01"


def signed_in(store: Store, clerk: str) -> None:
    with store.acting(clerk) as act:
        act.record(Kind.CLERK_SIGNED_IN, clerk, {})


def handed_over(store: Store, clerk: str, to: str, *journeys: str) -> None:
    with store.acting(clerk) as act:
        act.record(Kind.SHIFT_HANDED_OVER, clerk, {"to": to, "cases": list(journeys)})


def test_a_sign_in_begins_one_shift_a_day(store: Store, clock: HandClock) -> None:
    signed_in(store, "0337")
    with store.reading() as db:
        first = shifts.open_shift(db, T, "0337")
    clock.go(hours=1)
    signed_in(store, "0337")
    with store.reading() as db:
        assert shifts.open_shift(db, T, "0337") == first
        assert shifts.open_shift(db, "110108990000-02", "0337") is None
    clock.go(days=1)
    signed_in(store, "0337")
    with store.reading() as db:
        now = shifts.open_shift(db, T, "0337")
        assert now is not None
        before = shifts.shift_before(db, T, "0337", now.begun_at)
    assert before is not None
    assert first is not None
    assert (before.begun_at, before.ended_at, before.next) == (first.begun_at, now.begun_at, "")
    assert store.rebuild().differing == ()


def test_a_hand_over_ends_the_shift_and_passes_only_open_journeys_of_the_clerk(store: Store) -> None:
    signed_in(store, "0337")
    opened(store, "aa")
    opened(store, "bb", clerk="0102")
    opened(store, "cc")
    moved(store, "cc", "issued", open_=False)
    handed_over(store, "0337", "0102", "aa", "bb", "cc")
    with store.reading() as db:
        assert shifts.open_shift(db, T, "0337") is None
        assert shifts.open_shift(db, T, "0102") is not None
        found = {name: cases.case(db, name) for name in ("aa", "bb", "cc")}
        assert [case.id for case in cases.open_cases(db, "0102")] == ["aa", "bb"]
    assert {name: (case.clerk, case.parked) for name, case in found.items() if case} == {
        "aa": ("0102", True), "bb": ("0102", False), "cc": ("0337", False),
    }  # fmt: skip
    signed_in(store, "0337")
    with store.reading() as db:
        assert shifts.open_shift(db, T, "0337") is not None, "who comes back begins anew"
    assert store.rebuild().differing == ()

"""Visits, certificates, losses, reviews, households and what is to be reported, as the store keeps them."""

from __future__ import annotations

from handy import HandClock

from counter.store import certificates, households, uploads, visits
from counter.store.apply import Kind
from counter.store.store import Store
from store.acting import applied, opened, reserved


def called(store: Store, visit: str, officer: str = "0421", day: str = "2026-11-22") -> None:
    body = {"application": "aa", "demand": "", "beat": "社区", "officer": officer, "planned_on": day}
    with store.acting("0337") as act:
        act.record(Kind.VISIT_CALLED, visit, body)


def opinion(store: Store, visit: str, result: str, again_on: str = "") -> None:
    body = {
        "result": result,
        "words": "话",
        "signed_by": "0421",
        "planned_on": "2026-11-22",
        "again_on": again_on,
    }
    with store.acting("0337") as act:
        act.record(Kind.VISIT_OPINION, visit, body)


def test_a_visit_goes_from_the_list_with_an_opinion_and_stays_where_nobody_was_met(store: Store) -> None:
    called(store, "v1")
    called(store, "v2", officer="0422", day="2026-11-25")
    with store.reading() as db:
        assert [v.id for v in visits.open_until(db, "2026-11-22", 9)] == ["v1"]
        assert [v.id for v in visits.open_until(db, "2026-11-25", 9)] == ["v1", "v2"]
        assert [v.id for v in visits.of_officer(db, "0422", "2026-11-30", 9)] == ["v2"]
    opinion(store, "v1", "not-met", again_on="2026-11-24")
    with store.reading() as db:
        again = visits.by_id(db, "v1")
        assert again is not None
        assert (again.closed, again.planned_on, again.tries) == ("", "2026-11-24", 1)
    opinion(store, "v1", "confirmed")
    with store.acting("0102") as act:
        act.record(Kind.VISIT_ASSIGNED, "v2", {"officer": "0421", "planned_on": "2026-11-22"})
        ended = {"deed": "terminate", "to": "terminated", "running": False, "reason": "申请人撤回"}
        act.record(Kind.APPLICATION_MOVED, "aa", ended)
    with store.reading() as db:
        assert visits.open_until(db, "2027-01-01", 9) == []
        assert [(o.n, o.result) for o in visits.opinions(db, "v1")] == [(1, "not-met"), (2, "confirmed")]
        assert [(v.id, v.closed) for v in visits.of_application(db, "aa")] == [
            ("v1", "opinion"),
            ("v2", "dropped"),
        ]
    assert store.rebuild().differing == ()


def test_certificates_losses_and_reviews_read_back(store: Store) -> None:
    with store.acting("0337") as act:
        entered = {"form": "household-certificate", "to": "typed", "entries": {"purpose": "公证"}}
        act.record(Kind.CERTIFICATE_ENTERED, "aa", entered)
        act.record(Kind.CERTIFICATE_MOVED, "aa", {"to": "agreed", "agreed": "x"})
        act.record(
            Kind.LOSS_REPORTED,
            "bb",
            {"person": "p1", "lost_on": "2026-11-20", "place": "公交车上", "circumstances": ""},
        )
        act.record(Kind.LOSS_WITHDRAWN, "bb", {"reason": "找到了"})
        reviewed = {"second": "0421", "photo": "card", "outcome": "denied", "reason": "不像"}
        act.record(Kind.FACE_REVIEWED, "cc", reviewed)
    with store.reading() as db:
        one = certificates.certificate(db, "aa")
        assert one is not None
        assert (one.state, one.agreed, one.entries) == ("agreed", "x", {"purpose": "公证"})
        loss = certificates.loss(db, "bb")
        assert loss is not None
        assert loss.reported_at == loss.withdrawn_at
        assert [(r.n, r.second, r.outcome) for r in certificates.reviews(db, "cc")] == [(1, "0421", "denied")]
    with store.acting("0337") as act:
        act.record(Kind.CERTIFICATE_ENTERED, "aa", entered | {"entries": {"purpose": "出国"}})
    with store.reading() as db:
        again = certificates.certificate(db, "aa")
    assert again is not None
    assert (again.state, again.agreed) == ("typed", ""), "what was typed anew is to be read anew"
    assert store.rebuild().differing == ()


def test_a_household_counts_its_people_in_the_order_in_which_they_came(store: Store) -> None:
    shared = {"service": "residence-permit", "address": "路 1 号", "landlord": "王", "phone": ""}
    with store.acting("0337") as act:
        act.record(
            Kind.HOUSEHOLD_BEGUN, "hh", shared | {"papers": ["lease"], "answers": {"dwelling": "rented"}}
        )
        for case in ("c2", "c1"):
            act.record(Kind.HOUSEHOLD_JOINED, "hh", {"case": case})
    with store.reading() as db:
        (one,) = households.still_open(db, 9)
        assert (one.papers, one.answers) == (("lease",), {"dwelling": "rented"})
        assert households.lines(db, "hh") == [(1, "c2"), (2, "c1")]
        assert (households.of_case(db, "c1"), households.of_case(db, "c9")) == ("hh", "")
    with store.acting("0337") as act:
        act.record(Kind.HOUSEHOLD_CLOSED, "hh", {})
    with store.reading() as db:
        assert households.still_open(db, 9) == []
    assert store.rebuild().differing == ()


def test_what_is_reported_is_a_reading_of_the_acts_and_goes_into_one_file(
    store: Store, clock: HandClock
) -> None:
    opened(store, "aa")
    applied(store, "aa")
    sealed, plain = reserved(store, "aa", 1), reserved(store, "aa", 2, seal=False)
    with store.acting("0337") as act:
        for serial in (sealed, plain):
            act.record(Kind.SHEET_MOVED, serial, {"act": "x", "to": "out", "reason": "", "second": ""})
    with store.reading() as db:
        queued = uploads.in_batch(db, uploads.PENDING, 99)
        assert [u.what for u in queued if u.what.startswith("sheet")] == ["sheet.out"]
        assert [u.subject for u in queued if u.what == "sheet.out"] == [sealed]
        assert "application.accept" in {u.what for u in queued}
        acts = [u.act for u in queued]
    with store.acting("0337") as act:
        act.record(Kind.UPLOAD_EXPORTED, "1", {"acts": acts[:2], "sha256": "00"})
    with store.reading() as db:
        assert [u.act for u in uploads.in_batch(db, 1, 9)] == acts[:2]
        assert [u.act for u in uploads.in_batch(db, 0, 99)] == acts[2:]
        assert [entry.n for entry in uploads.acts_in(db, 1)] == acts[:2]
        batch = uploads.batch(db, 1)
        assert batch is not None
        assert (batch.lines, batch.confirmed_at, uploads.last_batch(db)) == (2, "", 1)
    with store.acting("0102") as act:
        act.record(Kind.UPLOAD_CONFIRMED, "1", {})
    with store.reading() as db:
        assert [b.confirmed_by for b in uploads.batches(db, 9)] == ["0102"]
    assert store.rebuild().differing == ()

"""An extract never silently undoes what was done here: older words are told and not taken, newer ones are."""

from __future__ import annotations

from pathlib import Path

import pytest
from handy import HandClock, beside, imported, number_for, officer, row
from hypothesis import given
from hypothesis import strategies as st

from counter.desk.desk import Desk
from counter.desk.importing import Imported
from counter.workflows.permit import ENDS, Permit
from desk.applying import BEIJING_PERMIT, accepted, proven
from desk.holding import (
    HOLDER,
    accepted_change,
    acts,
    endorsed,
    holder_of,
    on,
    register_row,
    row_of,
    signed,
)

OLD = {"number": HOLDER, "issued": "2025-01-01", "endorsed_until": "2026-12-10", "birth": "1990-01-01"}


def taken(desk: Desk, folder: Path, **other: str) -> Imported:
    found: Imported = imported(desk, folder, row(**(OLD | other)))
    return found


def told(done: Imported) -> list[tuple[str, str, str]]:
    return [(one.field, one.here, one.extract) for one in done.kept]


def test_an_older_extract_does_not_undo_an_endorsement(desk: Desk, tmp_path: Path) -> None:
    session, holder = officer(desk), holder_of(desk, tmp_path, "2026-12-10")
    endorsed(desk, session)
    journal = len(acts(desk, holder))
    done = taken(desk, tmp_path)
    assert told(done) == [("endorsed_until", "2027-12-10", "2026-12-10")]
    assert (done.new, done.changed, done.same) == (0, 0, 1)
    assert row_of(desk).endorsed_until == on("2027-12-10")
    assert told(taken(desk, tmp_path)) == told(done), "it is told each time"
    assert len(acts(desk, holder)) == journal, "and leaves no trace"
    proven(desk)


def test_what_the_deed_did_not_touch_is_taken_from_the_same_row(desk: Desk, tmp_path: Path) -> None:
    session = officer(desk)
    holder_of(desk, tmp_path, "2026-12-10")
    endorsed(desk, session)
    done = taken(desk, tmp_path, household_address="河北省样例县新村 2 号")
    assert (done.changed, len(done.kept)) == (1, 1)
    found = row_of(desk)
    assert (found.household_address, found.endorsed_until) == ("河北省样例县新村 2 号", on("2027-12-10"))
    proven(desk)


def test_an_extract_that_knows_the_deed_ends_the_guard(desk: Desk, tmp_path: Path) -> None:
    session, holder = officer(desk), holder_of(desk, tmp_path, "2026-12-10")
    endorsed(desk, session)
    assert taken(desk, tmp_path, endorsed_until="2027-12-10").kept == ()
    assert desk.permits.show(session, holder).guarded == ()
    done = taken(desk, tmp_path, endorsed_until="2027-06-30")
    assert (done.kept, row_of(desk).endorsed_until) == ((), on("2027-06-30")), (
        "from now on extracts are newer"
    )
    assert [deed.deed for deed in desk.permits.history(session, holder)] == ["extract", "extract", "endorse"]
    proven(desk)


def test_a_later_endorsement_elsewhere_is_newer(desk: Desk, tmp_path: Path) -> None:
    session, holder = officer(desk), holder_of(desk, tmp_path, "2026-12-10")
    endorsed(desk, session)
    done = taken(desk, tmp_path, endorsed_until="2028-12-10")
    assert (done.kept, row_of(desk).endorsed_until) == ((), on("2028-12-10"))
    (extract, _) = desk.permits.history(session, holder)
    assert extract.changes == (("endorsed_until", "2027-12-10", "2028-12-10"),)
    assert extract.reason == "extract.jsonl"
    proven(desk)


def test_a_changed_address_stays_until_an_extract_has_it(desk: Desk, tmp_path: Path) -> None:
    session = officer(desk)
    holder = holder_of(desk, tmp_path, "2026-12-10")
    signed(desk, session, accepted_change(desk, session, "北京市海淀区新路 9 号"))
    done = taken(desk, tmp_path, endorsed_until="2027-12-10")
    assert [field for field, _, _ in told(done)] == ["residence_address"], (
        "a later endorsement says nothing of it"
    )
    found = row_of(desk)
    assert (found.residence_address, found.endorsed_until) == ("北京市海淀区新路 9 号", on("2027-12-10"))
    taken(desk, tmp_path, endorsed_until="2027-12-10", residence_address="北京市海淀区新路 9 号")
    assert desk.permits.show(session, holder).guarded == ()
    proven(desk)


def test_a_revocation_here_is_not_undone_and_one_elsewhere_is_taken(desk: Desk, tmp_path: Path) -> None:
    session, holder = officer(desk), holder_of(desk, tmp_path, "2026-12-10")
    endorsed(desk, session)
    assert taken(desk, tmp_path, state="已注销").kept == (), "an end is newer than an endorsement"
    assert row_of(desk).state == "cancelled"
    other = number_for("19910101", 78)
    second_holder = holder_of(desk, tmp_path, "2026-12-10", number=other, birth="1991-01-01")
    desk.permits.revoke(
        session, second_holder, "false-materials", "假合同", beside(desk, session), ["visit-opinion"]
    )
    done = taken(desk, tmp_path, number=other, birth="1991-01-01")
    assert told(done) == [("state", "revoked", "有效")] or told(done) == [("state", "revoked", "valid")]
    assert row_of(desk, other).state == "revoked"
    assert desk.permits.show(session, holder).state_code == "cancelled"
    proven(desk)


def test_a_new_permit_granted_elsewhere_after_a_revocation_is_taken(desk: Desk, tmp_path: Path) -> None:
    session, holder = officer(desk), holder_of(desk, tmp_path, "2026-12-10")
    desk.permits.revoke(
        session, holder, "false-materials", "假合同", beside(desk, session), ["visit-opinion"]
    )
    again = {"permit_number": "1101982026110100009", "issued": "2026-11-20", "endorsed_until": "2027-11-20"}
    assert taken(desk, tmp_path, **again).kept == ()
    view = desk.permits.show(session, holder)
    assert (view.state_code, view.years_from, view.guarded) == ("valid", on("2026-11-20"), ())
    proven(desk)


def test_the_official_number_takes_the_place_of_our_own(desk: Desk, tmp_path: Path) -> None:
    session, number = officer(desk), number_for("19950505", 42, county="330198")
    signed(desk, session, accepted(desk, session, number, "residence-permit", BEIJING_PERMIT).id)
    here = register_row(desk, number)
    assert here is not None
    official = {
        "number": number, "birth": "1995-05-05", "name": here.name, "residence_address": here.residence_address,
        "household_address": here.household_address, "permit_number": "1101082026112200001", "issued": "2026-11-22",
        "endorsed_until": "2027-11-22",
    }  # fmt: skip
    assert imported(desk, tmp_path, row(**official)).kept == ()
    view = desk.permits.show(session, here.id)
    assert (view.provisional, view.holder.permit_number, view.guarded) == (False, "1101082026112200001", ())
    proven(desk)


def test_an_extract_of_a_permit_that_was_swept_says_the_same_in_other_words(
    desk: Desk, tmp_path: Path, clock: HandClock
) -> None:
    """The file says valid until a day that is past: that is suspended, and no contradiction."""
    session = officer(desk)
    holder_of(desk, tmp_path, "2026-11-22")
    clock.go(days=1)
    desk.permits.sweep(session)
    done = taken(desk, tmp_path, endorsed_until="2026-11-22")
    assert (done.kept, row_of(desk).state) == ((), "suspended")
    assert desk.permits.sweep(session).suspended == 0
    proven(desk)


def test_where_nothing_was_done_an_extract_is_taken_as_it_is(desk: Desk, tmp_path: Path) -> None:
    holder_of(desk, tmp_path, "2026-12-10")
    done = taken(desk, tmp_path, endorsed_until="2026-01-01", state="已注销")
    assert (done.changed, done.kept) == (1, ())
    assert row_of(desk).state == "cancelled"
    assert desk.permits.history(officer(desk), row_of(desk).id) == ()


DAYS = st.dates(min_value=on("2025-06-01"), max_value=on("2029-12-31")).map(str)
STATES = st.sampled_from(["有效", "使用功能中止", "到期失效", "已注销", "已撤销"])


@pytest.fixture
def prepared(desk: Desk, tmp_path: Path) -> Desk:
    holder_of(desk, tmp_path, "2026-12-10")
    endorsed(desk, officer(desk))
    return desk


@given(extracts=st.lists(st.tuples(DAYS, STATES), min_size=1, max_size=4))
def test_no_extract_takes_an_endorsement_back_or_wakes_what_has_ended(
    prepared: Desk, tmp_path: Path, extracts: list[tuple[str, str]]
) -> None:
    """Whatever comes, in whatever order: the endorsement does not go back unless an extract has known it before."""
    desk, session = prepared, officer(prepared)
    for until, state in extracts:
        before, permit = row_of(desk), desk.permits.show(session, row_of(desk).id)
        done = taken(desk, tmp_path, endorsed_until=until, state=state)
        after = row_of(desk)
        if "endorsed_until" in permit.guarded and Permit(after.state) not in ENDS:
            assert after.endorsed_until >= before.endorsed_until
        if "state" in permit.guarded and Permit(before.state) in ENDS:
            assert after.state == before.state
        assert all(str(getattr(after, one.field)) == one.here for one in done.kept)
    proven(desk)

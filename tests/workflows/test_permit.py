"""The life of a permit as a table: what keeps it, what stops it, and that nothing leads out of an end."""

from __future__ import annotations

from itertools import product

import pytest

from counter.workflows.permit import ENDS, PERMITS, Permit, PermitDeed
from counter.workflows.table import NotNow

LIVING = set(Permit) - ENDS
KEEPING = {PermitDeed.CHANGE, PermitDeed.LOSE, PermitDeed.REPLACE}
ENDING = {
    PermitDeed.LAPSE: Permit.LAPSED,
    PermitDeed.CANCEL: Permit.CANCELLED,
    PermitDeed.REVOKE: Permit.REVOKED,
}


def test_there_are_three_ends_and_nothing_leads_out_of_them() -> None:
    assert {Permit.LAPSED, Permit.CANCELLED, Permit.REVOKED} == ENDS
    for end, deed in product(ENDS, PermitDeed):
        with pytest.raises(NotNow):
            PERMITS.step(end, deed)


def test_each_end_has_its_own_deed_from_every_living_state() -> None:
    for state, (deed, end) in product(LIVING, ENDING.items()):
        assert PERMITS.step(state, deed) is end


def test_what_only_changes_the_register_keeps_the_state() -> None:
    for state, deed in product(LIVING, KEEPING):
        assert PERMITS.step(state, deed) is state


def test_a_suspended_permit_is_restored_and_never_just_endorsed() -> None:
    assert PERMITS.step(Permit.SUSPENDED, PermitDeed.RESTORE) is Permit.RESTORED
    for state in (Permit.VALID, Permit.RESTORED):
        assert PERMITS.step(state, PermitDeed.ENDORSE) is Permit.VALID
        assert PERMITS.step(state, PermitDeed.SUSPEND) is Permit.SUSPENDED
        with pytest.raises(NotNow):
            PERMITS.step(state, PermitDeed.RESTORE)
    with pytest.raises(NotNow):
        PERMITS.step(Permit.SUSPENDED, PermitDeed.ENDORSE)


def test_every_deed_is_used() -> None:
    assert {deed for _, deed in PERMITS.moves} == set(PermitDeed)

from __future__ import annotations

from datetime import date, timedelta

import pytest

from counter.places import data_dir
from counter.values.codes import load_codes
from counter.values.permit import PermitKind, PermitState, state_on

UNTIL = date(2026, 11, 22)
DAY = timedelta(days=1)


def test_a_permit_is_suspended_from_the_day_after_its_endorsement_ends() -> None:
    assert state_on(PermitState.VALID, UNTIL, UNTIL - DAY) is PermitState.VALID
    assert state_on(PermitState.VALID, UNTIL, UNTIL) is PermitState.VALID
    assert state_on(PermitState.VALID, UNTIL, UNTIL + DAY) is PermitState.SUSPENDED


@pytest.mark.parametrize("recorded", [s for s in PermitState if s is not PermitState.VALID])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_no_date_makes_a_permit_better_than_recorded(recorded: PermitState, days: int) -> None:
    assert state_on(recorded, UNTIL, UNTIL + days * DAY) is recorded


def test_the_code_tables_are_whole() -> None:
    codes = load_codes(data_dir())
    assert set(codes.ethnic) == {f"{n:02d}" for n in range(1, 57)} | {"97", "98"}
    assert len(set(codes.ethnic.values())) == 58
    assert (codes.ethnic["01"], codes.ethnic["05"], codes.ethnic["56"]) == ("汉族", "维吾尔族", "基诺族")
    assert set(codes.permit_kind) == set(PermitKind)
    assert set(codes.permit_state) == set(PermitState)
    assert set(codes.sex) == {"male", "female"}
    assert all(
        text.zh and text.en
        for table in (codes.permit_kind, codes.permit_state, codes.sex)
        for text in table.values()
    )


def test_no_column_name_means_two_fields() -> None:
    names = [name for names in load_codes(data_dir()).columns.values() for name in names]
    assert len(names) == len(set(names))

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest

from counter.values.permit import PermitState
from counter.workflows.application import (
    AFTER_ACCEPTANCE,
    APPLICATIONS,
    AT_REST,
    INTAKE,
    ORDER,
    RUNNING,
    STATES_AT,
    Deed,
    Move,
    Stage,
    State,
    backward,
    onward,
)
from counter.workflows.handing import HANDING, Handing, Turn
from counter.workflows.household import GATHERING, Gather, Gathering
from counter.workflows.permit import PERMITS, Permit, PermitDeed
from counter.workflows.table import NotNow, Table
from workflows.test_slip import drawn, reachable

TABLES: list[tuple[Table[Any, Any], type]] = [
    (APPLICATIONS, Deed), (INTAKE, Move), (PERMITS, PermitDeed), (HANDING, Turn), (GATHERING, Gather),
]  # fmt: skip


@pytest.mark.parametrize(("table", "acts"), TABLES, ids=lambda t: getattr(t, "__name__", ""))
def test_every_state_is_reached_and_every_act_used(table: Table[Any, Any], acts: type) -> None:
    picture = "\n".join(drawn(table))
    assert reachable(table, table.start) == set(type(table.start)), picture
    assert {act for _, act in table.moves} == set(acts), picture  # type: ignore[call-overload]


def test_only_these_are_ends() -> None:
    assert APPLICATIONS.ends() == {
        State.COLLECTED, State.MAILED_VERIFIED, State.REFUSED, State.REJECTED, State.TERMINATED,
    }  # fmt: skip
    assert INTAKE.ends() == {Stage.REFUSED, Stage.ABANDONED}
    assert HANDING.ends() == set(), "somebody may come again, and a card come back"
    assert GATHERING.ends() == {Gathering.CLOSED, Gathering.ABANDONED}
    assert HANDING.step(Handing.SETTLED, Turn.BEGIN) is Handing.UNDER_WAY
    assert PERMITS.ends() == {Permit.LAPSED, Permit.CANCELLED, Permit.REVOKED}


@pytest.mark.parametrize("state", State)
def test_no_state_of_an_application_is_a_dead_end(state: State) -> None:
    assert APPLICATIONS.ends() & reachable(APPLICATIONS, state), "\n".join(drawn(APPLICATIONS))


@pytest.mark.parametrize("stage", Stage)
def test_no_stage_of_an_intake_is_a_dead_end(stage: Stage) -> None:
    assert AT_REST & reachable(INTAKE, stage), "\n".join(drawn(INTAKE))


def without(table: Table[Any, Any], *cut: Any) -> Table[Any, Any]:
    return Table(table.what, table.start, {m: to for m, to in table.moves.items() if m[1] not in cut})


@pytest.mark.parametrize("cut", [Deed.ACCEPT, Deed.REVIEW, Deed.SIGN, Deed.ARRIVE])
def test_nothing_is_handed_over_without(cut: Deed) -> None:
    assert State.COLLECTED not in reachable(without(APPLICATIONS, cut), State.DRAFT)


@pytest.mark.parametrize("cut", [Move.ADVANCE, Move.ACCEPT, Move.PRINT, Move.GOOD])
def test_no_intake_is_done_without(cut: Move) -> None:
    assert Stage.DONE not in reachable(without(INTAKE, cut), Stage.IDENTITY)


def test_every_refusal_and_notice_is_paper_before_it_rests() -> None:
    no_print = without(INTAKE, Move.PRINT)
    assert not {Stage.REFUSED, Stage.WAITING, Stage.DONE} & reachable(no_print, Stage.IDENTITY)


def test_what_is_accepted_is_never_taken_back_into_a_draft() -> None:
    assert not {State.DRAFT, State.SUPPLEMENT, State.REFUSED} & reachable(APPLICATIONS, State.ACCEPTED)
    assert not set(ORDER) & reachable(INTAKE, Stage.RECEIPT)


def test_paper_is_never_stepped_back_from() -> None:
    for stage in (Stage.RECEIPT, Stage.RECEIPT_OUT, Stage.NOTICE_OUT, Stage.REFUSAL_OUT, *AT_REST):
        assert Move.BACK not in set(INTAKE.acts(stage))


def _subsets() -> Iterator[frozenset[Stage]]:
    may = ORDER[1:-1]
    for size in range(len(may) + 1):
        yield from map(frozenset, combinations(may, size))


def test_onward_passes_over_what_a_service_lacks_and_back_leads_where_one_came_from() -> None:
    for needed in _subsets():
        walked = [Stage.IDENTITY]
        while walked[-1] is not Stage.ACCEPTANCE:
            walked.append(onward(walked[-1], needed))
        assert set(walked) == needed | {Stage.IDENTITY, Stage.ACCEPTANCE}
        assert walked == sorted(walked, key=ORDER.index)
        for before, stage in pairwise(walked):
            assert backward(stage, needed) is before


def test_nothing_leads_back_from_identity_and_on_from_acceptance() -> None:
    with pytest.raises(NotNow):
        backward(Stage.IDENTITY, set())
    with pytest.raises(NotNow):
        onward(Stage.ACCEPTANCE, set())
    assert backward(Stage.NOTICE, set(ORDER)) is Stage.DOCUMENTS
    assert backward(Stage.REFUSAL, set(ORDER)) is Stage.QUESTIONS


def test_every_stage_before_acceptance_has_its_state() -> None:
    after = {Stage.RECEIPT, Stage.RECEIPT_OUT, Stage.SPOILED, Stage.DONE}
    assert set(STATES_AT) == set(Stage) - after
    assert reachable(INTAKE, Stage.RECEIPT) == after


def test_time_runs_from_acceptance_until_it_is_ready_or_over() -> None:
    assert State.ACCEPTED in RUNNING
    for state in RUNNING:
        assert set(APPLICATIONS.acts(state)) <= AFTER_ACCEPTANCE


def test_a_permit_knows_the_words_of_the_register() -> None:
    assert {str(state) for state in PermitState} | {"restored"} == {str(state) for state in Permit}


def test_the_three_ends_of_a_permit_are_not_one_another() -> None:
    for end in PERMITS.ends():
        assert reachable(PERMITS, end) == {end}
    assert PERMITS.step(Permit.SUSPENDED, PermitDeed.RESTORE) is Permit.RESTORED
    with pytest.raises(NotNow):
        PERMITS.step(Permit.SUSPENDED, PermitDeed.ENDORSE)


def test_codes_are_kebab_case_and_said_in_both_languages() -> None:
    for member in [*State, *Deed, *Stage, *Move, *Permit, *PermitDeed]:
        assert member.value.replace("-", "").islower()
        assert member.text.zh
        assert member.text.en

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from counter.workflows.slip import AT_REST, JOURNEY, SHEETS, Act, Sheet, SheetAct, Step, back_from
from counter.workflows.table import NotNow, Said, Table

TABLES: list[Table[Any, Any]] = [JOURNEY, SHEETS]
ACTS: dict[str, type[Said]] = {JOURNEY.what.en: Act, SHEETS.what.en: SheetAct}


def drawn(table: Table[Any, Any]) -> Iterator[str]:
    """The table as a graph a person can read: state --act--> state."""
    return (f"{at} --{act}--> {to}" for (at, act), to in table.moves.items())


def reachable(table: Table[Any, Any], start: Said) -> set[Said]:
    found, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        for act in table.acts(at):
            if (to := table.step(at, act)) not in found:
                found.add(to)
                waiting.append(to)
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.what.en)
def test_every_state_is_reached(table: Table[Any, Any]) -> None:
    assert reachable(table, table.start) == set(type(table.start)), "\n".join(drawn(table))


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.what.en)
def test_every_act_is_used(table: Table[Any, Any]) -> None:
    assert {act for _, act in table.moves} == set(ACTS[table.what.en])


@pytest.mark.parametrize("step", Step)
def test_no_step_is_a_dead_end(step: Step) -> None:
    assert AT_REST & reachable(JOURNEY, step), "\n".join(drawn(JOURNEY))


def test_only_what_is_at_rest_may_be_an_end() -> None:
    assert JOURNEY.ends() == {Step.ABANDONED}
    assert {Step.ISSUED, Step.REFUSED, Step.ABANDONED} == AT_REST
    assert SHEETS.ends() == {Sheet.VOIDED}


def test_a_finished_journey_wakes_only_by_a_reprint() -> None:
    assert {act for step in AT_REST for act in JOURNEY.acts(step)} == {Act.REPRINT}


def test_paper_is_never_stepped_back_from() -> None:
    for step in (Step.CAME_OUT, Step.NOTICE_OUT, Step.SPOILED, *AT_REST):
        assert Act.BACK not in set(JOURNEY.acts(step))
        with pytest.raises(NotNow):
            back_from(step, holder_known=True)


def test_print_leads_to_the_question_whether_it_came_out_and_nowhere_else() -> None:
    assert {to for (_, act), to in JOURNEY.moves.items() if act is Act.PRINT} == {
        Step.CAME_OUT,
        Step.NOTICE_OUT,
    }
    assert {at for at, act in JOURNEY.moves if act is Act.GOOD} == {Step.CAME_OUT, Step.NOTICE_OUT}


def test_nothing_is_issued_without_a_document_and_a_read_back() -> None:
    """Without showing and confirming, no path leads to a slip."""
    for cut in (Act.SHOW, Act.CONFIRM, Act.PRINT, Act.GOOD):
        moves = {move: to for move, to in JOURNEY.moves.items() if move[1] is not cut}
        assert Step.ISSUED not in reachable(Table(JOURNEY.what, JOURNEY.start, moves), JOURNEY.start)


def test_back_leads_to_the_step_before_or_to_the_number() -> None:
    assert back_from(Step.SHOWN, holder_known=True) is Step.NUMBER
    assert back_from(Step.READ_BACK, holder_known=True) is Step.SHOWN
    assert back_from(Step.PREVIEW, holder_known=True) is Step.READ_BACK
    assert back_from(Step.REFUSAL, holder_known=True) is Step.SHOWN
    assert back_from(Step.REFUSAL, holder_known=False) is Step.NUMBER


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.what.en)
def test_what_is_not_in_the_table_is_refused_in_words(table: Table[Any, Any]) -> None:
    for state in type(table.start):
        for act in ACTS[table.what.en]:
            if (state, act) in table.moves:
                continue
            with pytest.raises(NotNow) as caught:
                table.step(state, act)
            for language, words in (
                ("zh", (state.text.zh, act.text.zh)),
                ("en", (state.text.en, act.text.en)),
            ):
                assert all(word in caught.value.said(language) for word in words)


def test_a_voided_sheet_stays_void_and_a_good_one_is_never_resent() -> None:
    assert not set(SHEETS.acts(Sheet.VOIDED))
    assert {at for at, act in SHEETS.moves if act is SheetAct.SEND} == {Sheet.RESERVED}


def test_codes_are_kebab_case_and_said_in_both_languages() -> None:
    for member in [*Step, *Act, *Sheet, *SheetAct]:
        assert member == member.value == str(member)
        assert member.value.replace("-", "").islower()
        assert member.text.zh
        assert member.text.en
        assert member.text.zh != member.text.en

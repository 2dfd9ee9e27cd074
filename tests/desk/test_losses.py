"""Reports of a loss: the moment counts, paper tells it, what is found again is withdrawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from handy import FickleSlot, HandClock, officer, words_of

from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.losses import LossStands, LossView, NoLossHere, NotReported, ReportedAlready, WhereMissing
from counter.desk.sheets import ReasonMissing
from counter.devices.ports import PrinterProblem
from counter.values.remark import RemarkHasHiddenCharacter
from counter.workflows.application import Stage, State
from desk.applying import NEIGHBOUR, TIANJIN_BOOK, accepted, asked, identified, proven, with_papers

LOST = {"soldier": "no", "present": "self", "household": "here", "collect-by": "self"}


@pytest.fixture
def tianjin(desk_at: Callable[[str], Desk]) -> Desk:
    return desk_at("tianjin")


def begun(desk: Desk) -> IntakeView:
    """An intake for a lost card, its questions answered."""
    session = officer(desk)
    return asked(desk, session, identified(desk, session, NEIGHBOUR), "id-card-loss", LOST)


def reported(desk: Desk, case: str, **other: str) -> LossView:
    told = {"lost_on": "2026年11月20日 晚间", "place": "客运站候车室"} | other
    return desk.losses.report(officer(desk), case, **told)


def test_the_moment_of_the_report_counts_and_stands_on_the_paper(
    tianjin: Desk, clock: HandClock, printer: FickleSlot
) -> None:
    view = begun(tianjin)
    loss = reported(tianjin, view.id, circumstances="钱包遗失")
    assert loss.reported_at == clock.now()
    assert loss.effect is not None
    assert "原证作废" in loss.effect.text.zh
    clock.go(hours=2)
    sheet = tianjin.losses.print(officer(tianjin), view.id).sheet
    assert sheet is not None
    words = words_of(tianjin, sheet.serial)
    assert words["reported-at"] == "2026年11月22日 12时00分"
    assert (words["lost-where"], words["circumstances"], words["name"]) == (
        "客运站候车室",
        "钱包遗失",
        "赵试用",
    )
    assert printer.sent[-1][0] == sheet.serial
    assert tianjin.losses.out(officer(tianjin), view.id).sheet.state == "out"  # type: ignore[union-attr]
    proven(tianjin)


def test_the_first_report_is_the_one_that_counts(tianjin: Desk, clock: HandClock) -> None:
    view = begun(tianjin)
    first = reported(tianjin, view.id)
    clock.go(days=1)
    with pytest.raises(ReportedAlready, match="2026年11月22日 12时00分"):
        reported(tianjin, view.id)
    assert tianjin.losses.show(officer(tianjin), view.id) == first


def test_the_report_stands_though_the_application_is_given_up(tianjin: Desk) -> None:
    view = begun(tianjin)
    reported(tianjin, view.id)
    tianjin.intake.abandon(officer(tianjin), view.id)
    loss = tianjin.losses.show(officer(tianjin), view.id)
    assert loss is not None
    assert loss.withdrawn_at is None
    proven(tianjin)


def test_what_was_found_is_withdrawn_with_a_reason_and_the_rules_tell_what_that_means(
    tianjin: Desk, clock: HandClock
) -> None:
    session, view = officer(tianjin), begun(tianjin)
    reported(tianjin, view.id)
    clock.go(hours=3)
    with pytest.raises(ReasonMissing):
        tianjin.losses.withdraw(session, view.id, "  ")
    loss = tianjin.losses.withdraw(session, view.id, "在家中找到,原证已交回")
    assert loss.withdrawn_at == clock.now()
    assert loss.effect is not None
    for again in (
        lambda: tianjin.losses.withdraw(session, view.id, "又"),
        lambda: tianjin.losses.print(session, view.id),
    ):
        with pytest.raises(NotReported):
            again()
    assert tianjin.progress.show(session, view.id).state is State.DRAFT, "the application is another matter"
    proven(tianjin)


def test_a_lost_or_spoiled_report_is_printed_anew(tianjin: Desk, printer: FickleSlot) -> None:
    session, view = officer(tianjin), begun(tianjin)
    reported(tianjin, view.id)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        tianjin.losses.print(session, view.id)
    printer.jammed = False
    first = tianjin.losses.print(session, view.id).sheet
    assert first is not None
    assert [serial for serial, _, _ in printer.sent] == [first.serial], "reserved once, sent once"
    spoiled = tianjin.losses.out(session, view.id, good=False, reason="卡纸").sheet
    assert spoiled is not None
    assert spoiled.state == "voided"
    second = tianjin.losses.print(session, view.id).sheet
    assert second is not None
    assert second.serial != first.serial
    tianjin.losses.out(session, view.id)
    with pytest.raises(ReasonMissing):
        tianjin.losses.print(session, view.id)
    third = tianjin.losses.print(session, view.id, "申请人遗失").sheet
    assert third is not None
    assert tianjin.find.sheet(session, second.serial).state == "voided"
    proven(tianjin)


def test_only_a_service_of_loss_reports_one(tianjin: Desk) -> None:
    view = accepted(tianjin, officer(tianjin), NEIGHBOUR, "household-certificate", TIANJIN_BOOK)
    with pytest.raises(NoLossHere):
        reported(tianjin, view.id)
    with pytest.raises(NoLossHere):
        tianjin.losses.show(officer(tianjin), view.id)


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"lost_on": " "}, WhereMissing),
        ({"place": ""}, WhereMissing),
        ({"place": "车站\x1b[2J"}, RemarkHasHiddenCharacter),
        ({"circumstances": "a\u202eb"}, RemarkHasHiddenCharacter),
    ],
)
def test_bad_input_registers_nothing(tianjin: Desk, told: dict[str, str], problem: type[Exception]) -> None:
    view = begun(tianjin)
    with pytest.raises(problem):
        reported(tianjin, view.id, **told)
    assert tianjin.losses.show(officer(tianjin), view.id) is None


def test_what_came_of_the_paper_is_told_of_a_withdrawn_report_too(tianjin: Desk, printer: FickleSlot) -> None:
    session, view = officer(tianjin), begun(tianjin)
    reported(tianjin, view.id)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        tianjin.losses.print(session, view.id)
    tianjin.losses.withdraw(session, view.id, "已找到")
    printer.jammed = False
    assert tianjin.losses.print(session, view.id).sheet.state == "sent"  # type: ignore[union-attr]
    assert tianjin.losses.out(session, view.id).sheet.state == "out"  # type: ignore[union-attr]
    with pytest.raises(NotReported):
        tianjin.losses.print(session, view.id, "再要一份")
    assert tianjin.day.show(session).books.unresolved == 0
    proven(tianjin)


def all_undone(desk: Desk, case: str) -> None:
    for _ in range(9):  # F12 as long as there is something
        desk.intake.undo(officer(desk), case)


def test_neither_person_nor_service_changes_under_a_report(tianjin: Desk) -> None:
    session, view = officer(tianjin), begun(tianjin)
    reported(tianjin, view.id)
    with pytest.raises(LossStands, match="2026年11月22日 12时00分"):
        all_undone(tianjin, view.id)
    while tianjin.intake.show(session, view.id).stage is not Stage.SERVICE:
        tianjin.intake.back(session, view.id)
    with pytest.raises(LossStands):
        tianjin.questions.choose(session, view.id, "household-certificate")
    assert tianjin.questions.choose(session, view.id, "id-card-loss").service == "id-card-loss"
    tianjin.losses.withdraw(session, view.id, "误登记")
    tianjin.intake.back(session, view.id)
    assert tianjin.questions.choose(session, view.id, "household-certificate").service
    assert tianjin.losses.show(session, view.id).withdrawn_why == "误登记"  # type: ignore[union-attr]
    proven(tianjin)


def test_nobody_signs_the_report_of_a_loss_that_is_not_registered(tianjin: Desk) -> None:
    session, view = officer(tianjin), begun(tianjin)
    while view.stage is not Stage.SIGNATURES:
        step = tianjin.agreeing.confirm if view.stage is Stage.READ_BACK else None
        view = step(session, view.id) if step else with_papers(tianjin, session, view)
    (report,) = [one.key for one in view.signatures if one.key.startswith("loss-report")]
    with pytest.raises(NotReported):
        tianjin.agreeing.sign(session, view.id, report)
    reported(tianjin, view.id)
    view = tianjin.agreeing.sign(session, view.id, report)
    assert next(one.signed for one in view.signatures if one.key == report) == "赵试用"

"""The ordinary journey of a slip on a real encrypted store, and who may go it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from handy import (
    GULI,
    LI,
    NOON,
    FickleSlot,
    at_preview,
    imported,
    issued,
    row,
    words_of,
)

from counter.desk.desk import Desk
from counter.desk.rights import NotYourRole, Second
from counter.desk.taking import NoSuchChoice
from counter.desk.views import ClerkView, Role, Session
from counter.store import cases
from counter.store.apply import Kind
from counter.values.citizen_number import NotACitizenNumber
from counter.workflows.slip import Act, Sheet, Step
from counter.workflows.table import NotNow


def kinds(desk: Desk, subject: str) -> list[str]:
    return [act.kind for act in desk.bench.store.acts(subject=subject, last=99)]


def test_the_whole_journey(desk: Desk, session: Session, printer: FickleSlot) -> None:
    case = desk.slip.begin(session)
    assert (case.step, case.open, case.holder, case.sheet) == (Step.NUMBER, True, None, None)
    case = desk.slip.enter_number(session, case.id, "１３０１９８ 19880512 0138")
    assert case.step is Step.SHOWN
    assert case.holder is not None
    assert (case.holder.name, case.holder.masked_number) == ("李𠅤", "130198********0138")
    assert case.holder.rare == (("𠅤", "U+20164"),)
    assert [choice.key for choice in case.choices] == ["1", "2", "3", "4", "5", "6"]
    assert [choice.code for choice in case.choices if choice.refused] == ["screenshot", "agent"]
    case = desk.slip.show(session, case.id, "2")
    assert (case.step, case.shown and case.shown.code) == (Step.READ_BACK, "household-book")
    assert desk.slip.confirm(session, case.id).step is Step.PREVIEW
    case = desk.slip.print(session, case.id)
    assert case.sheet is not None
    assert (case.step, case.sheet.state) == (Step.CAME_OUT, Sheet.SENT)
    assert case.sheet.serial == "L110108990-01-20261122-0001"
    case = desk.slip.good(session, case.id)
    assert case.sheet is not None
    assert (case.step, case.open, case.sheet.state) == (Step.ISSUED, False, Sheet.OUT)
    assert desk.slip.resume(session) is None
    ((serial, pdf, title),) = printer.sent
    assert serial == case.sheet.serial
    assert "李" not in title, "the operator of the printer sees no name"
    with desk.bench.store.reading() as db:
        sheet = cases.sheet(db, serial)
    assert sheet is not None
    assert sheet.sha256 == hashlib.sha256(pdf).hexdigest()
    assert kinds(desk, case.id) == ["case.opened", *["case.moved"] * 5]
    assert desk.bench.store.verify() == ()
    assert desk.bench.store.rebuild().differing == ()


def test_the_slip_says_what_the_register_says(desk: Desk, session: Session) -> None:
    case = issued(desk, session, GULI)
    assert case.sheet is not None
    words = words_of(desk, case.sheet.serial)
    assert words["name"] == "古丽巴哈尔·艾山江"
    assert words["citizen-number"] == GULI
    assert words["permit-state"] == "有效"
    assert words["shown-document"] == "居民户口簿"
    assert words["queried-at"] == "2026年11月22日 12时00分"
    assert words["clerk"] == "王思远 0337"
    assert all(text for code, text in words.items() if code != "remark")


def test_the_preview_has_the_words_of_the_sheet(desk: Desk, session: Session) -> None:
    case = at_preview(desk, session)
    lines = ["".join(span.text for span in line) for line in desk.slip.preview(session, case.id, 78)]
    shown = "".join(lines).replace(" ", "")
    case = desk.slip.print(session, case.id)
    assert case.sheet is not None
    words = words_of(desk, case.sheet.serial)
    for code in (
        "name",
        "sex",
        "ethnic-group",
        "birth-date",
        "permit-number",
        "shown-document",
        "queried-at",
        "clerk",
    ):
        assert words[code].replace(" ", "") in shown, code
    assert LI not in shown
    assert "130198********0138" in shown
    unmasked = desk.slip.preview(session, case.id, 78, unmasked=True)
    assert LI in "".join(span.text for line in unmasked for span in line)
    assert "样张" in shown


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "id-card", "electronic-permit"])
def test_each_of_the_four_documents_will_do(desk: Desk, session: Session, key: str) -> None:
    assert at_preview(desk, session, shown=key).step is Step.PREVIEW


@pytest.mark.parametrize("key", ["0", "7", "", "居民户口簿", "\x1b[A", "1 "])
def test_another_key_is_no_answer(desk: Desk, session: Session, key: str) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, LI)
    with pytest.raises(NoSuchChoice):
        desk.slip.show(session, case.id, key)
    assert desk.find.case(session, case.id).step is Step.SHOWN


def test_a_wrong_number_costs_nothing_and_the_right_one_is_suggested(desk: Desk, session: Session) -> None:
    case = desk.slip.begin(session)
    wrong = LI[:13] + "3" + LI[14:]
    desk.slip.keep_typed(session, case.id, "number", wrong)
    with pytest.raises(NotACitizenNumber):
        desk.slip.enter_number(session, case.id, wrong)
    again = desk.find.case(session, case.id)
    assert (again.step, again.typed) == (Step.NUMBER, {"number": wrong})
    assert desk.slip.suggest(session, wrong) == LI
    assert desk.slip.suggest(session, LI) is None
    assert desk.slip.suggest(session, "13") is None


def test_nothing_is_suggested_when_two_people_fit(desk: Desk, session: Session, tmp_path: Path) -> None:
    wrong = LI[:13] + "3" + LI[14:]
    from counter.values.citizen_number import read

    other = next(n for n in read(wrong, NOON.date()).mendings if n != LI)
    imported(desk, tmp_path, row(number=other))
    assert desk.slip.suggest(session, wrong) is None


def test_an_auxiliary_drafts_and_an_officer_prints(desk: Desk, session: Session, printer: FickleSlot) -> None:
    auxiliary = desk.people.sign_in("0555", "0000")
    case = at_preview(desk, auxiliary)
    for verb in (desk.slip.print, desk.slip.good, desk.slip.resend):
        with pytest.raises(NotYourRole):
            verb(auxiliary, case.id)
    with pytest.raises(NotYourRole):
        desk.slip.spoiled(auxiliary, case.id, "x")
    assert printer.sent == []
    desk.slip.park(auxiliary, case.id)
    assert desk.slip.open(session, case.id).clerk == "0337"
    assert desk.slip.print(session, case.id).step is Step.CAME_OUT


@pytest.mark.parametrize("number", ["0808", "0601"])
def test_an_auditor_and_a_seal_keeper_take_nothing_in(desk: Desk, session: Session, number: str) -> None:
    stranger = desk.people.sign_in(number, "0000")
    case = at_preview(desk, session)
    before = desk.bench.store.acts(last=1)
    verbs: list[Any] = [
        lambda: desk.slip.begin(stranger),
        lambda: desk.slip.enter_number(stranger, case.id, LI),
        lambda: desk.slip.show(stranger, case.id, "1"),
        lambda: desk.slip.confirm(stranger, case.id),
        lambda: desk.slip.back(stranger, case.id),
        lambda: desk.slip.park(stranger, case.id),
        lambda: desk.slip.open(stranger, case.id),
        lambda: desk.slip.abandon(stranger, case.id),
        lambda: desk.slip.print(stranger, case.id),
        lambda: desk.sheets.void(stranger, None, "L110108990-01-20261122-0001", "x"),
    ]
    for verb in verbs:
        with pytest.raises((NotYourRole, NotNow)):
            verb()
    assert desk.bench.store.acts(last=1) == before
    assert desk.find.case(stranger, case.id) == desk.find.case(session, case.id), "but they may look"


def test_a_fabricated_session_is_stopped_by_its_role_alone(desk: Desk, session: Session) -> None:
    """A role is data of the session; the journal names who acted."""
    case = at_preview(desk, session)
    auditor = replace(session, clerk=ClerkView("0337", "王思远", Role.AUDITOR))
    with pytest.raises(NotYourRole):
        desk.slip.print(auditor, case.id)
    assert Second(auditor.clerk).clerk.number == "0337"
    assert Act.PRINT not in {act.body.get("act") for act in desk.bench.store.acts(subject=case.id)}
    assert kinds(desk, case.id)[0] == Kind.CASE_OPENED

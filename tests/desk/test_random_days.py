"""Random clerks and random citizens: after every step the journal holds, the tables are its readings, paper is as recorded."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import invariant

from counter.desk.views import Role
from counter.places import data_dir
from counter.printing.press import Press
from counter.rules import Rulebook, load_rulebook
from counter.store import applications, cases
from counter.store.apply import Kind
from counter.workflows.application import STATES_AT, Deed, Stage, State
from counter.workflows.slip import Sheet, Step
from desk.days import holds
from desk.days.beside import Beside
from desk.days.permits import PermitLife
from desk.days.rounds import until_reached
from desk.days.slips import Lists, Slips
from desk.days.together import Dormitories
from desk.days.visits import HomeVisits

DAYS = settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    report_multiple_bugs=False,
)
"""A day that failed is told as it was: making it shorter costs minutes."""
STEPS = (16, 18, 20, 22, 24)
"""Of one day, round after round."""

EVERYWHERE = {
    "application.moved accept": 12, "application.moved refuse": 3, "certificate.moved handed": 4, "certificate.moved spoiled": 2,
    "household.joined": 10, "household.closed": 1, "upload.exported": 4, "upload.confirmed": 2, "sheet.moved voided": 3,
}  # fmt: skip
"""What is reached in every place."""
ENDS = {"cancelled", "revoked", "lapsed"}
"""States of a permit from which nothing leads back; the others are valid, whole or restored, and suspended."""
_PROOF = {Stage.DONE: "receipt", Stage.WAITING: "notice", Stage.REFUSED: "refusal"}
_OWN = frozenset({Kind.CLERK_SIGNED_IN, Kind.CLERK_SIGNED_OUT, Kind.CLERK_WRONG_PIN})
_DRAFTS = _OWN | {
    Kind.NUMBER_UNMASKED, Kind.CASE_OPENED, Kind.CASE_MOVED, Kind.CASE_PARKED, Kind.CASE_TAKEN_UP, Kind.CASE_NOTED,
    Kind.PERSON_RECORDED, Kind.PERSON_CHANGED, Kind.APPLICATION_BEGUN, Kind.APPLICATION_MOVED, Kind.PAPER_MARKED,
    Kind.FEE_TAKEN, Kind.FEE_RETURNED, Kind.FINGER_TAKEN, Kind.PROMISE_GIVEN, Kind.CASE_UNDONE, Kind.PERSON_WITHDRAWN,
    Kind.FEE_WAIVED, Kind.FEE_UNWAIVED,
    Kind.PROMISE_SETTLED, Kind.VISIT_OPINION, Kind.SHIFT_HANDED_OVER, Kind.HOUSEHOLD_BEGUN, Kind.HOUSEHOLD_JOINED,
    Kind.HOUSEHOLD_CLOSED, Kind.CERTIFICATE_ENTERED, Kind.CERTIFICATE_MOVED, Kind.VISIT_CALLED,
}  # fmt: skip
_MAY = {Role.AUDITOR: _OWN, Role.SEAL_KEEPER: _OWN, Role.AUXILIARY: _DRAFTS}
"""What may stand in the journal under the name of those who do not decide."""
_SHEETS = frozenset({Kind.SHEET_RESERVED, Kind.SHEET_SENT, Kind.SHEET_MOVED})
"""What may stand there of papers that are signed before anybody decides, and of no others."""
_UNDECIDED = frozenset({Deed.RESUME, Deed.TERMINATE, Deed.REVIEW, Deed.CONFIRM})
"""Deeds that are no decision, or follow from an opinion that an officer signed."""


class Days(Slips, Lists, Beside, Dormitories, PermitLife, HomeVisits, holds.Beside):
    """Every verb of the desk in any order."""

    wanted: ClassVar[dict[str, int]] = {}
    """Acts that all the days of a place together must hold, and how often at least."""

    def served_before(self, clerk: str, which: int) -> None:
        super().served_before(clerk, which)
        if which % 3 == 0:
            self.seen_at_home(self.sessions[clerk], clerk, 0, "confirmed")

    @invariant()
    def the_journal_holds_and_the_tables_are_its_readings(self) -> None:
        assert self.desk.bench.store.verify() == ()
        assert self.desk.bench.store.rebuild().differing == ()

    @invariant()
    def every_refusal_is_a_sentence(self) -> None:
        for refusal in self.refusals:
            assert refusal.said("zh").endswith("。")
            assert refusal.said("en").endswith(".")
        self.refusals.clear()

    @invariant()
    def nobody_did_what_is_not_theirs(self) -> None:
        people = {clerk.number: clerk.role for clerk in self.desk.people.clerks()}
        papers = {one.form for one in self.desk.bench.rules.vocabulary.documents.values() if one.form}
        for act in self.desk.bench.store.acts(last=200):
            if (role := people.get(act.clerk)) is Role.AUXILIARY and act.kind in _SHEETS:
                assert self.form_of(act.subject) in papers, f"{act.clerk} did {act.kind} of {act.subject}"
            elif role in _MAY:
                assert act.kind in _MAY[role], f"{role} {act.clerk} did {act.kind}"
                if act.kind == Kind.APPLICATION_MOVED:
                    assert act.body["deed"] in _UNDECIDED, f"{role} {act.clerk} did {act.body['deed']}"

    def form_of(self, serial: str) -> str:
        """The form of a sheet."""
        with self.desk.bench.store.reading() as db:
            sheet = cases.sheet(db, serial)
        assert sheet is not None
        return sheet.form

    @invariant()
    def every_intake_is_in_a_state_of_the_table(self) -> None:
        with self.desk.bench.store.reading() as db:
            for case_id in self.cases:
                case, row = cases.case(db, case_id), applications.by_id(db, case_id)
                assert case is not None
                stage = Stage(case.step)
                if row is None:
                    continue
                state = State(row.state)
                assert (stage in STATES_AT) == (row.accepted_on == "")
                if stage in STATES_AT:
                    assert state is STATES_AT[stage]
                if stage in _PROOF:
                    sheet = cases.sheet(db, case.facts[_PROOF[stage]])
                    assert sheet is not None
                    assert sheet.state == Sheet.OUT

    @invariant()
    def an_end_of_a_permit_is_an_end(self) -> None:
        with self.desk.bench.store.reading() as db:
            found = db.execute("SELECT id, state FROM holder WHERE state NOT IN ('valid', 'suspended')")
            ended = {int(holder): str(state) for holder, state in found}
        assert set(ended.values()) <= ENDS
        for holder, state in self.ended.items():
            assert ended.get(holder) == state, f"the permit of {holder} was {state} and came back to life"
        self.ended = ended

    @invariant()
    def every_slip_is_at_a_step_of_the_table(self) -> None:
        with self.desk.bench.store.reading() as db:
            for case_id in self.slips:
                case = cases.case(db, case_id)
                assert case is not None
                if Step(case.step) in {Step.ISSUED, Step.REFUSED}:
                    sheet = cases.sheet(db, case.facts["sheet"])
                    assert sheet is not None
                    assert sheet.state in {Sheet.OUT, Sheet.VOIDED}

    @invariant()
    def paper_is_what_is_recorded(self) -> None:
        laid = {pdf.stem: pdf for pdf in (self.root / "paper").glob("*.pdf")}
        with self.desk.bench.store.reading() as db:
            serials = [serial for (serial,) in db.execute("SELECT serial FROM sheet")]
            sheets = {serial: cases.sheet(db, serial) for serial in serials}
            stamped = [use.serial for day in self.days for use in cases.seal_uses(db, day)]
        recorded = {serial: sheet for serial, sheet in sheets.items() if sheet is not None}
        assert laid.keys() <= recorded.keys(), "paper without a record"
        for serial, pdf in laid.items():
            assert recorded[serial].sha256 == hashlib.sha256(pdf.read_bytes()).hexdigest()
        out = {serial for serial, sheet in recorded.items() if sheet.state == Sheet.OUT}
        assert out <= laid.keys(), "handed over, and never printed"
        sealed = [serial for serial, sheet in recorded.items() if sheet.seal is not None]
        assert sorted(stamped) == sorted(sealed), "one line of the seal ledger for each sealed sheet"


class Wuxi(Days):
    """Days of a place that lets a proof of stay be promised for thirty days."""

    wanted: ClassVar = EVERYWHERE | {"promise.given": 3, "visit.called": 3}


class Tianjin(Days):
    """Days of a place that has most certificates, reports of a loss, and faces that a machine does not know."""

    wanted: ClassVar = EVERYWHERE | {
        "loss.reported": 6, "loss.printed": 6, "loss.withdrawn": 2, "sheet.reserved loss-report": 6, "face.reviewed": 6,
    }  # fmt: skip


class Beijing(Days):
    """Days of a place that has slips and visits at home."""

    wanted: ClassVar = EVERYWHERE | {
        "visit.called": 6, "visit.opinion": 3, "application.moved confirm": 1, "sheet.reserved home-visit-list": 1,
    }  # fmt: skip


@pytest.fixture(scope="module")
def promising(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Rules as shipped, but that one place lets the proof of stay be promised: no place does so today."""
    folder = tmp_path_factory.mktemp("promising") / "rules"
    shutil.copytree(data_dir() / "jurisdictions", folder)
    pack, code = folder / "wuxi.toml", 'code = "stay-proof"\n'
    words = pack.read_text(encoding="utf-8")
    assert words.count(code) == 1
    pack.write_text(words.replace(code, f"{code}promise = 30\n"), encoding="utf-8")
    return load_rulebook(folder)[0]


@pytest.mark.parametrize(("place", "here"), [("wuxi", Wuxi), ("tianjin", Tianjin), ("beijing", Beijing)])
def test_random_clerks_and_random_citizens(
    stations: Callable[[str], Path],
    press: Press,
    promising: Rulebook,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    here: type[Days],
) -> None:
    """Each room is reached often enough for what must hold there to be worth something."""
    monkeypatch.setattr("counter.build._rules", lambda _: promising)
    here.home, here.press = stations(place), press
    until_reached(here, DAYS, STEPS, here.wanted)

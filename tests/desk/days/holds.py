"""What must hold after every step of random days, beside the journal: papers, visits, losses, households, files."""

from __future__ import annotations

import json

from hypothesis.stateful import invariant

from counter.desk.ends_in import LOSS
from counter.desk.upload_lines import checked
from counter.desk.visit_list import FORM as LIST
from counter.store import applications, cases, certificates, persons, uploads, visits
from counter.workflows.application import RUNNING, Stage, State
from counter.workflows.certificate import CertificateState
from counter.workflows.slip import Sheet
from desk.days.station import Station

SHEET_AT = {
    CertificateState.PRINTED: {Sheet.RESERVED, Sheet.SENT},
    CertificateState.SPOILED: {Sheet.SPOILED},
    CertificateState.HANDED: {Sheet.OUT},
}
"""Where the sheet of a certificate stands, by where the certificate stands."""


class Beside(Station):
    """Nothing beside an application contradicts it."""

    def __init__(self) -> None:
        super().__init__()
        self.lost_at: dict[str, str] = {}
        self.taken: dict[int, tuple[int, ...]] = {}

    def teardown(self) -> None:
        try:
            self.what_lies_at_the_printer_can_be_told()
        finally:
            super().teardown()

    def what_lies_at_the_printer_can_be_told(self) -> None:
        """At the end of its days every sheet of these rooms gets its outcome, whatever became of its matter."""
        session, desk = self.desk.people.sign_in("0337", "0000"), self.desk
        self.slot.jammed = self.slot.dumb = False
        with desk.bench.store.reading() as db:
            rows = db.execute("SELECT serial, case_id, form FROM sheet WHERE state IN ('reserved', 'sent')")
            lying = [(str(serial), str(case_id), str(form)) for serial, case_id, form in rows]
        for serial, case_id, form in lying:
            if form == LOSS:
                desk.losses.print(session, case_id)
                desk.losses.out(session, case_id)
            elif form == LIST:
                desk.visits.out(session, serial, good=False, reason="没有出纸")
            elif form.endswith("-certificate"):
                if not self.lies_there(serial):
                    desk.certificates.resend(session, case_id)
                desk.certificates.good(session, case_id)

    @invariant()
    def nothing_is_in_a_state_that_no_table_has(self) -> None:
        with self.desk.bench.store.reading() as db:
            steps = db.execute("SELECT service, step FROM \"case\" WHERE service = 'intake'").fetchall()
            states = [state for (state,) in db.execute("SELECT state FROM application")]
            sheets = [state for (state,) in db.execute("SELECT state FROM sheet")]
        assert {step for _, step in steps} <= set(Stage)
        assert set(states) <= set(State)
        assert set(sheets) <= set(Sheet)

    @invariant()
    def a_certificate_is_where_its_sheet_is(self) -> None:
        session = self.sessions["0337"]
        with self.desk.bench.store.reading() as db:
            kept = [one for case_id in self.cases if (one := certificates.certificate(db, case_id))]
            sheets = {one.sheet: cases.sheet(db, one.sheet) for one in kept if one.sheet}
        for one in kept:
            state = CertificateState(one.state)
            assert (state in SHEET_AT) == bool(one.sheet)
            if state in SHEET_AT:
                sheet = sheets[one.sheet]
                assert sheet is not None
                assert sheet.state in SHEET_AT[state], f"{sheet.state} while the certificate is {state}"
                assert sheet.seal is not None
                shown = self.desk.certificates.show(session, one.application)
                assert shown.sheet is not None, "whoever opens it must be able to say what came of the sheet"
                if state is CertificateState.HANDED:
                    assert shown.application.state in {State.COLLECTED, State.TERMINATED, State.REJECTED}

    @invariant()
    def a_visit_is_open_only_while_its_matter_is(self) -> None:
        with self.desk.bench.store.reading() as db:
            for visit in visits.open_until(db, "2999-01-01", 999):
                application = applications.by_id(db, visit.application)
                assert application is not None
                assert application.accepted_on
                promised = applications.promises(db, visit.application)
                if visit.demand:
                    assert any(p.demand == visit.demand and not p.outcome for p in promised)
                else:
                    assert State(application.state) in RUNNING
                    assert not application.verified_on

    @invariant()
    def the_moment_of_a_report_never_moves(self) -> None:
        with self.desk.bench.store.reading() as db:
            losses = [one for case_id in self.cases if (one := certificates.loss(db, case_id))]
            for one in losses:
                application = applications.by_id(db, one.application)
                if not one.withdrawn_at:
                    assert application is not None, "a report that counts hangs on nothing"
                    assert application.person == one.person
                    assert persons.by_id(db, one.person) is not None
        found = {one.application: one.reported_at for one in losses}
        assert self.lost_at.items() <= found.items()
        self.lost_at = found

    @invariant()
    def nobody_is_in_two_dormitories_with_one_matter(self) -> None:
        with self.desk.bench.store.reading() as db:
            lines = db.execute("SELECT case_id, COUNT(*) FROM household_line GROUP BY case_id").fetchall()
        assert all(count == 1 for _, count in lines)

    @invariant()
    def every_line_upwards_is_in_one_file_for_ever(self) -> None:
        with self.desk.bench.store.reading() as db:
            batches = uploads.batches(db, 99)
            acts = {one.n: tuple(act.n for act in uploads.acts_in(db, one.n)) for one in batches}
            seqs = {one.n: [act.seq for act in uploads.acts_in(db, one.n)] for one in batches}
        newest = {}
        for file in self.files:
            number, sha256 = checked(self.desk.bench, file.read_bytes(), file.name)
            newest[number] = (file, sha256)
        for one in batches:
            file, sha256 = newest[one.n]
            lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
            assert sha256 == one.sha256
            assert len(acts[one.n]) == one.lines == lines[0]["count"] == len(lines) - 2
            assert [line["n"] for line in lines[1:-1]] == seqs[one.n]
        assert self.taken.items() <= acts.items(), "what went into a file stays in it"
        self.taken = acts
        told = [n for numbers in acts.values() for n in numbers]
        assert len(told) == len(set(told))

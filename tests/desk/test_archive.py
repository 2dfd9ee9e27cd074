from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from handy import AUXILIARY, GULI, PIN, HandClock, at_preview, beside, issued

from counter.desk.desk import Desk
from counter.desk.rights import NotYourRole
from counter.desk.views import Session
from counter.devices.ports import PrinterProblem
from counter.places import Places
from counter.printing.pades import file_signature
from counter.printing.verify import verify_pdf
from counter.store.apply import Kind
from counter.trust.chain import Chain
from counter.workflows.slip import Sheet


def printed(desk: Desk, session: Session, number: str = GULI) -> str:
    sheet = issued(desk, session, number).sheet
    assert sheet
    return sheet.serial


def test_every_sheet_that_left_the_counter_gets_a_signed_copy(
    desk: Desk, session: Session, printer: object, places: Places
) -> None:
    one, two = printed(desk, session), printed(desk, session)
    desk.sheets.void(session, beside(desk, session), two, "姓名有误")
    done = desk.archive.sign(session)
    assert (done.signed, done.changed) == ((one, two), ())
    for serial in done.signed:
        file = desk.archive.file(serial)
        assert file == places.home / "archive" / "2026" / "11" / "22" / f"{serial}.pdf"
        assert file.stat().st_mode & 0o777 == 0o600
        found = file_signature(file.read_bytes())
        assert found
        assert found.whole
    assert desk.archive.sign(session).signed == ()
    assert desk.archive.check().files == 2


def test_the_copy_is_what_went_to_the_printer_and_verifies(
    desk: Desk, session: Session, printer: object
) -> None:
    serial = printed(desk, session)
    desk.archive.sign(session)
    content = desk.archive.file(serial).read_bytes()
    ((_, sent, _),) = [one for one in desk.bench.printer.sent if one[0] == serial]  # type: ignore[attr-defined]
    assert content.startswith(sent)
    verdict = verify_pdf(content, Chain.of(desk.keys.chain()), desk.bench.press.forms)
    assert verdict.valid, verdict.reasons
    assert any("一个字节也没有改动" in reason.zh for reason in verdict.reasons)


def test_a_reserved_sheet_waits(desk: Desk, session: Session, printer: object) -> None:
    printer.jammed = True  # type: ignore[attr-defined]
    with pytest.raises(PrinterProblem):
        desk.slip.print(session, at_preview(desk, session).id)
    assert desk.find.today(session).sheets[0].state == Sheet.RESERVED
    assert desk.archive.sign(session).signed == ()


def test_a_run_cut_short_is_finished_by_the_next(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    serials = [printed(desk, session) for _ in range(3)]
    monkeypatch.setattr("counter.desk.archive._AT_ONCE", 2)
    write, written = type(desk.archive)._write, []

    def failing(self: object, serial: str, *rest: object) -> str:
        if serial == serials[2]:
            raise OSError(28, "no space")
        written.append(serial)
        return str(write(desk.archive, serial, *rest))  # type: ignore[arg-type]

    monkeypatch.setattr("counter.desk.archive.Archive._write", failing)
    with pytest.raises(OSError, match="no space"):
        desk.archive.sign(session)
    monkeypatch.undo()
    assert written == serials[:2]
    assert desk.archive.sign(session).signed == (serials[2],)
    assert desk.archive.check() == replace(desk.archive.check(), files=3, missing=(), altered=())


def test_a_sheet_that_cannot_be_made_again_is_told_and_not_signed(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    serials = [printed(desk, session) for _ in range(2)]
    monkeypatch.setattr("counter.desk.archive.drawn", lambda _, paper: b"%PDF other fonts")
    assert desk.archive.sign(session).changed == tuple(serials)
    assert not desk.archive.file(serials[0]).exists()
    monkeypatch.undo()
    assert desk.archive.sign(session).signed == tuple(serials)


def test_missing_and_altered_files_are_named(desk: Desk, session: Session) -> None:
    serials = [printed(desk, session) for _ in range(3)]
    desk.archive.sign(session)
    desk.archive.file(serials[0]).unlink()
    file = desk.archive.file(serials[1])
    file.write_bytes(file.read_bytes() + b"\n")
    found = desk.archive.check()
    assert (found.files, found.missing, found.altered) == (3, (serials[0],), (serials[1],))


def test_each_copy_is_in_the_journal(desk: Desk, session: Session) -> None:
    serial = printed(desk, session)
    desk.archive.sign(session)
    (act,) = [one for one in desk.bench.store.acts(subject=serial) if one.kind == Kind.SHEET_ARCHIVED]
    content = desk.archive.file(serial).read_bytes()
    assert act.body["sha256"] == hashlib.sha256(content).hexdigest()
    assert act.clerk == session.clerk.number
    assert desk.bench.store.rebuild().differing == ()


def test_the_key_of_the_archive_is_private_and_lasts_a_year(
    desk: Desk, session: Session, places: Places, clock: HandClock
) -> None:
    printed(desk, session)
    desk.archive.sign(session)
    file = places.code_key.parent / "archive.key"
    first = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    printed(desk, session)
    desk.archive.sign(session)
    assert file.read_bytes() == first
    clock.go(days=60)
    desk.keys.found()
    late = printed(desk, session)
    desk.archive.sign(session)
    assert file.read_bytes() != first
    content = desk.archive.file(late).read_bytes()
    verdict = verify_pdf(content, Chain.of(desk.keys.chain()), desk.bench.press.forms)
    assert any("一个字节也没有改动" in reason.zh for reason in verdict.reasons)


def test_others_do_not_sign(desk: Desk) -> None:
    with pytest.raises(NotYourRole):
        desk.archive.sign(desk.people.sign_in(AUXILIARY, PIN))

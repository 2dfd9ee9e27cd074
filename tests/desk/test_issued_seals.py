"""The issued seal: believed only as the city signed it, used only while two people have it unlocked, each use in the ledger."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from handy import KEEPER, LI, PIN, SUPERVISOR, FickleSlot, HandClock, at_preview, issued, officer

from counter.desk.desk import Desk
from counter.desk.issued_seal import (
    NoIssuedSeal,
    NotIssuedHere,
    SealLocked,
    SealNotBelieved,
    SealNotInForce,
    SealOfAnother,
    SealTooLarge,
    SessionTooLong,
)
from counter.desk.rights import NeedsSecond, NeedsSomebodyElse, NotYourRole, Second
from counter.desk.views import Session
from counter.store.apply import Kind
from counter.trust.issued_seal import OUTLINES, IssuedSeal, NotASeal, SealTerms, issue_seal
from counter.trust.root import CityRoot

from .test_station_keys import certified, city, working

RING = (
    b"M 20 0 C 20 11.046 11.046 20 0 20 C -11.046 20 -20 11.046 -20 0 C -20 -11.046 -11.046 -20 0 -20"
    b" C 11.046 -20 20 -11.046 20 0 Z M 18 0 C 18 9.941 9.941 18 0 18 C -9.941 18 -18 9.941 -18 0"
    b" C -18 -9.941 -9.941 -18 0 -18 C 9.941 -18 18 -9.941 18 0 Z M -5 -2 L 5 -2 L 0 6 Z"
)
Issue = Callable[..., IssuedSeal]


@pytest.fixture
def root(tmp_path: Path, clock: HandClock) -> CityRoot:
    return city(tmp_path / "root", clock)


@pytest.fixture
def station(desk: Desk, root: CityRoot, session: Session, clock: HandClock) -> Desk:
    """A working station that trusts the city and is set to an issued seal, which it does not have yet."""
    desk = working(desk)
    bench = desk.bench
    desk = Desk.on(
        replace(bench, settings=replace(bench.settings, seal=replace(bench.settings.seal, mode="issued")))
    )
    _, request = desk.keys.make(session, "ed25519")
    desk.keys.take(session, root.paper.text + certified(root, request, clock).text)
    return desk


@pytest.fixture
def issue(root: CityRoot, clock: HandClock) -> Issue:
    def make(**other: object) -> IssuedSeal:
        now = int(clock.now().timestamp())
        given = {
            "number": "1101080000123", "unit": "110108990000", "name": "北京市公安局海淀分局望山路派出所",
            "purpose": "户口专用章", "issued": now, "since": now - 86_400, "until": now + 365 * 86_400, "diameter": 40.0,
        }  # fmt: skip
        picture = other.pop("picture", RING)
        signer = other.pop("signer", root.key)
        return issue_seal(SealTerms(**{**given, **other}), OUTLINES, picture, 0, signer)  # type: ignore[arg-type]

    return make


def keeper(desk: Desk) -> Session:
    return desk.people.sign_in(KEEPER, PIN)


def second(desk: Desk, session: Session, number: str, right: str = "void") -> Second:
    return desk.people.second(number, PIN, beside=session, right=right)


def imported(desk: Desk, seal: IssuedSeal) -> None:
    session = keeper(desk)
    desk.seal.take(session, seal.text, second(desk, session, SUPERVISOR))


def unlocked(desk: Desk, minutes: int = 30) -> None:
    session = officer(desk)
    desk.seal.open(session, second(desk, session, KEEPER, "seal"), minutes)


def test_a_seal_is_imported_unlocked_used_and_every_use_is_a_line(
    station: Desk, issue: Issue, printer: FickleSlot
) -> None:
    seal = issue()
    imported(station, seal)
    view = station.seal.show(officer(station))
    assert (view.number, view.fingerprint, view.until) == (seal.number, seal.fingerprint, None)
    unlocked(station)
    session = officer(station)
    sheet = issued(station, session).sheet
    assert sheet
    (use,) = station.seals.ledger(session).uses
    assert (use.serial, use.mode) == (sheet.serial, "issued")
    assert set(station.bench.store.rebuild().differing) <= {"key_paper"}, (
        "from which the test took the training root"
    )
    assert station.bench.store.verify() == ()


def test_the_sheet_bears_the_issued_picture_and_nothing_of_ours(
    station: Desk, issue: Issue, printer: FickleSlot
) -> None:
    imported(station, issue())
    unlocked(station)
    sheet = issued(station, officer(station)).sheet
    assert sheet
    drawn = station.bench.press._composer._drawn
    parts = [part for (form, what), part in drawn.items() if getattr(what, "mode", None) == "issued"]
    assert parts
    import zlib

    operators = zlib.decompress(parts[-1].data).decode()
    assert "-5 -2 m 5 -2 l 0 6 l h f*" in operators
    assert "Tf" not in operators, "no letter is set: the words of the ring are in the picture"


def test_locked_no_sheet_and_no_serial(station: Desk, issue: Issue, printer: FickleSlot) -> None:
    imported(station, issue())
    session = officer(station)
    case = at_preview(station, session)
    with pytest.raises(SealLocked):
        station.slip.print(session, case.id)
    assert printer.asked == []
    assert station.seals.ledger(session).uses == ()
    unlocked(station)
    assert station.slip.print(session, case.id).sheet


def test_a_session_ends_by_the_clock_and_by_hand(station: Desk, issue: Issue, clock: HandClock) -> None:
    imported(station, issue())
    unlocked(station, 10)
    session = officer(station)
    issued(station, session)
    clock.go(minutes=10)
    assert station.seal.show(session).until is None
    case = at_preview(station, session)
    with pytest.raises(SealLocked):
        station.slip.print(session, case.id)
    unlocked(station, 10)
    assert station.seal.close(session).until is None
    with pytest.raises(SealLocked):
        station.slip.print(session, case.id)


def test_a_second_session_takes_the_place_of_the_first(station: Desk, issue: Issue, clock: HandClock) -> None:
    imported(station, issue())
    unlocked(station, 200)
    unlocked(station, 5)
    clock.go(minutes=6)
    assert station.seal.show(officer(station)).until is None


def test_one_person_alone_unlocks_and_imports_nothing(station: Desk, issue: Issue) -> None:
    seal, session = issue(), keeper(station)
    with pytest.raises(NeedsSecond):
        station.seal.take(session, seal.text, None)
    with pytest.raises(NeedsSomebodyElse):
        station.seal.take(session, seal.text, Second(session.clerk))
    with pytest.raises(NotYourRole):
        station.seal.take(officer(station), seal.text, second(station, officer(station), SUPERVISOR))
    imported(station, seal)
    clerk = officer(station)
    with pytest.raises(NeedsSecond):
        station.seal.open(clerk, None)
    with pytest.raises(NotYourRole):
        station.seal.open(clerk, second(station, clerk, SUPERVISOR))
    assert station.seal.open(session, second(station, session, SUPERVISOR, "issue")).until


@pytest.mark.parametrize("minutes", [0, -1, 241])
def test_a_session_is_neither_nothing_nor_the_whole_day(station: Desk, issue: Issue, minutes: int) -> None:
    imported(station, issue())
    with pytest.raises(SessionTooLong):
        unlocked(station, minutes)


def test_expired_not_yet_foreign_too_large_or_of_another_root_is_refused(
    station: Desk, issue: Issue, clock: HandClock, tmp_path: Path
) -> None:
    now = int(clock.now().timestamp())
    with pytest.raises(SealNotInForce):
        imported(station, issue(since=now - 200, until=now - 100))
    with pytest.raises(SealNotInForce):
        imported(station, issue(since=now + 100, until=now + 200))
    with pytest.raises(SealOfAnother):
        imported(station, issue(unit="110105990000"))
    stranger = city(tmp_path / "other", clock, name="另一市公安局")
    with pytest.raises(SealNotBelieved):
        imported(station, issue(signer=stranger.key))
    with pytest.raises(NoIssuedSeal):
        unlocked(station)
    assert station.bench.store.verify() == ()


def test_a_seal_that_would_lie_over_a_code_is_refused(
    station: Desk, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = dict(station.bench.press.forms)
    slip = forms["confirmation-slip"]
    assert slip.seal
    assert slip.code_at
    near = replace(slip, seal=replace(slip.seal, x=slip.code_at.right + 23, y=slip.code_at.y + 10))
    monkeypatch.setitem(station.bench.press.__dict__, "forms", forms | {"confirmation-slip": near})
    imported(station, issue(diameter=40.0))
    with pytest.raises(SealTooLarge):
        imported(station, issue(diameter=45.0))


def test_one_altered_byte_breaks_the_signature(station: Desk, issue: Issue) -> None:
    text = issue().text
    body = bytearray(base64.b64decode("".join(text.splitlines()[1:-1])))
    for place in (20, len(body) // 2, len(body) - 10):
        altered = bytearray(body)
        altered[place] ^= 1
        forged = "\n".join([text.splitlines()[0], base64.b64encode(altered).decode(), text.splitlines()[-1]])
        session = keeper(station)
        beside = second(station, session, SUPERVISOR)
        with pytest.raises((NotASeal, SealNotBelieved, SealOfAnother, SealNotInForce)):
            station.seal.take(session, forged, beside)


@pytest.mark.parametrize(
    "text", ["", "x", "-----BEGIN COUNTER SEAL-----\nAAAA\n-----END COUNTER SEAL-----\n"]
)
def test_what_is_no_seal_is_told(station: Desk, text: str) -> None:
    session = keeper(station)
    with pytest.raises(NotASeal):
        station.seal.take(session, text, second(station, session, SUPERVISOR))


def test_a_seal_that_expires_seals_no_more_though_the_session_runs(
    station: Desk, issue: Issue, clock: HandClock
) -> None:
    imported(station, issue(until=int(clock.now().timestamp()) + 60))
    unlocked(station, 30)
    session = officer(station)
    case = at_preview(station, session)
    clock.go(minutes=2)
    with pytest.raises(SealNotInForce):
        station.slip.print(session, case.id)


def test_a_new_seal_locks_the_session_of_the_old_one_and_old_sheets_stay_as_they_are(
    station: Desk, issue: Issue, printer: FickleSlot
) -> None:
    imported(station, issue())
    unlocked(station)
    session = officer(station)
    printer.jammed = True
    from counter.devices.ports import PrinterProblem

    case = at_preview(station, session, LI)
    with pytest.raises(PrinterProblem):
        station.slip.print(session, case.id)
    imported(station, issue(number="1101080000124"))
    assert station.seal.show(session).until is None
    printer.jammed = False
    assert station.slip.resend(session, case.id).sheet, "the same bytes, with the seal it was reserved with"


def test_a_station_without_issued_mode_takes_none(desk: Desk, issue: Issue) -> None:
    session = keeper(desk)
    with pytest.raises(NotIssuedHere):
        desk.seal.take(session, issue().text, second(desk, session, SUPERVISOR))


def test_the_inspector_sees_who_unlocked_what(station: Desk, issue: Issue) -> None:
    imported(station, issue())
    unlocked(station)
    with station.bench.store.reading() as db:
        rows = db.execute(
            "SELECT kind, clerk, json_extract(body, '$.second') FROM journal WHERE kind LIKE 'seal.%' ORDER BY n"
        ).fetchall()
    assert rows == [(Kind.SEAL_IMPORTED, KEEPER, SUPERVISOR), (Kind.SEAL_OPENED, "0337", KEEPER)]

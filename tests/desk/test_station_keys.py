"""The keys of a station: training and working, certified and not, replaced, revoked; and its list of void serials."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from handy import AUXILIARY, PIN, SUPERVISOR, HandClock, at_preview, beside, issued, officer

from counter.clock import STATION_ZONE
from counter.desk.certifying import request_for, year_end
from counter.desk.desk import Desk
from counter.desk.key_books import own_keys
from counter.desk.key_views import (
    KeyReasonMissing,
    KeyRevokedAlready,
    KeysNeedTwo,
    KeyWaits,
    NoKeyWaits,
    NoSuchKey,
    NotCertifiedNow,
    NotForUs,
    OlderList,
    OtherKindOfRoot,
    StillInUse,
)
from counter.desk.rights import NeedsSomebodyElse, NotYourRole, Second
from counter.desk.views import Session
from counter.places import Places
from counter.printing.verify import verify_text
from counter.store import cases
from counter.store.apply import Kind
from counter.trust.certificate import REQUEST, Certificate, Terms, issue
from counter.trust.chain import Chain, ForeignList, read_papers
from counter.trust.keys import KeyInUse, SigningKey
from counter.trust.root import CityRoot
from counter.trust.status import Revoked


def working(desk: Desk) -> Desk:
    """The same desk as that of a station that is not for training, whose books know no key yet."""
    bench = replace(desk.bench, station=replace(desk.bench.station, training=False))
    with desk.bench.store.engine.writing() as db:
        db.execute("DELETE FROM key_paper")
    return Desk.on(bench)


def city(folder: Path, clock: HandClock, **other: object) -> CityRoot:
    at = int(clock.now().timestamp())
    given = {
        "serial": 1,
        "unit": "110000000000",
        "name": "某市公安局",
        "issued": at,
        "since": at,
        "until": at + 10**8,
    }
    return CityRoot.make(folder, Terms(**{**given, **other}))  # type: ignore[arg-type]  # words of the test


def certified(root: CityRoot, request: str, clock: HandClock) -> Certificate:
    at = int(clock.now().timestamp())
    return root.certify(request, issued=at, since=at, until=int(year_end(clock.now()).timestamp()))


def code_of(desk: Desk, serial: str) -> str:
    with desk.bench.store.reading() as db:
        sheet = cases.sheet(db, serial)
    assert sheet is not None
    return sheet.code


def test_a_training_station_outlives_its_root(desk: Desk, clock: HandClock) -> None:
    """After ten years nothing is certified any more, and the counter opens all the same."""
    clock.go(days=3620)
    desk.keys.found()
    assert (desk.keys.show().keys[0].until or clock.now()) < datetime(2036, 12, 1, tzinfo=STATION_ZONE)
    clock.go(days=400)
    desk.keys.found()
    assert desk.keys.show().keys[0].serial == 2


def _printed(desk: Desk) -> str:
    sheet = issued(desk, officer(desk)).sheet
    assert sheet
    return sheet.serial


def rotated(desk: Desk, session: Session) -> str:
    desk.keys.make(session, "ed25519")
    return desk.keys.rotate(session, beside(desk, session), "年度换新").id


def test_a_training_station_is_certified_by_a_root_that_says_so(desk: Desk, places: Places) -> None:
    told = desk.keys.show()
    (key,), (root,) = told.keys, told.roots
    assert (key.state, root.training, told.lists) == ("in-use", True, ())
    assert key.until == datetime(2027, 1, 1, tzinfo=STATION_ZONE)
    (paper,) = read_papers(places.code_chain.read_text()).certificates
    assert (paper.unit, paper.name, paper.training) == (
        desk.station.code,
        desk.bench.settings.station.full_name,
        True,
    )
    root_key = places.code_key.parent / "training-root" / "root.key"
    assert root_key.stat().st_mode & 0o777 == 0o600


def test_opening_again_makes_nothing_anew(desk: Desk) -> None:
    before = desk.keys.show()
    desk.keys.found()
    assert desk.keys.show() == before


def test_a_training_station_certifies_itself_again_when_its_year_is_over(
    desk: Desk, clock: HandClock
) -> None:
    clock.go(days=60)
    desk.keys.found()
    (key,) = desk.keys.show().keys
    assert key.serial == 2
    assert key.until
    assert key.until.year == 2028
    assert verify_text(code_of(desk, _printed(desk)), Chain.of(desk.keys.chain())).valid


@pytest.mark.parametrize(("day", "year"), [("2026-01-01", 2027), ("2026-11-22", 2027), ("2026-12-02", 2028)])
def test_a_certificate_runs_to_the_end_of_its_year_and_in_december_of_the_next(day: str, year: int) -> None:
    assert year_end(datetime.fromisoformat(day)).isoformat() == f"{year}-01-01T00:00:00"


def test_a_slip_of_a_training_station_is_vouched_for(desk: Desk, session: Session) -> None:
    sheet = issued(desk, session).sheet
    assert sheet
    verdict = verify_text(code_of(desk, sheet.serial), Chain.of(desk.keys.chain()))
    assert verdict.valid
    assert verdict.link
    assert verdict.link.certificate
    assert verdict.link.certificate.unit == desk.station.code


@pytest.mark.parametrize("algorithm", ["ed25519", "es256", "sm2"])
def test_after_rotation_new_slips_have_the_new_key_and_old_ones_verify(
    desk: Desk, session: Session, algorithm: str
) -> None:
    old = issued(desk, session).sheet
    before = desk.bench.key.now().key_id.hex()
    made, _ = desk.keys.make(session, algorithm)
    assert made.state == "made"
    assert desk.bench.key.now().key_id.hex() == before, "a key that was made does not sign yet"
    turned = desk.keys.rotate(session, beside(desk, session), "年度换新")
    assert (turned.id, turned.state) == (made.id, "in-use")
    new = desk.slip.print(session, at_preview(desk, session).id).sheet
    assert old
    assert new
    chain = Chain.of(desk.keys.chain())
    for sheet, key_id in ((old, before), (new, made.id)):
        verdict = verify_text(code_of(desk, sheet.serial), chain)
        assert verdict.valid, verdict.reasons
        assert verdict.link
        assert verdict.link.key.key_id.hex() == key_id
    assert sorted(one.state for one in desk.keys.show().keys) == ["in-use", "retired"]
    assert desk.find.sheet(session, code_of(desk, old.serial)).serial == old.serial


def test_the_old_private_key_is_gone_and_the_new_one_is_private(
    desk: Desk, session: Session, places: Places
) -> None:
    secret = places.code_key.read_bytes()
    rotated(desk, session)
    folder = places.code_key.parent
    left = [file for file in folder.rglob("*") if file.is_file()]
    assert not any(secret in file.read_bytes() for file in left)
    assert places.code_key.stat().st_mode & 0o777 == 0o600
    assert not (folder / "next.key").exists()


def test_no_private_key_is_in_store_journal_or_chain(desk: Desk, session: Session, places: Places) -> None:
    rotated(desk, session)
    desk.keys.make(session, "es256")
    secrets = [(places.code_key.parent / name).read_bytes() for name in ("code.key", "next.key")]
    with desk.bench.store.reading() as db:
        words = "".join(str(row) for row in db.execute("SELECT * FROM journal")) + str(
            [tuple(row) for row in db.execute("SELECT * FROM station_key")]
        )
    shown = words + desk.keys.chain() + repr(desk.keys.show())
    for secret in secrets:
        assert secret.hex() not in shown
        assert str(secret)[2:-1] not in shown


def test_rotation_and_revocation_are_acts_of_two_people(desk: Desk, session: Session) -> None:
    old = desk.bench.key.now().key_id.hex()
    desk.keys.make(session, "ed25519")
    supervisor = desk.people.sign_in(SUPERVISOR, PIN)
    alone = Second(supervisor.clerk)
    with pytest.raises(KeysNeedTwo):
        desk.keys.rotate(session, None, "年度换新")
    with pytest.raises(NeedsSomebodyElse):
        desk.keys.rotate(supervisor, alone, "年度换新")
    with pytest.raises(KeyReasonMissing):
        desk.keys.rotate(session, beside(desk, session), "  ")
    desk.keys.rotate(session, beside(desk, session), "年度换新")
    with pytest.raises(KeysNeedTwo):
        desk.keys.revoke(session, None, old, "泄露")
    desk.keys.revoke(session, beside(desk, session), old, "泄露")
    acts = [one for one in desk.bench.store.acts(last=9) if one.kind in {Kind.KEY_TURNED, Kind.KEY_REVOKED}]
    assert [(one.kind, one.clerk, one.body["second"], one.body["reason"]) for one in acts] == [
        ("key.turned", session.clerk.number, SUPERVISOR, "年度换新"),
        ("key.revoked", session.clerk.number, SUPERVISOR, "泄露"),
    ]
    assert desk.bench.store.rebuild().differing == ()


def test_others_do_not_touch_keys(desk: Desk) -> None:
    helper = desk.people.sign_in(AUXILIARY, PIN)
    for act in (
        lambda: desk.keys.make(helper, "ed25519"),
        lambda: desk.keys.take(helper, ""),
        lambda: desk.keys.rotate(helper, None, "x"),
        lambda: desk.keys.revoke(helper, None, "x", "x"),
        lambda: desk.keys.sign_list(helper),
    ):
        with pytest.raises(NotYourRole):
            act()


def test_what_cannot_be_done_now_is_told(desk: Desk, session: Session) -> None:
    second, in_use = beside(desk, session), desk.bench.key.now().key_id.hex()
    with pytest.raises(NoKeyWaits):
        desk.keys.rotate(session, second, "x")
    with pytest.raises(StillInUse):
        desk.keys.revoke(session, second, in_use, "x")
    with pytest.raises(NoSuchKey):
        desk.keys.revoke(session, second, "00" * 8, "x")
    waiting, _ = desk.keys.make(session, "ed25519")
    assert desk.keys.make(session, "ed25519")[0].id == waiting.id, "asking again asks for the same key"
    with pytest.raises(KeyWaits):
        desk.keys.make(session, "es256")
    assert desk.keys.revoke(session, second, waiting.id.upper(), "选错算法").state == "revoked"
    with pytest.raises(KeyRevokedAlready):
        desk.keys.revoke(session, second, waiting.id, "x")
    assert desk.keys.make(session, "es256")[0].state == "made"


def test_a_power_cut_between_file_and_record_is_mended_by_asking_again(
    desk: Desk, session: Session, places: Places
) -> None:
    made, _ = desk.keys.make(session, "ed25519")
    (places.code_key.parent / "next.key").replace(places.code_key)
    assert desk.keys.rotate(session, beside(desk, session), "年度换新").id == made.id
    assert sorted(one.state for one in desk.keys.show().keys) == ["in-use", "retired"]
    with pytest.raises(NoKeyWaits):
        desk.keys.rotate(session, beside(desk, session), "年度换新")


def test_own_keys_are_those_that_ever_signed(desk: Desk, session: Session) -> None:
    first = desk.bench.key.now().key_id
    desk.keys.make(session, "ed25519")
    assert set(own_keys(desk.bench)) == {first}
    desk.keys.rotate(session, beside(desk, session), "x")
    assert set(own_keys(desk.bench)) == {first, desk.bench.key.now().key_id}


def test_the_list_names_every_sheet_that_proves_nothing(
    desk: Desk, session: Session, clock: HandClock
) -> None:
    good, void = (issued(desk, session).sheet for _ in range(2))
    assert good
    assert void
    replaced = desk.sheets.reprint(session, beside(desk, session), void.serial, "姓名有误").sheet
    assert replaced
    told = desk.keys.sign_list(session)
    assert dict(told.void) == {void.serial: replaced.serial}
    assert (told.number, told.at, told.scope) == (1, int(clock.now().timestamp()), "L110108990-01-")
    chain = Chain.of(desk.keys.chain())
    assert verify_text(code_of(desk, good.serial), chain).valid
    refused = verify_text(code_of(desk, void.serial), chain)
    assert not refused.valid
    assert any(replaced.serial in reason.zh for reason in refused.reasons)


def test_lists_are_numbered_and_the_last_one_travels(desk: Desk, session: Session) -> None:
    assert [desk.keys.sign_list(session).number for _ in range(3)] == [1, 2, 3]
    (one,) = read_papers(desk.keys.chain()).lists
    assert one.number == 3


# A working station ---------------------------------------------------------------------------------------------------


def test_a_working_station_is_certified_by_the_city(
    desk: Desk, session: Session, tmp_path: Path, clock: HandClock
) -> None:
    station, root = working(desk), city(tmp_path / "root", clock)
    in_use = station.bench.key.now()
    asked, request = station.keys.make(session, "sm2")
    assert asked.id == in_use.key_id.hex(), "the request is for the key in use while that is not certified"
    assert "PUBLIC KEY" in station.keys.chain()
    with pytest.raises(NotForUs):
        station.keys.take(session, certified(root, request, clock).text)
    taken = station.keys.take(session, root.paper.text + root.certified()[0].text)
    assert (len(taken.roots), taken.certificates, taken.lists) == (1, 1, 0)
    assert taken.roots[0].fingerprint == root.paper.key.fingerprint
    chain = Chain.of(station.keys.chain())
    assert chain.links(in_use.key_id)[0].root == root.paper
    assert "PUBLIC KEY" not in station.keys.chain()


def test_a_key_without_a_certificate_is_not_put_to_use(
    desk: Desk, session: Session, tmp_path: Path, clock: HandClock
) -> None:
    station, root = working(desk), city(tmp_path / "root", clock)
    station.keys.take(
        session, root.paper.text + certified(root, station.keys.make(session, "ed25519")[1], clock).text
    )
    made, request = station.keys.make(session, "ed25519")
    with pytest.raises(NotCertifiedNow):
        station.keys.rotate(session, beside(desk, session), "年度换新")
    station.keys.take(session, certified(root, request, clock).text)
    assert station.keys.rotate(session, beside(desk, session), "年度换新").id == made.id


def test_the_list_of_the_city_is_taken_in(
    desk: Desk, session: Session, tmp_path: Path, clock: HandClock
) -> None:
    station, root = working(desk), city(tmp_path / "root", clock)
    station.keys.take(
        session, root.paper.text + certified(root, station.keys.make(session, "ed25519")[1], clock).text
    )
    key_id = station.bench.key.now().key_id
    told = root.list_now(at=1, due=2, revoked={key_id: Revoked(0, "leaked")})
    with pytest.raises(ForeignList):
        station.keys.take(session, told.text)  # dated before the root was made
    at = int(clock.now().timestamp())
    told = root.list_now(at=at, due=at)
    assert station.keys.take(session, told.text).lists == 1
    newer = root.list_now(at=at, due=at)
    assert station.keys.take(session, newer.text).lists == 1
    assert station.keys.take(session, newer.text).lists == 1, "the same again does no harm"
    with pytest.raises(OlderList):
        station.keys.take(session, told.text)
    chain = Chain.of(station.keys.chain())
    assert chain.revoked(chain.links(key_id)[0]) == Revoked(0, "leaked")


def test_papers_of_others_are_not_taken(
    desk: Desk, session: Session, tmp_path: Path, clock: HandClock
) -> None:
    station, root = working(desk), city(tmp_path / "root", clock)
    training = city(tmp_path / "training", clock, training=True)
    with pytest.raises(OtherKindOfRoot):
        station.keys.take(session, training.paper.text)
    with pytest.raises(OtherKindOfRoot):
        desk.keys.take(session, root.paper.text)
    with pytest.raises(NotForUs):
        station.keys.take(session, root.paper.text)
    with pytest.raises(NotForUs):
        station.keys.take(session, "words")
    other = SigningKey.create(tmp_path / "other.key")
    stranger = replace(desk.bench, key=KeyInUse(tmp_path / "other.key"))
    request = request_for(replace(stranger, station=station.station), other).text
    with pytest.raises(NotForUs):
        station.keys.take(session, root.paper.text + certified(root, request, clock).text)
    own, at = station.bench.key.now(), int(clock.now().timestamp())
    elsewhere = issue(REQUEST, Terms(0, "320213990000", "另一所", at, at, at + 9), own.public, own).text
    with pytest.raises(NotForUs):
        station.keys.take(session, root.paper.text + certified(root, elsewhere, clock).text)
    assert station.keys.show().roots == ()

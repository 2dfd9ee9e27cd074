from __future__ import annotations

from pathlib import Path

import pytest

from counter.trust.certificate import NotACertificate
from counter.trust.keys import KeyOpenToOthers, KeyProblem, SigningKey
from counter.trust.root import CityRoot, NoRoot, NoSuchCertificate, OtherKind, RootEnds, RootThere
from counter.trust.status import Revoked
from tests.trust.conftest import AT, YEAR, Certified, city_root, request


def test_a_root_is_private_and_made_once(tmp_path: Path) -> None:
    made = city_root(tmp_path / "root")
    assert (tmp_path / "root" / "root.key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(RootThere):
        city_root(tmp_path / "root")
    assert CityRoot.open(tmp_path / "root").paper == made.paper


def test_a_root_whose_making_was_cut_short_is_finished(tmp_path: Path) -> None:
    made = city_root(tmp_path / "root")
    (tmp_path / "root" / "root.txt").unlink()
    assert city_root(tmp_path / "root").paper.key == made.paper.key


def test_what_a_root_signed_is_never_written_over(station: Certified) -> None:
    folder = station.root.folder
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    station.root.list_now(at=AT, due=AT)
    station.root.certify(request(SigningKey.of(b"o" * 32)), issued=AT, since=AT, until=AT + YEAR)
    after = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert before.items() <= after.items()
    assert sorted(file.name for file in after.keys() - before.keys()) == ["000001.txt", "000002.txt"]


def test_certificates_are_numbered_and_kept(station: Certified) -> None:
    other = SigningKey.of(b"o" * 32)
    second = station.root.certify(request(other), issued=AT, since=AT, until=AT + YEAR)
    assert (station.paper.serial, second.serial) == (1, 2)
    assert station.root.certified() == (station.paper, second)


def test_what_is_no_request_is_refused(station: Certified) -> None:
    asked = request(station.key)
    for text in ("", "words", station.paper.text, station.root.paper.text, asked.replace("A", "B", 3)):
        with pytest.raises(NotACertificate):
            station.root.certify(text, issued=AT, since=AT, until=AT + YEAR)


def test_nobody_can_ask_for_a_certificate_of_a_key_that_is_not_theirs(station: Certified) -> None:
    from counter.trust.certificate import REQUEST, issue
    from tests.trust.conftest import terms

    with pytest.raises(NotACertificate):
        issue(REQUEST, terms(), station.key.public, SigningKey.of(b"t" * 32))


def test_kinds_are_not_mixed(station: Certified, tmp_path: Path) -> None:
    training = city_root(tmp_path / "t", training=True)
    with pytest.raises(OtherKind):
        station.root.certify(request(station.key, training=True), issued=AT, since=AT, until=AT + YEAR)
    with pytest.raises(OtherKind):
        training.certify(request(station.key), issued=AT, since=AT, until=AT + YEAR)


def test_a_certificate_does_not_outlive_its_root(station: Certified) -> None:
    for issued, until in ((AT, AT + 10 * YEAR + 1), (AT - 1, AT + YEAR), (AT + 10 * YEAR, AT + 11 * YEAR)):
        with pytest.raises(RootEnds):
            station.root.certify(request(station.key), issued=issued, since=AT, until=until)


def test_lists_are_numbered_and_forget_nothing(station: Certified) -> None:
    root, key_id = station.root, station.key.key_id
    first = root.list_now(at=AT, due=AT + 1)
    assert (first.number, dict(first.revoked)) == (1, {})
    second = root.list_now(at=AT, due=AT + 1, revoked={key_id: Revoked(AT, "leaked")}, void={"L1": ""})
    third = root.list_now(at=AT + 5, due=AT + 6)
    assert (second.number, third.number, third.at) == (2, 3, AT + 5)
    assert third.revoked == {key_id: Revoked(AT, "leaked")}
    assert third.void == {"L1": ""}


@pytest.mark.parametrize(("first", "then", "stands"), [(AT, 0, 0), (0, AT, 0), (AT, AT + 9, AT)])
def test_a_key_once_revoked_is_never_believed_more_again(
    station: Certified, first: int, then: int, stands: int
) -> None:
    for since in (first, then):
        made = station.root.list_now(at=AT, due=AT, revoked={station.key.key_id: Revoked(since, "lost")})
    assert made.revoked[station.key.key_id].since == stands


def test_only_keys_of_this_root_are_revoked(station: Certified) -> None:
    with pytest.raises(NoSuchCertificate):
        station.root.list_now(at=AT, due=AT, revoked={b"12345678": Revoked(0, "lost")})
    assert station.root.last_list() is None


def test_a_folder_without_a_root_gets_a_sentence(tmp_path: Path, station: Certified) -> None:
    with pytest.raises(NoRoot):
        CityRoot.open(tmp_path / "nowhere")
    folder = station.root.folder
    (folder / "root.key").chmod(0o644)
    with pytest.raises(KeyOpenToOthers):
        CityRoot.open(folder)
    (folder / "root.key").unlink()
    with pytest.raises(KeyProblem):
        CityRoot.open(folder)
    SigningKey.create(folder / "root.key")
    with pytest.raises(NoRoot):
        CityRoot.open(folder)
    (folder / "root.txt").write_text("words", encoding="ascii")
    with pytest.raises(NoRoot):
        CityRoot.open(folder)

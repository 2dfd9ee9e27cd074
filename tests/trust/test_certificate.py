from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.trust import certificate as papers
from counter.trust.algorithms import ALGORITHMS, Algorithm
from counter.trust.certificate import CERTIFICATE, REQUEST, ROOT, NotACertificate, issue, read_certificate
from counter.trust.keys import SigningKey
from counter.trust.sign1 import NotAToken, blocks, opened, sealed
from tests.trust.conftest import AT, YEAR, Certified, certified, terms


@pytest.mark.parametrize("algorithm", ALGORITHMS, ids=lambda one: one.name)
def test_a_certificate_says_what_was_asked(tmp_path: Path, algorithm: Algorithm) -> None:
    made = certified(tmp_path, algorithm)
    (raw,) = blocks(made.paper.text)
    paper = read_certificate(raw)
    assert paper == made.paper
    assert (paper.typ, paper.serial, paper.unit, paper.name) == (
        CERTIFICATE,
        1,
        "110108990000",
        "望山路派出所",
    )
    assert (paper.issued, paper.since, paper.until) == (AT, AT, AT + YEAR)
    assert paper.key == made.key.public
    assert not paper.training
    assert paper.certified_by(made.root.paper)


def test_it_is_in_time_from_its_first_second_to_before_its_last(station: Certified) -> None:
    inside = [station.paper.covers(at) for at in (AT - 1, AT, AT + YEAR - 1, AT + YEAR)]
    assert inside == [False, True, True, False]


def test_every_changed_byte_is_refused(station: Certified) -> None:
    raw = station.paper.raw
    for place in range(len(raw)):
        for change in (0x01, 0x80):
            altered = bytearray(raw)
            altered[place] ^= change
            try:
                paper = read_certificate(bytes(altered))
            except NotACertificate:
                continue
            assert not paper.certified_by(station.root.paper), place


def test_a_root_that_is_not_its_own_is_refused(station: Certified) -> None:
    """Somebody else's signature over the root's words, or the root's over another key."""
    thief = SigningKey.of(b"t" * 32)
    for typ in (ROOT, REQUEST):
        with pytest.raises(NotACertificate):
            issue(typ, terms(), station.key.public, thief)


def test_certificates_of_others_are_refused(station: Certified, tmp_path: Path) -> None:
    thief = SigningKey.of(b"t" * 32)
    root = station.root.paper
    own = issue(CERTIFICATE, terms(), thief.public, thief)
    by_station = issue(CERTIFICATE, terms(), thief.public, station.key)
    assert not own.certified_by(root)
    assert not by_station.certified_by(root)
    named = cbor2.loads(own.raw)
    named.value[1] = {4: root.key.key_id}
    pretended = read_certificate(cbor2.dumps(named))
    assert pretended.token.key_id == root.key.key_id
    assert not pretended.certified_by(root)


def test_a_training_root_certifies_no_working_station_and_the_reverse(tmp_path: Path) -> None:
    training, working = certified(tmp_path / "a", training=True), certified(tmp_path / "b")
    for one, kind in ((training, False), (working, True)):
        forged = issue(CERTIFICATE, terms(training=kind), one.key.public, one.root.key)
        assert not forged.certified_by(one.root.paper)
    assert training.paper.training
    assert training.paper.certified_by(training.root.paper)


def test_what_a_root_signs_after_its_own_time_counts_for_nothing(station: Certified) -> None:
    late = issue(CERTIFICATE, terms(issued=AT + 10 * YEAR), station.key.public, station.root.key)
    assert not late.certified_by(station.root.paper)


WRONG = {
    papers.SERIAL: [-1, "1", True, None, 2**63, 1.0],
    papers.UNIT: [
        "",
        "11010899000",
        "1101089900000",
        "11010899000a",
        "１１０１０８９９００００",
        110108990000,
        None,
    ],
    papers.NAME: [b"x", 1, "x" * 101, "a\x1b[31m", "a\u202eb", "line\nline"],
    papers.ISSUED: [-1, "now"],
    papers.SINCE: [AT + YEAR, AT + YEAR + 1, None],
    papers.UNTIL: [AT, 0, "x"],
    papers.ALGORITHM: [-257, "ed25519", None, -7],
    papers.PUBLIC: [b"", b"x" * 31, b"x" * 33, "x" * 32],
    papers.TRAINING: [False, 1, "yes"],
    10: [1],
}


@pytest.mark.parametrize("claim", WRONG)
def test_well_signed_nonsense_is_refused(station: Certified, claim: int) -> None:
    good = station.paper.token.claims()
    assert read_certificate(sealed(good, station.root.key, CERTIFICATE)) == station.paper
    for value in WRONG[claim]:
        with pytest.raises(NotACertificate):
            read_certificate(sealed({**good, claim: value}, station.root.key, CERTIFICATE))
    if claim < papers.TRAINING:
        with pytest.raises(NotACertificate):
            read_certificate(
                sealed({k: v for k, v in good.items() if k != claim}, station.root.key, CERTIFICATE)
            )


def test_what_is_signed_as_something_else_is_no_certificate(station: Certified) -> None:
    claims = station.paper.token.claims()
    for typ in ("", "counter-list", "certificate"):
        with pytest.raises(NotACertificate):
            read_certificate(sealed(claims, station.root.key, typ))


@given(st.binary(max_size=300))
def test_any_bytes_are_answered_with_a_sentence(raw: bytes) -> None:
    with pytest.raises(NotACertificate) as caught:
        read_certificate(raw)
    assert caught.value.said("zh")


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.binary(max_size=9) | st.text(max_size=9) | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.integers(0, 20), inner, max_size=4),
    max_leaves=12,
)


@given(NESTED, NESTED, NESTED, NESTED)
def test_any_token_is_answered_with_a_sentence(one: object, two: object, three: object, four: object) -> None:
    for value in ([one, two, three, four], [cbor2.dumps(one), {4: two}, cbor2.dumps(three), b""]):
        with pytest.raises(NotACertificate):
            read_certificate(cbor2.dumps(cbor2.CBORTag(18, value)))
        with pytest.raises(NotAToken):
            opened(cbor2.dumps(cbor2.CBORTag(18, value)))


@pytest.mark.parametrize(
    "raw",
    [
        b"\xd2" * 5000,  # tags within tags
        b"\x9f" * 5000,  # lists without end
        b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",  # a list said to be longer than any memory
        b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff",
        b"\xd8\x1c\x81\xd8\x1d\x00",  # a list that contains itself
        b"\xd2\x84\xd8\x1c\x81\xd8\x1d\x00\xa0\x40\x40",
        b"\xc0\x63abc",  # a date that is none
        b"\xc4\x82\x1b\xff\xff\xff\xff\xff\xff\xff\xff\x01",  # a decimal fraction of absurd size
    ],
)
def test_hostile_cbor_is_answered_with_a_sentence(raw: bytes) -> None:
    for content in (raw, b"\xd2\x84" + raw, b"\xd2\x84\x40\xa1\x04" + raw):
        with pytest.raises(NotACertificate):
            read_certificate(content)


def test_another_root_of_the_same_name_certified_nothing(station: Certified) -> None:
    other = replace(station.root.paper, key=SigningKey.of(b"o" * 32).public)
    assert not station.paper.certified_by(other)

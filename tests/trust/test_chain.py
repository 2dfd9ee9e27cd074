from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.trust import status
from counter.trust.certificate import ARCHIVE, CERTIFICATE, NotACertificate, issue
from counter.trust.chain import Chain, ForeignList, read_papers
from counter.trust.keys import NoPublicKey, SigningKey
from counter.trust.sign1 import block, sealed
from counter.trust.status import LIST, NotAList, Revoked, StatusList, read_list, sign_list
from tests.trust.conftest import AT, CITY, SCOPE, STATION, YEAR, Certified, certified, request, terms

SERIAL = SCOPE + "20261122-0001"


def own_list(station: Certified, key: SigningKey | None = None, **other: object) -> StatusList:
    given = {"number": 1, "unit": STATION, "at": AT, "due": AT + 9, "void": {SERIAL: ""}, "scope": SCOPE}
    return sign_list(key or station.key, **{**given, **other})  # type: ignore[arg-type]  # words of the test


def test_a_certified_key_is_found_with_its_root(station: Certified) -> None:
    (link,) = Chain.of(station.text).links(station.key.key_id)
    assert (link.key, link.certificate, link.root) == (station.key.public, station.paper, station.root.paper)
    assert Chain.of(station.text).links(b"12345678") == ()


def test_certificates_may_come_from_anybody_but_roots_and_bare_keys_only_from_a_trusted_file(
    station: Certified, tmp_path: Path
) -> None:
    thief = certified(tmp_path / "thief")
    bare = SigningKey.of(b"b" * 32).public
    chain = Chain.of(station.root.paper.text, station.paper.text + thief.text + bare.text())
    assert chain.links(station.key.key_id)
    assert chain.links(thief.key.key_id) == ()
    assert chain.links(bare.key_id) == ()


def test_a_list_of_a_root_that_came_along_is_not_believed(station: Certified, tmp_path: Path) -> None:
    thief = certified(tmp_path / "thief")
    told = thief.root.list_now(at=AT, due=AT, void={SERIAL: ""})
    with pytest.raises(ForeignList):
        Chain.of(station.text, thief.root.paper.text + told.text)


def test_a_forged_certificate_makes_no_key_known(station: Certified) -> None:
    thief = SigningKey.of(b"t" * 32)
    forged = issue(CERTIFICATE, terms(), thief.public, station.key)
    assert Chain.of(station.text + forged.text).links(thief.key_id) == ()


def test_a_certificate_that_only_names_the_root_makes_no_key_known(station: Certified) -> None:
    """Its signature is somebody else's, though it says that it is of the root."""
    thief = SigningKey.of(b"t" * 32)
    token = cbor2.loads(issue(CERTIFICATE, terms(), thief.public, thief).raw)
    token.value[1] = {4: station.root.key.key_id}
    forged = block("CERTIFICATE", cbor2.dumps(token))
    assert Chain.of(station.text + forged).links(thief.key_id) == ()
    assert Chain.of(station.text, forged).links(thief.key_id) == ()


@pytest.mark.parametrize("text", ["", "words", "-----BEGIN COUNTER LIST-----\n-----END COUNTER LIST-----"])
def test_nothing_to_believe_is_told(text: str) -> None:
    with pytest.raises((NoPublicKey, NotACertificate)):
        Chain.of(text)


def test_a_station_alone_without_its_root_is_nothing_to_believe(station: Certified) -> None:
    with pytest.raises(NoPublicKey):
        Chain.of(station.paper.text)


def test_the_newest_list_of_the_root_counts(station: Certified) -> None:
    older = station.root.list_now(at=AT, due=AT)
    newer = station.root.list_now(at=AT + 1, due=AT + 2, revoked={station.key.key_id: Revoked(0, "leaked")})
    for text in (older.text + newer.text, newer.text + older.text):
        chain = Chain.of(station.text, text)
        (link,) = chain.links(station.key.key_id)
        assert chain.of_root(station.root.paper) == newer
        assert chain.revoked(link) == Revoked(0, "leaked")
    chain = Chain.of(station.text, older.text)
    assert chain.revoked(chain.links(station.key.key_id)[0]) is None


def test_a_station_tells_its_void_serials_and_no_others(station: Certified) -> None:
    chain = Chain.of(station.text, own_list(station, void={SERIAL: SCOPE + "20261122-0002"}).text)
    (link,) = chain.links(station.key.key_id)
    told = chain.void(SERIAL, link)
    assert told
    assert told[1] == SCOPE + "20261122-0002"
    assert chain.void(SCOPE + "20261122-0003", link) is None
    assert chain.of_station("L110108990-02-20261122-0001", link) is None, "another terminal lists for itself"


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": "", "void": {"L320213990-01-20261122-0001": ""}},
        {"scope": "L320213990-01-", "void": {}},
        {"scope": "L1101089", "void": {}},
        {"unit": "320213990000"},
        {"unit": CITY},
        {"revoked": {b"12345678": Revoked(0, "leaked")}},
        {"at": AT - 1},
        {"at": AT + YEAR},
    ],
    ids=str,
)
def test_a_station_cannot_speak_for_others(station: Certified, wrong: dict[str, object]) -> None:
    """Neither for other stations, nor as the city, nor about keys, nor outside the time of its certificate."""
    with pytest.raises(ForeignList) as caught:
        Chain.of(station.text, own_list(station, **wrong).text)
    assert caught.value.said("zh")


def test_a_list_of_nobody_is_never_passed_over(station: Certified) -> None:
    thief = SigningKey.of(b"t" * 32)
    for forged in (own_list(station, thief), own_list(station, thief, unit=CITY, scope="")):
        with pytest.raises(ForeignList):
            Chain.of(station.text, forged.text)


def test_every_changed_byte_of_a_list_is_refused(station: Certified) -> None:
    raw = own_list(station).raw
    for place in range(len(raw)):
        altered = bytearray(raw)
        altered[place] ^= 1
        with pytest.raises((ForeignList, NotAList, NotACertificate)):
            Chain.of(station.text, block("LIST", bytes(altered)))


def test_after_a_change_of_keys_the_list_of_the_new_one_counts_for_old_slips(station: Certified) -> None:
    new = SigningKey.of(b"n" * 32)
    paper = station.root.certify(request(new), issued=AT, since=AT, until=AT + YEAR)
    told = own_list(station, new, number=2)
    chain = Chain.of(station.text + paper.text, own_list(station, void={}).text + told.text)
    (link,) = chain.links(station.key.key_id)
    assert chain.of_station(SERIAL, link) == told


def test_a_revoked_key_lists_nothing_any_more(station: Certified) -> None:
    """Else a thief with the key could publish a newer list without the void serials."""
    new = SigningKey.of(b"n" * 32)
    paper = station.root.certify(request(new), issued=AT, since=AT, until=AT + YEAR)
    honest = own_list(station, new, number=2)
    thief = own_list(station, number=99, void={}, at=AT + 5)
    said = station.root.list_now(
        at=AT + 6, due=AT + 9, revoked={station.key.key_id: Revoked(AT + 3, "leaked")}
    )
    chain = Chain.of(station.text + paper.text, honest.text + thief.text + said.text)
    (link,) = chain.links(new.key_id)
    assert chain.of_station(SERIAL, link) == honest
    assert chain.void(SERIAL, link)


def test_the_root_may_name_void_serials_too(station: Certified) -> None:
    chain = Chain.of(station.text, station.root.list_now(at=AT, due=AT, void={SERIAL: ""}).text)
    assert chain.void(SERIAL, chain.links(station.key.key_id)[0])


WRONG = {
    status.NUMBER: [-1, "1", None, True],
    status.UNIT: [None, 1, b"x"],
    status.AT: [-1, None, 1.5],
    status.DUE: ["x"],
    status.REVOKED: [
        [], {b"short": [0, "leaked"]}, {"12345678": [0, "leaked"]}, {b"12345678": [0]}, {b"12345678": [-1, "lost"]},
        {b"12345678": [0, "because"]}, {b"12345678": 0},
    ],
    status.VOID: [[], {1: ""}, {SERIAL: None}, {"": ""}, {"L9": ""}, {SCOPE + "x" * 90: ""}, {SCOPE + "\x1b": ""}],
    status.SCOPE: [None, 1, "中"],
    8: [0],
}  # fmt: skip


@pytest.mark.parametrize("claim", WRONG)
def test_well_signed_nonsense_is_no_list(station: Certified, claim: int) -> None:
    good = own_list(station)
    claims = good.token.claims()
    assert read_list(sealed(claims, station.key, LIST)) == good
    for value in WRONG[claim]:
        with pytest.raises(NotAList):
            read_list(sealed({**claims, claim: value}, station.key, LIST))


@given(st.text(max_size=200))
def test_any_text_is_papers_or_a_sentence(text: str) -> None:
    for words in (text, f"-----BEGIN COUNTER LIST-----\n{text}\n-----END COUNTER LIST-----"):
        with suppress(NotACertificate, NotAList, NoPublicKey):
            read_papers(words)


# The key of the archive ----------------------------------------------------------------------------------------------


def named(station: Certified, signer: SigningKey | None = None, **other: object) -> tuple[SigningKey, str]:
    """A key of an archive and the paper that names it."""
    key = SigningKey.of(b"a" * 32)
    return key, issue(ARCHIVE, terms(**other), key.public, signer or station.key).text  # type: ignore[arg-type]


def test_the_station_says_which_key_signs_its_archive(station: Certified) -> None:
    key, paper = named(station)
    link = Chain.of(station.text, paper).archive(key.public)
    assert link
    assert link.certificate == station.paper
    assert Chain.of(station.text).archive(key.public) is None
    assert Chain.of(station.text, paper).archive(station.key.public) is None
    assert Chain.of(station.text, paper).links(key.key_id) == (), "it signs files and no codes"


@pytest.mark.parametrize(
    "wrong", [{"unit": CITY}, {"training": True}, {"issued": AT - 1}, {"issued": AT + YEAR}], ids=str
)
def test_a_station_names_no_archive_of_others_and_none_out_of_its_time(
    station: Certified, wrong: dict[str, object]
) -> None:
    key, paper = named(station, **wrong)
    assert Chain.of(station.text, paper).archive(key.public) is None


def test_nobody_else_names_the_archive_of_a_station(station: Certified) -> None:
    for signer in (SigningKey.of(b"t" * 32), station.root.key):
        key, paper = named(station, signer)
        assert Chain.of(station.text, paper).archive(key.public) is None
    thief = SigningKey.of(b"t" * 32)
    token = cbor2.loads(issue(ARCHIVE, terms(), thief.public, thief).raw)
    token.value[1] = {4: station.key.key_id}
    assert Chain.of(station.text, block("ARCHIVE", cbor2.dumps(token))).archive(thief.public) is None


@pytest.mark.parametrize(("since", "believed"), [(0, False), (AT, False), (AT + 1, True)])
def test_a_revoked_key_names_no_archive_any_more(station: Certified, since: int, believed: bool) -> None:
    key, paper = named(station)
    told = station.root.list_now(at=AT, due=AT, revoked={station.key.key_id: Revoked(since, "leaked")})
    assert (Chain.of(station.text, paper + told.text).archive(key.public) is not None) is believed

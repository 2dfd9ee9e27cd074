"""What is said beside a right signature: certificate, time, station, lists. One fact altered at a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import base45
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.printing import vouching
from counter.printing.code import SigningKey, SlipClaims, sign
from counter.printing.verify import GENUINE, verify_text
from counter.trust.algorithms import ALGORITHMS, Algorithm
from counter.trust.chain import Chain
from counter.trust.keys import NoPublicKey
from counter.trust.status import Revoked
from tests.trust.conftest import AT, SCOPE, STATION, YEAR, Certified, certified
from tests.trust.test_chain import own_list

SERIAL = SCOPE + "20261122-0001"
CLAIMS = SlipClaims(SERIAL, "confirmation-slip", "granted", STATION, AT + 60, b"d" * 16)


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    return certified(tmp_path_factory.mktemp("city") / "root")


def said(
    station: Certified, text: str = "", *, claims: SlipClaims = CLAIMS, now: int | None = None
) -> tuple[bool, str]:
    """Valid or not, and everything that is said in English."""
    verdict = verify_text(sign(claims, station.key), Chain.of(station.text, text), now)
    assert all(one.zh and one.en for one in verdict.reasons)
    return verdict.valid, " ".join(one.en for one in verdict.reasons)


def test_a_good_code_is_told_with_station_and_root(station: Certified) -> None:
    valid, words = said(station)
    assert valid
    for part in ("望山路派出所", STATION, "certificate 1", "valid until 2027-11-22", "某市公安局", "Ed25519"):
        assert part in words


def test_without_lists_it_is_said_that_nothing_is_known(station: Certified) -> None:
    valid, words = said(station)
    assert valid
    assert vouching.NO_KEY_LIST.en in words
    assert vouching.NO_SHEET_LIST.en in words


def test_with_lists_it_is_valid_as_of_their_dates(station: Certified) -> None:
    lists = (
        station.root.list_now(at=AT, due=AT + 86_400).text
        + own_list(station, number=7, void={}, due=AT + 9).text
    )
    valid, words = said(station, lists, now=AT + 1)
    assert valid
    assert "As of revocation list 1 of 2026-11-22 the key is not revoked." in words
    assert "As of list 7 of the station of 2026-11-22 the sheet is not void." in words
    assert "renewed" not in words
    valid, words = said(station, lists, now=AT + 10)
    assert valid
    assert "List 7 was to be renewed by 2026-11-22" in words


def test_a_void_sheet_is_told_with_the_one_in_its_place(station: Certified) -> None:
    valid, words = said(station, own_list(station, void={SERIAL: SCOPE + "20261122-0002"}).text)
    assert not valid
    assert "void, see list 1 of 2026-11-22" in words
    assert "replaced by " + SCOPE + "20261122-0002" in words
    assert said(station, own_list(station, void={SCOPE + "20261122-0009": ""}).text)[0]


@pytest.mark.parametrize(("since", "valid"), [(0, False), (AT + 60, False), (AT + 61, True)])
def test_a_revoked_key_proves_nothing_from_its_moment_on(tmp_path: Path, since: int, valid: bool) -> None:
    own = certified(tmp_path)
    told = own.root.list_now(at=AT, due=AT, revoked={own.key.key_id: Revoked(since, "leaked")})
    found, words = said(own, told.text)
    assert found is valid
    assert ("the key may have leaked" in words) is not valid


@pytest.mark.parametrize(
    ("at", "valid"), [(AT - 1, False), (AT, True), (AT + YEAR - 1, True), (AT + YEAR, False)]
)
def test_a_code_outside_the_time_of_its_certificate_is_refused(
    station: Certified, at: int, valid: bool
) -> None:
    found, words = said(station, claims=replace(CLAIMS, time=at))
    assert found is valid
    assert ("not within its certificate" in words) is not valid


@pytest.mark.parametrize("at", [2**62, -(2**62), 0])
def test_a_time_beyond_every_calendar_gets_a_sentence(station: Certified, at: int) -> None:
    assert not said(station, claims=replace(CLAIMS, time=at))[0]


def test_a_station_does_not_sign_for_another(station: Certified) -> None:
    valid, words = said(station, claims=replace(CLAIMS, station="320213990000"))
    assert not valid
    assert "another station" in words


def test_a_training_key_signs_specimens_only(tmp_path: Path) -> None:
    training = certified(tmp_path, training=True)
    assert not said(training)[0]
    valid, words = said(training, claims=replace(CLAIMS, specimen=True))
    assert valid
    assert "training root" in words


def test_a_foreign_key_is_unknown(station: Certified, tmp_path: Path) -> None:
    verdict = verify_text(sign(CLAIMS, certified(tmp_path).key), Chain.of(station.text))
    assert not verdict.valid
    assert verdict.claims is None
    assert "unknown key" in verdict.reasons[0].en


def test_a_bare_key_is_believed_and_that_is_said(station: Certified) -> None:
    verdict = verify_text(sign(CLAIMS, station.key), Chain.of(station.key.public.text()))
    assert verdict.valid
    assert any("no certificate" in one.en for one in verdict.reasons)


def test_of_two_certificates_of_one_key_the_one_that_fits_counts(station: Certified) -> None:
    from tests.trust.conftest import request

    again = station.root.certify(request(station.key), issued=AT, since=AT + YEAR, until=AT + 2 * YEAR)
    for text in (again.text, station.paper.text):
        chain = Chain.of(station.root.paper.text + text, again.text + station.paper.text)
        for at in (AT + 5, AT + YEAR + 5):
            assert verify_text(sign(replace(CLAIMS, time=at), station.key), chain).valid


@pytest.mark.parametrize("algorithm", ALGORITHMS, ids=lambda one: one.name)
def test_every_algorithm_from_root_to_code(tmp_path: Path, algorithm: Algorithm) -> None:
    valid, words = said(certified(tmp_path, algorithm))
    assert valid
    assert ("not a certified module" in words) is (algorithm.name == "sm2")


@given(st.data())
@settings(suppress_health_check=list(HealthCheck))
def test_any_altered_byte_of_a_code_makes_it_worthless(station: Certified, data: st.DataObject) -> None:
    """Of the text, and of the bytes under it; against everything a verifier may hold."""
    chain = Chain.of(station.text + station.key.public.text(), own_list(station, void={}).text)
    text = sign(CLAIMS, station.key)
    assert verify_text(text, chain).valid
    letters = data.draw(st.characters(min_codepoint=0x20, max_codepoint=0x7E))
    place = data.draw(st.integers(0, len(text) - 1))
    altered = text[:place] + letters + text[place + 1 :]
    if altered != text:
        assert not verify_text(altered, chain).valid
    raw = bytearray(base45.b45decode(text))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    verdict = verify_text(base45.b45encode(bytes(raw)).decode(), chain)
    assert not verdict.valid
    assert GENUINE not in verdict.reasons


@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", max_size=300))
def test_any_base45_is_answered_with_a_sentence(text: str) -> None:
    verdict = verify_text(text, Chain(bare={}))
    assert not verdict.valid
    assert verdict.reasons[0].zh


def test_nothing_to_believe_is_no_verdict() -> None:
    with pytest.raises(NoPublicKey):
        Chain.of("words")


def test_a_key_that_is_another_ones_by_name_only_does_not_verify(station: Certified) -> None:
    """Two keys may have the same eight bytes of name; the signature decides."""
    other = SigningKey.of(b"o" * 32).public
    chain = Chain.of(station.text)
    crossed = replace(chain, bare={station.key.key_id: other}, certificates=())
    assert not verify_text(sign(CLAIMS, station.key), crossed).valid
    assert verify_text(sign(CLAIMS, station.key), replace(chain, bare={station.key.key_id: other})).valid

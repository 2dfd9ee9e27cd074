from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import base45
import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycose.algorithms import EdDSA
from pycose.headers import KID, Algorithm
from pycose.keys import EC2Key, OKPKey
from pycose.keys.curves import P256, Ed25519
from pycose.messages import Sign1Message

from counter.printing.code import (
    BadSignature,
    CodeProblem,
    NotOurCode,
    SigningKey,
    SlipClaims,
    UnknownKey,
    read,
    sign,
)
from counter.trust import algorithms
from counter.trust.curves import Es256
from counter.trust.keys import PublicKey
from counter.trust.sign1 import sealed

CLAIMS = SlipClaims(
    "L110108990-01-20261122-0001", "confirmation-slip", "granted", "110108990000", 1795314000, b"d" * 16
)
ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


Keys = dict[bytes, PublicKey]


@pytest.fixture(scope="module")
def keys(key: SigningKey) -> Keys:
    return {key.key_id: key.public}


@pytest.fixture(scope="module")
def text(key: SigningKey) -> str:
    return sign(CLAIMS, key)


def test_what_was_signed_is_read(text: str, keys: Keys) -> None:
    assert read(text, keys) == CLAIMS


@given(
    st.builds(
        SlipClaims,
        serial=st.text(max_size=40),
        kind=st.text(max_size=20),
        state=st.sampled_from(["received", "granted", "refused", "voided"]),
        station=st.from_regex(r"[0-9]{12}", fullmatch=True),
        time=st.integers(0, 2**40),
        digest=st.binary(min_size=16, max_size=16),
        specimen=st.booleans(),
    )
)
def test_any_claims_come_back(claims: SlipClaims) -> None:
    key = SigningKey.of(b"k" * 32)
    assert read(sign(claims, key), {key.key_id: key.public}) == claims


def test_the_code_suits_a_qr_picture_and_carries_no_citizen(text: str) -> None:
    assert set(text) <= ALPHANUMERIC
    assert len(text) <= 283  # the most that 65 modules hold at level Q


def test_an_independent_cose_library_verifies_it(text: str, key: SigningKey) -> None:
    message = Sign1Message.decode(base45.b45decode(text))
    message.key = OKPKey(crv=Ed25519, x=key.public.raw)
    assert message.verify_signature()
    assert message.phdr[Algorithm] is EdDSA
    assert message.uhdr[KID] == key.key_id
    payload = cbor2.loads(message.payload)
    assert payload[1] == CLAIMS.serial
    assert payload[5] == CLAIMS.time
    assert all(isinstance(label, int) for label in payload)


def test_what_an_independent_cose_library_signs_is_read(key: SigningKey, keys: Keys, text: str) -> None:
    payload = cbor2.loads(base45.b45decode(text)).value[2]
    message = Sign1Message(phdr={Algorithm: EdDSA}, uhdr={KID: key.key_id}, payload=payload)
    private = key._private.key.private_bytes_raw()
    message.key = OKPKey(crv=Ed25519, x=key.public.raw, d=private)
    assert read(base45.b45encode(message.encode()).decode(), keys) == CLAIMS


def test_every_single_changed_byte_is_refused(text: str, keys: Keys) -> None:
    raw = base45.b45decode(text)
    for place in range(len(raw)):
        for change in (0x01, 0x80, 0xFF):
            altered = bytearray(raw)
            altered[place] ^= change
            with pytest.raises(CodeProblem):
                read(base45.b45encode(bytes(altered)).decode(), keys)


def test_every_single_changed_letter_is_refused(text: str, keys: Keys) -> None:
    for place, letter in enumerate(text):
        altered = text[:place] + ("0" if letter != "0" else "1") + text[place + 1 :]
        with pytest.raises(CodeProblem):
            read(altered, keys)


def test_altered_claims_have_a_bad_signature(text: str, keys: Keys) -> None:
    token = cbor2.loads(base45.b45decode(text))
    token.value[2] = token.value[2].replace(b"granted", b"gran1ed")
    with pytest.raises(BadSignature):
        read(base45.b45encode(cbor2.dumps(token)).decode(), keys)


def test_something_added_is_refused(text: str, keys: Keys) -> None:
    raw = base45.b45decode(text)
    token = cbor2.loads(raw)
    token.value[1][99] = b"unsigned words"
    for forged in (raw + b"\x00", cbor2.dumps(token)):
        with pytest.raises(NotOurCode):
            read(base45.b45encode(forged).decode(), keys)


@given(st.text(max_size=400))
def test_any_text_is_answered_with_a_sentence(text: str) -> None:
    with pytest.raises(CodeProblem) as caught:
        read(text, {})
    assert caught.value.said("zh")
    assert caught.value.said("en")


@given(
    st.recursive(
        st.none() | st.integers() | st.binary() | st.text(), lambda s: st.lists(s, max_size=5), max_leaves=9
    )
)
def test_any_cbor_is_answered_with_a_sentence(item: object) -> None:
    for value in (item, cbor2.CBORTag(18, item)):
        with pytest.raises(CodeProblem):
            read(base45.b45encode(cbor2.dumps(value)).decode(), {})


def test_well_signed_nonsense_is_not_our_code(key: SigningKey, keys: Keys) -> None:
    protected = cbor2.dumps({1: -8})
    for payload in (b"", b"\xff", cbor2.dumps([1]), cbor2.dumps({1: "x"}), cbor2.dumps({1: 5, 2: "a"})):
        signature = key.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
        token = cbor2.CBORTag(18, [protected, {4: key.key_id}, payload, signature])
        with pytest.raises(NotOurCode):
            read(base45.b45encode(cbor2.dumps(token)).decode(), keys)


def test_a_foreign_key_is_named(text: str, key: SigningKey) -> None:
    with pytest.raises(UnknownKey) as caught:
        read(text, {})
    assert key.key_id.hex() in str(caught.value)


def test_a_wrong_public_key_under_the_right_name_does_not_verify(
    text: str, key: SigningKey, tmp_path: Path
) -> None:
    other = SigningKey.create(tmp_path / "other.key")
    with pytest.raises(BadSignature):
        read(text, {key.key_id: other.public})


def test_specimens_say_so_and_real_sheets_do_not_mention_it(key: SigningKey) -> None:
    real, specimen = (
        cbor2.loads(base45.b45decode(sign(c, key))).value[2] for c in (CLAIMS, replace(CLAIMS, specimen=True))
    )
    assert len(cbor2.loads(specimen)) == len(cbor2.loads(real)) + 1


@pytest.mark.parametrize("algorithm", algorithms.ALGORITHMS, ids=lambda one: one.name)
def test_every_algorithm_signs_a_code_of_the_same_size(algorithm: algorithms.Algorithm, text: str) -> None:
    key = SigningKey.of(algorithm.make())
    signed = sign(CLAIMS, key)
    assert read(signed, {key.key_id: key.public}) == CLAIMS
    assert len(signed) <= len(text) + 8  # the number of SM2 is four bytes longer
    assert len(signed) <= 283
    with pytest.raises(BadSignature):
        read(signed, {key.key_id: SigningKey.of(algorithm.make()).public})


def test_an_independent_cose_library_verifies_es256() -> None:
    key = SigningKey.of(Es256().make())
    message = Sign1Message.decode(base45.b45decode(sign(CLAIMS, key)))
    x, y = key.public.raw[1:33], key.public.raw[33:]
    message.key = EC2Key(crv=P256, x=x, y=y)
    assert message.verify_signature()


def test_a_key_of_one_algorithm_is_no_key_of_another(text: str, key: SigningKey) -> None:
    """Whoever could choose the algorithm could choose a weaker one."""
    for other in algorithms.ALGORITHMS[1:]:
        with pytest.raises(BadSignature):
            read(text, {key.key_id: PublicKey(other, key.public.raw)})


def test_the_same_token_spelt_otherwise_is_refused(text: str, keys: Keys) -> None:
    """Longer lengths, no length, a longer tag: one sheet has one code."""
    raw = base45.b45decode(text)
    for spelt in (b"\xd2\x84\x58\x03" + raw[3:], b"\xd2\x9f" + raw[2:] + b"\xff", b"\xd8\x12" + raw[1:]):
        assert cbor2.loads(spelt).value == cbor2.loads(raw).value
        with pytest.raises(NotOurCode):
            read(base45.b45encode(spelt).decode(), keys)


def test_a_code_that_lies_about_its_algorithm_is_refused(key: SigningKey, keys: Keys) -> None:
    payload = cbor2.loads(base45.b45decode(sign(CLAIMS, key))).value[2]
    protected = cbor2.dumps({1: -7})
    signature = key.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    token = cbor2.CBORTag(18, [protected, {4: key.key_id}, payload, signature])
    with pytest.raises(BadSignature):
        read(base45.b45encode(cbor2.dumps(token)).decode(), keys)


@pytest.mark.parametrize("typ", ["counter-list", "counter-certificate", "x"])
def test_what_is_signed_as_something_else_is_no_code(
    key: SigningKey, keys: Keys, text: str, typ: str
) -> None:
    claims = cbor2.loads(cbor2.loads(base45.b45decode(text)).value[2])
    with pytest.raises(NotOurCode):
        read(base45.b45encode(sealed(claims, key, typ)).decode(), keys)

"""SM2 against the program itself, on files, and what is said where it is missing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.trust import sm2
from counter.trust.keys import SigningKey
from counter.trust.raw import der_signature, raw_signature
from counter.trust.sm2 import NoSm2, Sm2, sm2_here

OPTIONS = ("-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678")


def test_what_we_sign_the_program_verifies_and_the_reverse(tmp_path: Path) -> None:
    secret = Sm2().make()
    key = SigningKey.of(secret)
    for name, content in {
        "private.pem": secret,
        "public.pem": key.public.text().encode(),
        "message": b"words",
        "ours": der_signature(key.sign(b"words")),
    }.items():
        (tmp_path / name).write_bytes(content)
    checking = ("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-in", "message")
    subprocess.run([*checking, "-sigfile", "ours", *OPTIONS], cwd=tmp_path, check=True, capture_output=True)
    signing = ("openssl", "pkeyutl", "-sign", "-inkey", "private.pem", "-in", "message", "-out", "theirs")
    subprocess.run([*signing, *OPTIONS], cwd=tmp_path, check=True, capture_output=True)
    assert key.public.verify(raw_signature((tmp_path / "theirs").read_bytes()), b"words")


def test_another_identity_is_another_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    key = SigningKey.of(Sm2().make())
    signature = key.sign(b"words")
    monkeypatch.setattr(sm2, "_DIGEST", (*OPTIONS[:-1], "distid:8765432187654321"))
    assert not key.public.verify(signature, b"words")


def test_numbers_of_a_signature_keep_their_size() -> None:
    for r, s in ((1, 2), (2**255, 1), (2**256 - 1, 127), (128, 2**248)):
        raw = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        assert raw_signature(der_signature(raw)) == raw


@given(st.binary(max_size=80))
def test_what_is_no_signature_is_told(der: bytes) -> None:
    for content in (der, b"\x30" + bytes([len(der)]) + der):
        try:
            raw = raw_signature(content)
        except ValueError:
            continue
        assert der_signature(raw) == content
    with pytest.raises(ValueError, match="two numbers"):
        raw_signature(b"\x30\x46" + b"\x02\x21\x01" + b"\x11" * 32 + b"\x02\x21\x00" + b"\xff" * 32)


def test_the_program_says_what_it_is_and_that_it_is_not_certified() -> None:
    said = sm2_here()
    assert "OpenSSL" in said.en
    assert "not a certified module" in said.en
    assert "不是经认证" in said.zh
    assert "not a certified module" in Sm2().title.en


@pytest.mark.parametrize("program", ["no-such-openssl", "false"])
def test_without_the_program_a_sentence_and_no_verdict(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """A machine that cannot tell must not say that the signature is wrong."""
    secret = Sm2().make()
    key = SigningKey.of(secret)
    signature = key.sign(b"words")
    monkeypatch.setattr(sm2, "PROGRAM", program)
    for act in (
        Sm2().make,
        lambda: key.sign(b"words"),
        lambda: key.public.verify(signature, b"words"),
        sm2_here,
    ):
        with pytest.raises(NoSm2) as caught:
            act()
        assert caught.value.said("zh")

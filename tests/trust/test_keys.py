from __future__ import annotations

import stat
from pathlib import Path

import pytest

from counter.trust.algorithms import ALGORITHMS, Algorithm, NoSuchAlgorithm, by_code, by_name
from counter.trust.keys import (
    KeyInUse,
    KeyOpenToOthers,
    KeyProblem,
    NoPublicKey,
    PublicKey,
    SigningKey,
    public_keys,
)

every = pytest.mark.parametrize("algorithm", ALGORITHMS, ids=lambda one: one.name)


@every
def test_a_key_file_is_private_and_made_once(tmp_path: Path, algorithm: Algorithm) -> None:
    path = tmp_path / "keys" / "code.key"
    made = SigningKey.create(path, algorithm)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert SigningKey.load(path).public == made.public
    assert made.public.algorithm == algorithm
    with pytest.raises(FileExistsError):
        SigningKey.create(path, algorithm)
    assert [file.name for file in path.parent.iterdir()] == ["code.key"]


@every
def test_the_private_key_is_not_shown(algorithm: Algorithm) -> None:
    secret = algorithm.make()
    shown = repr(SigningKey.of(secret))
    assert secret.hex() not in shown
    assert str(secret)[2:-1] not in shown
    assert secret.decode("latin-1")[40:80] not in shown or len(secret) == 32


@every
def test_public_keys_travel_as_pem(algorithm: Algorithm) -> None:
    one, two = (SigningKey.of(algorithm.make()).public for _ in range(2))
    assert public_keys("words\n" + one.text() + two.text()) == {one.key_id: one, two.key_id: two}


@every
def test_the_pem_is_what_openssl_reads_and_writes(algorithm: Algorithm, tmp_path: Path) -> None:
    import subprocess

    key = SigningKey.of(algorithm.make()).public
    done = subprocess.run(
        ["openssl", "pkey", "-pubin"], input=key.text().encode(), capture_output=True, check=True
    )
    assert done.stdout.decode() == key.text()


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "code.key"
    SigningKey.create(path)
    path.chmod(0o640)
    with pytest.raises(KeyOpenToOthers):
        SigningKey.load(path)


PEM = b"-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"short",
        b"x" * 33,
        PEM % b"AAAA",
        PEM % b"!",
        PEM % b"BggqhkjOPQMBBwAA",
        PEM % b"BggqgRzPVQGCLQAA",
    ],
)
def test_a_broken_key_file_is_answered_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "code.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyProblem):
        SigningKey.load(path)
    path.unlink()
    with pytest.raises(KeyProblem):
        SigningKey.load(path)


def test_a_key_that_is_replaced_while_the_program_runs_is_read_again(tmp_path: Path) -> None:
    path, other = tmp_path / "code.key", tmp_path / "next.key"
    first, second = SigningKey.create(path), SigningKey.create(other)
    used = KeyInUse(path)
    assert used.now().public == first.public
    other.replace(path)
    assert used.now().public == second.public
    path.chmod(0o644)
    with pytest.raises(KeyOpenToOthers):
        used.now()
    path.unlink()
    with pytest.raises(KeyProblem):
        used.now()


def test_a_broken_public_key_is_answered_with_a_sentence() -> None:
    assert public_keys("nothing") == {}
    for body in ("AAAA", "MCowBQYDK2VwAyEA", "!!!"):
        with pytest.raises(NoPublicKey):
            public_keys(f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----")


def test_a_fingerprint_can_be_read_out_aloud() -> None:
    key = SigningKey.of(b"k" * 32).public
    groups = key.fingerprint.split()
    assert [len(group) for group in groups] == [4] * 16
    assert "".join(groups).startswith(key.key_id.hex())


def test_algorithms_are_found_by_number_and_by_name() -> None:
    for one in ALGORITHMS:
        assert by_code(one.code) is one
        assert by_name(one.name.upper()) is one
    assert by_code(-257) is None
    assert by_code(True) is None
    assert by_code("-8") is None
    with pytest.raises(NoSuchAlgorithm) as caught:
        by_name("rsa")
    assert "ed25519" in caught.value.said("en")


@every
def test_a_signature_is_of_one_message_and_one_key(algorithm: Algorithm) -> None:
    key, other = (SigningKey.of(algorithm.make()) for _ in range(2))
    signature = key.sign(b"a message")
    assert len(signature) == 64
    assert key.public.verify(signature, b"a message")
    assert not key.public.verify(signature, b"b message")
    assert not other.public.verify(signature, b"a message")
    for wrong in (b"", b"\x00" * 64, b"\xff" * 64, signature[:-1], signature + b"\x00"):
        assert not key.public.verify(wrong, b"a message")
    for nonsense in (b"", b"\x04" + b"\x01" * 64, b"\x00" * key.algorithm.size):
        assert not PublicKey(algorithm, nonsense).verify(signature, b"a message")


@every
def test_every_changed_byte_of_a_signature_is_refused(algorithm: Algorithm) -> None:
    key = SigningKey.of(algorithm.make())
    signature = key.sign(b"a message")
    for place in range(0, 64, 7 if algorithm.name == "sm2" else 1):
        altered = bytearray(signature)
        altered[place] ^= 1
        assert not key.public.verify(bytes(altered), b"a message"), place

"""SM2 with SM3 (GB/T 32918.2, GM/T 0009) through the program ``openssl``: a method, not a certified module (商用密码产品认证).

The identity that enters each signature is the customary 1234567812345678 (GM/T 0009-2012, 10). COSE has no number for SM2;
ours is for private use.
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from counter.errors import CounterError, of_the_system
from counter.locale import Text
from counter.trust.raw import HALF, POINT_BYTES, der_signature, pem, pkcs8, raw_signature

PROGRAM = "openssl"
IDENTITY = "1234567812345678"
_CURVE = bytes.fromhex("06082a811ccf5501822d")
_TITLE = Text(
    "SM2/SM3（由 OpenSSL 计算，不是经认证的商用密码模块）",
    "SM2/SM3 (computed by OpenSSL, not a certified module)",
)
_PATIENCE = 20
"""Seconds; a signature takes one hundredth of one."""
_DIGEST = ("-rawin", "-digest", "sm3", "-pkeyopt", f"distid:{IDENTITY}")


class NoSm2(CounterError):
    """The program openssl is missing or was built without SM2; values: ``said``."""

    happened = Text(
        "本机的 openssl 程序不能做 SM2：{said}。", "The openssl program here cannot do SM2: {said}."
    )
    next_step = Text(
        "请安装 OpenSSL 3.0 以上并启用 SM2，或改用 Ed25519。",
        "Install OpenSSL 3.0 or newer with SM2, or use Ed25519.",
    )


@dataclass(frozen=True, slots=True)
class Sm2Private:
    """An SM2 key in memory; ``repr`` shows nothing of it."""

    _pem: bytes = field(repr=False)

    def public(self) -> bytes:
        """The uncompressed point, which stands at the end of the key (RFC 5915)."""
        return pkcs8(self._pem)[-POINT_BYTES:]

    def sign(self, message: bytes) -> bytes:
        """Two numbers of 32 bytes; the key goes to the program through a pipe and is on no other disk or command line."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "message"
            file.write_bytes(message)
            return raw_signature(
                _run("pkeyutl", "-sign", "-inkey", "/dev/stdin", "-in", str(file), *_DIGEST, given=self._pem)
            )


@dataclass(frozen=True, slots=True)
class Sm2:
    """The national algorithm. Its file holds a key as PEM (PKCS #8)."""

    code: int = -65537
    name: str = "sm2"
    title: Text = _TITLE
    spki: bytes = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
    size: int = POINT_BYTES

    def make(self) -> bytes:
        """A new key.

        Raises:
            NoSm2
        """
        return _run("genpkey", "-algorithm", "SM2")

    def holds(self, secret: bytes) -> bool:
        """A PKCS #8 key that names this curve."""
        return _CURVE in pkcs8(secret)

    def open(self, secret: bytes) -> Sm2Private:
        """The key of a file; ValueError when it does not end in its public point."""
        key = Sm2Private(secret)
        if len(key.public()) != POINT_BYTES or key.public()[0] != 4:
            raise ValueError("no public point")
        return key

    def verify(self, public: bytes, signature: bytes, message: bytes) -> bool:
        """Whether the signature belongs to the message.

        Raises:
            NoSm2: it cannot be told here.
        """
        if len(public) != POINT_BYTES or len(signature) != 2 * HALF:
            return False
        with tempfile.TemporaryDirectory() as folder:
            key, proof = Path(folder) / "key", Path(folder) / "signature"
            key.write_text(pem("PUBLIC KEY", self.spki + public), encoding="ascii")
            proof.write_bytes(der_signature(signature))
            told = _run(
                "pkeyutl", "-verify", "-pubin", "-inkey", str(key), "-in", "/dev/stdin", "-sigfile", str(proof),
                *_DIGEST, given=message, fails=True,
            )  # fmt: skip
        if b"Verified Successfully" not in told and b"Verification Failure" not in told:
            self.make()  # a key that is none is a wrong signature; a program without SM2 is not
        return b"Verified Successfully" in told


def sm2_here() -> Text:
    """What the program says of itself, after one key and one signature were made and checked.

    Raises:
        NoSm2
    """
    sm2 = Sm2()
    key = sm2.open(sm2.make())
    if not sm2.verify(key.public(), key.sign(b"counter"), b"counter"):
        raise NoSm2(said="sign, verify")
    version = " ".join(_run("version").decode("ascii", "replace").split()[:2])
    return Text(f"{version}，可用；不是经认证的商用密码模块", f"{version}, usable; not a certified module")


def _run(*words: str, given: bytes = b"", fails: bool = False) -> bytes:
    """What the program wrote; ``fails`` says that an exit status other than 0 is an answer too."""
    try:
        done = subprocess.run(
            [PROGRAM, *words], input=given, capture_output=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        late = Text("一直没有回答", "no answer in time")
        raise NoSm2(said=of_the_system(error) if isinstance(error, OSError) else late) from error
    if done.returncode and not fails:
        lines = done.stderr.decode("utf-8", "replace").split("\n")
        raise NoSm2(said=lines[0][:120].strip() or str(done.returncode))
    return done.stdout

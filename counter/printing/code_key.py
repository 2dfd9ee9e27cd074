"""The station's key for verification codes: Ed25519, kept in a file that only its owner can read."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counter.errors import CounterError
from counter.locale import Text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SEED_BYTES, KEY_ID_BYTES = 32, 8
OWNER_ONLY = 0o600
OTHERS = 0o077
PEM = re.compile(r"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)


class KeyProblem(CounterError):
    """The key file cannot be used; values: ``path``."""

    happened = Text("核验码密钥 {path} 不能使用。", "The key for verification codes {path} cannot be used.")
    next_step = Text(
        "请从备份恢复该文件，或请管理员更换密钥。",
        "Restore the file from the backup, or have the key replaced.",
    )


class KeyOpenToOthers(KeyProblem):
    """Others can read the key file; values: ``path``."""

    happened = Text(
        "核验码密钥 {path} 可被他人读取，已拒绝使用。",
        "Others can read the key file {path}; it was not used.",
    )
    next_step = Text(
        "请把文件权限改为 600；如怀疑泄露，请更换密钥。",
        "Set its mode to 600; if it may have leaked, replace the key.",
    )


class NoPublicKey(CounterError):
    """A text holds no public key that verifies codes."""

    happened = Text(
        "文件里没有可用的核验公钥(Ed25519,PEM)。", "The file holds no usable public key (Ed25519, PEM)."
    )
    next_step = Text(
        "请向打印单位索取 counter keys public 的输出。",
        "Ask the station for what `counter keys public` writes.",
    )


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key in memory; ``repr`` does not show it."""

    _private: Ed25519PrivateKey

    @classmethod
    def create(cls, path: Path) -> SigningKey:
        """Make a new key and its file (mode 0600), whole or not at all; FileExistsError when there is one already."""
        seed = os.urandom(SEED_BYTES)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(seed)
                file.flush()
                os.fsync(file.fileno())
            os.link(temporary, path)
        finally:
            temporary.unlink()
        return cls._of(seed)

    @classmethod
    def load(cls, path: Path) -> SigningKey:
        """The key of a file; raises KeyProblem or KeyOpenToOthers."""
        try:
            seed, mode = path.read_bytes(), path.stat().st_mode
        except OSError as error:
            raise KeyProblem(path=path) from error
        if os.name == "posix" and mode & OTHERS:
            raise KeyOpenToOthers(path=path)
        if len(seed) != SEED_BYTES:
            raise KeyProblem(path=path)
        return cls._of(seed)

    @classmethod
    def _of(cls, seed: bytes) -> SigningKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - 30 ms

        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    def public_bytes(self) -> bytes:
        """The public key, 32 raw bytes."""
        return self._private.public_key().public_bytes_raw()

    def public_text(self) -> str:
        """The public key as PEM (RFC 7468), for those who verify."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415

        return (
            self._private.public_key()
            .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            .decode("ascii")
        )

    @property
    def key_id(self) -> bytes:
        """The first 8 bytes of the SHA-256 of the public key."""
        return key_id(self.public_bytes())

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self._private.sign(message)


def public_keys(text: str) -> dict[bytes, bytes]:
    """Key id to raw public key for every Ed25519 key in a PEM text; raises NoPublicKey when there is none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    found = {}
    for block in PEM.findall(text):
        try:
            key = load_pem_public_key(block.encode())
        except ValueError as error:
            raise NoPublicKey from error
        if isinstance(key, Ed25519PublicKey):
            raw = key.public_bytes_raw()
            found[key_id(raw)] = raw
    if not found:
        raise NoPublicKey
    return found


def key_id(public: bytes) -> bytes:
    """The name of a public key: the first 8 bytes of its SHA-256."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]

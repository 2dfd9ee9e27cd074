"""Private keys in files that only their owner can read, and public keys as they travel."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from counter.errors import CounterError
from counter.locale import Text
from counter.trust.algorithms import ALGORITHMS, DEFAULT, Algorithm, Private
from counter.trust.raw import pem, unpacked

KEY_ID_BYTES = 8
OWNER_ONLY = 0o600
OTHERS = 0o077
PEM = re.compile(r"-----BEGIN PUBLIC KEY-----(.+?)-----END PUBLIC KEY-----", re.DOTALL)


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
    """A text holds nothing that verifies codes."""

    happened = Text(
        "文件里没有可用的核验公钥或证书。", "The file holds no usable public key and no certificate."
    )
    next_step = Text(
        "请向打印单位索取 counter keys export 的输出。",
        "Ask the station for what `counter keys export` writes.",
    )


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key: its algorithm and its raw bytes."""

    algorithm: Algorithm
    raw: bytes

    @property
    def key_id(self) -> bytes:
        """The first 8 bytes of the SHA-256 of the raw key."""
        return key_id(self.raw)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the raw key in hex, in groups of four, for comparing over the telephone."""
        digits = hashlib.sha256(self.raw).hexdigest()
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether a signature of this key belongs to a message."""
        return self.algorithm.verify(self.raw, signature, message)

    def text(self) -> str:
        """The key as PEM (RFC 7468)."""
        return pem("PUBLIC KEY", self.algorithm.spki + self.raw)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key in memory; ``repr`` does not show it."""

    algorithm: Algorithm
    _private: Private

    @classmethod
    def create(cls, path: Path, algorithm: Algorithm = DEFAULT) -> SigningKey:
        """Make a new key and its file (mode 0600), whole or not at all; FileExistsError when there is one already."""
        secret = algorithm.make()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(secret)
                file.flush()
                os.fsync(file.fileno())
            os.link(temporary, path)
        finally:
            temporary.unlink()
        return cls.of(secret)

    @classmethod
    def load(cls, path: Path) -> SigningKey:
        """The key of a file; raises KeyProblem or KeyOpenToOthers."""
        try:
            secret, mode = path.read_bytes(), path.stat().st_mode
        except OSError as error:
            raise KeyProblem(path=path) from error
        if os.name == "posix" and mode & OTHERS:
            raise KeyOpenToOthers(path=path)
        try:
            return cls.of(secret)
        except ValueError as error:
            raise KeyProblem(path=path) from error

    @classmethod
    def of(cls, secret: bytes) -> SigningKey:
        """The key of a file's content; ValueError when it is none."""
        for algorithm in ALGORITHMS:
            if algorithm.holds(secret):
                return cls(algorithm, algorithm.open(secret))
        raise ValueError("not a private key")

    @property
    def public(self) -> PublicKey:
        """The half that others may have."""
        return PublicKey(self.algorithm, self._private.public())

    @property
    def key_id(self) -> bytes:
        """The name of the key: the first 8 bytes of the SHA-256 of its public half."""
        return self.public.key_id

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self._private.sign(message)


class KeyInUse:
    """The key that lies in a file at this moment: another program may replace it while this one runs."""

    __slots__ = ("_key", "_path", "_seen")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen, self._key = _stamp(path), SigningKey.load(path)

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def now(self) -> SigningKey:
        """The key, read again when its file is another one; raises KeyProblem or KeyOpenToOthers."""
        if (seen := _stamp(self._path)) != self._seen:
            self._seen, self._key = seen, SigningKey.load(self._path)
        return self._key


def public_keys(text: str) -> dict[bytes, PublicKey]:
    """Key id to public key for every key of a known algorithm in a PEM text; a broken one raises NoPublicKey."""
    found = {}
    for body in PEM.findall(text):
        der = unpacked(body)
        key = next((key for key in _keys(der)), None)
        if key is None:
            raise NoPublicKey
        found[key.key_id] = key
    return found


def key_id(public: bytes) -> bytes:
    """The name of a public key: the first 8 bytes of its SHA-256."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def _keys(der: bytes) -> list[PublicKey]:
    fitting = (one for one in ALGORITHMS if der.startswith(one.spki) and len(der) == len(one.spki) + one.size)
    return [PublicKey(one, der[len(one.spki) :]) for one in fitting]


def _stamp(path: Path) -> tuple[int, int, int]:
    """What changes when a file is replaced."""
    try:
        status = path.stat()
    except OSError as error:
        raise KeyProblem(path=path) from error
    return status.st_ino, status.st_mtime_ns, status.st_mode

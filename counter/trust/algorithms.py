"""The signature algorithms behind one face: Ed25519 (default), ES256, SM2 with SM3.

Public keys are raw: 32 bytes (RFC 8032), or the uncompressed point of 65 bytes (SEC 1). Signatures are 64 raw bytes each, so that
a code has the same size whichever is chosen.
"""

from __future__ import annotations

from typing import Final, Protocol

from counter.errors import BadInput
from counter.locale import Text
from counter.trust.curves import Ed25519, Es256
from counter.trust.sm2 import Sm2


class NoSuchAlgorithm(BadInput):
    """No algorithm has this name; values: ``name``, ``known``."""

    happened = Text("没有名为 {name} 的签名算法。", "No signature algorithm is called {name}.")
    next_step = Text("可以用：{known}。", "There are: {known}.")


class Private(Protocol):
    """A private key in memory."""

    def public(self) -> bytes:
        """The public key, raw."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature."""
        ...


class Algorithm(Protocol):
    """One way of signing: its COSE number, its name, and what must be said about it."""

    @property
    def code(self) -> int:
        """The number in a protected header (RFC 9053); ours for private use lie below -65536."""
        ...

    @property
    def name(self) -> str:
        """The name on the command line."""
        ...

    @property
    def title(self) -> Text:
        """The name for people, with whatever must be said about it."""
        ...

    @property
    def spki(self) -> bytes:
        """What stands before the raw public key in a SubjectPublicKeyInfo (RFC 5280)."""
        ...

    @property
    def size(self) -> int:
        """Bytes of a raw public key."""
        ...

    def make(self) -> bytes:
        """A new private key, as it lies in its file."""
        ...

    def holds(self, secret: bytes) -> bool:
        """Whether the content of a file is a key of this algorithm, by its shape."""
        ...

    def open(self, secret: bytes) -> Private:
        """The private key of a file; ValueError when it is none."""
        ...

    def verify(self, public: bytes, signature: bytes, message: bytes) -> bool:
        """Whether the signature belongs to the message; False for keys and signatures that are none."""
        ...


ALGORITHMS: Final[tuple[Algorithm, ...]] = (Ed25519(), Es256(), Sm2())
DEFAULT: Final = ALGORITHMS[0]


def by_code(code: object) -> Algorithm | None:
    """The algorithm of a protected header, if it is one of ours."""
    return next((one for one in ALGORITHMS if type(code) is int and one.code == code), None)


def by_name(name: str) -> Algorithm:
    """The algorithm a person named.

    Raises:
        NoSuchAlgorithm
    """
    found = next((one for one in ALGORITHMS if one.name == name.lower()), None)
    if found is None:
        raise NoSuchAlgorithm(name=name[:20], known=", ".join(one.name for one in ALGORITHMS))
    return found

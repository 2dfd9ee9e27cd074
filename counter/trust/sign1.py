"""COSE_Sign1 (RFC 9052, tag 18) in the one encoding that we write: deterministic CBOR, Base45 for codes, text blocks for files.

What a token is (``typ``, RFC 9596) stands in the protected header, so that none can be passed off as another: a code of a
sheet names none, a certificate or a list always does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from counter.trust.algorithms import Algorithm, by_code
from counter.trust.keys import PublicKey
from counter.trust.raw import pem, unpacked

SIGN1 = 18
ALGORITHM, KEY_ID, TYPE = 1, 4, 16
"""Header labels of RFC 9052 and RFC 9596."""
_BLOCK = re.compile(r"-----BEGIN COUNTER ([A-Z]+)-----(.+?)-----END COUNTER \1-----", re.DOTALL)


class NotAToken(ValueError):
    """The bytes are not a COSE_Sign1 of ours."""


class Signer(Protocol):
    """Whatever holds a private key."""

    @property
    def algorithm(self) -> Algorithm:
        """How it signs."""
        ...

    @property
    def key_id(self) -> bytes:
        """The first 8 bytes of the SHA-256 of the public key."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature of a message."""
        ...


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was read and not yet believed."""

    algorithm: Algorithm
    typ: str
    """What it is; "" for the code of a sheet."""
    key_id: bytes
    payload: bytes
    signature: bytes
    protected: bytes

    def signed_by(self, key: PublicKey) -> bool:
        """Whether a key signed it, with the algorithm that the token names."""
        said = _to_be_signed(self.protected, self.payload)
        return key.algorithm == self.algorithm and key.verify(self.signature, said)

    def claims(self) -> dict[int, Any]:
        """The map in the payload.

        Raises:
            NotAToken
        """
        import cbor2  # noqa: PLC0415 - 20 ms that only the first sheet pays

        try:
            found = cbor2.loads(self.payload)
        except Exception as error:  # as below
            raise NotAToken from error
        if not isinstance(found, dict):
            raise NotAToken
        return found


def sealed(claims: dict[int, object], key: Signer, typ: str = "") -> bytes:
    """A token of claims, signed."""
    import cbor2  # noqa: PLC0415 - as above

    header: dict[int, object] = {ALGORITHM: key.algorithm.code}
    protected = cbor2.dumps({**header, TYPE: typ} if typ else header, canonical=True)
    payload = cbor2.dumps(claims, canonical=True)
    signature = key.sign(_to_be_signed(protected, payload))
    return bytes(cbor2.dumps(cbor2.CBORTag(SIGN1, [protected, {KEY_ID: key.key_id}, payload, signature])))


def opened(raw: bytes) -> Token:
    """A token from its bytes; whatever ``sealed`` would have written differently is refused.

    Raises:
        NotAToken
    """
    import cbor2  # noqa: PLC0415 - as above

    try:
        token = cbor2.loads(raw)
        protected, unprotected, payload, signature = token.value
        header = cbor2.loads(protected)
        sound = token.tag == SIGN1 and cbor2.dumps(token) == raw and unprotected.keys() == {KEY_ID}
        sound = sound and cbor2.dumps(header, canonical=True) == protected
        typ, algorithm = header.get(TYPE, ""), by_code(header[ALGORITHM])
        sound = (
            sound and header.keys() == ({ALGORITHM, TYPE} if typ else {ALGORITHM}) and isinstance(typ, str)
        )
        parts = (unprotected[KEY_ID], payload, signature, protected)
    except Exception as error:  # dates, fractions, patterns, loops: hostile bytes fail in as many ways
        raise NotAToken from error
    if algorithm is None or not sound or not all(isinstance(part, bytes) for part in parts):
        raise NotAToken
    return Token(algorithm, typ, *parts)


def block(label: str, raw: bytes) -> str:
    """A token as a block of text; the label is for people, what it is stands in the token."""
    return pem(f"COUNTER {label}", raw)


def blocks(text: str) -> Iterator[bytes]:
    """The bytes of every block in a text."""
    for _, body in _BLOCK.findall(text):
        yield unpacked(body)


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, 4.4."""
    import cbor2  # noqa: PLC0415 - as above

    return bytes(cbor2.dumps(["Signature1", protected, b"", payload]))

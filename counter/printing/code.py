"""The verification code: claims of a sheet, signed by the station, as text for a QR picture.

COSE_Sign1 (RFC 9052) with Ed25519 over a map with integer keys, written as Base45 (RFC 9285). No name, no citizen number, no
address of a server: everything that can be checked is in the code, on the paper and in the station's public key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from counter.errors import CounterError
from counter.locale import Text
from counter.printing.code_key import KeyProblem, SigningKey

__all__ = [
    "BadSignature",
    "CodeProblem",
    "KeyProblem",
    "NotOurCode",
    "SigningKey",
    "SlipClaims",
    "UnknownKey",
    "read",
    "sign",
]

EDDSA = -8
ALGORITHM, KEY_ID = 1, 4
"""Header labels of RFC 9052."""
SIGN1 = 18
SERIAL, KIND, STATE, STATION, TIME, DIGEST, SPECIMEN = range(1, 8)
"""Keys of the claims. They are our own and small: every byte more makes the picture finer and harder to read."""
TEXTS = (SERIAL, KIND, STATE, STATION)


class CodeProblem(CounterError):
    """A code that proves nothing."""

    kept = Text("", "")


class NotOurCode(CodeProblem):
    """The text is not a verification code of this kind."""

    happened = Text(
        "这不是本系统的核验码，或扫码不完整。",
        "This is not a verification code of this system, or it was not read whole.",
    )
    next_step = Text(
        "请重新扫码；仍然如此的，不能作为凭证。", "Scan it again; if it stays so, the paper proves nothing."
    )


class UnknownKey(CodeProblem):
    """The code was signed with a key that is not among those given; values: ``key_id``."""

    happened = Text(
        "核验码由未知的密钥({key_id})签发。", "The code was signed with an unknown key ({key_id})."
    )
    next_step = Text(
        "请取得打印单位的公钥后再核验。",
        "Get the public key of the station that printed it, then verify again.",
    )


class BadSignature(CodeProblem):
    """The signature does not belong to the claims: the code was altered."""

    happened = Text("核验码的签名不符，内容被改动过。", "The signature does not match: the code was altered.")
    next_step = Text(
        "本单不能作为凭证，请向打印单位核实。", "The paper proves nothing; ask the station that printed it."
    )


class Signer(Protocol):
    """Whatever holds a private key."""

    @property
    def key_id(self) -> bytes:
        """The first 8 bytes of the SHA-256 of the public key."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature of a message."""
        ...


@dataclass(frozen=True, slots=True)
class SlipClaims:
    """What a code says: ``station`` is the 12-digit agency code, ``time`` seconds since 1970, ``digest`` 16 bytes."""

    serial: str
    kind: str
    state: str
    station: str
    time: int
    digest: bytes
    specimen: bool = False


def sign(claims: SlipClaims, key: Signer) -> str:
    """The text of the code."""
    import base45  # noqa: PLC0415 - with cbor2, 20 ms that only the first sheet pays
    import cbor2  # noqa: PLC0415

    protected = cbor2.dumps({ALGORITHM: EDDSA})
    payload = cbor2.dumps(_map(claims), canonical=True)
    signature = key.sign(_to_be_signed(protected, payload))
    token = cbor2.CBORTag(SIGN1, [protected, {KEY_ID: key.key_id}, payload, signature])
    return str(base45.b45encode(cbor2.dumps(token)).decode("ascii"))


def read(text: str, public_keys: Mapping[bytes, bytes]) -> SlipClaims:
    """The claims of a code that one of the keys signed; ``public_keys`` maps key ids to 32 raw bytes.

    Raises NotOurCode, UnknownKey or BadSignature.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    protected, key_id, payload, signature = _opened(text)
    if key_id not in public_keys:
        raise UnknownKey(key_id=key_id.hex())
    try:
        Ed25519PublicKey.from_public_bytes(public_keys[key_id]).verify(
            signature, _to_be_signed(protected, payload)
        )
    except InvalidSignature:
        raise BadSignature from None
    return _claims(payload)


def _map(claims: SlipClaims) -> dict[int, object]:
    """The claims under their keys; a specimen says so, a real sheet says nothing about it."""
    named: dict[int, object] = {
        SERIAL: claims.serial,
        KIND: claims.kind,
        STATE: claims.state,
        STATION: claims.station,
        TIME: claims.time,
        DIGEST: claims.digest,
    }
    return {**named, SPECIMEN: True} if claims.specimen else named


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, 4.4."""
    import cbor2  # noqa: PLC0415

    return bytes(cbor2.dumps(["Signature1", protected, b"", payload]))


def _opened(text: str) -> tuple[bytes, bytes, bytes, bytes]:
    """Protected header, key id, payload and signature of a text; only the one encoding that ``sign`` writes is taken."""
    import base45  # noqa: PLC0415
    import cbor2  # noqa: PLC0415

    try:
        raw = base45.b45decode(text.strip("\r\n\t"))
        token = cbor2.loads(raw)
        protected, unprotected, payload, signature = token.value
        sound = token.tag == SIGN1 and cbor2.dumps(token) == raw and unprotected.keys() == {KEY_ID}
        sound = sound and cbor2.loads(protected) == {ALGORITHM: EDDSA}
        parts = (protected, unprotected[KEY_ID], payload, signature)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, cbor2.CBORError) as error:
        raise NotOurCode from error
    if not sound or not all(isinstance(part, bytes) for part in parts):
        raise NotOurCode
    return parts


def _claims(payload: bytes) -> SlipClaims:
    """The claims of a payload whose signature is right."""
    import cbor2  # noqa: PLC0415

    try:
        named: dict[int, Any] = cbor2.loads(payload)
        serial, kind, state, station = (named[key] for key in TEXTS)
        claims = SlipClaims(
            serial, kind, state, station, named[TIME], named[DIGEST], named.get(SPECIMEN, False)
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, cbor2.CBORError) as error:
        raise NotOurCode from error
    texts = all(isinstance(text, str) for text in (serial, kind, state, station))
    if not (
        texts
        and isinstance(claims.time, int)
        and isinstance(claims.digest, bytes)
        and isinstance(claims.specimen, bool)
    ):
        raise NotOurCode
    return claims

"""The verification code: claims of a sheet, signed by the station, as text for a QR picture.

COSE_Sign1 (RFC 9052) over a map with integer keys, written as Base45 (RFC 9285). No name, no citizen number, no
address of a server: everything that can be checked is in the code, on the paper and in the station's public key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from counter.errors import CounterError
from counter.locale import Text
from counter.trust.keys import KeyProblem, PublicKey, SigningKey
from counter.trust.sign1 import NotAToken, Signer, Token, opened, sealed

__all__ = [
    "STATES",
    "BadSignature",
    "CodeProblem",
    "KeyProblem",
    "NotOurCode",
    "SigningKey",
    "SlipClaims",
    "UnknownKey",
    "claims_in",
    "opened_code",
    "read",
    "sign",
]

SERIAL, KIND, STATE, STATION, TIME, DIGEST, SPECIMEN = range(1, 8)
"""Keys of the claims. They are our own and small: every byte more makes the picture finer and harder to read."""
TEXTS = (SERIAL, KIND, STATE, STATION)
STATES: Final = {
    "received": Text("已收到", "received"),
    "accepted": Text("已受理", "accepted"),
    "incomplete": Text("待补正", "to be completed"),
    "granted": Text("已开具", "granted"),
    "refused": Text("不予办理", "refused"),
    "decided": Text("已决定", "decided"),
    "closed": Text("已日结", "day closed"),
}
"""What a code says of the matter when it is signed; that a sheet was voided afterwards is told by a list."""


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

    return str(base45.b45encode(sealed(_map(claims), key)).decode("ascii"))


def read(text: str, public_keys: Mapping[bytes, PublicKey]) -> SlipClaims:
    """The claims of a code that one of the keys signed, by key id; whether the key is to be believed is asked elsewhere.

    Raises NotOurCode, UnknownKey or BadSignature.
    """
    token = opened_code(text)
    if token.key_id not in public_keys:
        raise UnknownKey(key_id=token.key_id.hex())
    if not token.signed_by(public_keys[token.key_id]):
        raise BadSignature
    return claims_in(token)


def opened_code(text: str) -> Token:
    """The token of a code, not yet believed; only the one encoding that ``sign`` writes is taken.

    Raises:
        NotOurCode
    """
    import base45  # noqa: PLC0415 - as above

    try:
        token = opened(base45.b45decode(text.strip("\r\n\t")))
    except ValueError as error:
        raise NotOurCode from error
    if token.typ:
        raise NotOurCode
    return token


def claims_in(token: Token) -> SlipClaims:
    """The claims of a token whose signature is right.

    Raises:
        NotOurCode
    """
    try:
        named: dict[int, Any] = token.claims()
        serial, kind, state, station = (named[key] for key in TEXTS)
        claims = SlipClaims(
            serial, kind, state, station, named[TIME], named[DIGEST], named.get(SPECIMEN, False)
        )
    except (NotAToken, LookupError) as error:
        raise NotOurCode from error
    texts = all(isinstance(text, str) for text in (serial, kind, state, station))
    if not (
        texts
        and type(claims.time) is int
        and isinstance(claims.digest, bytes)
        and isinstance(claims.specimen, bool)
    ):
        raise NotOurCode
    return claims


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

"""Certificates: which key belongs to which station from when until when, said by a city root; and the request for one.

A certificate is a COSE_Sign1 over a map with small integer keys; the format is described in docs/verification.md. All times are
seconds since 1970; ``until`` is the first second that is no longer covered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from counter.errors import CounterError
from counter.locale import Text
from counter.trust.algorithms import by_code
from counter.trust.keys import PublicKey, SigningKey
from counter.trust.sign1 import NotAToken, Token, block, opened, sealed

ROOT: Final = "counter-root"
CERTIFICATE: Final = "counter-certificate"
REQUEST: Final = "counter-request"
ARCHIVE: Final = "counter-archive"
"""The key of a station says which other key signs its archived files."""
SERIAL, UNIT, NAME, ISSUED, SINCE, UNTIL, ALGORITHM, PUBLIC, TRAINING = range(1, 10)
"""Keys of the claims; ``TRAINING`` is true or absent."""
_LABELS = {ROOT: "ROOT", CERTIFICATE: "CERTIFICATE", REQUEST: "REQUEST", ARCHIVE: "ARCHIVE"}
_UNIT_DIGITS = 12
_NAME = 100
_MOST = 2**63


class NotACertificate(CounterError):
    """A certificate that is none, or that its own content contradicts."""

    happened = Text("证书不完整或被改动过。", "A certificate is incomplete or was altered.")
    next_step = Text("请向签发证书的一方重新索取。", "Ask whoever issued it for it again.")


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one paper about a key says; ``unit`` is the 12-digit agency code of the station, or of the city for a root."""

    typ: str
    serial: int
    unit: str
    name: str
    issued: int
    since: int
    until: int
    key: PublicKey
    training: bool
    token: Token
    raw: bytes

    @property
    def text(self) -> str:
        """The certificate as a block of text."""
        return block(_LABELS[self.typ], self.raw)

    def covers(self, moment: int) -> bool:
        """Whether a signature of that moment falls into its time."""
        return self.since <= moment < self.until

    def certified_by(self, root: Certificate) -> bool:
        """Whether a root signed it, while the root itself was in its time, for the same kind of station."""
        return (
            self.token.key_id == root.key.key_id
            and root.covers(self.issued)
            and self.training == root.training
            and self.token.signed_by(root.key)
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """What an issuer says of a key."""

    serial: int
    unit: str
    name: str
    issued: int
    since: int
    until: int
    training: bool = False


def issue(typ: str, terms: Terms, key: PublicKey, signer: SigningKey) -> Certificate:
    """Sign a paper about a key: a certificate by its root, a root and a request by the key itself."""
    claims: dict[int, object] = {
        SERIAL: terms.serial,
        UNIT: terms.unit,
        NAME: terms.name,
        ISSUED: terms.issued,
        SINCE: terms.since,
        UNTIL: terms.until,
        ALGORITHM: key.algorithm.code,
        PUBLIC: key.raw,
    }
    return read_certificate(sealed({**claims, TRAINING: True} if terms.training else claims, signer, typ))


def read_certificate(raw: bytes) -> Certificate:
    """A paper about a key from its bytes. Roots and requests are self-signed and checked here; a certificate is not yet believed.

    Raises:
        NotACertificate
    """
    try:
        token = opened(raw)
        certificate = _of(token, token.claims(), raw)
    except NotAToken as error:
        raise NotACertificate from error
    if certificate.typ in {ROOT, REQUEST} and not token.signed_by(certificate.key):
        raise NotACertificate
    return certificate


def _of(token: Token, claims: dict[int, Any], raw: bytes) -> Certificate:
    wanted = set(range(SERIAL, TRAINING))
    if (
        token.typ not in _LABELS
        or claims.keys() - {TRAINING} != wanted
        or claims.get(TRAINING, True) is not True
    ):
        raise NotAToken
    serial, unit, name, issued, since, until, number, public = (claims[key] for key in sorted(wanted))
    algorithm = by_code(number)
    numbers = all(type(one) is int and 0 <= one < _MOST for one in (serial, issued, since, until))
    words = isinstance(unit, str) and isinstance(name, str) and len(name) <= _NAME
    if algorithm is None or not numbers or not words or not isinstance(public, bytes):
        raise NotAToken
    digits = len(unit) == _UNIT_DIGITS and unit.isascii() and unit.isdigit()
    if not digits or len(public) != algorithm.size or not since < until or not name.isprintable():
        raise NotAToken
    key = PublicKey(algorithm, public)
    return Certificate(
        token.typ, serial, unit, name, issued, since, until, key, TRAINING in claims, token, raw
    )

"""A seal as its issuer hands it out: the picture of the imprint, whose it is, from when until when, signed by the city's root.

The format follows the idea of GB/T 38540-2020 (a seal is data signed by who made it); the file is a block of text with a
COSE_Sign1 inside, described in docs/seals.md. A picture is either outlines in fortieths of the diameter, y upwards from the
centre, or dots, one bit each, row by row from the top.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from typing import Any, Final

from counter.errors import CounterError
from counter.locale import Text
from counter.trust.certificate import Certificate
from counter.trust.keys import SigningKey
from counter.trust.sign1 import NotAToken, Token, block, blocks, opened, sealed

SEAL: Final = "counter-seal"
NUMBER, UNIT, NAME, ISSUED, SINCE, UNTIL, PURPOSE, DIAMETER, KIND, PICTURE, SIDE = range(1, 12)
"""Keys of the claims; ``DIAMETER`` in tenths of a millimetre, ``SIDE`` in dots, 0 for outlines."""
OUTLINES, DOTS = "outlines", "dots"
SMALLEST, LARGEST = 300, 450
"""Tenths of a millimetre; 国发〔1999〕25号 allows 45 mm."""
FINEST = 600
"""Dots per inch that a picture of dots must have at least."""
PATH = re.compile(
    r"(?:[MLC](?: -?[0-9]{1,2}(?:\.[0-9]{1,4})?){2,6}|Z)(?: (?:[MLC](?: -?[0-9]{1,2}(?:\.[0-9]{1,4})?){2,6}|Z))*"
)
STEP = re.compile(r"([MLCZ])((?: -?[0-9.]+)*)")
_PAIRS = {"M": 2, "L": 2, "C": 6, "Z": 0}
_RADIUS = 20.0
_LONGEST = 2_000_000


class NotASeal(CounterError):
    """The file is no seal, or was altered."""

    happened = Text("印章文件不完整或被改动过。", "The file of the seal is incomplete or was altered.")
    next_step = Text("请向签发机关重新索取。", "Ask the authority that issued it for it again.")


@dataclass(frozen=True, slots=True)
class SealTerms:
    """What an issuer says of a seal; ``since`` and ``until`` in seconds since 1970, ``diameter`` in mm."""

    number: str
    unit: str
    """Agency code of the station, 12 digits."""
    name: str
    """The words around the ring."""
    purpose: str
    issued: int
    since: int
    until: int
    diameter: float


@dataclass(frozen=True, slots=True)
class IssuedSeal(SealTerms):
    """A seal that was read and not yet believed: its terms, and the picture of the imprint."""

    kind: str
    picture: bytes
    side: int
    token: Token
    raw: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the file's content, in hex."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def text(self) -> str:
        """The seal as a block of text."""
        return block("SEAL", self.raw)

    def covers(self, moment: int) -> bool:
        """Whether the seal is in force at a moment."""
        return self.since <= moment < self.until

    def signed_by(self, root: Certificate) -> bool:
        """Whether a root, itself in its time, issued it. A training root issues no seals."""
        named = self.token.key_id == root.key.key_id and not root.training
        return named and root.covers(self.issued) and self.token.signed_by(root.key)

    def dots(self) -> bytes:
        """The rows of a picture of dots, each filled to whole bytes."""
        return zlib.decompress(self.picture)


def issue_seal(terms: SealTerms, kind: str, picture: bytes, side: int, signer: SigningKey) -> IssuedSeal:
    """Sign a seal; dots come unpacked.

    Raises:
        NotASeal: the picture or the terms are not what a seal may be.
    """
    claims: dict[int, object] = {
        NUMBER: terms.number, UNIT: terms.unit, NAME: terms.name, PURPOSE: terms.purpose, ISSUED: terms.issued,
        SINCE: terms.since, UNTIL: terms.until, DIAMETER: round(terms.diameter * 10), KIND: kind,
        PICTURE: zlib.compress(picture, 9) if kind == DOTS else picture, SIDE: side,
    }  # fmt: skip
    return read_seal(sealed(claims, signer, SEAL))


def seal_in(text: str) -> IssuedSeal:
    """The seal in a file.

    Raises:
        NotASeal
    """
    found = list(blocks(text))
    if len(found) != 1:
        raise NotASeal
    return read_seal(found[0])


def read_seal(raw: bytes) -> IssuedSeal:
    """A seal from its bytes; its picture is checked before anything is drawn from it.

    Raises:
        NotASeal
    """
    try:
        token = opened(raw)
        seal = _of(token, token.claims(), raw)
    except (NotAToken, TypeError, ValueError, zlib.error) as error:
        raise NotASeal from error
    return seal


def steps_of(picture: bytes) -> list[tuple[str, tuple[float, ...]]]:
    """The steps of outlines: M, L, C with their numbers, Z.

    Raises:
        NotASeal: anything else stands there, or a point lies outside the seal.
    """
    text = picture.decode("ascii", "replace")
    if not PATH.fullmatch(text):
        raise NotASeal
    steps = [(kind, tuple(map(float, numbers.split()))) for kind, numbers in STEP.findall(text)]
    for kind, numbers in steps:
        ends = numbers[-2:]
        if len(numbers) != _PAIRS[kind] or (ends and ends[0] ** 2 + ends[1] ** 2 > (_RADIUS + 0.01) ** 2):
            raise NotASeal
    return steps


def _of(token: Token, claims: dict[int, Any], raw: bytes) -> IssuedSeal:
    if token.typ != SEAL or claims.keys() != set(range(NUMBER, SIDE + 1)):
        raise NotAToken
    words = [claims[key] for key in (NUMBER, UNIT, NAME, PURPOSE, KIND)]
    numbers = [claims[key] for key in (ISSUED, SINCE, UNTIL, DIAMETER, SIDE)]
    picture = claims[PICTURE]
    if not all(isinstance(one, str) and one.isprintable() and 0 < len(one) <= 60 for one in words):
        raise NotAToken
    if not all(type(one) is int and 0 <= one < 2**63 for one in numbers) or not isinstance(picture, bytes):
        raise NotAToken
    issued, since, until, diameter, side = numbers
    number, unit, name, purpose, kind = words
    if not since < until or not SMALLEST <= diameter <= LARGEST or len(unit) != 12 or not unit.isdecimal():
        raise NotAToken
    if len(picture) > _LONGEST or not _sound(kind, picture, side, diameter / 10):
        raise NotAToken
    return IssuedSeal(
        number, unit, name, purpose, issued, since, until, diameter / 10, kind, picture, side, token, raw
    )


def _sound(kind: str, picture: bytes, side: int, diameter: float) -> bool:
    """Whether a picture is one that can be printed sharply, and nothing else."""
    if kind == OUTLINES:
        try:
            return side == 0 and bool(steps_of(picture))
        except NotASeal:
            return False
    if kind != DOTS or not FINEST <= side / diameter * 25.4 <= 4 * FINEST:
        return False
    rows = (side + 7) // 8 * side
    unpacked = zlib.decompressobj()
    return len(unpacked.decompress(picture, rows + 1)) == rows and unpacked.eof

"""Shapes of keys on disk and on the way: raw sizes, PEM (RFC 7468), and the two numbers of a signature."""

from __future__ import annotations

import base64
import binascii
import re
import textwrap

SEED_BYTES, HALF = 32, 32
POINT_BYTES = 65
_WIDTH = 64
_PRIVATE = re.compile(rb"-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", re.DOTALL)
_INTEGER, _SEQUENCE = 0x02, 0x30


def pem(label: str, der: bytes) -> str:
    """Bytes as text between two lines that name them."""
    body = textwrap.fill(base64.b64encode(der).decode("ascii"), _WIDTH)
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n"


def unpacked(body: str | bytes) -> bytes:
    """The bytes of what stands between such lines; b"" when it is not Base64."""
    text = body.encode("ascii", "replace") if isinstance(body, str) else body
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error:
        return b""


def pkcs8(content: bytes) -> bytes:
    """The DER of the private key in a PEM file; b"" when there is none."""
    found = _PRIVATE.search(content)
    return unpacked(found[1]) if found else b""


def der_signature(raw: bytes) -> bytes:
    """Two numbers of 32 bytes as an ASN.1 SEQUENCE."""
    parts = b"".join(_integer(half) for half in (raw[:HALF], raw[HALF:]))
    return bytes((_SEQUENCE, len(parts))) + parts


def raw_signature(der: bytes) -> bytes:
    """The two numbers of an ASN.1 SEQUENCE, 32 bytes each.

    Raises:
        ValueError
    """
    numbers, rest = [], der[2:]
    while len(rest) > 2:
        numbers.append(rest[2 : 2 + rest[1]].lstrip(b"\x00").rjust(HALF, b"\x00"))
        rest = rest[2 + rest[1] :]
    raw = b"".join(numbers)
    if len(numbers) != 2 or der_signature(raw) != der:
        raise ValueError("not a signature of two numbers")
    return raw


def _integer(half: bytes) -> bytes:
    number = half.lstrip(b"\x00") or b"\x00"
    if number[0] & 0x80:
        number = b"\x00" + number
    return bytes((_INTEGER, len(number))) + number

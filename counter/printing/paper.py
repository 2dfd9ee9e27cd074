"""What is to be printed, as plain values: the one model behind the PDF and the preview in the terminal."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

DIGEST_BYTES = 16
SPECIMEN_MARK = "样张 SPECIMEN"
"""What every specimen says, on paper, inside its seal and on the screen."""


class SealMode(StrEnum):
    """How a seal comes onto the sheet."""

    SPECIMEN = "specimen"
    """Drawn by the program with 样张 SPECIMEN inside the drawing."""
    WET = "wet"
    """A dotted circle; the officer stamps by hand."""
    ISSUED = "issued"
    """The picture that the authority issued to this station."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of one sheet: the words of its ring, its purpose, its number, and the fingerprint of an issued one."""

    mode: SealMode
    unit: str
    purpose: str
    number: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet: ``fields`` are (field code, printed text) pairs, ``code`` is the text of the verification code or ""."""

    form: str
    serial: str
    fields: tuple[tuple[str, str], ...]
    seal: Seal | None = None
    code: str = ""
    specimen: bool = False

    def text(self, code: str) -> str:
        """The printed text of a field; "" when the sheet does not have it."""
        return dict(self.fields).get(code, "")

    def digest(self) -> bytes:
        """The 16 bytes that the verification code carries: SHA-256, shortened, over what is printed.

        The bytes hashed are deterministic CBOR (RFC 8949, 4.2) of ``[form, serial, [[field, text], …]]`` with the fields
        sorted, empty ones left out, and white space removed from the texts: where a line breaks is not what it says.
        """
        printed = sorted((code, "".join(text.split())) for code, text in self.fields)
        return hashlib.sha256(_cbor([self.form, self.serial, [list(p) for p in printed if p[1]]])).digest()[
            :DIGEST_BYTES
        ]


def _head(major: int, count: int) -> bytes:
    """The head of a CBOR item in its shortest form."""
    for limit, size, mark in ((24, 0, count), (1 << 8, 1, 24), (1 << 16, 2, 25), (1 << 32, 4, 26)):
        if count < limit:
            return bytes([major << 5 | mark]) + (count.to_bytes(size, "big") if size else b"")
    raise ValueError(count)


def _cbor(item: str | list[object] | object) -> bytes:
    """Texts and arrays in deterministic CBOR; four lines spare the preview an import of 20 ms."""
    if isinstance(item, str):
        data = item.encode("utf-8", "surrogatepass")  # half a character is refused later, as a missing glyph
        return _head(3, len(data)) + data
    if isinstance(item, list):
        return _head(4, len(item)) + b"".join(map(_cbor, item))
    raise TypeError(item)

"""The verification code as a QR picture: level Q, fixed mask, one image mask of a bit per module (ISO/IEC 18004).

The choice among eight masks costs half of a slip and helps only pictures with large even areas, which Base45 text does not give.
The library draws the picture of a version once; a text is then laid over it (``qr_pattern``), equal to the library's bit for bit.
"""

from __future__ import annotations

from functools import cache

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import BIT_LIMIT_TABLE, MODE_ALPHA_NUM, length_in_bits

from counter.printing.form import MM, Box
from counter.printing.qr_pattern import Pattern

MASK = 3
MODE_BITS = 4
_LETTERS = {letter: value for value, letter in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")}
_PADS = (0xEC, 0x11)
"""What fills the rest of a code, in turn (7.4.10 of the standard)."""


def modules(text: str) -> list[list[bool]]:
    """The modules without quiet zone; True is dark. ``text`` is of the QR alphanumeric set."""
    picture, side = _picture(text)
    return [[bool(row >> at & 1) for at in reversed(range(side))] for row in _rows(picture, side)]


def version_of(characters: int) -> int:
    """The smallest version that holds so many alphanumeric characters at level Q; ValueError when none does.

    qrcode would find it by writing the data once for every guess.
    """
    pairs, single = divmod(characters, 2)
    for version in range(1, 41):
        bits = MODE_BITS + length_in_bits(MODE_ALPHA_NUM, version) + 11 * pairs + 6 * single
        if bits <= BIT_LIMIT_TABLE[ERROR_CORRECT_Q][version]:
            return version
    raise ValueError(characters)


def qr_operators(text: str, at: Box, page_height: float) -> str:
    """The picture as an inline image mask in a box in mm; ``page_height`` in points."""
    picture, side = _picture(text)
    digits = (side + 7) // 8 * 2
    bits = "".join(f"{row << digits * 4 - side:0{digits}x}" for row in _rows(picture, side))
    place = f"{at.w * MM:.2f} 0 0 {at.h * MM:.2f} {at.x * MM:.2f} {page_height - at.bottom * MM:.2f} cm"
    return f"q 0 0 0 rg {place} BI /IM true /W {side} /H {side} /D [1 0] /F /AHx ID {bits}> EI Q"


@cache
def pattern_of(version: int) -> Pattern:
    """The picture of a version without words; made by the library when first asked for."""
    return Pattern.of(version, ERROR_CORRECT_Q, MASK)


def _picture(text: str) -> tuple[int, int]:
    """The modules as one number, the first of them its highest bit, and how many stand in a row."""
    pattern = pattern_of(version_of(len(text)))
    return pattern.laid(_data(text, pattern.version)), pattern.side


def _rows(picture: int, side: int) -> list[int]:
    return [picture >> side * row & (1 << side) - 1 for row in reversed(range(side))]


def _data(text: str, version: int) -> bytes:
    """The text as the data codewords of a version: mode, count, pairs of 11 bits, end, padding (7.4.4)."""
    values = [_LETTERS[letter] for letter in text]
    bits: int = MODE_ALPHA_NUM
    length: int = MODE_BITS
    counted: int = length_in_bits(MODE_ALPHA_NUM, version)
    bits, length = bits << counted | len(values), length + counted
    for first, second in zip(values[::2], values[1::2], strict=False):
        bits, length = bits << 11 | first * 45 + second, length + 11
    if len(values) % 2:
        bits, length = bits << 6 | values[-1], length + 6
    room = BIT_LIMIT_TABLE[ERROR_CORRECT_Q][version]
    end: int = min(4, room - length)
    whole = length + end + -(length + end) % 8
    words = (bits << whole - length).to_bytes(whole // 8, "big")
    return words + bytes(_PADS[place % 2] for place in range(room // 8 - len(words)))

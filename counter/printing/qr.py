"""The verification code as a QR picture: level Q, fixed mask, one image mask of a bit per module.

The choice among eight masks costs half of a slip and helps only pictures with large even areas, which Base45 text does not give.
"""

from __future__ import annotations

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import BIT_LIMIT_TABLE, MODE_ALPHA_NUM, QRData, length_in_bits

from counter.printing.form import MM, Box

MASK = 3
MODE_BITS = 4


def modules(text: str) -> list[list[bool]]:
    """The modules without quiet zone; True is dark. ``text`` is of the QR alphanumeric set."""
    code = QRCode(
        version=version_of(len(text)), error_correction=ERROR_CORRECT_Q, mask_pattern=MASK, border=0
    )
    code.add_data(QRData(text, mode=MODE_ALPHA_NUM))
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.modules]


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
    rows = modules(text)
    side = len(rows)
    width = (side + 7) // 8
    bits = "".join(
        f"{int(''.join('01'[m] for m in row).ljust(width * 8, '0'), 2):0{width * 2}x}" for row in rows
    )
    place = f"{at.w * MM:.2f} 0 0 {at.h * MM:.2f} {at.x * MM:.2f} {page_height - at.bottom * MM:.2f} cm"
    return f"q 0 0 0 rg {place} BI /IM true /W {side} /H {side} /D [1 0] /F /AHx ID {bits}> EI Q"

"""A page as dots for a thermal printer: 576 across for 80 mm paper, one bit each; as a picture, and as the printer's own bytes.

Dots, because the letters that a thermal printer has of its own know no rare name. The dots are those of the PDF of the same
sheet, so that one form serves both.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from PIL import Image

DOTS = 576
"""Across the 72 mm that a head for 80 mm paper prints, 8 to the millimetre (203 dpi)."""
DARK = 200
"""Grey from 0 to 255 below which a dot is printed: thin strokes of Song stay whole."""
BAND = 256
"""Rows handed over in one command; small printers hold no more."""
FEED = 4
"""Lines of blank paper before the cut, so that the last line is past the knife."""
START, CUT = b"\x1b@", b"\x1dV\x42\x00"
"""ESC @: forget earlier settings; GS V B: feed to the knife and cut."""


@dataclass(frozen=True, slots=True)
class Raster:
    """Rows of dots, ``DOTS`` / 8 bytes each, the leftmost dot in the highest bit, 1 is black."""

    rows: bytes
    height: int

    def png(self) -> bytes:
        """As a picture of one bit a dot."""
        picture = Image.frombytes("1", (DOTS, self.height), bytes(byte ^ 0xFF for byte in self.rows))
        file = io.BytesIO()
        picture.save(file, "PNG", dpi=(203, 203))
        return file.getvalue()

    def escpos(self) -> bytes:
        """As ESC/POS: GS v 0 in bands, then feed and cut."""
        return b"".join([START, *self._bands(), b"\x1bd" + bytes([FEED]), CUT])

    def _bands(self) -> Iterator[bytes]:
        across = DOTS // 8
        for top in range(0, self.height, BAND):
            rows = self.rows[top * across : (top + BAND) * across]
            count = len(rows) // across
            yield b"\x1dv0\x00" + across.to_bytes(2, "little") + count.to_bytes(2, "little") + rows


def files_of(pdf: bytes) -> dict[str, bytes]:
    """A page as picture and as the printer's bytes, by the ends of their names."""
    dots = raster(pdf)
    return {"png": dots.png(), "escpos": dots.escpos()}


def raster(pdf: bytes) -> Raster:
    """The only page of a file, as wide as the head prints."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        bitmap = page.render(scale=DOTS / page.get_width(), grayscale=True)
        grey = Image.frombuffer(
            "L", (bitmap.width, bitmap.height), bytes(bitmap.buffer), "raw", "L", bitmap.stride, 1
        )
        dots = grey.crop((0, 0, DOTS, bitmap.height)).point(lambda light: 255 if light >= DARK else 0)
        white = dots.convert("1", dither=Image.Dither.NONE).tobytes()
        return Raster(bytes(byte ^ 0xFF for byte in white), bitmap.height)
    finally:
        document.close()

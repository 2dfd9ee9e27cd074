"""A name so large that it can be read from across the counter: the glyphs of the paper, as dots in terminal cells.

A Chinese character takes 12 × 6 cells, each cell a braille pattern of 2 × 4 dots, so 24 × 24 dots: the raster of the printers
that wrote such names for decades. What the citizen reads here is drawn from the very font that will print it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter.printing.cells import width

if TYPE_CHECKING:
    from counter.printing.fonts import Fonts

ROWS = 6
"""Height in cells."""
WIDE, NARROW = 12, 6
"""Width in cells of a full-width character and of any other."""

FULL = 2
"""Cells of a full-width character in running text."""
_DOTS = 24
_FINER = 4
"""The glyph is drawn this much larger first, then each square becomes a dot if enough of it is inked."""
_INKED = 110
_STROKE = 1
_BRAILLE = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille cell: four rows of two."""
_MISSING = "〓"


class LargeType:
    """Draws names with the faces of the paper; what was drawn once is remembered."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._letter = cache(self._drawn)

    def letters(self, text: str) -> tuple[tuple[str, ...], ...]:
        """Each character as ``ROWS`` strings of equal width."""
        return tuple(self._letter(character) for character in text)

    def _drawn(self, character: str) -> tuple[str, ...]:
        """One character; what no font has stands as 〓, as it will on paper."""
        shown = character if self._fonts.owner(character) else _MISSING
        cells = WIDE if width(shown) == FULL else NARROW
        face = self._fonts.owner(shown)
        if face is None:
            return (" " * cells,) * ROWS
        return _braille(_raster(_font(face.path), shown, cells * 2), cells)


@cache
def _font(path: Path) -> Any:
    """A face at the size of the raster, drawn larger."""
    from PIL import ImageFont  # noqa: PLC0415 - 50 ms that only the first name pays

    return ImageFont.truetype(str(path), _DOTS * _FINER)


def _raster(font: Any, character: str, across: int) -> Any:
    """``across`` × 24 squares, inked or not, the glyph in their middle."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

    picture = Image.new("L", (across * _FINER, _DOTS * _FINER), 0)
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = draw.textbbox((0, 0), character, font=font, stroke_width=_STROKE)
    x = (across * _FINER - (right - left)) / 2 - left
    y = (
        (_DOTS * _FINER - (bottom - top)) / 2 - top
        if across == _DOTS
        else (_DOTS * _FINER - sum(font.getmetrics())) / 2
    )
    draw.text((x, y), character, font=font, fill=255, stroke_width=_STROKE)
    return picture.resize((across, _DOTS), Image.Resampling.BOX).load()


def _braille(dots: Any, cells: int) -> tuple[str, ...]:
    """Six rows of cells; empty ones are blanks, so that what is copied from the screen is not full of them."""
    return tuple("".join(_cell(dots, column, row) for column in range(cells)) for row in range(ROWS))


def _cell(dots: Any, column: int, row: int) -> str:
    inked = [(dx, dy) for dy in range(4) for dx in range(2) if dots[column * 2 + dx, row * 4 + dy] > _INKED]
    return chr(_BRAILLE + sum(_BITS[dy][dx] for dx, dy in inked)) if inked else " "

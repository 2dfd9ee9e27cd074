"""Which characters can be printed: a small table answers at once, without loading a font."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category

from counter.errors import CounterError
from counter.locale import Text

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories of characters that leave no mark on paper."""


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no face has; ``code_point`` reads ``U+2EBF0``."""

    character: str
    code_point: str


class MissingGlyphs(CounterError):
    """Characters that cannot be printed; values: ``points`` (their code points), ``glyphs`` (MissingGlyph each)."""

    happened = Text(
        "字库中没有这些字，没有打印：{points}。",
        "No font has these characters, nothing was printed: {points}.",
    )
    next_step = Text(
        "请确认以“〓”加代码点代替，或补字后再打印。",
        "Confirm 〓 with the code point in their place, or print again when the glyphs are there.",
    )


class Coverage:
    """The characters of all faces: bit ``p & 7`` of byte ``p >> 3`` for each code point of planes 0 to 3."""

    def __init__(self, path: Path) -> None:
        self._table = path.read_bytes()

    def __contains__(self, char: str) -> bool:
        byte, bit = ord(char) >> 3, ord(char) & 7
        return byte < len(self._table) and bool(self._table[byte] >> bit & 1)

    def missing(self, texts: Iterable[str]) -> tuple[MissingGlyph, ...]:
        """The characters that cannot be printed, each once, in the order of the texts.

        Those that no face has, and those that nobody would see on paper (controls, soft hyphen) though a face has them.
        """
        characters = dict.fromkeys("".join(texts))
        lacking = (char for char in characters if char not in self or category(char) in UNSEEN)
        return tuple(MissingGlyph(char, f"U+{ord(char):04X}") for char in lacking)

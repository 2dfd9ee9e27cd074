"""The faces on paper: Song for everything, then Kai and the rare Ming for what Song lacks; widths, glyphs, outlines.

The files are cut by ``tools/build_fonts.py``. A glyph is named by its number in the file, so that a finished piece of a
page can be used again on any sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFile

from counter.printing.pdf_stream import pack
from counter.printing.subset import Subsetter

CHAINS = {"song": ("song", "rare", "kai"), "kai": ("kai", "song", "rare")}
FILES = ("song", "rare", "kai")
_KEPT = 16
"""Cut programs that a face remembers, some 60 KiB each."""


class Face:
    """One font file, read when the first of its letters is needed."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self._cut: dict[tuple[int, ...], tuple[bytes, int]] = {}

    @cached_property
    def file(self) -> TTFontFile:
        """The tables of the file."""
        return TTFontFile(str(self.path))

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """Code point to the number of its glyph in the file."""
        return dict(self.file.charToGlyph)

    @cached_property
    def widths(self) -> dict[int, float]:
        """Code point to width in thousandths of the size."""
        return dict(self.file.charWidths)

    @cached_property
    def _subsetter(self) -> Subsetter:
        return Subsetter(self.file)

    def load(self) -> Iterator[None]:
        """Everything that setting and cutting letters needs, one part of it at each step."""
        for part in ("file", "glyphs", "widths"):
            getattr(self, part)
            yield
        self._subsetter.load()
        yield

    def cut(self, glyphs: tuple[int, ...]) -> tuple[bytes, int]:
        """The font program of some glyphs, in their order after ``.notdef``: packed, and its length unpacked.

        The newest are kept: the words that stand on every sheet of a form want the same program again and again.
        """
        if (known := self._cut.pop(glyphs, None)) is None:
            program = self._subsetter.program(glyphs)
            known = pack(program), len(program)
        self._cut[glyphs] = known
        while len(self._cut) > _KEPT:
            del self._cut[next(iter(self._cut))]
        return known

    @property
    def post_name(self) -> str:
        """The PostScript name of the font."""
        return bytes(self.file.name).decode("ascii")

    @cached_property
    def outlines(self) -> Any:
        """The glyphs with their outlines, for letters that are drawn and not written."""
        from fontTools.ttLib import TTFont  # noqa: PLC0415 - 0.1 s that only the first seal pays

        font = TTFont(self.path, lazy=True)
        return font.getGlyphSet(), font.getBestCmap()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that one face can set."""

    face: Face
    text: str


class Fonts:
    """The faces of a folder and their order of replacement."""

    def __init__(self, folder: Path) -> None:
        self.faces = {name: Face(name, folder / f"{name}.ttf") for name in FILES}
        self._owners: dict[str, dict[str, Face | None]] = {chain: {} for chain in CHAINS}

    def owner(self, char: str, chain: str = "song") -> Face | None:
        """The first face of a chain that has a character."""
        known = self._owners[chain]
        if char not in known:
            faces = (self.faces[name] for name in CHAINS[chain])
            known[char] = next((face for face in faces if ord(char) in face.glyphs), None)
        return known[char]

    def runs(self, text: str, chain: str = "song") -> Iterator[Run]:
        """The text cut where the face changes; the caller has made sure that every character has one."""
        start, current = 0, None
        for index, char in enumerate(text):
            face = self.owner(char, chain)
            if face is not current and index:
                yield Run(_sure(current, text[start]), text[start:index])
                start = index
            current = face
        if text:
            yield Run(_sure(current, text[start]), text[start:])

    def measure(self, text: str, chain: str = "song") -> float:
        """The width of a text at size 1."""
        total = 0.0
        for char in text:
            face = self.owner(char, chain)
            total += face.widths[ord(char)] if face else 1000
        return total / 1000


def _sure(face: Face | None, char: str) -> Face:
    """The face of a character; KeyError when the caller has not looked for missing glyphs."""
    if face is None:
        raise KeyError(char)
    return face

"""Text as the terminal sees it: width in cells, and nothing that could act instead of being read."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size, split_graphemes

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
_PICTURES = 0x2400
_DELETE = 0x7F
_CLOSING = frozenset(",.;:!?)%\uff0c\u3002\uff1b\uff1a\uff01\uff1f\u3001\uff09\u300d\u300b\u201d\u2019")
"""Marks that do not begin a line."""


@lru_cache(4096)
def visible(text: str) -> str:
    """The text with every character that cannot be seen drawn as one that can: ESC as ␛, U+202E as ⟨202E⟩."""
    return text if text.isprintable() else "".join(map(_seen, text))


def typed(text: str) -> str:
    """What a field takes of a paste or a scan: its first line, without characters that cannot be seen."""
    line = next(iter(text.splitlines()), "")
    return "".join(c for c in line if unicodedata.category(c) not in _UNSEEN)


def width(text: str) -> int:
    """Cells a visible text takes."""
    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """The text in at most so many cells, ended by an ellipsis where something is missing."""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + "…" if cells > 0 else ""


def tail(text: str, cells: int) -> str:
    """The end of a text in at most so many cells: of an address it is the house that is looked for, not the city."""
    if cell_len(text) <= cells:
        return text
    end = text[-cells:] if cells > 0 else ""
    while cell_len(end) >= cells > 0:
        end = end[1:]
    return "…" + end.lstrip() if cells > 0 else ""


def fit(text: str, cells: int) -> str:
    """The text in exactly so many cells: cut or padded."""
    text = cut(text, cells)
    return text + " " * (cells - cell_len(text))


def wrap(text: str, cells: int) -> list[str]:
    """The text in lines of at most so many cells: between words where there are blanks, anywhere in Chinese."""
    lines, line, room = [], "", max(2, cells)
    for piece in _pieces(text, room):
        if line and cell_len(line) + cell_len(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str, room: int) -> list[str]:
    """Words with the blank behind them and single wide characters, closing marks kept with what they close."""
    pieces: list[str] = []
    word = ""
    for shape in graphemes(text):
        wide, blank = cell_len(shape) > 1, shape.isspace()
        if not word and pieces and shape in _CLOSING and cell_len(pieces[-1] + shape) <= room:
            pieces[-1] += shape
            continue
        if word and ((wide and shape not in _CLOSING) or cell_len(word) >= room):
            pieces.append(word)
            word = ""
        word += shape
        if wide or blank:
            pieces.append(word)
            word = ""
    return [*pieces, word] if word else pieces


def graphemes(text: str) -> list[str]:
    """The text in shapes: a letter stays with the marks that belong to it."""
    spans, _ = split_graphemes(text)
    return [text[start:end] for start, end, _ in spans]


def _seen(character: str) -> str:
    point = ord(character)
    if point < 0x20:
        return chr(_PICTURES + point)
    if point == _DELETE:
        return "␡"
    return f"⟨{point:04X}⟩" if unicodedata.category(character) in _UNSEEN else character

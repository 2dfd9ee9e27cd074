"""Text as the terminal sees it: width in cells, and nothing that could act instead of being read."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size, split_graphemes

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
_PICTURES = 0x2400
_DELETE = 0x7F


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


def fit(text: str, cells: int) -> str:
    """The text in exactly so many cells: padded, or cut with an ellipsis."""
    if cell_len(text) <= cells:
        return text + " " * (cells - cell_len(text))
    return set_cell_size(text, max(0, cells - 1)) + ("…" if cells > 0 else "")


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
    pieces: list[str] = []
    word = ""
    for shape in graphemes(text):
        wide, blank = cell_len(shape) > 1, shape.isspace()
        if word and (wide or cell_len(word) >= room):
            pieces.append(word)
            word = ""
        word += shape
        if wide or blank:
            if pieces and shape in ",。;:!?、)」》”’%" and not blank:
                word = pieces.pop() + word
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

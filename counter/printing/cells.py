"""Widths in terminal cells: wide and full-width characters take two, marks that lie on others none, all else one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from counter.printing.lines import broken_lines


@lru_cache(maxsize=4096)
def cell_width(char: str) -> int:
    """The cells of one character; ambiguous ones (``·``) count one, as terminals outside East Asian locales draw them."""
    if " " <= char <= "~":
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


@lru_cache(maxsize=1024)
def width(text: str) -> int:
    """The cells of a text."""
    return sum(map(cell_width, text))


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Lines of at most so many cells, broken where Chinese lines may break; what cannot break is cut hard."""
    for line in broken_lines(text, width, columns):
        while width(line) > columns:
            head = clipped(line, columns)
            yield head
            line = line[len(head) :]  # noqa: PLW2901 - the rest of the same line
        yield line


def clipped(text: str, columns: int) -> str:
    """As much of a text as so many cells hold, at least one character."""
    used = 0
    for index, char in enumerate(text):
        used += cell_width(char)
        if used > columns and index:
            return text[:index]
    return text


def visible(text: str) -> str:
    """A text whose control characters are shown as pictures (``␛``), so that a terminal never obeys them."""
    return "".join(_picture(char) for char in text)


def _picture(char: str) -> str:
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "␡"
    return "�" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char

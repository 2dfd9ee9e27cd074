"""Pinyin initials of the names of services and ethnic groups: 居住证签注 is found under jzzqz."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice, product

_MOST = 8
"""Readings of one name; nobody types more."""


def initials(text: str, letters: Mapping[str, str]) -> tuple[str, ...]:
    """The initials under every reading, the most usual first; letters stand for themselves, the rest is left out."""
    found = [letters.get(c, c.lower() if c.isascii() and c.isalpha() else "") for c in text]
    return tuple(dict.fromkeys("".join(one) for one in islice(product(*filter(None, found)), _MOST)))


def matches(typed: str, names: Iterable[str], readings: Iterable[str]) -> bool:
    """Whether what was typed is part of a name in either language, or of its initials."""
    part = typed.strip().lower()
    return any(part in name.lower() for name in (*names, *readings))

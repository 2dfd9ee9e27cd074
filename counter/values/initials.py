"""Pinyin initials of the names of services and ethnic groups: 居住证签注 is found under jzzqz."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice, product

_BRACKETS = re.compile("[（(][^（()）]*[)）]")
_MOST = 8
"""Readings of one name; nobody types more."""


def initials(text: str, letters: Mapping[str, str]) -> tuple[str, ...]:
    """The initials under every reading, the most usual first; letters stand for themselves, the rest is left out.

    What stands in brackets may be typed or not: 居住证（卡）签注 is jzzqz and jzzkqz.
    """
    bare = _BRACKETS.sub("", text)
    return tuple(dict.fromkeys((*_readings(bare, letters), *_readings(text, letters))))


def _readings(text: str, letters: Mapping[str, str]) -> list[str]:
    found = [letters.get(c, c.lower() if c.isascii() and c.isalpha() else "") for c in text]
    return ["".join(one) for one in islice(product(*filter(None, found)), _MOST)]


def matches(typed: str, names: Iterable[str], readings: Iterable[str]) -> bool:
    """Whether what was typed is part of a name in either language, or of its initials."""
    part = typed.strip().lower()
    return any(part in name.lower() for name in (*names, *readings))

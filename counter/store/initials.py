"""Pinyin initials of a name, for every reading its characters have: 曾国藩 is found under zgf and cgf."""

from __future__ import annotations

import os
from itertools import islice, product

MOST = 16
"""Readings of one name; they multiply, and beyond these nobody types them."""


def initials(name: str) -> list[str]:
    """The initials, most usual readings first; letters stand for themselves, other characters are left out."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "yes")  # its words; characters are all that is asked for
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its dictionary loads slowly, and only new names need it

    letters: list[list[str]] = []
    for character in name:
        if character.isascii():
            if character.isalpha():
                letters.append([character.lower()])
            continue
        readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        firsts = [reading[0] for reading in (readings[0] if readings else []) if reading]
        if found := list(dict.fromkeys(first for first in firsts if first.isascii() and first.isalpha())):
            letters.append(found)
    if not letters:
        return []
    return list(dict.fromkeys("".join(choice) for choice in islice(product(*letters), MOST)))

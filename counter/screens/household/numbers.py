"""Several numbers of a list in one field, as a hand separates them."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s,，、;；.。]+")


def numbers(text: str, most: int) -> tuple[int, ...] | None:
    """The numbers in a text, from 1 to ``most``, each once; None where anything else stands in it: nothing is dropped unsaid."""
    words = [word for word in _BETWEEN.split(text) if word]
    if not all(word.isdecimal() and 0 < int(word) <= most for word in words):
        return None
    return tuple(dict.fromkeys(map(int, words)))

"""A day as people type it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_DAY = re.compile(
    r"(\d{4})(?:[-./年](?=\d{1,2}[-./月])|(?=\d{4}$))(\d{1,2})(?:[-./月]|(?=\d{2}$))(\d{1,2})日?", re.ASCII
)


def day_of(text: str) -> date | None:
    """The day of 20261122, 2026-11-22, 2026.11.22 or 2026年11月22日; None for what is no day there is."""
    found = _DAY.fullmatch(plain(text))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def plain(text: str) -> str:
    """Without blanks, full-width digits as plain ones."""
    return unicodedata.normalize("NFKC", "".join(text.split()))

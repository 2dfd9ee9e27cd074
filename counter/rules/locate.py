"""On which line of a TOML file a key stands; the standard reader does not say, and an error without a line is half an error."""

from __future__ import annotations

import re

Place = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*([A-Za-z0-9_-]+|"[^"]*"|'[^']*')\s*=""")
_FENCE = re.compile(r'"""|' + r"'''")


def lines(text: str) -> dict[Place, int]:
    """The line (from 1) of every table header and every key at the start of a line, by the path the reader gives it.

    A table of an array is found at its index: ``("service", "slip", "refusal", 2, "code")``.
    """
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    here: Place = ()
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if not fenced and (header := _HEADER.match(line)):
            here = _enter(header, counts)
            for length in range(1, len(here) + 1):
                found.setdefault(here[:length], number)
        elif not fenced and (key := _KEY.match(line)):
            found.setdefault((*here, key[1].strip("\"'")), number)
        fenced ^= len(_FENCE.findall(line)) % 2 == 1
    return found


def _enter(header: re.Match[str], counts: dict[Place, int]) -> Place:
    """The place a header opens: parts that are arrays already get the index of their last table."""
    parts = [part.strip().strip("\"'") for part in header[2].split(".")]
    here: Place = ()
    for part in parts[:-1]:
        here = (*here, part)
        if here in counts:
            here = (*here, counts[here])
    here = (*here, parts[-1])
    if header[1] == "[[":
        counts[here] = counts.get(here, -1) + 1
        here = (*here, counts[here])
    return here


def line_of(text: str, place: Place) -> int:
    """The line of a place, or of the nearest place around it; 0 when nothing of it is written."""
    known = lines(text)
    while place:
        if place in known:
            return known[place]
        place = place[:-1]
    return 0

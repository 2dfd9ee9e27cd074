"""Looking a character up that no keyboard offers: by code point, by reading, by radical and the strokes besides it.

The table has the characters that can be printed (data/codes/characters.txt, from the Unicode Character Database).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counter.values.person_name import code_point

POINT = re.compile(r"(?:U\+|0X)([0-9A-F]{4,6})|((?=[0-9A-F]*[0-9])(?=[0-9A-F]*[A-F])[0-9A-F]{4,6}|[0-9]{5})")
"""``U+20164``; without its sign only where it cannot be a reading or a count of strokes."""
QUERY = re.compile(r"(?P<radical>[^\sA-Za-z0-9]?)\s*(?P<reading>[a-z]*)\s*(?P<strokes>[0-9]{0,2})")
SURROGATES = range(0xD800, 0xE000)
LAST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Character:
    """A character with its readings and its places in the dictionary; ``printable`` tells whether a font here has it."""

    text: str
    readings: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    """Radical (Kangxi number) and strokes besides it."""
    printable: bool = True

    @property
    def point(self) -> str:
        """``U+20164``."""
        return code_point(self.text)


@dataclass(frozen=True, slots=True)
class Characters:
    """The table, in the order of radicals' strokes."""

    known: Mapping[str, Character]
    radicals: Mapping[str, int]
    """The forms a radical is written in to its number."""

    @classmethod
    def read(cls, path: Path) -> Characters:
        """Read the table."""
        return _read(path)

    def find(self, text: str, limit: int = 60) -> tuple[Character, ...]:
        """What a query may mean, those with the fewest strokes besides the radical first.

        ``U+20164`` a code point, ``hong`` a reading, ``金`` a radical, ``金7`` with the strokes besides it, ``金hong`` with the
        reading. A code point that no font has is told as not printable; nonsense finds nothing.
        """
        query = text.strip()
        if found := POINT.fullmatch(query.upper()):
            return self._at(int(found[1] or found[2], 16))
        if not (asked := QUERY.fullmatch(query.lower().replace("ü", "v"))) or not any(asked.groups()):
            return ()
        number = self.radicals.get(asked["radical"], 0)
        if not number and (asked["radical"] or not asked["reading"]):
            return self._itself(query)
        strokes = int(asked["strokes"]) if asked["strokes"] else None
        chosen = sorted(self._among(number, asked["reading"], strokes), key=lambda one: (one[0], one[1].text))
        return tuple(dict.fromkeys(character for _, character in chosen))[:limit]

    def _among(self, number: int, reading: str, strokes: int | None) -> Iterator[tuple[int, Character]]:
        """Each match with its strokes besides the radical. Strokes without a radical are tones, which are not looked at."""
        for character in self.known.values():
            if reading and reading not in character.readings:
                continue
            if not number:
                yield character.places[0][1], character
                continue
            for radical, rest in character.places:
                if radical == number and strokes in {None, rest}:
                    yield rest, character

    def _at(self, point: int) -> tuple[Character, ...]:
        if point > LAST or point in SURROGATES:
            return ()
        text = chr(point)
        return (self.known.get(text, Character(text, (), (), printable=False)),)

    def _itself(self, query: str) -> tuple[Character, ...]:
        """A character that is no radical is looked up as itself."""
        return (self.known[query],) if query in self.known else ()


@cache
def _read(path: Path) -> Characters:
    known: dict[str, Character] = {}
    radicals: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        first, *rest = line.split(" ")
        if first == "#":
            continue
        if len(rest) == 1:
            radicals |= dict.fromkeys(rest[0], _radical(first))
        else:
            readings = () if rest[0] == "-" else tuple(rest[0].split(","))
            known[first] = Character(first, readings, tuple(map(_place, rest[1].split(","))))
    return Characters(known, radicals)


def _radical(text: str) -> int:
    """The number of a radical; a simplified form is the same radical."""
    return int(text.rstrip("'"))


def _place(text: str) -> tuple[int, int]:
    radical, _, strokes = text.partition(".")
    return _radical(radical), int(strokes)

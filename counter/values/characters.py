"""Looking a character up that no keyboard offers: by code point, by reading, by radical and strokes, by the parts one can see.

The table has the characters that can be printed (data/codes/characters.txt, from the Unicode Character Database).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counter.values.parts import Part, containing, meant
from counter.values.person_name import code_point

POINT = re.compile(r"(?:U\+|0X)([0-9A-F]{4,6})|((?=[0-9A-F]*[0-9])(?=[0-9A-F]*[A-F])[0-9A-F]{4,6}|[0-9]{5})")
"""``U+20164``; without its sign only where it cannot be a reading or a count of strokes."""
WORD = re.compile(r"\s+|(?P<reading>[a-z]+)|(?P<strokes>[0-9]+)|(?P<part>[^\s!-~])")
"""What a query is made of, in any order: parts, one reading, one count of strokes."""
SURROGATES = range(0xD800, 0xE000)
LAST = 0x10FFFF
_FIRST_OF_STROKES = (1, 7, 30, 61, 95, 118, 147, 167, 176, 187, 195, 201, 205, 209, 211, 212, 214)
"""The first radical of one stroke, of two, of three."""


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

    @property
    def strokes(self) -> int:
        """All strokes, those of the radical counted as in its full form."""
        number, rest = self.places[0]
        return bisect(_FIRST_OF_STROKES, number) + rest


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it is understood; ``strokes`` are those besides the radical."""

    parts: tuple[str, ...] = ()
    reading: str = ""
    strokes: int | None = None

    @classmethod
    def parse(cls, text: str) -> Asked | None:
        """Take parts, a reading and a count of strokes in any order; nothing when it is none of them, or two readings."""
        words = list(WORD.finditer(text))
        if "".join(word[0] for word in words) != text:
            return None
        parts, readings, strokes = (
            [word[kind] for word in words if word[kind]] for kind in ("part", "reading", "strokes")
        )
        if len(readings) > 1 or len(strokes) > 1 or not (parts or readings) or len("".join(strokes)) > 2:
            return None
        return cls(tuple(parts), "".join(readings), int(strokes[0]) if strokes else None)


@dataclass(frozen=True, slots=True)
class Characters:
    """The table, in the order of radicals' strokes."""

    known: Mapping[str, Character]
    radicals: Mapping[str, int]
    """The forms a radical is written in to its number."""
    holders: Callable[[], Mapping[Part, frozenset[str]]]
    """Which characters hold a part; the index is made when it is first asked for."""

    @classmethod
    def read(cls, path: Path) -> Characters:
        """Read the table; that of the parts stands beside it."""
        return _read(path)

    def find(self, text: str, limit: int = 60) -> tuple[Character, ...]:
        """What a query may mean, those with the fewest strokes besides the radical first.

        ``U+20164`` a code point, ``hong`` a reading, ``金`` a radical or part, ``女吉`` two parts, at any depth and in any order;
        with parts ``7`` the strokes besides the radical and ``hong`` the reading. A code point that no font has is told as not
        printable; nonsense finds nothing.
        """
        query = text.strip()
        if found := POINT.fullmatch(query.upper()):
            return self._at(int(found[1] or found[2], 16))
        if (asked := Asked.parse(query.lower().replace("ü", "v"))) is None:
            return ()
        wanted = tuple(meant(part, self.radicals) for part in asked.parts)
        numbers = frozenset[Part]().union(*wanted)
        fitting = [one for one in self._holding(wanted) if _fits(one, asked, numbers)]
        return tuple(sorted(fitting, key=lambda one: _rank(one, asked, numbers))[:limit])

    def _holding(self, wanted: tuple[frozenset[Part], ...]) -> Iterable[Character]:
        """The characters that hold every part; all of them when no part is asked for."""
        if not wanted:
            return self.known.values()
        holders = self.holders()
        sets = [
            frozenset[str]().union(*(holders.get(part, frozenset()) for part in parts)) for parts in wanted
        ]
        return [self.known[text] for text in frozenset.intersection(*sets)]

    def _at(self, point: int) -> tuple[Character, ...]:
        if point > LAST or point in SURROGATES:
            return ()
        text = chr(point)
        return (self.known.get(text, Character(text, (), (), printable=False)),)


def _fits(one: Character, asked: Asked, numbers: frozenset[Part]) -> bool:
    """Whether reading and strokes are those of a character; strokes without a part are tones, which are not looked at."""
    if asked.reading and asked.reading not in one.readings:
        return False
    if asked.strokes is None or not asked.parts:
        return True
    radical = any(isinstance(part, int) for part in numbers)
    return any(rest == asked.strokes and (number in numbers or not radical) for number, rest in one.places)


def _rank(one: Character, asked: Asked, numbers: frozenset[Part]) -> tuple[bool, bool, int, str]:
    """The character itself first, then those a single part is the radical of; among equals the fewest strokes."""
    own = [rest for number, rest in one.places if number in numbers and len(asked.parts) == 1]
    return (one.text,) != asked.parts, not own, min(own, default=one.strokes), one.text


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
    own = {text: frozenset(number for number, _ in one.places) for text, one in known.items()}
    return Characters(known, radicals, cache(lambda: containing(path.with_name("parts.txt"), radicals, own)))


def _radical(text: str) -> int:
    """The number of a radical; a simplified form is the same radical."""
    return int(text.rstrip("'"))


def _place(text: str) -> tuple[int, int]:
    radical, _, strokes = text.partition(".")
    return _radical(radical), int(strokes)

"""Code tables of the field, read from data/codes: numbers and codes to words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counter.locale import Text


@dataclass(frozen=True, slots=True)
class Codes:
    """Words for codes; each mapping is code → word."""

    ethnic: Mapping[str, str]
    permit_kind: Mapping[str, Text]
    permit_state: Mapping[str, Text]
    sex: Mapping[str, Text]
    columns: Mapping[str, tuple[str, ...]]
    """Names a column of an extract may have, by field."""
    letters: Mapping[str, str]
    """First letters of characters; one with two readings has two."""


@cache
def load_codes(data: Path) -> Codes:
    """Read the tables once per process."""
    ethnic = tomllib.loads((data / "codes" / "ethnic-groups.toml").read_text(encoding="utf-8"))
    permits = tomllib.loads((data / "codes" / "permits.toml").read_text(encoding="utf-8"))
    columns = {field: tuple(names) for field, names in permits["column"].items()}
    kinds, states, sexes = (_texts(permits[table]) for table in ("kind", "state", "sex"))
    return Codes(ethnic["names"], kinds, states, sexes, columns, _letters(data))


def _letters(data: Path) -> dict[str, str]:
    table = tomllib.loads((data / "codes" / "initials.toml").read_text(encoding="utf-8"))["letters"]
    found: dict[str, str] = {}
    for letter, characters in table.items():
        for character in characters:
            found[character] = found.get(character, "") + letter
    return found


def _texts(table: Mapping[str, Mapping[str, str]]) -> dict[str, Text]:
    return {code: Text(word["zh"], word["en"]) for code, word in table.items()}

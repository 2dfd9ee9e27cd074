"""The two languages of the counter: bilingual values, and the words of the screens from data/locale."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in Chinese and in English."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """The sentence in one language."""
        return self.zh if language == "zh" else self.en

    def format(self, **values: object) -> Text:
        """The same sentence with its places filled; values are never interpreted, and texts take their language."""
        zh, en = ({name: _spoken(value, to) for name, value in values.items()} for to in LANGUAGES)
        return Text(self.zh.format(**zh), self.en.format(**en))


@dataclass(frozen=True, slots=True)
class Term(Text):
    """Words of the field, and the codes by which a command names the same; a screen has the words alone."""

    codes: tuple[str, ...] = ()


def one_line(sentences: Iterable[str], language: Language) -> str:
    """Sentences one behind the other: no blank stands behind a Chinese full stop."""
    return ("" if language == "zh" else " ").join(filter(None, sentences))


def _spoken(value: object, language: Language) -> object:
    return value.in_(language) if isinstance(value, Text) else value


class Words:
    """The words of the screens: ``<folder>/zh.toml`` and ``en.toml``, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._said: dict[Language, dict[str, str]] = {}

    def say(self, key: str, language: Language, **values: object) -> str:
        """The words under a dotted key, their ``{places}`` filled; values are never interpreted.

        Raises:
            KeyError: the language file has no such key.
        """
        words = self.table(language)[key]
        return words.format(**values) if values else words

    def table(self, language: Language) -> dict[str, str]:
        """All words of a language by dotted key."""
        if language not in self._said:
            raw = tomllib.loads((self._folder / f"{language}.toml").read_text(encoding="utf-8"))
            self._said[language] = dict(_flat(raw, ""))
        return self._said[language]


def _flat(table: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, str(value))]
    return pairs

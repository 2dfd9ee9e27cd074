"""What is wrong in a pack of rules: file, line, one sentence, and the nearest word that would have been right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counter.errors import BadInput
from counter.locale import Language, Text


def distance(one: str, other: str) -> int:
    """Edits between two words (Levenshtein): insert, delete, replace."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None when nothing is close enough to be a slip of the hand."""
    if len(word) > _LONGEST:
        return None  # pasted by mistake, and slow to compare
    ranked = sorted((distance(word.lower(), other.lower()), other) for other in known)
    return ranked[0][1] if ranked and ranked[0][0] <= max(2, len(word) // 2) else None


def _one_line(said: str) -> str:
    """What a pack holds is data: whatever stands in it, a problem stays one harmless line."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in said)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a pack; ``line`` counts from 1, 0 when the file as a whole is meant."""

    file: str
    line: int
    code: str
    sentence: Text
    nearest: str | None = None

    @property
    def rank(self) -> tuple[str, int, str, str]:
        """By file, line, code and sentence: the order in which problems are told."""
        return self.file, self.line, self.code, self.sentence.en

    def said(self, language: Language = "zh") -> str:
        """``file:line: sentence`` with the nearest known word, as compilers say it."""
        hint = ""
        if self.nearest:
            hint = f" 是否指 {self.nearest}?" if language == "zh" else f" Did you mean {self.nearest}?"
        return _one_line(f"{self.file}:{self.line}: {self.sentence.in_(language)}{hint}")

    def as_json(self) -> dict[str, object]:
        """The same for scripts."""
        return {
            "file": self.file,
            "line": self.line,
            "code": self.code,
            "zh": self.sentence.zh,
            "en": self.sentence.en,
            "nearest": self.nearest,
        }


_LONGEST = 60


def printable(word: object) -> str:
    """A word as it may be printed: no control characters (they could steer a terminal), and not endless."""
    plain = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in str(word))
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST] + "…"


_LISTED = 12
"""How many words an error lists; of more, only the nearest ones are."""


def _listed(word: str, words: tuple[str, ...]) -> str:
    if len(words) <= _LISTED:
        return ", ".join(words)
    close = sorted(words, key=lambda other: distance(word[:_LONGEST], other))[:_LISTED]
    return ", ".join(close) + " …"


class UnknownWord(BadInput):
    """A fact, value, service, jurisdiction or document that the rulebook does not know."""

    happened = Text(
        "{what_zh}“{word}”不在规则词汇表中。{hint_zh}",
        "{what_en} '{word}' is not in the vocabulary. {hint_en}",
    )
    next_step = Text("可用的有：{known}。", "Known are: {known}.")

    def __init__(self, *, what: Text, word: str, known: Iterable[str]) -> None:
        words = tuple(known)
        near = nearest(word, words)
        super().__init__(
            what_zh=what.zh,
            what_en=what.en,
            word=printable(word),
            known=_listed(word, words),
            hint_zh=f"是否指 {near}？" if near else "",
            hint_en=f"Did you mean {near}?" if near else "",
        )
        self.word = word
        self.nearest = near


class BadValue(BadInput):
    """A fact was given a value of the wrong sort."""

    happened = Text(
        "事实“{fact}”的值“{value}”读不懂。", "The value '{value}' of the fact '{fact}' cannot be read."
    )
    next_step = Text("请写{wanted_zh}。", "Write {wanted_en}.")

    def __init__(self, *, fact: str, value: object, wanted: Text) -> None:
        super().__init__(fact=fact, value=printable(value), wanted_zh=wanted.zh, wanted_en=wanted.en)


class BrokenRules(BadInput):
    """The packs have faults; nothing is decided on rules that may mean something else."""

    happened = Text("规则文件有 {count} 处错误:{first}", "The rule files have {count} faults: {first}")
    next_step = Text("请运行 counter rules check 查看全部。", "Run counter rules check to see them all.")

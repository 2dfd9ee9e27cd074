"""Reads tables of a pack strictly: every key is known, every value of its sort, every fault noted and none raised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from counter.locale import Text
from counter.rules.locate import Place, lines
from counter.rules.problems import Problem, nearest
from counter.rules.vocabulary import DAYS, in_days

T = TypeVar("T")

Table = Mapping[str, Any]
"""A table as tomllib gives it; its values are looked at one by one, never trusted."""

_SORTS: dict[type, Text] = {
    str: Text("文字", "text"),
    int: Text("整数", "a whole number"),
    bool: Text("true 或 false", "true or false"),
    date: Text("日期(如 2021-01-01,不加引号)", "a date (2021-01-01, without quotes)"),
    dict: Text("表 { … }", "a table { … }"),
    list: Text("数组 [ … ]", "an array [ … ]"),
}


@dataclass(slots=True)
class Pack:
    """One file being read: its name, its text, and the faults found so far."""

    file: str
    text: str
    problems: list[Problem] = field(default_factory=list)
    _lines: dict[Place, int] | None = None

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it. The file is scanned on the first fault only."""
        if self._lines is None:
            self._lines = lines(self.text)
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 0)

    def fault(self, place: Place, code: str, zh: str, en: str, near: str | None = None) -> None:
        """Notes a fault at a place."""
        self.problems.append(Problem(self.file, self.line(place), code, Text(zh, en), near))

    def table(self, data: object, place: Place) -> Reader:
        """A reader of a table at a place; a value that is no table is noted and read as an empty one."""
        if not isinstance(data, dict):
            self.wrong_sort(place, data, dict)
            data = {}
        return Reader(self, data, place)

    def wrong_sort(self, place: Place, value: object, sort: type) -> None:
        """Notes a value of another sort than wanted."""
        key, wanted = place[-1] if place else "", _SORTS[sort]
        self.fault(
            place,
            "wrong-sort",
            f"“{key}”应为{wanted.zh},现为 {value!r}。",
            f"'{key}' must be {wanted.en}, not {value!r}.",
        )


@dataclass(slots=True)
class Reader:
    """One table of a pack. Each ``take`` marks its key as known; ``done`` complains about the rest."""

    pack: Pack
    data: Table
    place: Place
    taken: set[str] = field(default_factory=set)

    def fault(self, key: str, code: str, zh: str, en: str, near: str | None = None) -> None:
        """Notes a fault at a key of this table."""
        self.pack.fault((*self.place, key), code, zh, en, near)

    def take(self, key: str, sort: type[T], default: T) -> T:
        """The value of a key that may be absent; one of another sort is noted and read as the default."""
        self.taken.add(key)
        value = self.data.get(key)
        if value is None:
            return default
        if not _is(value, sort):
            self.pack.wrong_sort((*self.place, key), value, sort)
            return default
        if isinstance(value, date) and not in_days(value):
            self._out_of_range(key, *DAYS)
            return default
        return value  # type: ignore[no-any-return]  # looked at one line above

    def need(self, key: str, sort: type[T], default: T) -> T:
        """The value of a key that must be there."""
        if key not in self.data:
            self.fault(key, "key-missing", f"缺少必填项“{key}”。", f"The key '{key}' is missing.")
        return self.take(key, sort, default)

    def words(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of words; a single word counts as a list of one."""
        if isinstance(self.data.get(key), str):
            self.taken.add(key)
            return (self.data[key],)
        found = (self.need if needed else self.take)(key, list, [])
        for item in found:
            if not isinstance(item, str):
                self.pack.wrong_sort((*self.place, key), item, str)
        words = tuple(item for item in found if isinstance(item, str))
        if twice := next((word for word in words if words.count(word) > 1), None):
            zh, en = f"“{key}”中“{twice}”写了两次。", f"'{twice}' stands twice in '{key}'."
            self.fault(key, "listed-twice", zh, en)
        return words

    def one_of(self, key: str, allowed: Iterable[str], default: str = "", *, needed: bool = False) -> str:
        """One word of a closed list."""
        words = tuple(allowed)
        fallback = default or words[0]
        found = self.need(key, str, fallback) if needed else self.take(key, str, fallback)
        if found not in words:
            known = ", ".join(words)
            self.fault(
                key, "unknown-word", f"“{key}”不能是“{found}”;可用:{known}。",
                f"'{key}' cannot be '{found}'; known are {known}.", nearest(found, words),
            )  # fmt: skip
            return fallback
        return found

    def text(self, stem: str = "", *, needed: bool = True) -> Text:
        """A sentence in both languages: ``zh`` and ``en``, or ``remedy_zh`` and ``remedy_en`` for the stem ``remedy``."""
        keys = [f"{stem}_{language}" if stem else language for language in ("zh", "en")]
        zh, en = (self.take(key, str, "").strip() for key in keys)
        if needed or zh or en:
            for key, sentence in zip(keys, (zh, en), strict=True):
                if not sentence:
                    self.fault(
                        key,
                        "text-incomplete",
                        f"缺少{_LANGUAGE_ZH[key[-2:]]}文本“{key}”。",
                        f"The text '{key}' is missing.",
                    )
        self._in_its_language(keys, zh, en)
        for key, sentence in zip(keys, (zh, en), strict=True):
            if not sentence.isprintable():
                said = "含有不可见或控制字符。", "holds invisible or control characters."
                self.fault(key, "text-character", f"“{key}”{said[0]}", f"'{key}' {said[1]}")
        return Text(zh, en)

    def _in_its_language(self, keys: list[str], zh: str, en: str) -> None:
        if zh and not _HANZI.search(zh):
            self.fault(keys[0], "text-language", f"“{keys[0]}”不是中文。", f"'{keys[0]}' is not Chinese.")
        if _HANZI.search(en):
            self.fault(
                keys[1], "text-language", f"“{keys[1]}”中有汉字。", f"'{keys[1]}' holds Chinese characters."
            )

    def day(self, key: str) -> date | None:
        """A date that may be absent."""
        self.taken.add(key)
        return self.take(key, date, _NO_DAY) if key in self.data else None

    def number(self, key: str, low: int, high: int, default: int, *, needed: bool = False) -> int:
        """A whole number from ``low`` to ``high``, both included; another one is noted and read as the default."""
        found = self.need(key, int, default) if needed else self.take(key, int, default)
        if key in self.data and not low <= found <= high:
            self._out_of_range(key, low, high)
            return default
        return found

    def code(self, word: str, key: str) -> str:
        """The word of a key that others will name: kebab-case English."""
        if word and not _CODE.fullmatch(word):
            zh, en = "用小写英文、数字和连字符。", "use lower-case letters, digits and hyphens."
            self.fault(key, "code-wrong", f"“{key}”不能是“{word}”:{zh}", f"'{key}' cannot be '{word}': {en}")
        return word

    def _out_of_range(self, key: str, low: object, high: object) -> None:
        zh, en = f"“{key}”应在 {low} 至 {high} 之间。", f"'{key}' must lie between {low} and {high}."
        self.fault(key, "out-of-range", zh, en)

    def done(self) -> None:
        """Notes every key that nobody took, with the nearest one that would have been understood."""
        for key in self.data:
            if key not in self.taken:
                self.fault(
                    key,
                    "unknown-key",
                    f"不认识的键“{key}”。",
                    f"Unknown key '{key}'.",
                    nearest(key, self.taken),
                )


_NO_DAY: date | None = None
_CODE = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_HANZI = re.compile("[\u4e00-\u9fff]")
_LANGUAGE_ZH = {"zh": "中文", "en": "英文"}


def _is(value: object, sort: type) -> bool:
    """Whether a value is of a sort, without the two surprises of Python: a bool is no int, a datetime is no date."""
    if isinstance(value, bool):
        return sort is bool
    return isinstance(value, sort) and not isinstance(value, datetime)

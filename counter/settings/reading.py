"""Reading the settings of a station: one strict TOML file, every problem of which is named at once."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, TypeVar

from counter.errors import CounterError
from counter.locale import Text
from counter.settings import checks
from counter.settings.model import (
    BeatSettings,
    CardReaderSettings,
    ClerkSettings,
    PrinterSettings,
    SealSettings,
    Settings,
    SiteSettings,
    StationSettings,
)

T = TypeVar("T")
_WORDS = "tuple[str, ...]"
_KINDS = {
    "str": Text("文字", "text"),
    "int": Text("整数", "a whole number"),
    "bool": Text("true 或 false", "true or false"),
    "float": Text("数", "a number"),
    _WORDS: Text("若干文字的列表", "a list of words"),
}
_TYPES = {"str": (str,), "int": (int,), "bool": (bool,), "float": (float, int), _WORDS: (list,)}


class SettingsWrong(CounterError):
    """The settings of the station cannot be used; every problem is named at once."""

    happened = Text(
        "站点设置 {file} 有误：{problems_zh}。",
        "The settings of the station, {file}, are wrong: {problems_en}.",
    )
    kept = Text("没有改动任何内容。", "Nothing was changed.")
    next_step = Text("请改正后再启动。", "Please mend them and start again.")

    def __init__(self, file: str, problems: Sequence[Text]) -> None:
        zh, en = "；".join(p.zh for p in problems), "; ".join(p.en for p in problems)
        super().__init__(file=file, problems_zh=zh, problems_en=en)
        self.problems = tuple(problems)


def load_settings(path: Path) -> Settings:
    """Read the file.

    Raises:
        SettingsWrong: with every problem in one sentence.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SettingsWrong(path.name, [Text(str(problem), str(problem))]) from problem
    file = _File(raw)
    station, seal = file.table("station", StationSettings), file.table("seal", SealSettings)
    people = file.tables("clerk", ClerkSettings)
    printers = file.tables("printer", PrinterSettings)
    beats, sites = file.tables("beat", BeatSettings), file.tables("site", SiteSettings)
    reader = file.table("card-reader", CardReaderSettings) if "card-reader" in raw else None
    file.done()
    problems = [
        *file.problems, *checks.against_each_other(station, seal, people), *checks.of_printers(printers),
        *checks.of_card_reader(reader),
    ]  # fmt: skip
    if problems or station is None or seal is None:
        raise SettingsWrong(path.name, problems)
    return Settings(station, seal, people, printers, beats, sites, reader)


class _File:
    """The tables of a file, each read once; what is wrong with them, and what nobody asked for."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self._raw = raw
        self._asked: list[str] = []
        self.problems: list[Text] = []

    def table(self, name: str, kind: type[T]) -> T | None:
        """[name]; None where something is wrong with it."""
        self._asked.append(name)
        value = self._raw.get(name, {})
        if isinstance(value, dict):
            return self._made(name, kind, value)
        self._written_as(name, f"[{name}]")
        return None

    def tables(self, name: str, kind: type[T]) -> tuple[T, ...]:
        """Those of [[name]] with which nothing is wrong."""
        self._asked.append(name)
        value = self._raw.get(name, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            made = [self._made(name, kind, one) for one in value]
            return tuple(one for one in made if one is not None)
        self._written_as(name, f"[[{name}]]")
        return ()

    def done(self) -> None:
        """Whatever was not asked for is no setting."""
        self.problems[:0] = [
            _unknown(key, tuple(self._asked), "") for key in self._raw if key not in self._asked
        ]

    def _written_as(self, name: str, written: str) -> None:
        self.problems.append(Text(f"{name} 应写成 {written}", f"{name} should be written as {written}"))

    def _made(self, name: str, kind: type[T], raw: dict[str, Any]) -> T | None:
        known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]  # each kind is a dataclass
        before = len(self.problems)
        self.problems += [_unknown(key, tuple(known), f"[{name}] ") for key in raw if key not in known]
        needed = [n for n, f in known.items() if f.default is MISSING]
        self.problems += [
            Text(f"[{name}] 缺少 {n}", f"[{name}] {n} is missing") for n in needed if n not in raw
        ]
        for key, value in raw.items():
            if key in known and not _fits(value, wanted := str(known[key].type)):
                should = _KINDS[wanted]
                self.problems.append(
                    Text(f"[{name}] {key} 应为{should.zh}", f"[{name}] {key} should be {should.en}")
                )
        if len(self.problems) > before:
            return None
        return kind(**{key: tuple(value) if type(value) is list else value for key, value in raw.items()})


def _fits(value: Any, wanted: str) -> bool:
    if type(value) not in _TYPES[wanted]:
        return False
    return not isinstance(value, list) or (bool(value) and all(type(one) is str and one for one in value))


def _unknown(key: str, known: tuple[str, ...], where: str) -> Text:
    near = difflib.get_close_matches(key, known, 1)
    zh = f"{where}不认识 {key}" + (f"，是不是 {near[0]}？" if near else "")
    return Text(zh, f"{where}{key} is not known" + (f"; did you mean {near[0]}?" if near else ""))

"""Reads ``data/forms/*.toml``: a closed schema; everything wrong in all files is reported at once, with its line.

Measures are millimetres from the top left corner of the sheet (boxes ``[left, top, width, height]``), sizes are points.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from counter.locale import Text
from counter.printing import form_keys as keys
from counter.printing.form import Field, Form
from counter.printing.form_build import built
from counter.printing.form_checks import findings

__all__ = ["Field", "Form", "Problem", "Shelf", "load_forms"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a form file."""

    file: str
    line: int
    text: Text

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text.zh} ({self.text.en})"


def load_forms(folder: Path) -> tuple[dict[str, Form], tuple[Problem, ...]]:
    """Every sound form of a folder by its code, and everything that is wrong in the files."""
    forms: dict[str, Form] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        form, wrong = _form_in(path)
        if form:
            forms[form.code] = form
        problems.extend(wrong)
    return forms, tuple(problems)


class Shelf(Mapping[str, Form]):
    """The sound forms of a folder by code; each file is read when its form is asked for, so that a slip waits for one only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Form | None] = {}

    def __getitem__(self, code: str) -> Form:
        if code not in self._read:
            path = self._folder / f"{code}.toml"
            named = bool(keys.CODE_PATTERN.fullmatch(code))  # the code may have come from a picture on paper
            self._read[code] = _form_in(path)[0] if named and path.is_file() else None
        form = self._read[code]
        if form is None:
            raise KeyError(code)
        return form

    def __iter__(self) -> Iterator[str]:
        return (path.stem for path in sorted(self._folder.glob("*.toml")) if path.stem in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _form_in(path: Path) -> tuple[Form | None, list[Problem]]:
    """The form of a file, and everything that is wrong in it."""
    reader = _Reader(path.name, path.read_bytes().decode("utf-8", "replace"))
    return reader.form(), reader.problems


@dataclass(slots=True)
class _Reader:
    """Reads one file and gathers its problems."""

    file: str
    source: str
    problems: list[Problem] = field(default_factory=list)

    def form(self) -> Form | None:
        """The form; None when anything in the file is wrong."""
        try:
            data = tomllib.loads(self.source)
        except tomllib.TOMLDecodeError as error:
            self.wrong(keys.error_line(error), Text(f"不是有效的 TOML:{error}", f"not valid TOML: {error}"))
            return None
        top = self.table(data, keys.FORM, "")
        parts = {
            name: self.table(data.get(name), known, name)
            for name, known in keys.PARTS.items()
            if name in data
        }
        lists = {name: self.tables(data, known, name) for name, known in keys.LISTS.items()}
        for name in keys.NEEDED_PARTS:
            if name not in data:
                self.wrong(1, Text(f"缺少 [{name}]", f"[{name}] is missing"))
        if lists["columns"] and "table" not in data:
            line = keys.line_of(self.source, "columns")
            self.wrong(line, Text("有 [[columns]] 而没有 [table]", "there are [[columns]] without a [table]"))
        if self.problems:
            return None
        form = built(top, parts, lists)
        if f"{form.code}.toml" != self.file:
            at = keys.line_of(self.source, "", 0, "form")
            self.wrong(at, Text(f"文件应名为 {form.code}.toml", f"the file should be named {form.code}.toml"))
        for table, index, key, text in findings(form):
            self.wrong(keys.line_of(self.source, table, index, key), text)
        return None if self.problems else form

    def tables(self, data: dict[str, Any], known: keys.Keys, name: str) -> list[dict[str, Any]]:
        """The tables of an array, each checked."""
        given = data.get(name, [])
        if not isinstance(given, list):
            line = (
                keys.line_of(self.source, name)
                if isinstance(given, dict)
                else keys.line_of(self.source, "", 0, name)
            )
            self.wrong(line, Text(f"{name} 应写成 [[{name}]]", f"{name} should be written as [[{name}]]"))
            return []
        return [self.table(one, known, name, index) for index, one in enumerate(given)]

    def table(self, given: Any, known: keys.Keys, name: str, index: int = 0) -> dict[str, Any]:
        """The values of one table; unknown, missing and ill-formed keys become problems."""
        if not isinstance(given, dict):
            self.at(name, index, "", Text(f"[{name}] 应为一个表", f"[{name}] should be a table"))
            return {}
        read: dict[str, Any] = {}
        for key, value in given.items():
            if key not in known:
                if name or (key not in keys.PARTS and key not in keys.LISTS):
                    others = () if name else (*keys.PARTS, *keys.LISTS)
                    self.at(name, index, key, keys.unknown(key, (*known, *others)))
                continue
            try:
                read[key] = known[key].read(value)
            except (TypeError, ValueError):
                wanted = known[key].wanted
                self.at(name, index, key, Text(f"{key} 应为{wanted.zh}", f"{key} should be {wanted.en}"))
        for key in known:
            if known[key].required and key not in given:
                self.at(name, index, "", Text(f"缺少 {key}", f"{key} is missing"))
        return read

    def at(self, name: str, index: int, key: str, text: Text) -> None:
        """Keep one problem of a key; its line is looked for only now, for sound files are read at every start."""
        self.wrong(keys.line_of(self.source, name, index, key), text)

    def wrong(self, line: int, text: Text) -> None:
        """Keep one problem."""
        self.problems.append(Problem(self.file, line, text))

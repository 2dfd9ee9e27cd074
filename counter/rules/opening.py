"""Opens the files policy officers write: whatever is wrong with one becomes a problem with its line, never an exception."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from counter.errors import of_the_system
from counter.files import bytes_of
from counter.locale import Text
from counter.rules.problems import Problem
from counter.rules.reading import Pack

_ENDLESS = re.compile(r"\d{4000}")


def open_pack(path: Path) -> tuple[Pack, dict[str, Any], tuple[Problem, ...]]:
    """A file with what it holds; one that cannot be read holds nothing and has one problem.

    A byte order mark, as some editors write it before UTF-8, is left out.
    """
    try:
        raw = bytes_of(path)
    except OSError as fault:
        said = Text("文件读不了：{reason}。", "The file cannot be read: {reason}.").format(
            reason=of_the_system(fault)
        )
        return Pack(path.name, ""), {}, (Problem(path.name, 0, "unreadable", said),)
    try:
        pack = Pack(path.name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        said = Text("文件不是 UTF-8 编码,请另存为 UTF-8。", "The file is not UTF-8; save it as UTF-8.")
        return Pack(path.name, ""), {}, (Problem(path.name, _line(raw, fault.start), "unreadable", said),)
    try:
        return pack, tomllib.loads(pack.text), ()
    except RecursionError:
        said = Text("括号嵌套过深,读不了。", "Brackets are nested too deeply to be read.")
        return pack, {}, (Problem(path.name, _most_brackets(pack.text), "syntax", said),)
    except ValueError as fault:
        return pack, {}, (_syntax(pack, str(fault)),)


def _line(raw: bytes, offset: int) -> int:
    return raw.count(b"\n", 0, offset) + 1


def _most_brackets(text: str) -> int:
    counts = [line.count("[") + line.count("{") for line in text.splitlines()]
    return counts.index(max(counts)) + 1


def _syntax(pack: Pack, message: str) -> Problem:
    """A file that is no TOML, with the line where reading stopped; a number too long to be read has its own sentence."""
    if found := re.search(r"at line (\d+)", message):
        said = Text(f"TOML 语法错误:{message}", f"Not TOML: {message}")
        return Problem(pack.file, int(found[1]), "syntax", said)
    endless = _ENDLESS.search(pack.text)
    line = pack.text.count("\n", 0, endless.start()) + 1 if endless else pack.text.count("\n") + 1
    if endless:
        return Problem(
            pack.file, line, "syntax", Text("数字过长,读不了。", "The number is too long to be read.")
        )
    return Problem(pack.file, line, "syntax", Text(f"TOML 语法错误:{message}", f"Not TOML: {message}"))

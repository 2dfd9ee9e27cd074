"""The list of a batch as a file: whose slip, what was shown, and whether its words were read back. CSV or JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter.desk.extract_lines import JSON_LINES, ExtractUnreadable, encoding_of
from counter.errors import BadInput
from counter.locale import Text

COLUMNS: Mapping[str, str] = {
    "number": "number", "公民身份号码": "number",
    "shown": "shown", "出示证件": "shown",
    "read_back": "read_back", "已核对": "read_back",
}  # fmt: skip
"""Names of columns to what they hold; other columns are notes of the list's keeper and stay where they are."""
FIELDS = tuple(dict.fromkeys(COLUMNS.values()))
YES = frozenset({"yes", "y", "1", "是", "已核对"})


class ListUnreadable(BadInput):
    """The file cannot be read as the list of a batch."""

    happened = Text("读不了名单 {file}：{reason}。", "Cannot read the list {file}: {reason}.")
    kept = Text("没有打印任何一张。", "Nothing was printed.")
    next_step = Text(
        "名单要有三列：number、shown、read_back（公民身份号码、出示证件、已核对）。",
        "A list has three columns: number, shown, read_back.",
    )

    def __init__(self, path: Path, reason: Text) -> None:
        super().__init__(file=path.name, reason=reason)


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the list as it stands there; ``words`` is the whole line, so that it can be handed back."""

    line: int
    number: str
    shown: str
    read_back: bool
    words: Mapping[str, str]


def lines_of(path: Path) -> Iterator[Asked]:
    """Every line of a list that is not blank.

    Raises:
        ListUnreadable: no such file, no line, no header, columns missing, or a line that is no JSON object.
    """
    none = True
    try:
        encoding, _ = encoding_of(path)
        text = path.read_text(encoding=encoding, errors="replace")
    except ExtractUnreadable as problem:
        raise ListUnreadable(path, problem.reason) from problem
    for line, words in _json(path, text) if path.suffix.lower() in JSON_LINES else _csv(path, text):
        none = False
        told = {COLUMNS[name]: word.strip() for name, word in words.items() if name in COLUMNS}
        if missing := [field for field in FIELDS if field not in told]:
            names = ", ".join(missing)
            raise ListUnreadable(path, Text(f"第 {line} 行缺少 {names}", f"line {line} lacks {names}"))
        yield Asked(line, told["number"], told["shown"], told["read_back"].lower() in YES, words)
    if none:
        raise ListUnreadable(path, Text("没有一行名单", "it has no line"))


def _csv(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [name.strip() for name in next(rows, [])]
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield rows.line_num, dict(zip(header, [*cells, *[""] * len(header)], strict=False))
    except csv.Error as problem:
        raise ListUnreadable(path, Text(f"第 {rows.line_num} 行：{problem}", str(problem))) from problem


def _json(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    for line, one in enumerate(text.splitlines(), 1):
        if not one.strip():
            continue
        try:
            words: Any = json.loads(one)
        except (ValueError, RecursionError) as problem:
            raise ListUnreadable(path, Text(f"第 {line} 行不是 JSON", f"line {line} is no JSON")) from problem
        if not isinstance(words, dict):
            raise ListUnreadable(path, Text(f"第 {line} 行不是对象", f"line {line} is no object"))
        yield line, {str(name): str(word) for name, word in words.items()}

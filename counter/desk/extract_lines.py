"""An extract as a file: its encoding, its header, and each line as words by field, CSV or JSON lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter.errors import BadInput, of_the_system
from counter.files import regular
from counter.locale import Text
from counter.values.codes import Codes

FIELDS = (
    "name", "number", "sex", "ethnic", "birth", "household_address", "residence_address",
    "permit_kind", "permit_number", "issued", "endorsed_until", "state",
)  # fmt: skip
IGNORED = frozenset({"_line", "_problem"})
"""Columns that a file of rejected rows has in addition, so that it can be mended and imported again."""
JSON_LINES = frozenset({".jsonl", ".ndjson"})
"""Endings of files with one JSON object a line; all others are read as CSV."""

_UTF8, _GB18030 = "utf-8-sig", "gb18030"


class ExtractUnreadable(BadInput):
    """The file as a whole cannot be read as an extract."""

    happened = Text("读不了 {file}：{reason}。", "Cannot read {file}: {reason}.")
    kept = Text("登记册没有变化。", "The register was not changed.")
    next_step = Text("请检查文件后再导入。", "Please check the file and import it again.")

    def __init__(self, path: Path, reason: Text) -> None:
        super().__init__(file=path.name, reason=reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field of one row."""

    field: str
    reason: Text


Line = tuple[int, dict[str, str], Fault | None]
"""Its number, its words by field, and why it could not be taken apart."""


def encoding_of(path: Path) -> tuple[str, int]:
    """The encoding of a file and its number of lines.

    The lines decide together: a UTF-8 file with a damaged byte also reads as GB 18030, as ten thousand wrong names. Damaged
    bytes are kept as lone surrogates, so that only their rows are refused.

    Raises:
        ExtractUnreadable: no such file, or it may not be read.
    """
    lines = utf8 = other = 0
    try:
        with open(path, "rb", opener=regular) as file:
            for line in file:
                lines += 1
                if not line.isascii():
                    utf8, other = (utf8 + 1, other) if _is_utf8(line) else (utf8, other + 1)
    except OSError as problem:
        raise ExtractUnreadable(path, of_the_system(problem)) from problem
    return (_UTF8 if utf8 >= other else _GB18030), lines


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def lines_of(path: Path, encoding: str, codes: Codes) -> Iterator[Line]:
    """Every line that is not blank; a line is a row, so that a forgotten quote costs one row and not the rest of the file.

    Raises:
        ExtractUnreadable: no header, or columns missing or unknown.
    """
    names = {name: field for field, names in codes.columns.items() for name in names}
    with open(path, encoding=encoding, errors="surrogateescape", newline="", opener=regular) as file:
        if path.suffix.lower() in JSON_LINES:
            for line, text in enumerate(file, 1):
                if text.strip():
                    yield line, *_json_words(text, names)
            return
        header = _header(path, next(file, ""), names)
        for line, text in enumerate(file, 2):
            if text.strip():
                yield line, *_csv_words(text, header)


def _header(path: Path, text: str, names: Mapping[str, str]) -> list[str]:
    """The fields of the columns in their order; ``names`` is column name to field."""
    header = [names.get(cell.strip(), cell.strip()) for cell in next(csv.reader([text]), [])]
    missing = [field for field in FIELDS if field not in header]
    unknown = [cell for cell in header if cell not in FIELDS and cell not in IGNORED]
    zh = [f"缺少列 {'、'.join(missing)}"] if missing else []
    en = [f"missing columns {', '.join(missing)}"] if missing else []
    if unknown:
        zh.append(f"不认识的列 {'、'.join(unknown)}")
        en.append(f"unknown columns {', '.join(unknown)}")
    if zh:
        raise ExtractUnreadable(path, Text("；".join(zh), "; ".join(en)))
    return header


def _csv_words(text: str, header: list[str]) -> tuple[dict[str, str], Fault | None]:
    try:
        cells = next(csv.reader([text], strict=True))
    except csv.Error as problem:
        return {"name": text.strip()}, Fault(
            "",
            Text(f"分不成列，多半是引号不成对({problem})", f"no columns, quotes may not match ({problem})"),
        )
    last = len(header) - 1
    words = dict(zip(header, [*cells[:last], ",".join(cells[last:])], strict=False))
    if len(cells) != len(header):
        reason = Text(
            f"有 {len(cells)} 列，应为 {len(header)} 列", f"{len(cells)} columns instead of {len(header)}"
        )
        return words, Fault("", reason)
    return words, None


def _json_words(text: str, names: Mapping[str, str]) -> tuple[dict[str, str], Fault | None]:
    try:
        row: Any = json.loads(text)
    except (ValueError, RecursionError) as problem:
        return {"name": text.strip()}, Fault("", Text(f"不是 JSON({problem})", f"not JSON ({problem})"))
    if not isinstance(row, dict):
        return {"name": text.strip()}, Fault("", Text("不是一个对象", "not an object"))
    words = {names.get(str(key), str(key)): _word(value) for key, value in row.items()}
    unknown = [key for key in words if key not in FIELDS and key not in IGNORED]
    if unknown:
        return words, Fault(unknown[0], Text("不认识的列", "unknown column"))
    return words, None


def _word(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)

"""Reading an extract of permit holders: a CSV or JSON-lines file, every row checked, every fault named."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from counter.errors import BadInput, CounterError
from counter.locale import Text
from counter.values.citizen_number import CitizenNumber
from counter.values.codes import Codes
from counter.values.permit import PermitKind, PermitState
from counter.values.person_name import LOOKALIKE_DOTS, PersonName, hidden, with_standard_dots

FIELDS = (
    "name", "number", "sex", "ethnic", "birth", "household_address", "residence_address",
    "permit_kind", "permit_number", "issued", "endorsed_until", "state",
)  # fmt: skip
IGNORED = frozenset({"_line", "_problem"})
"""Columns that a file of rejected rows has in addition, so that it can be mended and imported again."""

_UTF8, _GB18030 = "utf-8-sig", "gb18030"
_BLANKS = " \u3000\t\r\n"
_LONGEST_ADDRESS = 100


class ExtractUnreadable(BadInput):
    """The file as a whole cannot be read as an extract."""

    happened = Text("读不了 {file}:{reason_zh}。", "Cannot read {file}: {reason_en}.")
    kept = Text("登记册没有变化。", "The register was not changed.")
    next_step = Text("请检查文件后再导入。", "Please check the file and import it again.")

    def __init__(self, path: Path, reason: Text) -> None:
        super().__init__(file=path.name, reason_zh=reason.zh, reason_en=reason.en)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field of one row."""

    field: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its words as they stood, and either the checked record or its faults."""

    line: int
    words: Mapping[str, str]
    record: Mapping[str, str] | None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Checks rows against the code tables; ``mend_dots`` is the clerk's consent to turn look-alikes into ·."""

    codes: Codes
    today: date
    mend_dots: bool = False

    def rows(self, path: Path, encoding: str) -> Iterator[Row]:
        """Every row of the file, checked.

        Raises:
            ExtractUnreadable: no header, or columns missing.
        """
        seen: dict[str, int] = {}
        for line, words, fault in _raw(path, encoding, self.codes):
            row = Row(line, words, None, (fault,)) if fault else self._checked(line, words)
            if row.record is not None and (first := seen.setdefault(row.record["number"], line)) != line:
                reason = Text(f"与第 {first} 行是同一个号码", f"the same number as in line {first}")
                row = Row(line, words, None, (Fault("number", reason),))
            yield row

    def _checked(self, line: int, words: Mapping[str, str]) -> Row:
        record, faults = {}, []
        for field in FIELDS:
            try:
                record[field] = self._field(field, words.get(field, ""))
            except CounterError as problem:
                faults.append(Fault(field, Text(problem.sentences("zh")[0], problem.sentences("en")[0])))
            except ValueError as problem:
                faults.append(Fault(field, problem.args[0]))
        return Row(line, words, None if faults else record, tuple(faults))

    def _field(self, field: str, text: str) -> str:
        text = text.strip(_BLANKS)
        if not text:
            raise ValueError(Text("是空的", "it is empty"))
        match field:
            case "name":
                return self._name(text)
            case "number":
                return CitizenNumber.parse(text, self.today).text
            case "sex":
                return _code(text, {"1": "male", "2": "female"}, self.codes.sex)
            case "ethnic":
                return self._ethnic(text)
            case "permit_kind":
                return _code(text, dict.fromkeys(PermitKind), self.codes.permit_kind)
            case "state":
                return _code(text, dict.fromkeys(PermitState), self.codes.permit_state)
            case "birth" | "issued" | "endorsed_until":
                return _day(text).isoformat()
            case "permit_number":
                return _permit_number(text)
            case _:
                return _address(text)

    def _name(self, text: str) -> str:
        if any(c in LOOKALIKE_DOTS for c in text):
            if not self.mend_dots:
                raise ValueError(
                    Text(
                        "姓名的分隔符应为 ·(U+00B7);同意转换请加 --mend-dots",
                        "use · (U+00B7) in names, or --mend-dots",
                    )
                )
            text = with_standard_dots(text)
        return PersonName.parse(text).text

    def _ethnic(self, text: str) -> str:
        if text in self.codes.ethnic:
            return text
        for code, name in self.codes.ethnic.items():
            if text in {name, name.removesuffix("族")}:
                return code
        raise ValueError(Text("不是 GB/T 3304 的民族", "not an ethnic group of GB/T 3304"))


def encoding_of(path: Path) -> tuple[str, int]:
    """The encoding of a file and its number of lines.

    The lines decide together: a UTF-8 file with a damaged byte also reads as GB 18030, as ten thousand wrong names. Damaged
    bytes are kept as lone surrogates, so that only their rows are refused.

    Raises:
        ExtractUnreadable: no such file, or it may not be read.
    """
    lines = utf8 = other = 0
    try:
        with path.open("rb") as file:
            for line in file:
                lines += 1
                if not line.isascii():
                    utf8, other = (utf8 + 1, other) if _is_utf8(line) else (utf8, other + 1)
    except OSError as problem:
        words = problem.strerror or str(problem)
        raise ExtractUnreadable(path, Text(words, words)) from problem
    return (_UTF8 if utf8 >= other else _GB18030), lines


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _raw(path: Path, encoding: str, codes: Codes) -> Iterator[tuple[int, dict[str, str], Fault | None]]:
    """Lines as words; a line is a row, so that a forgotten quote costs one row and not the rest of the file."""
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        if path.suffix.lower() in {".jsonl", ".ndjson"}:
            for line, text in enumerate(file, 1):
                if text.strip():
                    yield line, *_json_words(text, codes)
            return
        header = _header(path, next(file, ""), codes)
        for line, text in enumerate(file, 2):
            if text.strip():
                yield line, *_csv_words(text, header)


def _header(path: Path, text: str, codes: Codes) -> list[str]:
    names = {name: field for field, names in codes.columns.items() for name in names}
    header = [names.get(cell.strip(), cell.strip()) for cell in next(csv.reader([text]), [])]
    missing = [field for field in FIELDS if field not in header]
    unknown = [cell for cell in header if cell not in FIELDS and cell not in IGNORED]
    if missing or unknown:
        zh = (f"缺少列 {'、'.join(missing)}" if missing else "") + (
            f" 不认识的列 {'、'.join(unknown)}" if unknown else ""
        )
        en = (f"missing columns {', '.join(missing)}" if missing else "") + (
            f" unknown columns {', '.join(unknown)}" if unknown else ""
        )
        raise ExtractUnreadable(path, Text(zh.strip(), en.strip()))
    return header


def _csv_words(text: str, header: list[str]) -> tuple[dict[str, str], Fault | None]:
    try:
        cells = next(csv.reader([text], strict=True))
    except csv.Error as problem:
        return {"name": text.strip()}, Fault(
            "", Text(f"分不成列,多半是引号不成对({problem})", f"no columns, quotes may not match ({problem})")
        )
    last = len(header) - 1
    words = dict(zip(header, [*cells[:last], ",".join(cells[last:])], strict=False))
    if len(cells) != len(header):
        reason = Text(
            f"有 {len(cells)} 列,应为 {len(header)} 列", f"{len(cells)} columns instead of {len(header)}"
        )
        return words, Fault("", reason)
    return words, None


def _json_words(text: str, codes: Codes) -> tuple[dict[str, str], Fault | None]:
    try:
        row: Any = json.loads(text)
    except (ValueError, RecursionError) as problem:
        return {"name": text.strip()}, Fault("", Text(f"不是 JSON({problem})", f"not JSON ({problem})"))
    if not isinstance(row, dict):
        return {"name": text.strip()}, Fault("", Text("不是一个对象", "not an object"))
    names = {name: field for field, names in codes.columns.items() for name in names}
    words = {names.get(str(key), str(key)): _word(value) for key, value in row.items()}
    unknown = [key for key in words if key not in FIELDS and key not in IGNORED]
    if unknown:
        return words, Fault(unknown[0], Text("不认识的列", "unknown column"))
    return words, None


def _word(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


def _code(text: str, codes: Mapping[str, str | None], words: Mapping[str, Text]) -> str:
    known = {**{word.zh: code for code, word in words.items()}, **{code: code for code in words}}
    known |= {short: code for short, code in codes.items() if code}
    known |= {word.zh.removeprefix("已"): code for code, word in words.items()}
    if text not in known:
        raise ValueError(
            Text(f"应为 {' / '.join(w.zh for w in words.values())}", f"one of {', '.join(words)}")
        )
    return known[text]


_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_PARTS = re.compile(r"([0-9]{4})[-/年.]([0-9]{1,2})[-/月.]([0-9]{1,2})日?")


def _day(text: str) -> date:
    found = _DIGITS.fullmatch(text) or _PARTS.fullmatch(text)
    if found is None:
        raise ValueError(Text("不是日期,应为 2026-11-22 的样子", "not a date such as 2026-11-22"))
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise ValueError(Text("没有这一天", "there is no such day")) from None


def _permit_number(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9-]{1,30}", text) is None:
        raise ValueError(Text("应为 1 至 30 位字母、数字或短横", "1 to 30 letters, digits or hyphens"))
    return text


def _address(text: str) -> str:
    if len(text) > _LONGEST_ADDRESS:
        raise ValueError(Text("超过 100 个字", "more than 100 characters"))
    if bad := next((c for c in text if hidden(c)), ""):
        raise ValueError(
            Text(f"有看不见的字符 U+{ord(bad):04X}", f"an invisible character, U+{ord(bad):04X}")
        )
    return text

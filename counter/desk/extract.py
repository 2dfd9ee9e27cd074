"""Checking an extract of permit holders: every row against the code tables, every fault named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from counter.desk.extract_lines import FIELDS, Fault, lines_of
from counter.errors import CounterError
from counter.locale import Text
from counter.values.citizen_number import CitizenNumber
from counter.values.codes import Codes
from counter.values.person_name import LOOKALIKE_DOTS, PersonName, hidden, with_standard_dots

_BLANKS = " \u3000\t\r\n"
_LONGEST_ADDRESS = 100
_SEX_DIGITS = {"1": "male", "2": "female"}
"""As other registers write it (GB/T 2261.1)."""


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
            ExtractUnreadable: no header, or columns missing or unknown.
        """
        seen: dict[str, int] = {}
        for line, words, fault in lines_of(path, encoding, self.codes):
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
                return _code(text, self.codes.sex, _SEX_DIGITS)
            case "ethnic":
                return self._ethnic(text)
            case "permit_kind":
                return _code(text, self.codes.permit_kind)
            case "state":
                return _code(text, self.codes.permit_state)
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
                        "姓名的分隔符应为 ·(U+00B7)；同意转换请加 --mend-dots",
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


def _code(text: str, words: Mapping[str, Text], others: Mapping[str, str] = MappingProxyType({})) -> str:
    """The code for a code, its word, its word without 已, or another way of writing it."""
    known = {**others, **{code: code for code in words}}
    for code, word in words.items():
        known[word.zh] = known[word.zh.removeprefix("已")] = code
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
        raise ValueError(Text("不是日期，应为 2026-11-22 的样子", "not a date such as 2026-11-22"))
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

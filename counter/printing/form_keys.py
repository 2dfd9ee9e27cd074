"""The keys that a form file may have, what each should hold, and where in the file a key stands."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from counter.locale import Text
from counter.printing.form import Box


@dataclass(frozen=True, slots=True)
class Key:
    """One key: ``read`` raises TypeError or ValueError when the value is not what is ``wanted``."""

    read: Callable[[Any], Any]
    wanted: Text
    required: bool = True


Keys = Mapping[str, Key]
CODE_PATTERN = re.compile(r"(?=.{1,60}$)[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise TypeError(value)
    return float(value)


def _numbers(count: int) -> Callable[[Any], tuple[float, ...]]:
    def read(value: Any) -> tuple[float, ...]:
        if not isinstance(value, list) or len(value) != count:
            raise TypeError(value)
        return tuple(_number(item) for item in value)

    return read


def _positive(value: Any) -> float:
    if (number := _number(value)) == 0:
        raise ValueError(value)
    return number


def _size(value: Any) -> tuple[float, ...]:
    return tuple(_positive(side) for side in _numbers(2)(value))


def _words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(value)
    return value


def _code(value: Any) -> str:
    if not CODE_PATTERN.fullmatch(_words(value)):
        raise ValueError(value)
    return str(value)


def _text(value: Any) -> Text:
    if not isinstance(value, dict) or set(value) != {"zh", "en"}:
        raise TypeError(value)
    return Text(_words(value["zh"]), _words(value["en"]))


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _among(*allowed: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError(value)
        return str(value)

    return read


def _box(value: Any) -> Box:
    return Box(*_numbers(4)(value))


def _point(value: Any) -> tuple[float, float]:
    x, y = _numbers(2)(value)
    return x, y


def _samples(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise TypeError(value)
    return tuple(value)


NUMBER = Key(_positive, Text("正数", "a number above zero"))
WORDS = Key(_words, Text("非空文字", "words"))
CODE = Key(_code, Text("短横线小写代码", "a kebab-case code"))
TEXT = Key(_text, Text("{ zh = …, en = … }", "{ zh = …, en = … }"))
BOX = Key(_box, Text("[左，上，宽，高]（毫米）", "[left, top, width, height] in mm"))
SIZE = Key(_size, Text("[宽，高]（毫米）", "[width, height] in mm"))
PAIR = Key(_numbers(2), Text("两个毫米数", "two numbers of mm"))
POINT = Key(_point, Text("[左，上]（毫米）", "[left, top] in mm"))
SAMPLES = Key(_samples, Text("每行一个示例的列表", "a list with one sample for each row"))


def _optional(key: Key) -> Key:
    return Key(key.read, key.wanted, required=False)


FLAG = Key(_flag, Text("true 或 false", "true or false"), required=False)
STYLE: Keys = {
    "size": _optional(NUMBER),
    "floor": _optional(NUMBER),
    "least": _optional(NUMBER),
    "align": Key(
        _among("left", "center", "right"),
        Text("left、center 或 right", "left, center or right"),
        required=False,
    ),
    "face": Key(_among("song", "kai"), Text("song 或 kai", "song or kai"), required=False),
    "bold": FLAG,
    "top": FLAG,
    "leading": _optional(NUMBER),
}
PRINTERS = ("slips", "reports", "thermal")
REST = ("closed", "ruled")


def _one_of(*allowed: str) -> Key:
    return Key(
        _among(*allowed), Text(f"{'、'.join(allowed)} 之一", f"one of {', '.join(allowed)}"), required=False
    )


FORM: Keys = {
    "form": CODE,
    "source": WORDS,
    "page": SIZE,
    "printer": _one_of(*PRINTERS),
    "preprinted": FLAG,
    "roll": FLAG,
}
PARTS: Mapping[str, Keys] = {
    "title": {"zh": WORDS, "en": WORDS, "at": BOX, "en-at": _optional(BOX), **STYLE},
    "serial": {"label": TEXT, "at": BOX, **STYLE},
    "seal": {"centre": PAIR, "diameter": NUMBER, "purpose": WORDS, "sample-unit": WORDS},
    "code": {"at": BOX, "state": CODE, "caption": TEXT},
    "specimen": {"at": BOX},
    "cut": {"y": NUMBER, "caption": TEXT, "at": BOX, "seal-x": _optional(NUMBER)},
    "table": {
        "code": CODE,
        "at": BOX,
        "head": NUMBER,
        "row": NUMBER,
        "page-at": _optional(BOX),
        "rest": _one_of(*REST),
    },
}
LISTS: Mapping[str, Keys] = {
    "fields": {
        "code": CODE,
        "label": TEXT,
        "sample": WORDS,
        "at": BOX,
        "label-at": _optional(BOX),
        "optional": FLAG,
        "ruled": FLAG,
        "from": _optional(CODE),
        "blank": _optional(WORDS),
        "whose": _optional(TEXT),
        "answered": FLAG,
        **STYLE,
    },
    "words": {"zh": WORDS, "en": WORDS, "at": BOX, "en-at": _optional(BOX), "ruled": FLAG, **STYLE},
    "columns": {
        "code": CODE,
        "label": TEXT,
        "samples": SAMPLES,
        "width": NUMBER,
        "optional": FLAG,
        **STYLE,
    },
    "lines": {"from": POINT, "to": POINT},
    "repeats": {"of": CODE, "at": BOX, "label-at": _optional(BOX), "ruled": FLAG, **STYLE},
}
NEEDED_PARTS = ("title", "serial", "specimen")


def unknown(key: str, known: Iterable[str]) -> Text:
    """The sentence about an unknown key, with the nearest known one."""
    near = difflib.get_close_matches(key, list(known), n=1, cutoff=0.5)
    zh, en = (f",最接近的是 {near[0]}", f"; the nearest is {near[0]}") if near else ("", "")
    return Text(f"没有 {key} 这一项{zh}", f"there is no key {key}{en}")


def line_of(source: str, table: str, index: int = 0, key: str = "") -> int:
    """The line of a key in the index-th table of a name, or of the table's own header; 1 when it is not found."""
    seen, here, header = -1, "", 1
    for number, line in enumerate(source.splitlines(), 1):
        if found := re.match(r"\s*\[\[?\s*([\w-]+)\s*\]\]?", line):
            here = found[1]
            seen += here == table
            if here == table and seen == index:
                header = number
        elif (
            key
            and here == table
            and (not table or seen == index)
            and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line)
        ):
            return number
    return header


def error_line(error: Exception) -> int:
    """The line that a TOML parser named; 1 when it named none."""
    found = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else 1

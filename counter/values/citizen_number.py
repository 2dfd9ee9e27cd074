"""The citizen number (公民身份号码) of GB 11643-1999: reading, explaining, mending, masking."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from counter.errors import BadInput
from counter.locale import Text

LENGTH = 18
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST = 130
"""Years: a birth date further back than this is a slip of the finger, not a citizen."""

Sex = Literal["male", "female"]


class NotACitizenNumber(BadInput):
    """The text cannot be a citizen number; ``reason`` says which rule it breaks."""

    happened = Text("公民身份号码不对：{reason}。", "This is not a citizen number: {reason}.")
    next_step = Text("请对照证件改正。", "Please compare with the document and mend it.")

    def __init__(self, reason: Text) -> None:
        super().__init__(reason=reason)
        self.reason = reason


_SHAPE = Text(
    "应为 18 位，前 17 位是数字，末位是数字或 X",
    "a citizen number has 18 places, 17 digits and then a digit or X",
)
_NO_DAY = Text("第 7 至 14 位不是一个存在的日期", "places 7 to 14 are not a date that exists")
_NOT_YET = Text("出生日期在今天之后", "the birth date lies after today")
_TOO_OLD = Text("出生日期早于 130 年前", "the birth date lies more than 130 years back")


def normalise(text: str) -> str:
    """The text with full-width digits narrowed, spaces and hyphens dropped, ``x`` raised to ``X``."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def whole(text: str) -> str:
    """The number in a text that has all its places, right or wrong; empty where it is none."""
    number = normalise(text)
    return number if _shaped(number) else ""


def check_digit(first17: str) -> str:
    """The 18th place for 17 digits (ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(w * int(d) for w, d in zip(_WEIGHTS, first17, strict=True)) % 11]


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A number that keeps every rule of GB 11643: shape, birth date, check digit."""

    text: str

    @classmethod
    def parse(cls, text: str, today: date) -> CitizenNumber:
        """Read a number as typed or scanned.

        Raises:
            NotACitizenNumber: with the reason in both languages.
        """
        reading = read(text, today)
        if reading.problem is not None:
            raise NotACitizenNumber(reading.problem)
        return cls(reading.text)

    @property
    def birth(self) -> date:
        """The birth date the number states."""
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def sex(self) -> Sex:
        """Odd order numbers are men's, even ones women's."""
        return "male" if int(self.text[16]) % 2 else "female"


@dataclass(frozen=True, slots=True)
class Reading:
    """What can be said of a number while it is being typed.

    ``birth`` and ``sex`` are there as soon as their places are; ``problem`` is None for a whole and valid number.
    ``mendings`` are the valid numbers that differ in one place, offered only when the shape is whole.
    """

    text: str
    birth: date | None
    sex: Sex | None
    problem: Text | None
    mendings: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """All 18 places are there."""
        return len(self.text) == LENGTH

    @property
    def valid(self) -> bool:
        """Whole, and every rule kept."""
        return self.problem is None


def read(text: str, today: date) -> Reading:
    """Explain a number as far as it is typed; never raises."""
    number = normalise(text)
    birth = _birth(number[6:14])
    sex: Sex | None = None
    if len(number) >= 17 and number[16].isascii() and number[16].isdigit():
        sex = "male" if int(number[16]) % 2 else "female"
    problem = _problem(number, birth, today)
    mendings = _mendings(number, today) if problem is not None and _shaped(number) else ()
    return Reading(number, birth, sex, problem, mendings)


def mask(number: str) -> str:
    """``110108199103080047`` as ``110108********0047``; anything else with all but four ends hidden."""
    if len(number) == LENGTH:
        return f"{number[:6]}********{number[14:]}"
    return number[:2] + "*" * max(0, len(number) - 4) + number[-2:] if len(number) > 4 else "*" * len(number)


def _shaped(number: str) -> bool:
    return re.fullmatch(r"[0-9]{17}[0-9X]", number) is not None


def _birth(digits: str) -> date | None:
    if re.fullmatch(r"[0-9]{8}", digits) is None:
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _problem(number: str, birth: date | None, today: date) -> Text | None:
    if not _shaped(number):
        return _SHAPE
    if birth is None:
        return _NO_DAY
    if birth > today:
        return _NOT_YET
    if birth.year < today.year - _OLDEST:
        return _TOO_OLD
    if (wanted := check_digit(number[:17])) != number[17]:
        return Text(
            f"校验位应为 {wanted}，现在是 {number[17]}；必有一位不对",
            f"the check digit should be {wanted} and is {number[17]}; one place is wrong",
        )
    return None


def _mendings(number: str, today: date) -> tuple[str, ...]:
    """Each place admits at most one digit that satisfies the check digit, so there are at most 18 candidates."""
    found = []
    for place in range(LENGTH):
        for digit in "0123456789X" if place == LENGTH - 1 else "0123456789":
            candidate = number[:place] + digit + number[place + 1 :]
            if candidate != number and _problem(candidate, _birth(candidate[6:14]), today) is None:
                found.append(candidate)
    return tuple(found)

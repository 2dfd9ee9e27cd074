"""The name of a person, kept exactly as it is written (民委发〔2016〕33号: the separator is · U+00B7, 25 hanzi fit)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from counter.errors import BadInput
from counter.locale import Text

LONGEST = 50
"""Characters: the width the twelve departments asked every name field to have."""

DOT = "\u00b7"
LOOKALIKE_DOTS = frozenset("\u2022\u30fb\u2027\uff0e\u2219\u22c5\u0387\uff65.")
"""Characters that people type for the separator; converted only with the clerk's consent."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
_BLANKS = frozenset(" \u3000")
"""The two blanks that people type between the parts of a name."""
_SHAPELESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that draw nothing: fillers, joiners, variation selectors, the blank Braille cell."""
_IDEOGRAPHS = range(0x20000, 0x3FFFE)
"""Planes 2 and 3 hold nothing but hanzi; Python's tables may be older than the newest of them (extension I is of 2023)."""
_SUPPLEMENT = 0x10000


class NameMissing(BadInput):
    """There is no name."""

    happened = Text("姓名是空的。", "The name is empty.")
    next_step = Text("请填写姓名。", "Please enter the name.")


class NameTooLong(BadInput):
    """The name has more characters than a register holds."""

    happened = Text("姓名有 {length} 个字，超过 50 个。", "The name has {length} characters; 50 is the most.")
    next_step = Text("请对照证件改正。", "Please compare with the document and mend it.")


class NameHasHiddenCharacter(BadInput):
    """The name holds a character that cannot be seen: control, direction mark, half of a pair, unassigned."""

    happened = Text(
        "姓名第 {place} 个字是看不见的字符 {point}。",
        "Character {place} of the name is an invisible one, {point}.",
    )
    next_step = Text("请删掉它再试。", "Please delete it and try again.")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name of 1 to 50 visible characters, never normalised, never shortened."""

    text: str

    @classmethod
    def parse(cls, text: str) -> PersonName:
        """Take a name as written; only blanks around it are dropped.

        Raises:
            NameMissing, NameTooLong, NameHasHiddenCharacter
        """
        name = text.strip(" \u3000\t\r\n")
        if not name:
            raise NameMissing
        if len(name) > LONGEST:
            raise NameTooLong(length=len(name))
        for place, character in enumerate(name, 1):
            if hidden(character):
                raise NameHasHiddenCharacter(place=place, point=code_point(character))
        return cls(name)

    @property
    def rare(self) -> tuple[tuple[str, str], ...]:
        """The characters beyond the everyday plane with their code points, for reading back: (𠅤, U+20164)."""
        return tuple((c, code_point(c)) for c in self.text if is_rare(c))


def hidden(character: str) -> bool:
    """Whether a character has no shape of its own, so that a reader could not see it on paper."""
    if ord(character) in _IDEOGRAPHS or character in _BLANKS:
        return False
    return unicodedata.category(character) in _HIDDEN or _SHAPELESS.match(character) is not None


def is_rare(character: str) -> bool:
    """Whether terminals and other offices are likely to lose this character: extensions A and everything beyond the BMP."""
    point = ord(character)
    return point >= _SUPPLEMENT or 0x3400 <= point <= 0x4DBF or 0xF900 <= point <= 0xFAFF


def code_point(character: str) -> str:
    """``U+20164`` for one character."""
    return f"U+{ord(character):04X}"


def with_standard_dots(text: str) -> str:
    """The text with every look-alike of the separator as U+00B7; ask the clerk before keeping the result."""
    return "".join(DOT if c in LOOKALIKE_DOTS else c for c in text)

"""One line of words that a clerk types: a reason, a description."""

from __future__ import annotations

from counter.errors import BadInput
from counter.locale import Text
from counter.values.person_name import code_point, hidden

LONGEST = 200
"""Characters; longer ones are cut, the beginning says the most."""


class RemarkHasHiddenCharacter(BadInput):
    """The words hold a character that cannot be seen and might be obeyed by a screen."""

    happened = Text(
        "所写的内容第 {place} 个字是看不见的字符 {point}。",
        "Character {place} of what was written is an invisible one, {point}.",
    )
    next_step = Text("请删掉它再试。", "Please delete it and try again.")


def remark(text: str, longest: int = LONGEST) -> str:
    """The words on one line, single blanks between them, at most ``longest`` characters.

    Raises:
        RemarkHasHiddenCharacter
    """
    line = " ".join(text.split())[:longest]
    for place, character in enumerate(line, 1):
        if hidden(character):
            raise RemarkHasHiddenCharacter(place=place, point=code_point(character))
    return line

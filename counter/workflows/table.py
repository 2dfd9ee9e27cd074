"""A transition table as data: what may be done in a state, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Self, TypeVar

from counter.errors import Refused
from counter.locale import Text


class Said(StrEnum):
    """States and acts that can be said: each member is its code and its words."""

    _value_: str
    text: Text

    def __new__(cls, code: str, zh: str = "", en: str = "") -> Self:
        """A member that is its code as a string and carries its words."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.text = Text(zh, en)
        return member


S = TypeVar("S", bound=Said)
A = TypeVar("A", bound=Said)


class NotNow(Refused):
    """The act does not belong to the state the thing is in."""

    happened = Text(
        "现在不能这样做：{what_zh}的状态是“{state_zh}”，不能{act_zh}。",
        "Not now: {what_en} is {state_en}, which does not allow {act_en}.",
    )
    next_step = Text("请看屏幕上这一步能做什么。", "Please see on the screen what this step offers.")

    def __init__(self, what: Text, state: Said, act: Said) -> None:
        super().__init__(
            what_zh=what.zh,
            what_en=what.en,
            state_zh=state.text.zh,
            state_en=state.text.en,
            act_zh=act.text.zh,
            act_en=act.text.en,
        )


@dataclass(frozen=True)
class Table(Generic[S, A]):
    """Moves of one kind of thing; states without a way out are its ends."""

    what: Text
    start: S
    moves: Mapping[tuple[S, A], S]

    def step(self, state: S, act: A) -> S:
        """The state after an act.

        Raises:
            NotNow: the table has no such move.
        """
        try:
            return self.moves[state, act]
        except KeyError:
            raise NotNow(self.what, state, act) from None

    def acts(self, state: S) -> Iterator[A]:
        """What may be done in a state."""
        return (act for at, act in self.moves if at == state)

    def ends(self) -> frozenset[S]:
        """The states nothing leads out of."""
        return frozenset(type(self.start)) - {state for state, _ in self.moves}

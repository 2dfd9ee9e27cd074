"""A transition table as data: what may be done in a state, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from counter.errors import Refused
from counter.locale import Text

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


class NotNow(Refused):
    """The act does not belong to the state the thing is in."""

    happened = Text(
        "现在不能这样做:{what} 处于「{state}」,不接受「{act}」。",
        "Not now: {what} is {state} and takes no {act}.",
    )
    next_step = Text("请看屏幕上这一步能做什么。", "Please see on the screen what this step offers.")


@dataclass(frozen=True)
class Table(Generic[S, A]):
    """Moves of one kind of thing; states without a way out are its ends."""

    what: str
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
            raise NotNow(what=self.what, state=state, act=act) from None

    def acts(self, state: S) -> Iterator[A]:
        """What may be done in a state."""
        return (act for at, act in self.moves if at == state)

    def ends(self) -> frozenset[S]:
        """The states nothing leads out of."""
        return frozenset(type(self.start)) - {state for state, _ in self.moves}

"""Rounds of random days, until each room was reached often enough for what must hold there to be worth something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test


class Reaching(Protocol):
    """A state machine that counts the acts it has reached."""

    reached: Counter[str]


def until_reached(
    machine: type[Reaching], days: settings, steps: Iterable[int], wanted: Mapping[str, int]
) -> None:
    """Run round after round, each with so many steps of one day; in the end no wanted act came less often than wanted.

    Hypothesis draws on the words of whatever modules are loaded, so no round is quite the same everywhere; what chance left
    out in one comes in another.
    """
    machine.reached = Counter()
    for count in steps:
        run_state_machine_as_test(machine, settings=settings(days, stateful_step_count=count))
        if not _seldom(machine.reached, wanted):
            break
    assert _seldom(machine.reached, wanted) == {}, machine.reached


def _seldom(reached: Mapping[str, int], wanted: Mapping[str, int]) -> dict[str, int]:
    return {act: reached.get(act, 0) for act, least in wanted.items() if reached.get(act, 0) < least}

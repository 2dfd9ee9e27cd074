"""Random clerks hand over and take in together, journey by journey: after every step the books hold, and no journey is astray."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from counter.printing.press import Press
from counter.rules import Rulebook
from desk.days import holds
from desk.days.rounds import until_reached
from desk.days.window import AtTheWindow
from desk.test_random_days import Days

TURNS = settings(
    max_examples=7,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    report_multiple_bugs=False,
)
STEPS = (18, 22, 26, 30, 34, 38)
"""Of one example, round after round."""
WANTED = {
    "application.moved hand-over": 6, "case.moved settled": 6, "case.moved abandoned": 3, "case.parked": 3, "case.taken-up": 8,
    "finger.taken": 20, "household.begun": 3,
}  # fmt: skip
"""Acts that all the turns together must hold, and how often at least."""


class Turns(AtTheWindow, holds.Beside):
    """The journeys of a window, with what must hold after every step of any day; what other days do of intakes stays there."""

    # what is no rule is left out
    some_were_served_before = somebody_comes = the_clerk_goes_on = None  # type: ignore[assignment]
    something_else_happens = a_promise_is_checked = None  # type: ignore[assignment]
    the_journal_holds = Days.the_journal_holds_and_the_tables_are_its_readings
    every_refusal_is_a_sentence = Days.every_refusal_is_a_sentence
    every_intake_is_in_a_state_of_the_table = Days.every_intake_is_in_a_state_of_the_table
    paper_is_what_is_recorded = Days.paper_is_what_is_recorded


def test_random_journeys_of_a_window(
    stations: Callable[[str], Path], press: Press, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter.build._rules", lambda _: rulebook)
    Turns.home, Turns.press = stations("wuxi"), press
    until_reached(Turns, TURNS, STEPS, WANTED)

"""The journey of a household as the store has it: it bears the id of the household, and keeps what is being typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from counter.store import cases
from counter.store.apply import Kind
from counter.store.store import Acting
from counter.workflows.household import GATHERING, Gather, Gathering

HOUSEHOLD: Final = "household"
"""What the journey of a household is called among the journeys of a clerk."""
PERSON: Final = ("number", "name", "ethnic", "household_address", "phone")
"""The rows of the next person."""
SHARED: Final = ("service", "address", "landlord", "phone", "papers")
"""The rows of what all share."""
_GONE = frozenset({Gathering.CLOSED, Gathering.ABANDONED})


def begun(act: Acting, household: str, step: Gathering) -> None:
    """The journey begins."""
    act.record(Kind.CASE_OPENED, household, {"service": HOUSEHOLD, "step": step})


def gather(act: Acting, household: str, what: Gather, facts: Mapping[str, Any] | None = None) -> None:
    """Record what is done with the household as a whole, where somebody has it under way at a window.

    Raises:
        NotNow
    """
    case = cases.case(act.db, household)
    if case is None or not case.is_open:
        return
    to = GATHERING.step(Gathering(case.step), what)
    body = {"act": what, "to": to, "facts": dict(facts or {}), "open": to not in _GONE}
    act.record(Kind.CASE_MOVED, household, body)


def entered(act: Acting, household: str) -> None:
    """What was typed of a person is theirs now: their rows are empty for the next one."""
    case = cases.case(act.db, household)
    if case is not None and case.is_open:
        act.record(Kind.CASE_NOTED, household, {"facts": {}, "entered": [*PERSON, "@row"]})

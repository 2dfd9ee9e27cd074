"""The journey of a handing over as the store has it: one per application, begun again when somebody comes again."""

from __future__ import annotations

from typing import Final

from counter.store import cases
from counter.store.apply import Kind
from counter.store.store import Acting
from counter.workflows.handing import HANDING, Handing, Turn

COLLECTION: Final = "collection"
"""What the journey of a handing over is called among the journeys of a clerk."""


def journey_of(application: str) -> str:
    """The id of the journey that hands an application over."""
    return f"{application}-{COLLECTION}"


def turn(act: Acting, case: cases.Case, what: Turn, facts: dict[str, object] | None = None) -> None:
    """Record what becomes of a handing over.

    Raises:
        NotNow
    """
    to = HANDING.step(Handing(case.step), what)
    body = {"act": what, "to": to, "facts": facts or {}, "open": to is Handing.UNDER_WAY}
    act.record(Kind.CASE_MOVED, case.id, body)


def settle(act: Acting, application: str) -> None:
    """Something was done to an application: the journey that would hand it over is settled, at whatever window it stands."""
    case = cases.case(act.db, journey_of(application))
    if case is not None and case.is_open:
        turn(act, case, Turn.SETTLE)

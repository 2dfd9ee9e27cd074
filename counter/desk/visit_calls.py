"""Calling home visits (入户核实): which accepted application needs one, on whose beat, and when."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from counter.desk.bench import Bench
from counter.desk.look import Look
from counter.settings import BeatSettings
from counter.store.apply import Kind
from counter.store.store import Acting

VERIFIED = "verified"
"""The clock start of deadlines that wait for what an officer finds at home (核实属实)."""


def beat_of(bench: Bench, address: str) -> BeatSettings | None:
    """The beat an address belongs to: the first one of whose words it holds."""
    return next((b for b in bench.settings.beat if any(words in address for words in b.addresses)), None)


def needs_visit(seen: Look) -> bool:
    """Whether the rules of its day let the time of an application run only from what was verified at home."""
    deadline = seen.answer.deadline if seen.answer else None
    return deadline is not None and deadline.starts == VERIFIED and deadline.due is None


def call_visits(act: Acting, seen: Look) -> None:
    """Put an application that was just accepted on the list: itself today, each promise in it on its last day."""
    if seen.person is None:
        return
    wanted: Iterable[tuple[str, str]] = [
        *([("", seen.bench.clock.today().isoformat())] if needs_visit(seen) else []),
        *((promise.demand, promise.due) for promise in seen.promises if not promise.outcome),
    ]
    beat = beat_of(seen.bench, seen.person.residence_address or seen.person.household_address)
    for demand, day in wanted:
        body = {
            "application": seen.case.id,
            "demand": demand,
            "beat": beat.name if beat else "",
            "officer": beat.officer if beat else "",
            "planned_on": day,
        }
        act.record(Kind.VISIT_CALLED, secrets.token_hex(8), body)

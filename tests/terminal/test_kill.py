"""SIGKILL at random moments of each journey: nothing acknowledged is lost, paper is as recorded."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from counter.rules import Rulebook

from .jobs import Collection, Day, Household, Intake, Job, Missing, Permit, Slip
from .power import Power

pytestmark = [pytest.mark.terminal, pytest.mark.kill]

JOBS: dict[str, tuple[type[Job], str]] = {
    "slip": (Slip, "beijing"),
    "receipt": (Intake, "wuxi"),
    "missing": (Missing, "wuxi"),
    "permit": (Permit, "wuxi"),
    "collection": (Collection, "wuxi"),
    "day": (Day, "beijing"),
    "household": (Household, "wuxi"),
}
SHARDS = [
    ("receipt", 0, 20), ("receipt", 1, 20), ("permit", 0, 20), ("missing", 0, 20), ("missing", 1, 20), ("slip", 0, 20),
    ("slip", 1, 20), ("collection", 0, 12), ("collection", 1, 12), ("household", 0, 12), ("household", 1, 12), ("day", 0, 12),
]  # fmt: skip
"""Journey, seed, lives."""


@pytest.mark.parametrize(
    ("name", "seed", "lives"), SHARDS, ids=[f"{name}-{seed}" for name, seed, _ in SHARDS]
)
def test_the_power_fails_and_nothing_is_lost(
    tmp_path: Path,
    rulebook: Rulebook,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    seed: int,
    lives: int,
) -> None:
    monkeypatch.setattr("counter.build._rules", lambda _: rulebook)
    dice = random.Random(f"{name} {seed}")
    kind, city = JOBS[name]
    power = Power(tmp_path, kind(city, dice, rulebook), dice)
    power.fails(lives)
    sys.stderr.write(f"{name} {seed}: killed at {dict(power.killed_at)}\n")
    assert sum(power.killed_at.values()) == lives

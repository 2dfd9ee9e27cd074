"""SIGKILL at random moments of each journey: nothing acknowledged is lost, paper is as recorded."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from counter.rules import Rulebook

from .jobs import (
    Afterwards,
    Between,
    Certificate,
    Collection,
    Day,
    Holder,
    Household,
    Intake,
    Job,
    Later,
    Loss,
    Missing,
    Permit,
    Reader,
    Review,
    Slip,
    Visit,
    Window,
)
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
    "certificate": (Certificate, "tianjin"),
    "loss": (Loss, "tianjin"),
    "visit": (Visit, "beijing"),
    "holder": (Holder, "beijing"),
    "afterwards": (Afterwards, "wuxi"),
    "window": (Window, "wuxi"),
    "later": (Later, "wuxi"),
    "review": (Review, "tianjin"),
    "reader": (Reader, "wuxi"),
    "between": (Between, "wuxi"),
}
SHARDS = [
    ("receipt", 0, 16), ("permit", 0, 15), ("missing", 0, 17), ("slip", 0, 21), ("collection", 0, 12), ("household", 0, 6),
    ("day", 0, 17), ("certificate", 0, 11), ("loss", 0, 10), ("visit", 0, 12), ("holder", 0, 8), ("afterwards", 0, 11),
    ("window", 0, 8), ("later", 0, 12), ("review", 0, 11), ("reader", 0, 8), ("between", 0, 6),
]  # fmt: skip
"""Journey, seed, lives."""
BEFORE_THE_WORK = {"启动", "首页"}


def test_two_hundred_lives_end() -> None:
    assert sum(lives for _, _, lives in SHARDS) >= 200
    assert {name for name, _, _ in SHARDS} == JOBS.keys()


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
    dice = random.Random(f"{name} {seed}")
    kind, city = JOBS[name]
    job = kind(city, dice, rulebook)
    monkeypatch.setattr("counter.build._rules", lambda _: job.rules)
    power = Power(tmp_path, job, dice)
    power.fails(lives)
    sys.stderr.write(f"{name} {seed}: killed at {dict(power.killed_at)}\n")
    assert set(power.killed_at) - BEFORE_THE_WORK, f"the power never failed in the work: {power.killed_at}"

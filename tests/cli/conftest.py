from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from handy import HandClock

from counter.cli.main import run_command
from counter.places import Places
from counter.printing.press import Press
from counter.rules import Rulebook


class Said(NamedTuple):
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Counter = Callable[..., Said]


@pytest.fixture
def counter(
    places: Places,
    clock: HandClock,
    press: Press,
    rulebook: Rulebook,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Counter:
    """Run a command on a copy of the training station, with fonts and rules that are loaded already."""
    monkeypatch.setenv("COUNTER_HOME", str(places.home))
    monkeypatch.setattr("counter.build.SystemClock", lambda: clock)
    monkeypatch.setattr("counter.build.Press", lambda *_: press)
    monkeypatch.setattr("counter.printing.press.Press", lambda _: press)
    monkeypatch.setattr("counter.build._rules", lambda _: rulebook)

    def run(*argv: str) -> Said:
        capfd.readouterr()
        status = run_command(list(argv))
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return Said(status, out, err)

    return run


@pytest.fixture
def slip(counter: Counter) -> Counter:
    """Run a command about slips as an officer."""
    return lambda *argv: counter("slip", *argv, "--clerk", "0337")

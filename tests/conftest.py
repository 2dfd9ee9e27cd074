"""Every test owns its world: a station in tmp_path, a clock in the hand, a printer that remembers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from handy import FickleSlot, HandClock, officer
from hypothesis import HealthCheck, settings

from counter.build import open_desk
from counter.desk import pins
from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.places import Places, data_dir
from counter.printing.press import Press
from counter.rules import Rulebook, load_rulebook
from counter.store.engine import new_key
from counter.store.store import Store

settings.register_profile(
    "counter",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("counter")


@pytest.fixture(autouse=True)
def _what_is_rubbish_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program spares the collector what it has at its start; hundreds of them in one process would never be freed."""
    monkeypatch.setattr("gc.freeze", lambda: None)


pins._scrypt = cache(
    pins._scrypt
)  # a PIN is slow to try, which is its purpose; the suite tries the same one thousands of times


@pytest.fixture(autouse=True)
def _no_station_of_the_developer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("COUNTER_PIN", "COUNTER_SECOND_PIN", "COUNTER_NEW_PIN", "COUNTER_LANG", "COUNTER_STATION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "nowhere"))


@pytest.fixture(scope="session")
def press() -> Press:
    """Fonts and forms, loaded once."""
    return Press(data_dir())


@pytest.fixture(scope="session")
def made_station(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A training station, made once; tests work on copies."""
    home = tmp_path_factory.mktemp("made") / "home"
    open_desk(Places(home, data_dir()), HandClock()).close()
    return home


@pytest.fixture
def places(made_station: Path, tmp_path: Path) -> Places:
    shutil.copytree(made_station, tmp_path / "home")
    return Places(tmp_path / "home", data_dir())


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def printer() -> FickleSlot:
    return FickleSlot()


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The shipped rules, read once."""
    return load_rulebook(data_dir() / "jurisdictions")[0]


@pytest.fixture
def desk(
    places: Places,
    clock: HandClock,
    printer: FickleSlot,
    press: Press,
    rulebook: Rulebook,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    """A desk on a real encrypted store with 120 fictional holders."""
    monkeypatch.setattr("counter.build._rules", lambda _: rulebook)
    opened = open_desk(places, clock, printer)
    yield Desk.on(replace(opened.bench, press=press))
    opened.close()


@pytest.fixture
def session(desk: Desk) -> Session:
    """An officer; signing in itself is tested where people are."""
    return officer(desk)


@pytest.fixture
def key() -> bytes:
    return new_key()


@pytest.fixture
def store(tmp_path: Path, key: bytes, clock: HandClock) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(tmp_path / "counter.db", key, terminal="110108990000-01", clock=clock)
    yield opened
    opened.close()

"""A desk in each place, on a real encrypted store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from handy import FickleSlot, HandClock

from counter.build import open_desk
from counter.desk.desk import Desk
from counter.places import Places, data_dir
from counter.printing.press import Press
from desk.applying import STATIONS, make_station, promising


@pytest.fixture(scope="session")
def stations(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The home of a station, made when it is first wanted."""
    root = tmp_path_factory.mktemp("stations")

    def home(place: str) -> Path:
        if not (root / place).exists():
            make_station(root / place, place)
        return root / place

    return home


@pytest.fixture
def desk_at(
    stations: Callable[[str], Path], tmp_path: Path, clock: HandClock, printer: FickleSlot, press: Press
) -> Iterator[Callable[[str], Desk]]:
    """A desk in a place: wuxi, tianjin or beijing."""
    opened: list[Desk] = []

    def at(place: str) -> Desk:
        assert place in STATIONS
        shutil.copytree(stations(place), tmp_path / place)
        desk = open_desk(Places(tmp_path / place, data_dir()), clock, printer)
        opened.append(desk)
        return Desk.on(replace(desk.bench, press=press))

    yield at
    for desk in opened:
        desk.close()


@pytest.fixture
def wuxi(desk_at: Callable[[str], Desk]) -> Desk:
    return desk_at("wuxi")


@pytest.fixture
def trusting(wuxi: Desk, tmp_path: Path) -> Desk:
    """A desk whose rules let the proof of stay be promised for thirty days."""
    return promising(wuxi, tmp_path, "wuxi.toml", 'code = "stay-proof"\n')

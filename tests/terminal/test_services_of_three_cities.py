"""Every service of three cities in a real terminal of 80 × 24: from F2 to the receipt on paper with key presses only."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from handy import HandClock, number_for

from counter.build import open_desk
from counter.desk.application_view import services
from counter.places import Places, data_dir
from counter.rules import Rulebook

from .clerk import NAMED, SERIAL, Citizen, Clerk
from .errands import CITIES, Served
from .tmux import Tmux

pytestmark = [pytest.mark.terminal, pytest.mark.component]

EVERY = [(city, served) for city, all_of_them in CITIES.items() for served in all_of_them]
PATIENCE = 4.0
"""Seconds after which a question that still stands is answered again."""


class Windows:
    """One window a city, opened when its first citizen comes; a journey that failed leaves it closed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Tmux] = {}
        self._served = 0

    def at(self, city: str) -> Tmux:
        """The window of a city at its home page."""
        if city not in self._open:
            folder = self._folder / f"{city}-{len(list(self._folder.iterdir()))}"
            folder.mkdir()
            window = self._open[city] = Tmux(folder, COUNTER_STATION=city)
            window.wait("口令")
            window.type("0000")
            window.press("Enter")
            window.wait("没有待办")
        return self._open[city]

    def citizen(self) -> Citizen:
        """Somebody who was never here."""
        self._served += 1
        return Citizen(number_for("19900101", self._served, county="330198"))

    def close(self, city: str) -> None:
        """End a window; the next citizen finds a new one."""
        if city in self._open:
            self._open.pop(city).close()

    def close_all(self) -> None:
        for city in list(self._open):
            self.close(city)


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    opened = Windows(tmp_path_factory.mktemp("windows"))
    yield opened
    opened.close_all()


def served(window: Tmux, clerk: Clerk, seconds: float = 25) -> str:
    """Let the clerk work until a receipt that was not there before is in the citizen's hand; gives its serial."""
    window.press("F2")
    paper, end, answered, patience = window.home / "paper", time.monotonic() + seconds, "", 0.0
    before = {pdf.stem for pdf in paper.glob("*.pdf")}
    while True:
        screen = window.still()
        done = SERIAL.search(screen) if "已受理，回执" in screen else None
        if done and done[0] not in before:
            return done[0]
        assert time.monotonic() < end, f"no receipt came; last asked {answered!r}:\n{screen}"
        question, keys = clerk.next(screen)
        if question and (question != answered or time.monotonic() > patience):
            answered, patience = question, time.monotonic() + PATIENCE
            for key in keys:
                (window.press if key in NAMED else window.type)(key)


def words_on(pdf: Path) -> str:
    """The words of a sheet without blanks and line ends, brackets of one width."""
    raw = subprocess.run(
        ["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout  # cell by cell
    return plain(raw)


def plain(text: str) -> str:
    return re.sub(r"\s", "", text).replace("(", "（").replace(")", "）")


@pytest.mark.parametrize(("city", "one"), EVERY, ids=[f"{city}/{one.code}" for city, one in EVERY])
def test_from_f2_to_the_receipt(windows: Windows, rulebook: Rulebook, city: str, one: Served) -> None:
    window, citizen = windows.at(city), windows.citizen()
    try:
        serial = served(window, Clerk(citizen, one.errand(rulebook)))
    except BaseException:
        windows.close(city)
        raise
    words = words_on(window.home / "paper" / f"{serial}.pdf")
    assert words.startswith("户籍业务受理回执")
    masked = f"{citizen.number[:6]}********{citizen.number[-4:]}"
    for said in (
        citizen.name,
        masked,
        serial,
        "样张SPECIMEN",
        one.title,
        one.fee,
        one.deadline,
        one.way,
    ):
        assert plain(said) in words, f"{said} does not stand on the receipt:\n{words}"
    listed = "；".join(f"{paper}（原件已退还）" for paper in one.papers) or "未留存材料；原件已当场退还。"
    assert plain(listed) in words, words
    assert ("票据" in one.fee) == ("票据" in words)


@pytest.mark.parametrize("city", CITIES)
def test_no_service_of_a_city_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, city: str) -> None:
    monkeypatch.setenv("COUNTER_STATION", city)
    desk = open_desk(Places(tmp_path / "home", data_dir(), city), HandClock())
    try:
        taken_in = {one.code for one in services(desk.bench) if not one.journey}
    finally:
        desk.close()
    assert taken_in == {one.code for one in CITIES[city]}

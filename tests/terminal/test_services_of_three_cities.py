"""Every service of three cities in a real terminal of 80 × 24: from F2 to the paper that ends it, with keys only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from handy import HandClock, number_for

from counter.build import open_desk
from counter.desk.application_view import services
from counter.places import Places, data_dir
from counter.rules import Rulebook
from counter.workflows.application import State

from .clerk import LOST, NAMED, SERIAL, Citizen, Clerk
from .errands import CITIES, KEPT, Served
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


def receipt_after(window: Tmux) -> Callable[[str], str]:
    """Tells the serial of a receipt that was not there before, once it is in the citizen's hand."""
    before = {pdf.stem for pdf in (window.home / "paper").glob("*.pdf")}

    def told(screen: str) -> str:
        found = SERIAL.search(screen) if "已受理，回执" in screen else None
        return found[0] if found and found[0] not in before else ""

    return told


def sealed(screen: str) -> str:
    """The serial of a certificate that is in the citizen's hand."""
    found = SERIAL.search(screen) if "证明已交给本人" in screen else None
    return found[0] if found else ""


def worked(window: Tmux, clerk: Clerk, told: Callable[[str], str], seconds: float = 25) -> str:
    """Let the clerk work until the screen tells a serial."""
    end, answered, patience = time.monotonic() + seconds, "", 0.0
    while True:
        screen = window.still()
        if serial := told(screen):
            return serial
        assert time.monotonic() < end, f"no paper came; last asked {answered!r}:\n{screen}"
        question, keys = clerk.next(screen)
        if question and (question != answered or time.monotonic() > patience):
            answered, patience = question, time.monotonic() + PATIENCE
            for key in keys:
                (window.press if key in NAMED else window.type)(key)


def served(window: Tmux, clerk: Clerk) -> str:
    """From F2 to a receipt in the citizen's hand; gives its serial."""
    told = receipt_after(window)
    window.press("F2")
    return worked(window, clerk, told)


def certified(window: Tmux, clerk: Clerk, one: Served) -> None:
    """The certificate that follows the receipt, up to the sealed sheet, whose words and code are read off the paper."""
    serial = worked(window, clerk, sealed)
    window.press("Escape")
    window.wait("号码、姓名或扫码")
    pdf = window.home / "paper" / f"{serial}.pdf"
    words = words_on(pdf)
    assert words.startswith(plain(one.title))
    for said in (serial, clerk.citizen.name, *one.certified.values()):
        for word in said.split():  # a row of a household stands in cells
            assert plain(word) in words or masked(word) in words, f"{word} does not stand on it:\n{words}"
    assert verified(window, pdf).startswith("样张，核验一致")


def verified(window: Tmux, pdf: Path) -> str:
    """What the program says to the code on a sheet."""
    command = [sys.executable, "-m", "counter", "verify", str(pdf)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "COUNTER_HOME": str(window.home)}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def reported(window: Tmux, clerk: Clerk) -> None:
    """The report of the loss that came before the signature is on paper, to be signed."""
    papers = [words_on(pdf) for pdf in (window.home / "paper").glob("*.pdf")]
    (report,) = [words for words in papers if words.startswith("居民身份证挂失申报登记表")]
    for said in (clerk.citizen.name, clerk.citizen.number, *LOST):
        assert plain(said) in report, report


def collected(window: Tmux, serial: str) -> None:
    """The card is made elsewhere, and handed over here against its receipt."""
    desk = open_desk(Places(window.home, data_dir()))
    session = desk.people.sign_in("0337", "0000")
    for deed in ("review", "sign", "produce", "arrive"):
        desk.progress.move(session, desk.collect.find(session, serial)[0].id, deed)
    window.type(serial)
    window.press("Enter")
    for asked, keys in {"到场人": "11", "比对": "1", "签收人": ""}.items():
        window.wait(asked)
        window.press(*keys or ["Enter"])
    window.wait("已发放")
    assert desk.collect.find(session, serial)[0].state is State.COLLECTED
    desk.close()


def words_on(pdf: Path) -> str:
    """The words of a sheet without blanks and line ends, brackets of one width."""
    raw = subprocess.run(
        ["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout  # cell by cell
    return plain(raw)


def masked(number: str) -> str:
    return f"{number[:6]}********{number[-4:]}"


def plain(text: str) -> str:
    return re.sub(r"\s", "", text).replace("(", "（").replace(")", "）")


@pytest.mark.parametrize(("city", "one"), EVERY, ids=[f"{city}/{one.code}" for city, one in EVERY])
def test_from_f2_to_the_paper_that_ends_it(
    windows: Windows, rulebook: Rulebook, city: str, one: Served
) -> None:
    window, citizen = windows.at(city), windows.citizen()
    clerk = Clerk(citizen, one.errand(rulebook))
    try:
        serial = served(window, clerk)
        if one.certified:
            certified(window, clerk, one)
        elif one.ends == "reported":
            reported(window, clerk)
        elif one.ends == "collected":
            collected(window, serial)
    except BaseException:
        windows.close(city)
        raise
    words = words_on(window.home / "paper" / f"{serial}.pdf")
    assert words.startswith("户籍业务受理回执")
    for said in (
        citizen.name,
        masked(citizen.number),
        serial,
        "样张SPECIMEN",
        one.title,
        one.fee,
        one.deadline,
        one.way,
    ):
        assert plain(said) in words, f"{said} does not stand on the receipt:\n{words}"
    listed = (
        "；".join(f"{paper}（{KEPT.get(paper, '原件已退还')}）" for paper in one.papers)
        or "未留存材料；原件已当场退还。"
    )
    assert plain(listed) in words, words
    assert ("票据" in one.fee) == ("票据" in words)


def test_a_home_visit_from_the_list_to_the_signed_opinion(windows: Windows, rulebook: Rulebook) -> None:
    """No citizen comes for it: it stands on the list once an application that wants it was accepted."""
    window, citizen = windows.at("beijing"), windows.citizen()
    permit = next(one for one in CITIES["beijing"] if one.code == "residence-permit")
    try:
        served(window, Clerk(citizen, permit.errand(rulebook)))
        window.press("F11")
        window.wait("核实清单")
        window.type("v")
        window.wait(citizen.residence)
        window.press("Enter")
        window.wait("核实结果")
        window.type("1")
        window.wait("走访民警警号")
        window.type("本人在家，与申报一致")
        window.press("Enter")
        for words in ("0337", "0000"):
            window.type(words)
            window.press("Enter")
        window.wait("意见已签署")
        assert "核实属实" in window.still()
        for _ in range(3):
            window.press("Escape")
        window.wait("号码、姓名或扫码")
    except BaseException:
        windows.close("beijing")
        raise


@pytest.mark.parametrize("city", CITIES)
def test_no_service_of_a_city_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, city: str) -> None:
    monkeypatch.setenv("COUNTER_STATION", city)
    desk = open_desk(Places(tmp_path / "home", data_dir(), city), HandClock())
    try:
        rules, today = desk.bench.rules, desk.bench.clock.today()
        offered = {one.code for one in services(desk.bench) if not one.journey}
        refused = {code for code in offered if rules.explain(city, code, today, {}).refusals}
    finally:
        desk.close()
    assert offered - refused == {one.code for one in CITIES[city]}
    assert refused == ({"permit-reissue"} if city == "beijing" else set()), "who asks is refused in writing"

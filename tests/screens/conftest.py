from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from handy import HandClock
from textual.events import Key, Paste
from textual.pilot import Pilot

from counter.app.counter_app import CounterApp
from counter.build import open_desk
from counter.clock import FixedClock, SystemClock
from counter.places import Places, data_dir
from counter.printing.press import Press
from counter.rules import Rulebook

if TYPE_CHECKING:
    from .windows import Windows

SIZES = [(80, 24), (120, 40)]


@pytest.fixture(scope="session")
def station(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A training station, made once; tests work on copies."""
    home = tmp_path_factory.mktemp("station") / "home"
    open_desk(Places(home, data_dir())).close()
    return home


@pytest.fixture
def places(station: Path, tmp_path: Path) -> Places:
    shutil.copytree(station, tmp_path / "home")
    return Places(tmp_path / "home", data_dir())


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch, press: Press, rulebook: Rulebook) -> None:
    """Fonts and rules are the same for every test; reading them is tested where they are."""
    monkeypatch.setattr("counter.build.Press", lambda *_: press)
    monkeypatch.setattr("counter.build._rules", lambda _: rulebook)


class Hands:
    """Somebody at the keyboard, and eyes on the screen."""

    def __init__(self, app: CounterApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.pressed = 0

    async def press(self, *keys: str) -> str:
        """Press work keys or single characters one behind the other without waiting; then wait for the end of it all."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))
        self.pressed += len(keys)
        return await self.rest()

    async def walk(self, keys: Sequence[str]) -> str:
        """Press work keys or characters, the last of them with open eyes: a refusal is seen before it is printed."""
        await self.press(*keys[:-1])
        return await self.press(*keys[-1:])

    async def type(self, text: str) -> str:
        return await self.press(*text)

    async def paste(self, text: str) -> str:
        self.app.post_message(Paste(text))
        return await self.rest()

    async def rest(self) -> str:
        """Everything that follows from the keys is done; gives the screen."""
        assert self.app._desk is not None
        await asyncio.wait({self.app._desk})
        stood = [(self.app.page, -1)]
        while (
            len(stood) < 4 or stood[-1] != stood[-2]
        ):  # on a slow machine one thing may follow from another later
            await self.pilot.pause(
                0
            )  # every message is handled; without a delay it would wait for the whole machine
            await self.app.gate.idle()
            beside = [w for w in self.app.workers if w.group in {"beside", "desk"} and not w.is_finished]
            if beside:
                await self.app.workers.wait_for_complete(beside)
            await self.app.keyboard.settled()
            stood.append((self.app.page, self.app.page.changes))
            assert len(stood) < 100, "the screen never comes to rest"
        return self.screen

    @property
    def screen(self) -> str:
        return self.app.page.board.canvas.text()

    @property
    def said(self) -> str:
        """The screen without blanks and breaks: a sentence may be wrapped anywhere."""
        return "".join(self.screen.split())

    @property
    def field(self) -> str:
        return self.app.page.field.value

    @property
    def desk(self) -> Any:
        assert self.app._desk is not None
        return self.app._desk.result()

    async def sign_in(self) -> str:
        return await self.press(*"0000", "enter")


Open = Callable[..., AbstractAsyncContextManager[Hands]]


@pytest.fixture
def counter(places: Places) -> Open:
    """Opens the application on the real desk: ``async with counter(size) as hands``."""

    still = FixedClock(SystemClock().now())  # a minute that passes would show on the preview

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (80, 24), signed_in: bool = True, **kwargs: Any
    ) -> AsyncIterator[Hands]:
        kwargs.setdefault("open_desk", lambda where: open_desk(where, clock=still))
        app = CounterApp(places, **kwargs)
        async with app.run_test(size=size) as pilot:
            hands = Hands(app, pilot)
            if signed_in:
                await hands.sign_in()
            yield hands
            await hands.rest()

    return opened


NUMBER = "130198198805120138"
"""李𠅤 of the training station, with a valid permit."""


def misspelt(number: str) -> str:
    """The number with its 12th digit wrong."""
    return number[:11] + str((int(number[11]) + 1) % 10) + number[12:]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The home of a training station in a place, made when it is first wanted."""
    root = tmp_path_factory.mktemp("windows")

    def home(place: str) -> Path:
        if not (root / place).exists():
            open_desk(Places(root / place, data_dir(), place), HandClock()).close()
        return root / place

    return home


@pytest.fixture
def windows(made: Callable[[str], Path], tmp_path: Path) -> Windows:
    """Stations whose intakes stand at the stage a test is about."""
    from .windows import Windows

    return Windows(made, tmp_path, HandClock())

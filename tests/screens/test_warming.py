from __future__ import annotations

import asyncio

import pytest

from counter.app import warming
from counter.places import data_dir
from counter.printing.press import Press

from .conftest import Hands, Open


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> Press:
    """A press of which nothing is loaded, on every desk that is opened."""
    press = Press(data_dir())
    monkeypatch.setattr("counter.build.Press", lambda *_: press)
    return press


def warmed(press: Press) -> bool:
    return {"fonts", "_composer", "large"} <= set(vars(press))


async def at_the_end(hands: Hands) -> None:
    """The warming has nothing left to do."""
    await hands.app.workers.wait_for_complete([w for w in hands.app.workers if w.group == "warming"])


async def test_hands_that_rest_let_the_press_be_warmed(
    counter: Open, cold: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "REST", 0.01)
    async with counter(signed_in=False) as hands:
        assert [w for w in hands.app.workers if w.group == "warming"] == [], "not before somebody signs in"
        await hands.sign_in()
        await at_the_end(hands)
        assert warmed(cold)
        assert not hands.app.places.log.exists()


async def test_nothing_is_loaded_while_hands_are_busy(
    counter: Open, cold: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "REST", 3600.0)
    async with counter() as hands:
        await hands.type("abc")
        for _ in range(20):
            await asyncio.sleep(0)
        assert not {"fonts", "_composer"} & set(vars(cold))
        hands.app.sign_out()
        monkeypatch.setattr(warming, "REST", 0.0)


async def test_a_piece_that_fails_disturbs_nobody(
    counter: Open, cold: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "REST", 0.01)
    cold.data = cold.data / "nowhere"
    async with counter() as hands:
        await at_the_end(hands)
        assert "没有待办" in hands.screen
        assert "warming.py" in hands.app.places.log.read_text(encoding="utf-8")

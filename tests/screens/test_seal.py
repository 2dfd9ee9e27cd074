"""The page of the seal ledger where the station has an issued seal: two people unlock it, anybody locks it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.app.counter_app import CounterApp
from counter.build import open_desk
from counter.clock import FixedClock, SystemClock
from counter.desk.desk import Desk
from counter.places import Places
from counter.screens.ledger import LedgerPage
from counter.store.apply import Kind

from .conftest import Hands

NUMBER = "1101080000123"


def with_issued_seal(places: Places) -> Desk:
    """The training station's desk, set to an issued seal that is in the books; how it comes there is tested at the desk."""
    clock = FixedClock(SystemClock().now())
    bench = open_desk(places, clock=clock).bench
    now = int(clock.now().timestamp())
    body = {
        "number": NUMBER, "name": "某派出所", "purpose": "户口专用章", "since": now - 10, "until": now + 10**6,
        "second": "0102", "text": "",
    }  # fmt: skip
    with bench.store.acting("0601") as act:
        act.record(Kind.SEAL_IMPORTED, "f" * 64, body)
    return Desk.on(
        replace(bench, settings=replace(bench.settings, seal=replace(bench.settings.seal, mode="issued")))
    )


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_two_people_unlock_the_seal_and_one_locks_it(places: Places, size: tuple[int, int]) -> None:
    app = CounterApp(places, open_desk=with_issued_seal)
    async with app.run_test(size=size) as pilot:
        hands = Hands(app, pilot)
        await hands.sign_in()
        from counter.screens.pages import ledger_page

        app.go(ledger_page())
        assert f"印章{NUMBER}未开启" in (await hands.rest()).replace(" ", "")
        await hands.press("1")
        assert "开启签发的印章" in hands.screen
        screen = await hands.press(*"0102", "enter", *"0000", "enter")
        assert "不能导入或开启印章" in "".join(screen.split()), "a supervisor keeps no seal"
        screen = await hands.press(*"0601", "enter", *"0000", "enter")
        assert isinstance(app.page, LedgerPage)
        assert "0337+0601" in screen
        assert "未开启" in await hands.press("2")


async def test_a_specimen_needs_no_unlocking(counter, places: Places) -> None:  # type: ignore[no-untyped-def]  # the fixture
    async with counter() as hands:
        from counter.screens.pages import ledger_page

        hands.app.go(ledger_page())
        screen = await hands.rest()
        assert "未开启" not in screen
        await hands.press("1")
        assert isinstance(hands.app.page, LedgerPage)

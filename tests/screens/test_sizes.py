from __future__ import annotations

import pytest
from rich.cells import cell_len

from counter.screens.slip.page import SlipPage

from .conftest import NUMBER, Open

PREVIEW = ["f5", *NUMBER, "enter", "1", "enter"]


async def test_a_wider_window_gets_a_wider_preview(counter: Open) -> None:
    async with counter((80, 24)) as hands:
        narrow = await hands.press(*PREVIEW)
        await hands.pilot.resize_terminal(120, 40)
        wide = await hands.rest()
        widest = [
            max(cell_len(line) for line in screen.splitlines() if "│" in line) for screen in (narrow, wide)
        ]
        assert widest[0] <= 80 < widest[1] <= 120
        assert len(wide.splitlines()) == 40


@pytest.mark.parametrize("size", [(40, 10), (10, 3), (71, 19)])
async def test_a_window_that_is_too_small_says_so_and_loses_nothing(
    counter: Open, size: tuple[int, int]
) -> None:
    async with counter() as hands:
        before = await hands.press("f5", *NUMBER[:9])
        await hands.pilot.resize_terminal(*size)
        await hands.rest()
        assert "80×24" in hands.said
        await hands.press(NUMBER[9])
        await hands.pilot.resize_terminal(80, 24)
        after = await hands.rest()
        assert isinstance(hands.app.page, SlipPage)
        assert hands.field == NUMBER[:10]
        assert after == before.replace("9/18", "10/18")

"""Every stage of the second half in every window and both languages: what Enter does is always in sight, nothing is wider."""

from __future__ import annotations

import pytest

from counter.workflows.application import Stage

from .conftest import Hands
from .windows import RENEWAL, Windows, case, fits, task

STAGES = [
    (Stage.READ_BACK, "wuxi", ""),
    (Stage.SIGNATURES, "wuxi", ""),
    (Stage.FINGERPRINTS, "wuxi", ""),
    (Stage.FEE, "tianjin", RENEWAL["tianjin"]),
    (Stage.COLLECTION, "tianjin", ""),
    (Stage.ACCEPTANCE, "wuxi", ""),
    (Stage.RECEIPT, "wuxi", ""),
    (Stage.SPOILED, "wuxi", ""),
]


@pytest.mark.parametrize("size", [(72, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize(("stage", "place", "service"), STAGES, ids=str)
async def test_a_stage_fits_its_window_in_both_languages_and_follows_its_size(
    windows: Windows, stage: Stage, place: str, service: str, size: tuple[int, int]
) -> None:
    windows.at(stage, place, service)
    async with windows.open(place, size=size) as hands:
        assert case(hands).stage is stage
        for _ in ("zh", "en"):
            fits(hands)
            assert "Enter" in task(hands)
            await hands.press("f8")
        before = hands.screen
        await hands.pilot.resize_terminal(100, 30)
        await hands.rest()
        fits(hands)
        await hands.pilot.resize_terminal(*size)
        await hands.rest()
        assert hands.screen == before


@pytest.mark.parametrize(("stage", "place", "service"), STAGES, ids=str)
async def test_no_key_does_harm(windows: Windows, stage: Stage, place: str, service: str) -> None:
    keys = ["tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "delete", "space",
            "8", "x", "ctrl+a", "ctrl+w"]  # fmt: skip
    windows.at(stage, place, service)
    async with windows.open(place) as hands:
        before = acts(hands)
        await hands.press(*keys)
        assert case(hands).stage is stage
        assert acts(hands) == before
        assert hands.app.is_running
        fits(hands)


def acts(hands: Hands) -> int:
    """How many acts stand in the journal."""
    with hands.desk.bench.store.reading() as db:
        (count,) = db.execute("SELECT count(*) FROM journal").fetchone()
    return int(count)

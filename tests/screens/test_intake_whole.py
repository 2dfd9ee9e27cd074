"""From F2 to the receipt in the citizen's hand: an ordinary first identity card, key by key, and how many keys that takes."""

from __future__ import annotations

import pytest

from counter.screens.home import HomePage
from counter.workflows.application import Stage

from .windows import ADULT, HOUSEHOLD, Windows, case

WORDS = (ADULT, "赵试用", "", "浙江省样例市样例路 1 号", "样例路 2 号", "13800000000")
"""Number, name, ethnic group (Enter alone takes the most frequent), household, residence, telephone."""
ASKED = {
    "wuxi": {"household": "partner-province", "soldier": "no", "present": "self", "earlier-card": "none",
             "stay-ground": "employment", "collect-by": "self"},
    "tianjin": {"soldier": "no", "present": "self", "reason": "first", "earlier-card": "none",
                "household": HOUSEHOLD["tianjin"]},
}  # fmt: skip
SERVICE = {"wuxi": "first-id-card", "tianjin": "id-card"}
KEYS = {"wuxi": 27, "tianjin": 24}
"""Besides the citizen's own words; at most 45 are allowed."""


@pytest.mark.parametrize("place", ASKED)
async def test_an_ordinary_first_card_takes_few_keys_from_beginning_to_end(
    windows: Windows, place: str
) -> None:
    async with windows.open(place) as hands:
        await hands.press("f2")
        for words in WORDS:
            await hands.press(*words, "enter")
        offered = {service.code: service.key for service in case(hands).services}
        await hands.press(*offered[SERVICE[place]])
        if case(hands).stage is Stage.SERVICE:
            await hands.press("enter")
        while case(hands).stage is Stage.QUESTIONS:
            question = case(hands).questions[0]
            wanted = ASKED[place][question.fact]
            await hands.press(next(choice.key for choice in question.choices if choice.code == wanted))
        while any(demand.missing for demand in case(hands).checklist):
            await hands.press("1")
        await hands.press("a")
        while case(hands).stage is not Stage.RECEIPT_OUT:
            await hands.press("enter")
        await hands.press("1")
        assert isinstance(hands.app.page, HomePage)
        assert "已受理" in hands.screen
        assert "回执 L" in hands.screen
        keys = hands.pressed - sum(map(len, WORDS))
        assert keys == KEYS[place] <= 45

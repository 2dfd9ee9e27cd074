from __future__ import annotations

import re

import pytest

from counter.locale import Words
from counter.places import data_dir
from counter.workflows.application import Stage

from .conftest import NUMBER, SIZES, Open
from .intakes import TO

ZH, EN = Words(data_dir() / "locale").table("zh"), Words(data_dir() / "locale").table("en")
CHINESE_ONLY = {
    text for key, text in ZH.items() if len(text) > 2 and "{" not in text and text not in EN.values()
}

PAGES: dict[str, list[str]] = {
    "home": [],
    "find": ["f3", *"li"],
    "lists": ["f11"],
    "ledger": ["f11", "b"],
    "day": ["f11", "c"],
    "shift": ["f11", "d"],
    "lost receipt": ["f11", "a"],
    "empty list": ["f11", "2"],
    "endorsements": ["f11", "7"],
    "leave": ["f10"],
    "help": ["f1"],
    "cover": ["f7"],
    "lock": ["f9"],
    "identity": ["f2"],
    "identity of somebody known": ["f2", *"古丽"],
    "new person": ["f2", *NUMBER, "enter"],
    "ethnic group": ["f2", *NUMBER, "enter", "enter", *["backspace"] * 2, "h"],
    "service": TO[Stage.SERVICE],
    "services": [*TO[Stage.SERVICE], *"jzz"],
    "question": [*TO[Stage.QUESTIONS], "1"],
    "question of a day": [*TO[Stage.QUESTIONS], *"211", *"2024"],
    "papers": [*TO[Stage.DOCUMENTS], "1"],
    "correction": [*TO[Stage.SERVICE], "0"],
    "corrected": [*TO[Stage.SERVICE], "0", "8"],
    "number": ["f5", *NUMBER[:17]],
    "shown": ["f5", *NUMBER, "enter"],
    "read back": ["f5", *NUMBER, "enter", "1"],
    "preview": ["f5", *NUMBER, "enter", "1", "enter"],
    "came out": ["f5", *NUMBER, "enter", "1", "enter", "enter"],
    "reasons": ["f5", *NUMBER, "enter", "1", "enter", "enter", "2"],
    "spoiled": ["f5", *NUMBER, "enter", "1", "enter", "enter", "2", "1"],
    "refusal": ["f5", *NUMBER, "enter", "6"],
    "notice": ["f5", *NUMBER, "enter", "6", "enter"],
    "sheet": ["f5", *NUMBER, "enter", "1", "enter", "enter", "1", "down", "enter"],
    "second": ["f5", *NUMBER, "enter", "1", "enter", "enter", "1", "down", "enter", "1", *"x", "enter"],
}


@pytest.mark.parametrize("page", PAGES)
async def test_one_key_turns_every_page_and_back(counter: Open, page: str) -> None:
    async with counter() as hands:
        chinese = await hands.walk(PAGES[page])
        typed = hands.field
        english = await hands.press("f8")
        assert {text for text in CHINESE_ONLY if text in english} == set()
        assert "F8 中文" in english
        assert hands.field == typed
        assert await hands.press("f8") == chinese
        assert "F8 EN" in chinese


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", PAGES)
async def test_every_page_fits_in_both_languages(counter: Open, page: str, size: tuple[int, int]) -> None:
    from rich.cells import cell_len

    async with counter(size) as hands:
        for screen in (await hands.walk(PAGES[page]), await hands.press("f8")):
            lines = screen.splitlines()
            assert len(lines) == size[1]
            assert max(map(cell_len, lines)) <= size[0]
            assert re.search(r"(F|Esc)", lines[-1])
            if page in {"shown", "read back", "spoiled", "came out", "sheet"}:
                assert "…" not in "".join(lines[:-2])


async def test_the_sign_in_page_turns_too(counter: Open) -> None:
    async with counter(signed_in=False) as hands:
        screen = await hands.press("f8")
        assert "Number" in screen
        assert "PIN" in screen
        assert "training" in screen.lower()


async def test_what_teaches_is_not_cut_off_in_the_smallest_window(counter: Open) -> None:
    async with counter((80, 24)) as hands:
        assert "…" not in hands.screen
        assert "…" not in await hands.press("f8")

"""What is to be reported, on the screen: honest about the network, each line in one file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk.test_visits import applied

from counter.screens.upload import UploadPage

from .conftest import SIZES
from .windows import Windows, fits


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_what_waits_is_written_and_confirmed(
    windows: Windows, tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    windows.prepare("beijing", lambda desk, _: applied(desk))
    async with windows.open("beijing", size=size, language=language) as hands:
        await hands.press("f11", "u")
        page = hands.app.page
        assert isinstance(page, UploadPage)
        fits(hands)
        assert page.told is not None
        assert page.told.waiting == 2
        file = tmp_path / "out" / "a.jsonl"
        await hands.press("1")
        await hands.paste(str(file))
        await hands.press("enter")
        assert "a.jsonl" in hands.said, "there is no such folder"
        assert page.told.waiting == 2
        fits(hands)
        file.parent.mkdir()
        await hands.press("enter")
        assert json.loads(file.read_text("utf-8").splitlines()[0])["count"] == 2
        assert page.told.waiting == 0
        fits(hands)
        await hands.press("2")
        await hands.paste(str(file))
        await hands.press("enter")
        assert page.told.batches[0].confirmed_at is not None
        fits(hands)
        await hands.press("1")
        await hands.paste(str(tmp_path / "b.jsonl"))
        await hands.press("enter")
        assert not (tmp_path / "b.jsonl").exists()
        await hands.press("escape", "escape")
        assert not isinstance(hands.app.page, UploadPage)

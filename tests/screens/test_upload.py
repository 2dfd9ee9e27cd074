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


async def test_a_file_that_got_lost_is_written_again_under_its_number(
    windows: Windows, tmp_path: Path
) -> None:
    windows.prepare("beijing", lambda desk, _: applied(desk))
    async with windows.open("beijing") as hands:
        screen = await hands.press("f11", "u")
        assert hands.app.say("upload.do.again") not in screen, "nothing is on its way"
        first, again = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
        await hands.press("1")
        await hands.paste(str(first))
        await hands.press("enter")
        first.unlink()
        (tmp_path / f".{again.name}.0123abcd").write_bytes(b"half of it, when the power failed")
        await hands.press("3")
        fits(hands)
        assert hands.field == "1", "the newest one that is not confirmed"
        await hands.press("x", "enter")
        await hands.paste(str(again))
        await hands.press("enter")
        assert "批号应为数字" in hands.said
        await hands.press("up", "backspace", "enter", "enter")
        assert "第1批2条已再次写入" in hands.said
        fits(hands)
        assert json.loads(again.read_text("utf-8").splitlines()[0])["batch"] == 1
        assert [one.name for one in tmp_path.iterdir() if "jsonl" in one.name] == [again.name]
        page = hands.app.page
        assert isinstance(page, UploadPage)
        assert page.told is not None
        assert [one.batch for one in page.told.batches] == [1]

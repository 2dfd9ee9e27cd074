from __future__ import annotations

import json
from pathlib import Path

import pytest

from counter.devices.folder import FolderPrinter, SheetTaken
from counter.devices.ports import Printer
from counter.devices.strips import StripFolder
from counter.places import data_dir
from counter.printing.press import Press
from counter.printing.raster import files_of


@pytest.fixture
def strips(tmp_path: Path) -> StripFolder:
    return StripFolder(FolderPrinter(tmp_path / "paper"), files_of)


@pytest.fixture(scope="module")
def slip() -> bytes:
    press = Press(data_dir())
    return press.pdf(press.forms["queue-slip"].sample())


def test_a_slip_is_laid_down_as_picture_and_bytes(strips: StripFolder, slip: bytes, tmp_path: Path) -> None:
    printer: Printer = strips
    assert printer.check().ready
    assert "没有设热敏打印机" in printer.check().text.zh
    receipt = printer.send("Q-1", slip, "排队号")
    wanted = files_of(slip)
    assert (tmp_path / "paper" / "Q-1.png").read_bytes() == wanted["png"]
    assert (tmp_path / "paper" / "Q-1.escpos").read_bytes() == wanted["escpos"]
    assert json.loads((tmp_path / "paper" / "Q-1.json").read_text())["sha256"] == receipt.sha256
    assert receipt.job == "Q-1.png"


def test_the_same_slip_may_be_sent_again_and_another_not(strips: StripFolder, slip: bytes) -> None:
    press = Press(data_dir())
    assert strips.send("Q-1", slip, "排队号") == strips.send("Q-1", slip, "排队号")
    with pytest.raises(SheetTaken):
        strips.send("Q-1", press.pdf(press.forms["material-list"].sample()), "材料清单")

"""From the authority's imprint to a sealed sheet, on the command line alone."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from handy import LI, HandClock
from PIL import Image, ImageDraw

from counter.places import Places

from .conftest import Counter

PIN = ("--pin", "0000", "--second-pin", "0000")
SERIAL = "L110108990-01-20261122-0001"
ISSUE = (
    "--unit", "110108990000", "--name", "北京市公安局海淀分局望山路派出所", "--number", "1101080000123",
    "--from", "2026-01-01", "--until", "2027-12-31",
)  # fmt: skip


def imprint(folder: Path, side: int = 1000) -> Path:
    """A fictional imprint in red on nothing: a ring and a triangle, no words."""
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((0, 0, side - 1, side - 1), outline=(214, 20, 30, 255), width=side // 40)
    corners = [(side / 2 + side / 4 * math.sin(a), side / 2 - side / 4 * math.cos(a)) for a in (0, 2.1, 4.2)]
    pen.polygon(corners, fill=(214, 20, 30, 255))
    picture.save(folder / "imprint.png")
    return folder / "imprint.png"


@pytest.fixture
def working(counter: Counter, places: Places, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> Counter:
    """A working station that a city's root has certified, set to an issued seal."""
    settings = places.station.read_text(encoding="utf-8")
    settings = settings.replace("training = true", "training = false").replace('"specimen"', '"issued"')
    places.station.write_text(settings, encoding="utf-8")
    monkeypatch.setattr("counter.clock.SystemClock", lambda: clock)
    monkeypatch.setattr("counter.cli.city_root._now", clock.now)
    return counter


def test_a_seal_from_the_authority_to_the_sheet(working: Counter, places: Places, tmp_path: Path) -> None:
    root, folder = tmp_path / "city", tmp_path
    said = working("keys", "root", str(root), "--code", "110000000000", "--name", "某市公安局")
    assert said.status == 0, said.err
    seal = folder / "seal.txt"
    said = working("seal", "issue", str(imprint(folder)), "--root", str(root), *ISSUE, "-o", str(seal))
    assert said.status == 0, said.err
    refused = working("seal", "import", str(seal), "--clerk", "0601", "--second", "0102", *PIN, "--json")
    assert (refused.status, refused.json["error"]) == (1, "seal-not-believed")
    request = folder / "request.txt"
    assert working("keys", "make", "--clerk", "0102", "--pin", "0000", "-o", str(request)).status == 0
    paper = folder / "paper.txt"
    said = working("keys", "certify", str(request), "--root", str(root), "-o", str(paper))
    assert said.status == 0, said.err
    said = working("keys", "take", str(paper), "--clerk", "0102", "--pin", "0000")
    assert said.status == 0, said.err
    said = working("seal", "import", str(seal), "--clerk", "0601", "--second", "0102", *PIN, "--json")
    assert said.status == 0, said.err
    slip = (
        "slip",
        "issue",
        "--number",
        LI,
        "--shown",
        "household-book",
        "--clerk",
        "0337",
        "--pin",
        "0000",
        "--json",
    )
    assert working(*slip).json["error"] == "seal-locked"
    said = working("seal", "open", "--clerk", "0337", "--second", "0601", "--minutes", "5", *PIN)
    assert said.status == 0, said.err
    assert "0337+0601" in said.out
    assert working(*slip).json["sheet"]["serial"] == SERIAL
    assert "issued" in working("seal", "ledger", "--clerk", "0808", "--pin", "0000").out
    assert working("seal", "close", "--clerk", "0337", "--pin", "0000").status == 0
    assert "未开启" in working("seal", "show", "--clerk", "0337", "--pin", "0000").out
    sheet = places.paper / f"{SERIAL}.pdf"
    assert b"SPECIMEN" not in sheet.read_bytes()


@pytest.mark.parametrize("side", [300, 30])
def test_a_coarse_imprint_is_refused(working: Counter, tmp_path: Path, side: int) -> None:
    root = tmp_path / "city"
    working("keys", "root", str(root), "--code", "110000000000", "--name", "某市公安局")
    out = tmp_path / "seal.txt"
    said = working("seal", "issue", str(imprint(tmp_path, side)), "--root", str(root), *ISSUE, "-o", str(out))
    assert said.status == 1
    assert not out.exists()


@pytest.mark.parametrize("content", [b"\x89PNG broken", b"<svg>", b"", b"M 0 0 Q BT"])
def test_what_is_no_picture_is_told(working: Counter, tmp_path: Path, content: bytes) -> None:
    root, picture = tmp_path / "city", tmp_path / "imprint"
    working("keys", "root", str(root), "--code", "110000000000", "--name", "某市公安局")
    picture.write_bytes(content)
    said = working("seal", "issue", str(picture), "--root", str(root), *ISSUE, "-o", str(tmp_path / "s"))
    assert said.status == 1
    assert said.err


def test_a_training_station_has_specimens_only(counter: Counter, tmp_path: Path) -> None:
    said = counter("seal", "open", "--clerk", "0337", "--second", "0601", "--json")
    assert (said.status, said.json["error"]) == (1, "not-issued-here")
    assert "specimen" in counter("seal", "show").out

"""Dots for a thermal printer: what is on the strip, and the bytes that carry it."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from counter.printing.press import Press
from counter.printing.raster import BAND, DOTS, Raster, raster
from tests.printing.conftest import with_fields

STRIPS = ["queue-slip", "material-list"]


def picture(dots: Raster) -> Image.Image:
    return Image.open(io.BytesIO(dots.png()))


def replayed(stream: bytes) -> bytes:
    """The rows that a printer would print from ESC/POS bytes; fails on a command it should not meet."""
    rows, at = b"", 0
    assert stream.startswith(b"\x1b@")
    at = 2
    while stream[at : at + 4] == b"\x1dv0\x00":
        across = int.from_bytes(stream[at + 4 : at + 6], "little")
        count = int.from_bytes(stream[at + 6 : at + 8], "little")
        assert across == DOTS // 8
        assert 0 < count <= BAND
        rows += stream[at + 8 : at + 8 + across * count]
        at += 8 + across * count
    assert stream[at:] == b"\x1bd\x04\x1dV\x42\x00"
    return rows


@pytest.mark.parametrize("form", STRIPS)
def test_a_strip_is_one_bit_a_dot_and_as_wide_as_the_head(press: Press, form: str) -> None:
    dots = press.raster(press.forms[form].sample())
    image = picture(dots)
    assert image.mode == "1"
    assert image.size == (DOTS, dots.height)
    assert len(dots.rows) == DOTS // 8 * dots.height
    assert dots.height == pytest.approx(press.forms[form].height * DOTS / 72, rel=0.35)


@pytest.mark.parametrize("form", STRIPS)
def test_the_printer_gets_every_row_once(press: Press, form: str) -> None:
    dots = press.raster(press.forms[form].sample())
    assert replayed(dots.escpos()) == dots.rows


def test_black_is_a_set_bit_from_the_left() -> None:
    strip = Raster(b"\x80" + b"\x00" * 70 + b"\x01", 1)
    image = picture(strip)
    assert [image.getpixel((x, 0)) for x in (0, 1, 574, 575)] == [0, 255, 255, 0]


def test_a_strip_says_specimen_and_has_no_pale_ground(press: Press) -> None:
    """The ground of other sheets would be a cloud of dots, and blots where it meets a hairline."""
    form = press.forms["queue-slip"]
    dots = picture(press.raster(form.sample())).convert("L")
    mm = DOTS / form.width
    at = form.specimen_at
    mark = dots.crop((int(at.x * mm), int(at.y * mm), int(at.right * mm), int(at.bottom * mm)))
    assert mark.histogram()[0] > 400
    places = [at for _, at, _ in form.standing_words()] + [field.at for field in form.fields]
    for at in (*places, form.serial_at, form.specimen_at):
        dots.paste(255, (int(at.x * mm), int(at.y * mm), int(at.right * mm) + 1, int(at.bottom * mm) + 1))
    assert dots.histogram()[0] == 0


def test_the_same_sheet_is_the_same_dots(press: Press) -> None:
    sample = press.forms["queue-slip"].sample()
    assert press.raster(sample) == press.raster(sample)
    assert press.raster(sample) != press.raster(with_fields(sample, number="A 019"))


@pytest.mark.component
@pytest.mark.parametrize("form", STRIPS)
def test_another_program_sees_the_same_letters(press: Press, tmp_path: Path, form: str) -> None:
    """What poppler draws dark is black here, what it leaves white is white: no stroke is lost, no dot is added."""
    pdf = press.pdf(press.forms[form].sample())
    (tmp_path / "strip.pdf").write_bytes(pdf)
    across = ["-scale-to-x", str(DOTS), "-scale-to-y", "-1"]
    subprocess.run(
        ["pdftoppm", "-gray", *across, "-singlefile", "strip.pdf", "strip"], cwd=tmp_path, check=True
    )
    theirs = Image.open(tmp_path / "strip.pgm")
    ours = picture(raster(pdf)).convert("L").crop((0, 0, *theirs.size))
    assert share(theirs.point(lambda grey: 0 if grey < 90 else 255), ours) > 0.98
    assert share(ours, theirs.point(lambda grey: 255 if grey > 230 else 0)) > 0.98


def share(these: Image.Image, those: Image.Image) -> float:
    """How many of the black dots of one picture are black in the other, or have a black neighbour there."""
    grown = those.filter(ImageFilter.MinFilter(3)).tobytes()
    black = [near for dot, near in zip(these.tobytes(), grown, strict=True) if dot == 0]
    assert len(black) > 5000
    return black.count(0) / len(black)


def test_commands_write_dots(press: Press, tmp_path: Path) -> None:
    for suffix, begins in ((".png", b"\x89PNG"), (".escpos", b"\x1b@\x1dv0"), (".pdf", b"%PDF")):
        file = tmp_path / f"strip{suffix}"
        command = [sys.executable, "-m", "counter", "specimen", "queue-slip", "-o", str(file)]
        assert subprocess.run(command, capture_output=True, text=True, check=False).returncode == 0
        assert file.read_bytes().startswith(begins)
    refused = [sys.executable, "-m", "counter", "specimen", "loss-report", "-o", str(tmp_path / "x.png")]
    done = subprocess.run(refused, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "queue-slip" in done.stderr

"""A seal that was stamped partly over the code, in red ink, scanned at every usual resolution: two programs still read it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from counter.printing.form import SealPlace
from counter.printing.paper import Paper
from counter.printing.press import Press

pytestmark = pytest.mark.component


@pytest.fixture(scope="module")
def stamped(press: Press, signed: Callable[..., Paper]) -> tuple[Paper, bytes]:
    """The slip with its seal moved so that the ring crosses a corner of the code, clear of the three finder patterns' middles."""
    paper = signed("confirmation-slip")
    form = press.forms["confirmation-slip"]
    assert form.code_at
    assert form.seal
    over = SealPlace(form.code_at.right + 8, form.code_at.bottom + 2, form.seal.diameter)
    moved = replace(form, code="stamped-over", seal=over)
    return paper, press._composer.pdf(moved, paper)


@pytest.mark.parametrize(("dpi", "blur", "tilt"), [(150, 0, 0), (200, 0.6, 3), (300, 1.0, 8)])
def test_a_code_with_a_seal_over_its_corner_is_read(
    stamped: tuple[Paper, bytes], tmp_path: Path, dpi: int, blur: float, tilt: float
) -> None:
    paper, pdf = stamped
    (tmp_path / "page.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(dpi), "-gray", "-singlefile", "page.pdf", "page"]
    subprocess.run(command, cwd=tmp_path, check=True)
    scan = Image.open(tmp_path / "page.pgm").filter(ImageFilter.GaussianBlur(blur))
    scan = scan.rotate(tilt, expand=True, fillcolor=255, resample=Image.Resampling.BILINEAR)
    scan.save(tmp_path / "scan.png")
    assert [found.text for found in zxingcpp.read_barcodes(scan)] == [paper.code]
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", tmp_path / "scan.png"], capture_output=True, text=True, check=True
    )
    assert read.stdout.rstrip("\n") == paper.code


def test_the_seal_does_lie_over_the_code(stamped: tuple[Paper, bytes], press: Press, tmp_path: Path) -> None:
    """The test above would prove nothing on a seal that misses the code."""
    _, pdf = stamped
    form = press.forms["confirmation-slip"]
    assert form.code_at
    (tmp_path / "page.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-singlefile", "page.pdf", "page"], cwd=tmp_path, check=True)
    page, unit = Image.open(tmp_path / "page.ppm"), 150 / 25.4
    at = form.code_at
    code = page.crop(tuple(round(side * unit) for side in (at.x, at.y, at.right, at.bottom)))
    red = sum(1 for r, g, b in code.get_flattened_data() if r > 150 and g < 90)
    assert red > 0.01 * code.width * code.height

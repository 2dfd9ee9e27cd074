"""Calibration: the page, what follows from its readings, and where pre-printed forms land with and without."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.places import data_dir
from counter.printing.alignment import Alignment, correction
from counter.printing.calibration import crosses
from counter.printing.form import Form, inside
from counter.printing.form_table import row_fields
from counter.printing.forms import load_forms
from counter.printing.paper import Paper
from counter.printing.press import MissingGlyphs, Press
from counter.printing.readback import Page
from tests.printing.test_fitting import inks

MEANT = crosses(210, 297)
shifts = st.floats(-8, 8)
scales = st.floats(0.97, 1.03)


def put(point: tuple[float, float], factor: float, dx: float, dy: float) -> tuple[float, float]:
    """Where a printer with this error puts a point."""
    return factor * point[0] + dx, factor * point[1] + dy


@given(scales, shifts, shifts)
def test_what_is_corrected_lands_where_it_is_meant(factor: float, dx: float, dy: float) -> None:
    found, left = correction(MEANT, [put(point, factor, dx, dy) for point in MEANT])
    assert left < 1e-6
    for point in [(0.0, 0.0), (210.0, 297.0), (33.3, 120.5)]:
        assert put(found.of(point), factor, dx, dy) == pytest.approx(point, abs=1e-6)


@given(scales, shifts, shifts, st.lists(st.floats(-0.25, 0.25), min_size=8, max_size=8))
def test_readings_of_a_ruler_are_good_enough(factor: float, dx: float, dy: float, noise: list[float]) -> None:
    """Half a millimetre between two readings leaves no point of the page more than half a millimetre off."""
    read = [
        (x + noise[2 * n], y + noise[2 * n + 1])
        for n, (x, y) in enumerate(put(point, factor, dx, dy) for point in MEANT)
    ]
    found, left = correction(MEANT, read)
    assert left <= 0.75
    for point in MEANT:
        assert put(found.of(point), factor, dx, dy) == pytest.approx(point, abs=0.6)


@pytest.mark.parametrize("read", [[(5.0, 5.0)] * 4, [(-x, -y) for x, y in MEANT]])
def test_readings_that_no_printer_makes_are_refused(read: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        correction(MEANT, read)


def black_columns(pdf: bytes, scale: float) -> set[tuple[int, int]]:
    """The dark dots of the first page."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=scale, grayscale=True).to_pil()
    return {(i % image.width, i // image.width) for i, grey in enumerate(image.tobytes()) if grey < 128}


@pytest.mark.parametrize("size", [(210.0, 297.0), (148.0, 210.0)])
def test_the_crosses_and_the_ruler_are_where_they_say(press: Press, size: tuple[float, float]) -> None:
    dots = 4
    dark = black_columns(press.calibration("slips", size), dots * 25.4 / 72)
    for x, y in crosses(*size):
        for step in range(-20, 21):
            near = [(round(x * dots) + step + i, round(y * dots) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
            assert dark & set(near), "the arm of the cross is whole"
    top = (20 + 34) * dots
    ticks = [x for x in range(int(size[0] * dots)) if (x, top - 13) in dark]
    tens = sorted({round(x / dots) for x in ticks})
    assert tens == list(range(20, int(size[0]) - 19, 10)), "long ticks stand ten millimetres apart"


def test_a_corrected_page_is_moved_by_the_correction(press: Press) -> None:
    plain = {ink.char: ink for ink in inks(press.calibration("slips", (210, 297)))}
    moved = {ink.char: ink for ink in inks(press.calibration("slips", (210, 297), Alignment(3, -2, 1010)))}
    for char in "校准页":
        at = Alignment(3, -2, 1010).of((plain[char].left, plain[char].top))
        assert (moved[char].left, moved[char].top) == pytest.approx(at, abs=0.05)


def test_a_name_no_font_has_is_refused(press: Press) -> None:
    with pytest.raises(MissingGlyphs):
        press.calibration("打印机\U0002ebf0", (210, 297))


@pytest.fixture
def stock(tmp_path: Path) -> Callable[..., Press]:
    """A press whose home-visit list is on paper that is printed already, with what its printer wants corrected."""
    data = tmp_path / "data"
    (data / "forms").mkdir(parents=True)
    (data / "fonts").symlink_to(data_dir() / "fonts")
    for code in ("home-visit-list", "confirmation-slip"):
        source = (data_dir() / "forms" / f"{code}.toml").read_text(encoding="utf-8")
        if code == "home-visit-list":
            source = source.replace('printer = "reports"', 'printer = "reports"\npreprinted = true')
        (data / "forms" / f"{code}.toml").write_text(source, encoding="utf-8")

    def make(**alignments: Alignment) -> Press:
        return Press(data, alignments)

    return make


def real(form: Form) -> Paper:
    """A sheet of a working station: no specimen."""
    assert form.table
    sample = form.sample("L110108990-01-20261122-0001")
    head = tuple(pair for pair in sample.fields if form.field(pair[0]))
    rows = row_fields(form.table.code, form.table.sample_rows())
    return replace(sample, fields=(*head, *rows), specimen=False, seal=None, code="")


@pytest.mark.parametrize(
    "wanted", [Alignment(2.5, -1.25, 1000), Alignment(0, 0, 996), Alignment(-3, 4, 1004)]
)
def test_every_letter_on_printed_stock_is_moved_and_scaled(
    stock: Callable[..., Press], wanted: Alignment
) -> None:
    plain, moved = stock(), stock(reports=wanted)
    paper = real(plain.forms["home-visit-list"])
    before, after = list(inks(plain.pdf(paper))), list(inks(moved.pdf(paper)))
    assert [ink.char for ink in before] == [ink.char for ink in after]
    for one, other in zip(before, after, strict=True):
        assert (other.left, other.top) == pytest.approx(wanted.of((one.left, one.top)), abs=0.05)
        assert (other.right, other.bottom) == pytest.approx(wanted.of((one.right, one.bottom)), abs=0.05)


def test_printed_stock_gets_the_values_alone(stock: Callable[..., Press]) -> None:
    press = stock()
    form = press.forms["home-visit-list"]
    paper = real(form)
    with Page.of(press.pdf(paper)) as page:
        assert page.words(form.title_at) == ""
        assert page.words(form.serial_at).endswith(paper.serial)
        for field in form.fields:
            assert page.words(field.at) == "".join(paper.text(field.code).split())
            assert field.label_at is None or page.words(inside(field.label_at)) == ""
    image = pypdfium2.PdfDocument(press.pdf(paper))[0].render(scale=2, grayscale=True).to_pil()
    assert form.table
    for mm in (form.fields[0].at.y, form.table.at.y, form.table.cells(1)[0].y):
        edge = int(mm * 2 * 72 / 25.4)
        ruled = [image.getpixel((x, y)) for y in (edge - 1, edge, edge + 1) for x in range(100, 500)]
        assert min(ruled) > 200, "no rule is drawn over those of the paper"
    with Page.of(press.pdf(form.sample())) as specimen:
        assert specimen.words(form.title_at) == "".join(form.title.zh.split()), (
            "a specimen shows the stock too"
        )


def test_other_forms_and_other_printers_are_not_moved(stock: Callable[..., Press]) -> None:
    plain = stock()
    moved = stock(slips=Alignment(5, 5, 1000), reports=Alignment(0, 0, 1000))
    for code in ("confirmation-slip", "home-visit-list"):
        sample = plain.forms[code].sample()
        assert plain.pdf(sample) == moved.pdf(sample)


def test_no_form_of_today_is_for_printed_stock() -> None:
    """When one is: say so in docs/forms.md, and where its stock was measured."""
    assert not [form.code for form in load_forms(data_dir() / "forms")[0].values() if form.preprinted]


# ── The command ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def counter(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    home = tmp_path / "home"
    home.mkdir()
    text = (data_dir() / "training" / "station.toml").read_text(encoding="utf-8")
    printer = '\n[[printer]]\nrole = "slips"\nuri = "ipp://127.0.0.1:9/ipp/print"\nname = "窗口一号"\ndx = 1.5\nscale = 1002\n'
    (home / "station.toml").write_text(text + printer, encoding="utf-8")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "counter", "printers", "calibrate", *words]
        environment = {**os.environ, "COUNTER_HOME": str(home)}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    return run


def test_a_page_is_written_for_a_printer_by_name_or_role(
    counter: Callable[..., subprocess.CompletedProcess[str]], press: Press, tmp_path: Path
) -> None:
    for name in ("slips", "窗口一号"):
        file = tmp_path / "page.pdf"
        done = counter(name, "-o", str(file))
        assert done.returncode == 0, done.stderr
        assert file.read_bytes() == press.calibration(name, (210, 297))
    assert counter("slips", "-o", str(tmp_path / "c.pdf"), "--corrected", "--size", "a5").returncode == 0
    assert (tmp_path / "c.pdf").read_bytes() == press.calibration(
        "slips", (148, 210), Alignment(1.5, 0, 1002)
    )


def test_readings_become_settings(counter: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    read = " ".join(f"{x + 1:.1f} {y - 0.5:.1f}" for x, y in MEANT)
    done = counter("slips", "--measured", read)
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["dx = -1.0", "dy = 0.5", "scale = 1000.0"]
    odd = counter("slips", "--measured", read.replace("21.0", "26.0", 1))
    assert "再量" in odd.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nobody",), 1, "窗口一号"),
        (("slips", "--measured", "1 2 3"), 1, "八个"),
        (("slips", "--measured", "a b c d e f g h"), 1, "八个"),
        (("slips", "--measured", "nan 1 1 1 1 1 1 1"), 1, "八个"),
        (("slips", "--measured", "5 5 5 5 5 5 5 5"), 1, "八个"),
        (("slips", "--size", "a3"), 2, "a4"),
        (("slips", "-o", "/nowhere/page.pdf"), 1, "不能写入"),
        (("slips",), 1, "127.0.0.1"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    counter: Callable[..., subprocess.CompletedProcess[str]], words: tuple[str, ...], code: int, said: str
) -> None:
    done = counter(*words)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr

"""What programs of others say about our files."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import page
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from counter.places import data_dir
from counter.printing.alignment import Alignment
from counter.printing.archive import archived
from counter.printing.canvas import Part
from counter.printing.font_embed import to_unicode
from counter.printing.form_table import row_fields
from counter.printing.forms import load_forms
from counter.printing.paper import Paper
from counter.printing.pdf_stream import pack
from counter.printing.press import Press
from tests.printing.conftest import NAMES

LOADED = load_forms(data_dir() / "forms")[0]
FORMS = sorted(LOADED)
SLIPS = ("acceptance-receipt", "confirmation-slip", "one-time-notice", "refusal-notice")
WITH_CODE = sorted(form.code for form in LOADED.values() if form.code_at)
pytestmark = pytest.mark.component


def run(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


Made = tuple[Paper, Path]


@pytest.fixture(scope="module")
def made(
    press: Press, signed: Callable[..., Paper], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Made]:
    """A sheet whose name, where it has one, needs all three faces; and its file, made once."""
    folder = tmp_path_factory.mktemp("sheets")

    @cache
    def make(form: str) -> Made:
        paper = signed(form, name="李𠅤·赵𬭎·𰻝·\U0002b74b·古丽巴哈尔·艾山江")
        file = folder / f"{form}.pdf"
        file.write_bytes(press.pdf(paper))
        return paper, file

    return make


@pytest.fixture(params=FORMS)
def sheet(request: pytest.FixtureRequest, made: Callable[[str], Made]) -> Made:
    return made(request.param)


def test_every_font_is_embedded_as_a_subset_with_unicode(sheet: Made) -> None:
    rows = [line for line in run("pdffonts", sheet[1]).splitlines()[2:] if line]
    of_names = {"CounterRareMing", "LXGWWenKai-Regular"} if sheet[0].text("name") else set()
    faces = {row.split()[0].partition("+")[2] for row in rows}
    assert faces - {"LXGWWenKai-Regular"} == {"NotoSerifSC-Regular", *of_names} - {"LXGWWenKai-Regular"}
    assert of_names <= faces
    for row in rows:
        assert re.search(r"Identity-H +yes yes yes", row), row


def test_qpdf_finds_nothing_wrong(sheet: Made) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", sheet[1])


def test_it_is_pdf_a_2u(sheet: Made) -> None:
    result = page.validate_pdf(str(sheet[1]), profile=page.ValidationProfile.PDF_A_2U)
    assert result.is_compliant, result.failures


def test_many_pages_and_the_calibration_page_are_archive_files_too(press: Press, tmp_path: Path) -> None:
    table = LOADED["home-visit-list"].table
    assert table
    sample = press.forms["home-visit-list"].sample("L110108990-01-20261122-0001")
    rows = row_fields(table.code, [{**table.sample_rows()[1], "number": str(n)} for n in range(1, 41)])
    head = tuple(pair for pair in sample.fields if press.forms["home-visit-list"].field(pair[0]))
    files = {
        "list": press.pdf(replace(sample, fields=(*head, *rows))),
        "rulers": press.calibration("slips", (210, 297), Alignment(1, 2, 1003)),
    }
    for name, pdf in files.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(pdf)
        result = page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_A_2U)
        assert result.is_compliant, result.failures
        assert "No syntax or stream encoding errors" in run("qpdf", "--check", file)
        for row in run("pdffonts", file).splitlines()[2:]:
            assert re.search(r"Identity-H +yes yes yes", row), row
    assert run("qpdf", "--show-npages", tmp_path / "list.pdf").strip() == "5"
    told = run("pdftotext", "-f", "5", "-raw", tmp_path / "list.pdf", "-")
    assert "第 5 页 共 5 页" in " ".join(told.split())


def test_forty_rows_cost_far_less_than_forty_sheets(press: Press) -> None:
    """Pages share fonts, ground, rules and words."""
    table = LOADED["home-visit-list"].table
    assert table
    sample = press.forms["home-visit-list"].sample()
    head = tuple(pair for pair in sample.fields if press.forms["home-visit-list"].field(pair[0]))
    row = table.sample_rows()[1]
    one, forty = (
        len(press.pdf(replace(sample, fields=(*head, *row_fields(table.code, [row] * count)))))
        for count in (1, 40)
    )
    assert forty < 1.5 * one


@pytest.mark.parametrize("ending", [b"\r", b"\n"])
def test_data_that_end_like_a_line_do_not_blur_the_length(
    press: Press, tmp_path: Path, ending: bytes
) -> None:
    """Packed data end in any byte; about one key in a hundred gave a file of doubtful length."""
    data = next(part for number in range(9999) if (part := pack(b"%% %d" % number)).endswith(ending))
    file = tmp_path / "page.pdf"
    profile = press._composer.profile
    file.write_bytes(archived([[Part(data, {})]], {}, (210, 148), "title", profile))
    result = page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_A_2U)
    assert result.is_compliant, result.failures


def test_a_broken_archive_file_is_noticed(sheet: Made, tmp_path: Path) -> None:
    """The check can fail: the same file without its output intent."""
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(sheet[1].read_bytes().replace(b"/OutputIntents", b"/OutputIntentz"))
    assert not page.validate_pdf(str(broken), profile=page.ValidationProfile.PDF_A_2U).is_compliant


def test_pdftotext_tells_every_printed_field(sheet: Made) -> None:
    paper, file = sheet
    told = "".join(run("pdftotext", "-raw", file, "-").split())
    for _, text in paper.fields:
        assert "".join(text.split()) in told
    assert paper.serial in told


@pytest.mark.parametrize("name", NAMES)
def test_pdftotext_tells_every_name(
    press: Press, signed: Callable[..., Paper], tmp_path: Path, name: str
) -> None:
    file = tmp_path / "slip.pdf"
    file.write_bytes(press.pdf(signed(name=name)))
    assert "".join(name.split()) in "".join(run("pdftotext", "-raw", file, "-").split())


@pytest.mark.parametrize("form", WITH_CODE)
@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_the_code_is_read_from_a_picture_by_two_programs(
    made: Callable[[str], Made], form: str, tmp_path: Path, dpi: int
) -> None:
    paper, file = made(form)
    run("pdftoppm", "-r", str(dpi), "-gray", "-singlefile", file, tmp_path / "page")
    picture = tmp_path / "page.pgm"
    assert run("zbarimg", "--quiet", "--raw", picture).rstrip("\n") == paper.code
    assert [found.text for found in zxingcpp.read_barcodes(Image.open(picture))] == [paper.code]


@pytest.mark.parametrize("form", [*SLIPS, "household-certificate"])
@pytest.mark.parametrize(
    ("dpi", "blur", "tilt"), [(150, 0.6, 2), (200, 0.8, 5), (300, 1.2, 12), (300, 1.2, 90)]
)
def test_the_code_is_read_from_a_poor_picture(
    made: Callable[[str], Made], form: str, tmp_path: Path, dpi: int, blur: float, tilt: float
) -> None:
    paper, file = made(form)
    run("pdftoppm", "-r", str(dpi), "-gray", "-singlefile", file, tmp_path / "page")
    poor = Image.open(tmp_path / "page.pgm").filter(ImageFilter.GaussianBlur(blur))
    poor = poor.rotate(tilt, expand=True, fillcolor=255, resample=Image.Resampling.BILINEAR)
    poor.save(tmp_path / "poor.png")
    assert [found.text for found in zxingcpp.read_barcodes(poor)] == [paper.code]
    assert run("zbarimg", "--quiet", "--raw", tmp_path / "poor.png").rstrip("\n") == paper.code


def test_unicode_beyond_the_first_plane_is_written_in_surrogates() -> None:
    assert b"<0007> <D840DD64>" in to_unicode({7: "\U00020164"})
    assert b"<0008> <674E>" in to_unicode({8: "李"})


def test_unicode_is_written_in_blocks_of_at_most_a_hundred() -> None:
    table = to_unicode({glyph: chr(0x4E00 + glyph) for glyph in range(1, 251)}).decode()
    assert re.findall(r"(\d+) beginbfchar", table) == ["100", "100", "50"]

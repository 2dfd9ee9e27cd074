"""Every character of the general standard and of the identity system, printed and read back by a program of others.

``general_standard.txt`` holds the 8,105 characters of 通用规范汉字表 (2013) in its order (Unihan kTGH, Unicode 15.0).
"""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from counter.locale import Text
from counter.printing.form import Box, Field, Style
from counter.printing.paper import Paper
from counter.printing.press import Press
from counter.printing.readback import Page
from tests.printing.test_glyphs import POLICE_SYSTEM

LIST = Path(__file__).with_name("general_standard.txt").read_text(encoding="utf-8").replace("\n", "")
POLICE = "".join(chr(int(point, 16)) for point in POLICE_SYSTEM.split())
PER_SHEET = 2100
SHEETS = [LIST[start : start + PER_SHEET] for start in range(0, len(LIST), PER_SHEET)] + [POLICE]


def poster(press: Press, text: str) -> tuple[bytes, Field]:
    """A large sheet with one field."""
    form = press.forms["refusal-notice"]
    field = Field("all", Text("全部", "All"), "x", Box(20, 40, 360, 340), style=Style(size=10, floor=6))
    large = replace(form, code="poster", width=400, height=400, fields=(field,), words=(), code_at=None)
    return press._composer.pdf(large, Paper("poster", "A-1", (("all", text),))), field


def test_the_list_is_whole() -> None:
    assert len(LIST) == len(set(LIST)) == 8105


def test_no_character_is_missing(press: Press) -> None:
    assert press.missing([LIST, POLICE]) == ()


@pytest.mark.component
@pytest.mark.parametrize("text", SHEETS, ids=range(len(SHEETS)))
def test_every_character_is_printed_and_read_back(press: Press, tmp_path: Path, text: str) -> None:
    pdf, field = poster(press, text)
    file = tmp_path / "poster.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert text in "".join(told.split())
    with Page.of(pdf) as page:
        assert page.words(field.at) == text


@pytest.mark.parametrize("text", SHEETS, ids=range(len(SHEETS)))
def test_every_character_has_ink(press: Press, text: str) -> None:
    """A glyph without outline would print as a blank."""
    for char in text:
        face = press._composer.fonts.owner(char)
        assert face
        start, end = face.file.glyphPos[face.glyphs[ord(char)] : face.glyphs[ord(char)] + 2]
        assert end > start, char

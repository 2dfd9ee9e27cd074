"""Names large enough for the other side of the counter."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.places import data_dir
from counter.printing.fonts import Fonts
from counter.printing.large import NARROW, ROWS, WIDE, LargeType


@pytest.fixture(scope="module")
def large() -> LargeType:
    return LargeType(Fonts(data_dir() / "fonts"))


def dots(letter: tuple[str, ...]) -> list[list[bool]]:
    """The raster back from the cells: 24 rows of dots."""
    bits = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    grid = [[False] * (len(letter[0]) * 2) for _ in range(ROWS * 4)]
    for y, row in enumerate(letter):
        for x, cell in enumerate(row):
            for bit, (dx, dy) in enumerate(bits):
                if cell != " " and (ord(cell) - 0x2800) >> bit & 1:
                    grid[y * 4 + dy][x * 2 + dx] = True
    return grid


def test_every_letter_has_its_cells(large: LargeType) -> None:
    for letter, wide in zip(large.letters("古𠅤𰻝·A"), (WIDE, WIDE, WIDE, NARROW, NARROW), strict=True):
        assert len(letter) == ROWS
        assert {len(row) for row in letter} == {wide}
        assert any(any(row) for row in dots(letter)), "nothing is drawn"


def test_strokes_are_where_they_belong(large: LargeType) -> None:
    (one,) = map(dots, large.letters("一"))
    inked = [y for y, row in enumerate(one) if sum(row) > 16]
    assert inked, "一 is one long stroke"
    assert max(inked) - min(inked) <= 3
    assert 8 <= min(inked) <= 14, "in the middle of its square"


def test_the_two_that_are_often_confused_differ(large: LargeType) -> None:
    for pair in ("己已", "侯候", "未末", "头𠅤"):
        left, right = large.letters(pair)
        assert left != right


def test_a_letter_without_a_glyph_is_the_mark_that_will_be_printed(large: LargeType) -> None:
    missing, mark = large.letters("\U0002ebf0〓")
    assert missing == mark


def test_it_is_drawn_from_the_fonts_of_the_paper(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"song|No such file|Can't open"):
        LargeType(Fonts(tmp_path)).letters("一")

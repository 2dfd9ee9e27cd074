"""The cut font programs, read by another library: the outlines are those of the file, the sums are right."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from fontTools.ttLib import TTFont

from counter.places import data_dir
from counter.printing.fonts import FILES, Fonts
from counter.printing.subset import _parts, checksum_of


def program(fonts: Fonts, name: str, glyphs: tuple[int, ...]) -> bytes:
    packed, length = fonts.faces[name].cut(glyphs)
    unpacked = zlib.decompress(packed)
    assert len(unpacked) == length
    return unpacked


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts(data_dir() / "fonts")


@pytest.mark.parametrize("name", FILES)
def test_a_cut_program_has_the_outlines_and_measures_of_the_file(fonts: Fonts, name: str) -> None:
    face, dice = fonts.faces[name], random.Random(name)
    whole = TTFont(face.path)
    names = whole.getGlyphOrder()
    for count in (1, 7, 300):
        known = sorted(set(face.glyphs.values()) - {0})
        glyphs = tuple(dice.sample(known, min(count, len(known))))
        cut = TTFont(io.BytesIO(program(fonts, name, glyphs)), checkChecksums=2)
        assert cut["maxp"].numGlyphs >= len(glyphs) + 1
        for place, glyph in enumerate(glyphs, 1):
            ours, theirs = cut["glyf"][cut.getGlyphName(place)], whole["glyf"][names[glyph]]
            coordinates, ends, _ = ours.getCoordinates(cut["glyf"])
            expected, expected_ends, _ = theirs.getCoordinates(whole["glyf"])
            assert list(coordinates) == list(expected)
            assert list(ends) == list(expected_ends)
            assert cut["hmtx"][cut.getGlyphName(place)] == whole["hmtx"][names[glyph]]


def test_the_sum_over_the_whole_file_is_the_one_the_standard_asks_for(fonts: Fonts) -> None:
    assert checksum_of(program(fonts, "song", (40, 50, 60))) == 0xB1B0AFBA


def test_the_same_glyphs_make_the_same_bytes_whatever_was_cut_before(fonts: Fonts) -> None:
    first = program(fonts, "song", (100, 200))
    for glyph in range(300, 340):  # more than a face remembers
        program(fonts, "song", (200, glyph, 100))
    assert program(fonts, "song", (100, 200)) == first


def test_parts_of_a_composite_glyph_are_found_whatever_their_form() -> None:
    head = struct.pack(">hhhhh", -1, 0, 0, 0, 0)
    words, scale = struct.pack(">HHhh", 0x21, 7, 1, 2), struct.pack(">HHbbh", 0x28, 8, 1, 2, 3)
    two, four = (
        struct.pack(">HHbbhh", 0x60, 9, 1, 2, 3, 4),
        struct.pack(">HHbb8s", 0x80, 10, 1, 2, b"12345678"),
    )
    assert [part for _, part in _parts(head + words + scale + two + four)] == [7, 8, 9, 10]
    assert _parts(struct.pack(">h", 3) + bytes(8)) == []
    assert _parts(b"") == []

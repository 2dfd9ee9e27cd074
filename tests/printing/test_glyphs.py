from __future__ import annotations

import subprocess
import sys

from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from counter.places import data_dir
from counter.printing.glyphs import Coverage

FONTS = data_dir() / "fonts"
COVERAGE = Coverage(FONTS / "coverage.bin")
POINTS = {
    point
    for name in ("song", "rare", "kai")
    for point in TTFont(FONTS / f"{name}.ttf", lazy=True).getBestCmap()
}

# The characters that came to Unicode from the ministry's identity system (kIRG_GSource GIDC-*, Unicode 15.0).
POLICE_SYSTEM = (
    "2B74B 2B766 2B767 2B768 2B76A 2B774 2B785 2B7A0 2B7A2 2B7A7 2B7B7 2B7C7 2B7D1 2B7E0 2B7E2 2B7E4 "
    "2B7E5 2B7EB 2B7EC 2B7ED 2B7F3 2B7F4 2B7F5 2B7F6 2B7F7 2B7F8 2B7FB 2B801 2B802 2B805 2B80B 2B80F "
    "2B821 2B82B 2B865 2B92C 2BA51 2BB59 2BB5B 2BB7D 2BB8C 2BBEE 2BCBB 2BCC1 2BD73 2BD76 2BD7A 2BD94 "
    "2BD9A 2C144 2C171 2C1F5 2C210 2C319 2C355 2C3C2 2C479 2C47A 2C483 2C72C 2C887 2C88E 2C9CF 2CA0A "
    "2CB59 2CBA2 2CDFC 2CE01 2E00E"
)


@given(st.characters())
def test_the_table_says_what_the_fonts_have(char: str) -> None:
    assert (char in COVERAGE) == (ord(char) in POINTS)


def test_the_table_is_that_of_the_fonts() -> None:
    assert {point for point in range(0x40000) if chr(point) in COVERAGE} == POINTS


def test_the_69_characters_of_the_identity_system_are_there() -> None:
    points = POLICE_SYSTEM.split()
    assert len(points) == 69
    assert [point for point in points if chr(int(point, 16)) not in COVERAGE] == []


def test_gb2312_and_rare_characters_of_names_are_there() -> None:
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    hanzi = [char for cell in cells if (char := cell.decode("gb2312", "ignore"))]
    assert len(hanzi) == 6763
    assert COVERAGE.missing(hanzi) == ()
    assert COVERAGE.missing("䶮㛃𠅤𬭎𫖯𰻝頔〓·") == ()


def test_what_is_missing_is_told_once_in_order_with_its_code_point() -> None:
    texts = ["张\U0002ebf0", "\U0002ebf1\U0002ebf0", "\x00\n"]
    points = [glyph.code_point for glyph in COVERAGE.missing(texts)]
    assert points == ["U+2EBF0", "U+2EBF1", "U+0000", "U+000A"]


def test_characters_that_would_print_as_nothing_are_missing() -> None:
    unseen = "\xad\x00\x1b\x7f\u200b\u202e\ufeff\U000e0001\ud800"
    assert len(COVERAGE.missing(unseen)) == len(unseen)


def test_asking_and_previewing_load_no_font_library() -> None:
    program = (
        "import sys; from counter.places import data_dir; from counter.printing.press import Press;"
        "from counter.printing.preview import text_page; from counter.printing.code import SlipClaims;"
        "p = Press(data_dir()); assert p.missing(['\U0002ebf0']); f = p.forms['confirmation-slip'];"
        "assert text_page(f, f.sample(), 76); f.sample().digest();"
        "heavy = {'reportlab', 'fontTools', 'qrcode', 'cbor2', 'cryptography', 'pypdfium2', 'zxingcpp', 'PIL'};"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""

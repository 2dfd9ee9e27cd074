from __future__ import annotations

from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from counter.places import data_dir
from counter.printing.fonts import FILES, Fonts

FOLDER = data_dir() / "fonts"
FONTS = Fonts(FOLDER)
LICENCES = {"song": "OFL-NotoSerifSC.txt", "rare": "OFL-Hanazono.txt", "kai": "OFL-LXGWWenKai.txt"}


def faces(text: str, chain: str = "song") -> list[tuple[str, str]]:
    return [(run.face.name, run.text) for run in FONTS.runs(text, chain)]


def test_a_text_is_set_in_song_and_what_song_lacks_in_the_next_face_that_has_it() -> None:
    assert faces("李𠅤") == [("song", "李𠅤")]
    assert faces("王\U0002b74b𰻝·甲") == [
        ("song", "王"),
        ("rare", "\U0002b74b"),
        ("kai", "𰻝"),
        ("song", "·甲"),
    ]
    assert faces("") == []


def test_remarks_are_set_in_kai_and_rare_characters_in_song() -> None:
    assert faces("附注𬭎", "kai") == [("kai", "附注"), ("song", "𬭎")]


def test_a_character_without_a_face_is_never_set() -> None:
    assert FONTS.owner("\U0002ebf0") is None
    with pytest.raises(KeyError):
        faces("王\U0002ebf0")


@given(st.text("中文𠅤𰻝\U0002b74bAb1·，", max_size=40))
def test_runs_keep_the_text_and_its_width(text: str) -> None:
    runs = list(FONTS.runs(text))
    assert "".join(run.text for run in runs) == text
    assert all(before.face is not after.face for before, after in pairwise(runs))
    widths = (run.face.widths[ord(char)] for run in runs for char in run.text)
    assert FONTS.measure(text) == pytest.approx(sum(widths) / 1000)


@pytest.mark.parametrize("name", FILES)
def test_each_file_may_be_embedded_and_has_its_licence_beside_it(name: str) -> None:
    font = TTFont(FOLDER / f"{name}.ttf", lazy=True)
    assert font["head"].unitsPerEm == 1000
    assert font["OS/2"].fsType == 0
    assert "glyf" in font
    licence = (FOLDER / LICENCES[name]).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "PERMISSION & CONDITIONS" in licence
    assert f"{name}.ttf" in licence


def test_the_changed_font_does_not_bear_a_reserved_name() -> None:
    names = TTFont(FOLDER / "rare.ttf", lazy=True)["name"].names
    told = " ".join(record.toUnicode() for record in names if record.nameID in (1, 3, 4, 6))
    assert "Counter" in told
    for reserved in ("Hana", "花園"):
        assert reserved not in told

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.locale import LANGUAGES, Language
from counter.places import data_dir
from counter.printing.cells import cell_width, clipped, visible, width, wrapped
from counter.printing.forms import load_forms
from counter.printing.paper import Seal, SealMode
from counter.printing.preview import Span, text_page
from tests.printing.conftest import NAMES, with_fields

FORMS = load_forms(data_dir() / "forms")[0]
SLIP = FORMS["confirmation-slip"]
LONG = "某某维吾尔自治区某某柯尔克孜自治州某某县某某乡某某村一组二十四号附一号"
Page = tuple[tuple[Span, ...], ...]


def letters(page: Page, *, without: tuple[str, ...] = ("rule", "seal", "seal-word")) -> str:
    return "".join("".join(text for text, role in line if role not in without) for line in page).replace(
        " ", ""
    )


def text(page: Page, role: str) -> str:
    return "".join(text for line in page for text, own in line if own == role)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [76, 80, 100, 116, 160])
def test_every_line_has_exactly_the_columns(form: object, language: Language, columns: int) -> None:
    assert isinstance(form, type(SLIP))
    for paper in (form.sample(), with_fields(form.sample(), name=LONG)):
        for line in text_page(form, paper, columns, language):
            assert width("".join(text for text, _ in line)) == columns


def test_the_ordinary_slip_fits_18_lines_and_one_with_long_addresses_too() -> None:
    assert len(text_page(SLIP, SLIP.sample(), 76)) <= 18
    long = with_fields(SLIP.sample(), household_address=LONG, residence_address=LONG)
    assert len(text_page(SLIP, long, 76)) <= 18


@pytest.mark.parametrize("columns", [76, 116])
@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
@pytest.mark.parametrize("name", [*NAMES, LONG])
def test_every_word_of_the_sheet_can_be_read(form: object, columns: int, name: str) -> None:
    assert isinstance(form, type(SLIP))
    paper = with_fields(form.sample(), name=name)
    bare = replace(paper, seal=None, specimen=False)
    with_seal, without = letters(text_page(form, paper, columns)), letters(text_page(form, bare, columns))
    assert with_seal == without, "the seal never covers a letter"
    for _, value in paper.fields:
        if width(value) < 40:
            assert value.replace(" ", "") in without
    assert form.title.zh in without
    assert paper.serial in without


def test_the_seal_is_there_with_its_words() -> None:
    for columns in (76, 100):
        page = text_page(SLIP, SLIP.sample(), columns)
        words = text(page, "seal-word")
        assert "样张 SPECIMEN" in words
        assert "户口专用章" in words
        assert SLIP.sample_unit in words
        assert set(text(page, "seal")) <= set("▀▄█")


def test_a_wet_seal_is_a_dotted_ring() -> None:
    paper = replace(SLIP.sample(), specimen=False, seal=Seal(SealMode.WET, "某派出所", "户口专用章"))
    page = text_page(SLIP, paper, 76)
    assert "加盖" in text(page, "seal-word")
    assert "SPECIMEN" not in text(page, "seal-word")
    full = text_page(SLIP, SLIP.sample(), 76)
    assert len(text(page, "seal")) < len(text(full, "seal"))


def test_a_sheet_with_a_code_shows_its_place() -> None:
    assert "▦" in text(text_page(SLIP, SLIP.sample(), 76), "code")
    assert text(text_page(SLIP, replace(SLIP.sample(), code=""), 76), "code") == ""


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.integers(76, 130))
def test_no_citizen_reaches_the_terminal(name: str, columns: int) -> None:
    page = text_page(SLIP, with_fields(SLIP.sample(), name=name), columns)
    shown = "".join(text for line in page for text, _ in line)
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert len({width("".join(text for text, _ in line)) for line in page}) == 1


def test_the_same_words_in_english_labels() -> None:
    page = letters(text_page(SLIP, SLIP.sample(), 100, "en"))
    assert "Registeredaddress" in page
    assert "古丽巴哈尔·艾山江" in page


def test_widths_in_cells() -> None:
    assert [cell_width(char) for char in "a中·（𠅤　é\u0301─█"] == [1, 2, 1, 2, 2, 2, 1, 0, 1, 1]
    assert width("古丽巴哈尔·艾山江") == 17
    assert clipped("中文字", 5) == "中文"
    assert visible("a\x1b[31m\x7f\u202e\x85中") == "a␛[31m␡��中"


@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Mn", "Me", "Cf")), max_size=60),
    st.integers(2, 30),
)
def test_wrapped_lines_fit_and_lose_nothing(text: str, columns: int) -> None:
    lines = list(wrapped(text, columns))
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_rows_stand_under_their_heading_each_cell_behind_its_label() -> None:
    form = FORMS["household-certificate"]
    lines = ["".join(text for text, _ in line) for line in text_page(form, form.sample(), 76)]
    heading = next(n for n, line in enumerate(lines) if "登记的户内成员" in line)
    assert "序号 1" in lines[heading + 1]
    assert "与户主关系 户主" in lines[heading + 1]
    assert sum("登记的户内成员" in line for line in lines) == 1
    english = "".join("".join(text for text, _ in line) for line in text_page(form, form.sample(), 76, "en"))
    assert "Relation to the head" in english

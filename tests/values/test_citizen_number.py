from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.values.citizen_number import (
    CitizenNumber,
    NotACitizenNumber,
    check_digit,
    mask,
    normalise,
    read,
)

TODAY = date(2026, 11, 22)
WOMAN, MAN = "11010519491231002X", "34052419800101001X"

births = st.dates(date(1900, 1, 1), TODAY)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    county = draw(st.integers(110000, 659999))
    first = f"{county}{draw(births):%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return first + check_digit(first)


@pytest.mark.parametrize(
    ("text", "birth", "sex"), [(WOMAN, date(1949, 12, 31), "female"), (MAN, date(1980, 1, 1), "male")]
)
def test_the_two_published_specimens(text: str, birth: date, sex: str) -> None:
    number = CitizenNumber.parse(text, TODAY)
    assert (number.birth, number.sex) == (birth, sex)


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002ｘ",
        "\t11010519491231002X\n",
    ],
)
def test_what_hands_and_scanners_type_is_the_same_number(typed: str) -> None:
    assert CitizenNumber.parse(typed, TODAY).text == WOMAN


@given(numbers())
def test_every_valid_number_parses_and_says_its_birth_and_sex(number: str) -> None:
    parsed = CitizenNumber.parse(number, TODAY)
    assert f"{parsed.birth:%Y%m%d}" == number[6:14]
    assert parsed.sex == ("male" if int(number[16]) % 2 else "female")
    assert read(number, TODAY).mendings == ()


@given(numbers(), st.integers(0, 17), st.integers(0, 9))
def test_one_wrong_place_is_caught_and_the_original_is_among_its_mendings(
    number: str, place: int, digit: int
) -> None:
    wrong = number[:place] + str(digit) + number[place + 1 :]
    if wrong == number:
        return
    reading = read(wrong, TODAY)
    assert not reading.valid
    with pytest.raises(NotACitizenNumber):
        CitizenNumber.parse(wrong, TODAY)
    assert number in reading.mendings
    assert len(reading.mendings) <= 18
    for mending in reading.mendings:
        assert CitizenNumber.parse(mending, TODAY)
        assert sum(a != b for a, b in zip(mending, wrong, strict=True)) == 1


@given(numbers(), st.integers(0, 16))
def test_two_neighbours_exchanged_are_caught(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not read(swapped, TODAY).valid


@given(st.text())
def test_whatever_is_typed_is_explained_and_never_raises(text: str) -> None:
    reading = read(text, TODAY)
    assert reading.valid == (reading.problem is None)
    assert mask(reading.text).count("*") >= min(1, len(reading.text))


def test_the_explanation_grows_with_the_number() -> None:
    assert read("110105194912", TODAY).birth is None
    assert read("11010519491231", TODAY).birth == date(1949, 12, 31)
    assert read("11010519491231", TODAY).sex is None
    assert read("11010519491231002", TODAY).sex == "female"


@pytest.mark.parametrize(
    ("first17", "said"),
    [
        ("11010519490230002", "not a date"),
        ("11010500001231002", "not a date"),
        (f"110105{TODAY + timedelta(days=1):%Y%m%d}002", "after today"),
        ("11010518951231002", "130 years"),
    ],
)
def test_births_that_cannot_be(first17: str, said: str) -> None:
    reading = read(first17 + check_digit(first17), TODAY)
    assert reading.problem is not None
    assert said in reading.problem.en


def test_somebody_born_today_has_a_number() -> None:
    first = f"110105{TODAY:%Y%m%d}002"
    assert read(first + check_digit(first), TODAY).valid


def test_the_check_digit_is_told() -> None:
    problem = read("110105194912310021", TODAY).problem
    assert problem is not None
    assert "应为 X，现在是 1" in problem.zh


@pytest.mark.parametrize(
    "text",
    ["٣٤٠٥٢٤١٩٨٠٠١٠١٠٠١X", "34052419800101001XX", "\x0034052419800101001X", "3405241980010100\ud8001X"],
)
def test_other_digits_and_controls_are_no_number(text: str) -> None:
    assert not read(text, TODAY).valid


def test_masks_hide_the_birth() -> None:
    assert mask(WOMAN) == "110105********002X"
    assert mask("abcdefg") == "ab***fg"
    assert mask("abc") == "***"
    assert mask("") == ""


def test_normalising_is_idempotent_on_full_width() -> None:
    assert normalise(normalise("３４０５２４１９８００１０１００１ｘ")) == MAN

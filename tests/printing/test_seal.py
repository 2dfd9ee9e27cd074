from __future__ import annotations

import inspect
import re
from math import hypot, radians, sin

import pytest

from counter.printing import seal as seal_module
from counter.printing.form import SealPlace
from counter.printing.outlines import letter
from counter.printing.paper import SPECIMEN_MARK, Seal, SealMode
from counter.printing.press import Press
from counter.printing.seal import HEADS, NARROWEST, RADIUS, arc_measures, seal_operators

PLACE = SealPlace(100, 74, 40)
NAMES = [
    "某派出所",
    "望山派出所",
    "清溪县公安局城关派出所",
    "北京市公安局海淀分局望山路派出所",
    "某某彝族自治州某某县公安局某某镇某某路派出所",
]


def drawn(press: Press, mode: SealMode = SealMode.SPECIMEN, unit: str = NAMES[3], number: str = "") -> str:
    return seal_operators(Seal(mode, unit, "户口专用章", number), PLACE, press._composer.fonts, 420)


def points(operators: str) -> list[tuple[float, float]]:
    """The end points of all path segments, in the seal's own units."""
    found = re.findall(r"(-?[\d.]+) (-?[\d.]+) [ml](?= )", operators)
    found += re.findall(r"(-?[\d.]+) (-?[\d.]+) c(?= )", operators)
    return [(float(x), float(y)) for x, y in found]


@pytest.mark.parametrize("count", range(4, 25))
def test_letters_on_the_arc_neither_meet_nor_leave_the_ring(count: int) -> None:
    height, width, sweep = arc_measures(count)
    pitch = radians(sweep / (count - 1))
    feet = HEADS - height
    assert width >= NARROWEST
    assert height >= 3
    assert 2 * feet * sin(pitch / 2) >= height * width * 0.98
    assert sweep <= 250


@pytest.mark.parametrize("unit", NAMES)
def test_everything_is_inside_the_ring(press: Press, unit: str) -> None:
    assert max(hypot(x, y) for x, y in points(drawn(press, unit=unit))) <= RADIUS


@pytest.mark.parametrize("number", ["", "1101089900001", "样张"])
def test_the_mark_is_part_of_the_drawing_whatever_is_asked(press: Press, number: str) -> None:
    fonts = press._composer.fonts
    mark = [letter(run.face, char) for run in fonts.runs(SPECIMEN_MARK) for char in run.text]
    steps = sum(len(one.steps) for one in mark)
    operators = drawn(press, number=number)
    assert operators == drawn(press)
    halo, words = operators.rsplit("1 1 1 RG", 1)[1].rsplit(" S ", 1)
    assert len(re.findall(r" [mlch](?= )", halo)) >= steps - 1
    assert words.startswith(seal_module.RED_MARK)


def test_there_is_no_parameter_that_removes_the_mark() -> None:
    assert [mode.value for mode in SealMode] == ["specimen", "wet", "issued"]
    assert list(inspect.signature(seal_operators).parameters) == ["seal", "place", "fonts", "page_height"]


def test_what_an_authority_issues_is_never_drawn_by_the_program(press: Press) -> None:
    assert drawn(press, SealMode.ISSUED) == drawn(press, SealMode.WET)


def test_the_place_for_a_stamp_is_dotted_and_not_red(press: Press) -> None:
    operators = drawn(press, SealMode.WET)
    assert " 0 d " in operators
    assert seal_module.RED not in operators
    assert seal_module.RED_MARK not in operators
    assert max(hypot(x, y) for x, y in points(operators)) <= RADIUS


def test_the_drawing_needs_no_transparency(press: Press) -> None:
    assert " gs" not in drawn(press)

"""Nothing is ever clipped: whatever is written into any place of any form stands inside its box, or nothing is printed."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as raw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.places import data_dir
from counter.printing.form import MM, Box, Form
from counter.printing.form_roll import rolled
from counter.printing.form_table import cell_code
from counter.printing.forms import load_forms
from counter.printing.paper import Paper
from counter.printing.press import DoesNotFit, Press
from counter.values.person_name import LONGEST
from tests.printing.conftest import with_fields

FORMS = load_forms(data_dir() / "forms")[0]
HAIR = 0.15
OVERHANG = 0.1
"""What the ink of a letter may stand beyond its box: mm, and in parts of its height (the head of an f leans out)."""
WORDS = st.sampled_from(
    [
        *("古丽巴哈尔·艾山江", "北京市海淀区望山路 18 号院", "110108199001011234", "2026年11月22日", "𰻝𠅤"),
        *("confirmation-slip", "W" * 30, "A", "f", "j", "g", "字", " ", "\n"),
        *("、", "。", "，", "（", "）", "《", "》", "……", "——"),
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map("".join).filter(lambda text: text.strip())


@dataclass(frozen=True)
class Ink:
    """The ink of one character in mm from the upper left corner."""

    char: str
    left: float
    top: float
    right: float
    bottom: float

    def inside(self, at: Box) -> bool:
        """Whether it stands in a box."""
        slack = HAIR + OVERHANG * (self.bottom - self.top)
        across = self.left >= at.x - slack and self.right <= at.right + slack
        return across and self.top >= at.y - HAIR and self.bottom <= at.bottom + HAIR


def inks(pdf: bytes) -> Iterator[Ink]:
    """Every visible character of the first page, with the box of its ink as PDFium measures it."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    height = page.get_height() / MM
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text.raw, index))
        edges = [c_double() for _ in range(4)]
        if char.isspace() or not raw.FPDFText_GetCharBox(text.raw, index, *edges):
            continue
        left, right, bottom, top = (edge.value / MM for edge in edges)
        yield Ink(char, left, height - top, right, height - bottom)


def places(form: Form) -> dict[str, Box]:
    """Every place that a sheet can fill, by the code that fills it: fields, and the cells of the first row."""
    found = {field.code: field.at for field in form.fields}
    if form.table:
        cells = zip(form.table.columns, form.table.cells(0), strict=True)
        found |= {cell_code(form.table.code, 1, column.code): cell for column, cell in cells}
    return found


def all_places(form: Form, paper: Paper) -> list[Box]:
    """Everything that letters may stand in."""
    table = form.table
    boxes = [at for _, at, _ in form.standing_words()]
    boxes += [field.at for field in form.fields] + [repeat.at for repeat in form.repeats]
    boxes += [form.serial_at, form.specimen_at]
    if table:
        boxes += [cell for place in range(table.room) for cell in table.cells(place)]
        boxes += [table.whole_row(place) for place in range(table.room)]
        boxes += [table.page_at] if table.page_at else []
    return boxes


def filled(form: Form, code: str, text: str) -> Paper:
    sample = form.sample()
    return replace(sample, fields=tuple((one, text if one == code else was) for one, was in sample.fields))


@pytest.mark.parametrize("code", sorted(FORMS))
def test_a_specimen_stands_inside_its_boxes(press: Press, code: str) -> None:
    form, paper = laid(press, FORMS[code], FORMS[code].sample())
    boxes = all_places(form, paper)
    out = [ink for ink in inks(press.pdf(paper)) if not any(ink.inside(at) for at in boxes)]
    assert out == []


def laid(press: Press, form: Form, paper: Paper) -> tuple[Form, Paper]:
    """The form as the sheet has it: a roll is as long as its rows."""
    if form.roll:
        form = rolled(form, dict(paper.fields), press._composer.fonts.measure)
    return form, paper


@pytest.mark.parametrize("code", sorted(FORMS))
def test_any_text_in_any_place_stands_inside_or_is_refused(press: Press, code: str) -> None:
    outcomes = {"printed": 0, "refused": 0}

    @settings(max_examples=25, deadline=None, database=None)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        where = data.draw(st.sampled_from(sorted(places(FORMS[code]))), "place")
        text = data.draw(TEXTS, "text")
        paper = filled(FORMS[code], where, text)
        try:
            pdf = press.pdf(paper)
        except DoesNotFit:
            outcomes["refused"] += 1
            return
        outcomes["printed"] += 1
        form, _ = laid(press, FORMS[code], paper)
        boxes = all_places(form, paper)
        assert not [ink for ink in inks(pdf) if not any(ink.inside(at) for at in boxes)]
        at = places(form)[where]
        seen = "".join(ink.char for ink in inks(pdf) if ink.inside(at))
        assert sorted(seen.encode("utf-16-le", "surrogatepass").decode("utf-16-le")) == sorted(
            "".join(text.split())
        )

    check()
    assert outcomes["printed"]
    assert outcomes["refused"]


def test_the_measure_sees_a_letter_outside(press: Press) -> None:
    """The property above can fail: the same page against a box that is six millimetres narrower."""
    form = FORMS["confirmation-slip"]
    place = form.field("household-address")
    assert place
    paper = with_fields(form.sample(), household_address="满" * 80)
    narrow = replace(place.at, w=place.at.w - 6)
    inked = [ink for ink in inks(press.pdf(paper)) if ink.inside(place.at)]
    assert len(inked) == 80
    assert any(not ink.inside(narrow) for ink in inked)


LONGEST_NAMES = (
    ("古丽巴哈尔·" * LONGEST)[: LONGEST - 2] + "𠅤𰻝",
    "赢" * LONGEST,
)
NAMES = {
    "name": "", "agent-name": "", "related-name": "", "head": "", "person": "", "guardian": "（祖父母、外祖父母）",
    "applicant": "（本人）", "agent": "（祖父母、外祖父母） 110101********004X",
}  # fmt: skip
"""The places where a person's name stands, and what may stand behind it there."""


@pytest.mark.parametrize("code", sorted(FORMS))
def test_the_longest_name_and_address_stand_in_every_place_for_them(press: Press, code: str) -> None:
    """A name may have fifty characters (民委发〔2016〕33号); nobody is turned away because a form is too narrow."""
    for where in places(FORMS[code]):
        what = where.rpartition(".")[2]
        texts = [name + NAMES[what] for name in LONGEST_NAMES] if what in NAMES else []
        texts += (
            ["新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县样例乡样例村 118 号"[:40] + "坎" * 20]
            if "address" in what
            else []
        )
        for text in texts:
            paper = filled(FORMS[code], where, text)
            form, _ = laid(press, FORMS[code], paper)
            seen = [
                ink
                for ink in inks(press.pdf(paper))
                if not any(ink.inside(at) for at in all_places(form, paper))
            ]
            assert not seen, (where, text)

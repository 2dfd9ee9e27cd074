"""What a form must fulfil beyond the shape of its file: places on the sheet, a code that can be read, a seal of lawful size."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from counter.locale import Text
from counter.printing.form import SERIAL, SPECIMEN, Box, Form
from counter.printing.form_table import Table

CODE_SIDE = 28.0
"""mm; below it the modules of a code of this length are too fine for telephones."""
CODE_CLEAR = 2.0
"""mm between code and seal."""
LARGEST_SEAL = 45.0
"""mm, 国发〔1999〕25号."""
HAIR = 0.01
"""mm that sums of widths may differ by."""

Finding = tuple[str, int, str, Text]
"""Table, its index among those of the name, key, and what is wrong."""


def findings(form: Form) -> Iterator[Finding]:
    """Everything wrong with a well-formed form."""
    for table, index, key, box in _places(form):
        if box.w <= 0 or box.h <= 0 or box.right > form.width or box.bottom > form.height:
            yield table, index, key, Text("超出纸面或没有大小", "lies outside the sheet or has no size")
    yield from _lines(form)
    yield from _codes(form)
    yield from _seal(form)
    yield from _repeats(form)
    yield from _cut(form)
    if form.table:
        yield from _table(form, form.table)
    seen: set[str] = set()
    for index, field in enumerate(form.fields):
        if field.code in seen:
            yield "fields", index, "code", Text(f"栏目 {field.code} 重复", f"field {field.code} stands twice")
        if field.ruled and not field.label_at:
            yield "fields", index, "ruled", Text("表格栏目须有 label-at", "a ruled field needs label-at")
        seen.add(field.code)


def _places(form: Form) -> Iterator[tuple[str, int, str, Box]]:
    """Every box of the form and where it stands in the file."""
    yield "title", 0, "at", form.title_at
    yield "serial", 0, "at", form.serial_at
    yield "specimen", 0, "at", form.specimen_at
    single = [
        ("title", "en-at", form.title_en_at),
        ("code", "at", form.code_at),
        ("table", "at", form.table and form.table.at),
        ("table", "page-at", form.table and form.table.page_at),
        ("cut", "at", form.cut and form.cut.at),
    ]
    yield from ((table, 0, key, box) for table, key, box in single if box)
    for index, field in enumerate(form.fields):
        yield "fields", index, "at", field.at
        if field.label_at:
            yield "fields", index, "label-at", field.label_at
    for index, repeat in enumerate(form.repeats):
        yield "repeats", index, "at", repeat.at
        if repeat.label_at:
            yield "repeats", index, "label-at", repeat.label_at
    for index, words in enumerate(form.words):
        yield "words", index, "at", words.at
        if words.en_at:
            yield "words", index, "en-at", words.en_at


def _lines(form: Form) -> Iterator[Finding]:
    """Lines on the sheet."""
    for index, line in enumerate(form.lines):
        for key, (x, y) in (("from", line.start), ("to", line.end)):
            if x > form.width or y > form.height:
                yield "lines", index, key, Text("超出纸面", "lies outside the sheet")


def _repeats(form: Form) -> Iterator[Finding]:
    """Repeats of something that there is."""
    known = {SERIAL, SPECIMEN, *(field.code for field in form.fields)}
    for index, repeat in enumerate(form.repeats):
        if repeat.of not in known:
            yield "repeats", index, "of", Text(f"没有栏目 {repeat.of}", f"there is no field {repeat.of}")


def _cut(form: Form) -> Iterator[Finding]:
    """A cut across the sheet, with marks of its own on each half."""
    if form.cut is None:
        return
    if form.cut.y >= form.height:
        yield "cut", 0, "y", Text("超出纸面", "lies outside the sheet")
    for of in (SERIAL, SPECIMEN):
        if of not in {repeat.of for repeat in form.repeats}:
            yield (
                "cut",
                0,
                "y",
                Text(
                    f"裁开的两半都须有 {of}:缺 [[repeats]]",
                    f"both halves need {of}: a [[repeats]] is missing",
                ),
            )
    if form.cut.seal_x is None:
        return
    radius = form.seal.diameter / 2 if form.seal else 0
    if not form.seal:
        yield "cut", 0, "seal-x", Text("骑缝章须有 [seal]", "a straddling seal needs [seal]")
    elif not (
        radius <= form.cut.seal_x <= form.width - radius and radius <= form.cut.y <= form.height - radius
    ):
        yield "cut", 0, "seal-x", Text("印章超出纸面", "the seal lies outside the sheet")


def _table(form: Form, table: Table) -> Iterator[Finding]:
    """Columns that fill the table, samples of one length, room for a row, and numbers on the pages."""
    if not table.columns:
        yield "table", 0, "code", Text("缺少 [[columns]]", "[[columns]] are missing")
        return
    if abs(sum(column.width for column in table.columns) - table.at.w) > HAIR:
        yield "table", 0, "at", Text("各列宽度之和与表宽不同", "the columns do not add up to the width")
    if table.room < 1:
        yield "table", 0, "row", Text("一行也放不下", "there is no room for a row")
    if (table.page_at is None) != form.roll:
        yield (
            "table",
            0,
            "page-at",
            Text(
                "分页的表须有 page-at，卷纸不得有", "a table on pages needs page-at, one on a roll has none"
            ),
        )
    codes = [column.code for column in table.columns]
    for index, column in enumerate(table.columns):
        if codes.index(column.code) != index:
            yield (
                "columns",
                index,
                "code",
                Text(f"列 {column.code} 重复", f"column {column.code} stands twice"),
            )
        if len(column.samples) != len(table.columns[0].samples):
            yield (
                "columns",
                index,
                "samples",
                Text("各列示例行数不同", "the columns have samples of different length"),
            )
        if not column.optional and not all(column.samples):
            yield "columns", index, "samples", Text("必填列的示例不能为空", "a needed cell has no sample")


def _codes(form: Form) -> Iterator[Finding]:
    """A code of lawful size, clear of every seal."""
    if form.code_at is None:
        return
    if form.code_at.w != form.code_at.h or form.code_at.w < CODE_SIDE:
        yield (
            "code",
            0,
            "at",
            Text(
                f"应为正方形，边长不小于 {CODE_SIDE:g} 毫米",
                f"should be a square of {CODE_SIDE:g} mm or more",
            ),
        )
    for place in form.seal_places():
        across = max(form.code_at.x - place.x, 0, place.x - form.code_at.right)
        down = max(form.code_at.y - place.y, 0, place.y - form.code_at.bottom)
        if hypot(across, down) - place.diameter / 2 < CODE_CLEAR:
            yield (
                "code",
                0,
                "at",
                Text(f"距印章不足 {CODE_CLEAR:g} 毫米", f"is closer than {CODE_CLEAR:g} mm to the seal"),
            )


def _seal(form: Form) -> Iterator[Finding]:
    """A seal of lawful size, wholly on the sheet."""
    if form.seal is None:
        return
    radius = form.seal.diameter / 2
    if not 0 < form.seal.diameter <= LARGEST_SEAL:
        yield (
            "seal",
            0,
            "diameter",
            Text(
                f"应大于 0、不超过 {LARGEST_SEAL:g} 毫米",
                f"should be above 0 and at most {LARGEST_SEAL:g} mm",
            ),
        )
    if not (radius <= form.seal.x <= form.width - radius and radius <= form.seal.y <= form.height - radius):
        yield "seal", 0, "centre", Text("印章超出纸面", "the seal lies outside the sheet")

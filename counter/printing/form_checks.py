"""What a form must fulfil beyond the shape of its file: places on the sheet, a code that can be read, a seal of lawful size."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from counter.locale import Text
from counter.printing.form import Box, Form

CODE_SIDE = 28.0
"""mm; below it the modules of a code of this length are too fine for telephones."""
CODE_CLEAR = 2.0
"""mm between code and seal."""
LARGEST_SEAL = 45.0
"""mm, 国发〔1999〕25号."""

Finding = tuple[str, int, str, Text]
"""Table, its index among those of the name, key, and what is wrong."""


def findings(form: Form) -> Iterator[Finding]:
    """Everything wrong with a well-formed form."""
    for table, index, key, box in _places(form):
        if box.w <= 0 or box.h <= 0 or box.right > form.width or box.bottom > form.height:
            yield table, index, key, Text("超出纸面或没有大小", "lies outside the sheet or has no size")
    yield from _codes(form)
    yield from _seal(form)
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
    if form.code_at:
        yield "code", 0, "at", form.code_at
    for index, field in enumerate(form.fields):
        yield "fields", index, "at", field.at
        if field.label_at:
            yield "fields", index, "label-at", field.label_at
    for index, words in enumerate(form.words):
        yield "words", index, "at", words.at


def _codes(form: Form) -> Iterator[Finding]:
    """A code of lawful size, clear of the seal."""
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
    if form.seal:
        across = max(form.code_at.x - form.seal.x, 0, form.seal.x - form.code_at.right)
        down = max(form.code_at.y - form.seal.y, 0, form.seal.y - form.code_at.bottom)
        if hypot(across, down) - form.seal.diameter / 2 < CODE_CLEAR:
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

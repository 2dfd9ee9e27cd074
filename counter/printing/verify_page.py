"""What the pages of a sheet say otherwise than its code: serial, fields, rows, standing words, and what was added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from counter.locale import Text
from counter.printing.code import SlipClaims
from counter.printing.form import SERIAL, SPECIMEN, Box, Form, inside
from counter.printing.form_table import CLOSED, Table, row_fields
from counter.printing.paper import SPECIMEN_MARK, Paper
from counter.trust.issued_seal import LARGEST

if TYPE_CHECKING:
    from counter.printing.readback import Page

OTHER_SERIAL = Text(
    "纸面编号与核验码的编号 {serial} 不同。",
    "The serial on the paper is not the serial {serial} of the code.",
)
FOREIGN = Text("页面上有另加的文字、图片或批注。", "Words, pictures or annotations were added to the page.")
FORM_DIFFERS = Text(
    "单式的标题、说明或样张标记被改动过。",
    "The title, the notes or the specimen mark of the form were altered.",
)
WORDS_DIFFER = Text(
    "纸面内容与签发时不同，本单被改动过。",
    "The printed words are not those that were signed: the sheet was altered.",
)

Row = dict[str, str]


def pages_of(form: Form, pages: Sequence[Page]) -> int:
    """How many pages a sheet with these rows should have."""
    return form.table.pages(len(_rows(form.table, pages))) if form.table else 1


def differences(pages: Sequence[Page], form: Form, claims: SlipClaims) -> Iterator[Text]:
    """What the pages say otherwise than the code, and what may hide it."""
    printed = _printed(pages, form)
    if printed.serial != claims.serial:
        yield OTHER_SERIAL.format(serial=claims.serial)
    elif printed.digest() != claims.digest:
        yield WORDS_DIFFER
    for number, page in enumerate(pages):
        words = [*_standing(form, specimen=claims.specimen), *_repeated(form, printed)]
        words += _of_table(form, pages, number)
        if any(page.words(at) != "".join(text.split()) for text, at in words):
            yield FORM_DIFFERS
        if number and _fields(page, form) != _fields(pages[0], form):
            yield WORDS_DIFFER
        places = [*(at for _, at in words), form.serial_at, *(field.at for field in form.fields)]
        if page.foreign([*filter(None, [form.code_at]), *seals_of(form)]) or page.strays(places):
            yield FOREIGN


def seals_of(form: Form) -> list[Box]:
    """The squares that a seal may take: an issued one may be larger than the form's own, and be a picture of dots."""
    side = LARGEST / 10
    return [Box(at.x - side / 2, at.y - side / 2, side, side) for at in form.seal_places()]


def _printed(pages: Sequence[Page], form: Form) -> Paper:
    """The sheet as its pages show it."""
    serial = pages[0].words(form.serial_at).removeprefix("".join(form.serial_label.zh.split()))
    rows = row_fields(form.table.code, _rows(form.table, pages)) if form.table else ()
    return Paper(form.code, serial, (*_fields(pages[0], form), *rows))


def _fields(page: Page, form: Form) -> tuple[tuple[str, str], ...]:
    return tuple((field.code, page.words(field.at)) for field in form.fields)


def _rows(table: Table, pages: Sequence[Page]) -> list[Row]:
    """The rows of all pages, up to the first place that is empty or closes the table."""
    rows: list[Row] = []
    for page in pages:
        for place in range(table.room):
            if page.words(table.whole_row(place)) in ("", CLOSED.zh):
                return rows
            cells = zip(table.columns, table.cells(place), strict=True)
            rows.append({column.code: page.words(cell) for column, cell in cells})
    return rows


def _standing(form: Form, *, specimen: bool) -> Iterator[tuple[str, Box]]:
    """The words that every page bears, and the mark of a specimen."""
    yield from ((text, at) for text, at, _ in form.standing_words())
    marked = [form.specimen_at, *(repeat.at for repeat in form.repeats if repeat.of == SPECIMEN)]
    yield from ((SPECIMEN_MARK if specimen else "", at) for at in marked)


def _repeated(form: Form, printed: Paper) -> Iterator[tuple[str, Box]]:
    """What the other half of a sheet must say as well."""
    for repeat in form.repeats:
        if repeat.of == SERIAL:
            yield f"{form.serial_label.zh}{printed.serial}", repeat.at
        elif repeat.of != SPECIMEN:
            yield printed.text(repeat.of), repeat.at


def _of_table(form: Form, pages: Sequence[Page], number: int) -> Iterator[tuple[str, Box]]:
    """The rows of a page as they were read, what closes them, and the number of the page."""
    table = form.table
    if table is None:
        return
    rows = _rows(table, pages)
    shown = rows[number * table.room : (number + 1) * table.room]
    for place, row in enumerate(shown):
        cells = zip(table.columns, table.cells(place), strict=True)
        yield from ((row[column.code], inside(cell)) for column, cell in cells)
    if table.rest == "closed" and len(shown) < table.room:
        yield CLOSED.zh, table.whole_row(len(shown))
    if table.page_at:
        yield table.page_words(number + 1, len(pages)), table.page_at

"""Verifies a sheet without a network: reads its code, reads its words back from the page, and compares the two.

The words are those of the file's text, which is what search, copy and archive see. Anything added to the page is refused; that
nobody redrew the visible letters alone is for the eye, or for a signature over the whole file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter.errors import CounterError
from counter.locale import Text
from counter.printing.code import CodeProblem, SlipClaims, read
from counter.printing.form import Form
from counter.printing.paper import SPECIMEN_MARK, Paper

if TYPE_CHECKING:
    from counter.printing.readback import Page

GENUINE = Text("签名有效。", "The signature is valid.")
WORDS_AGREE = Text("纸面内容与核验码一致。", "The printed words agree with the code.")
IS_SPECIMEN = Text("这是样张，不能作为凭证。", "This is a specimen and proves nothing.")
NO_CODE = Text("页面上没有读到核验码。", "No verification code was found on the page.")
NO_PDF = Text("这不是可以读取的 PDF 文件。", "This is not a readable PDF file.")
PAGES = Text("文件有 {pages} 页，单据只有一页。", "The file has {pages} pages; a sheet has one.")
OTHER_FORM = Text(
    "没有单式“{form}”，不能核对纸面内容。",
    "The form “{form}” is not known here; the printed words cannot be compared.",
)
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the sheet proves what it says, why, and what the code claims (None when no code could be trusted)."""

    valid: bool
    reasons: tuple[Text, ...]
    claims: SlipClaims | None = None


def verify_text(text: str, public_keys: Mapping[bytes, bytes]) -> Verdict:
    """The verdict on the text of a code alone: that it is genuine, not what the paper says."""
    try:
        claims = read(text, public_keys)
    except CodeProblem as problem:
        return Verdict(valid=False, reasons=(_said(problem),))
    return Verdict(valid=True, reasons=(GENUINE, *([IS_SPECIMEN] if claims.specimen else [])), claims=claims)


def verify_pdf(pdf: bytes, public_keys: Mapping[bytes, bytes], forms: Mapping[str, Form]) -> Verdict:
    """The verdict on a file: genuine code, same serial, and every printed field as it was when it was signed."""
    from counter.printing.readback import NotOnePage, Page, UnreadablePdf  # noqa: PLC0415 - pdfium and zxing, 0.1 s

    try:
        with Page.of(pdf) as page:
            return _verdict(page, public_keys, forms)
    except UnreadablePdf:
        return Verdict(valid=False, reasons=(NO_PDF,))
    except NotOnePage as error:
        return Verdict(valid=False, reasons=(PAGES.format(pages=error.pages),))


def _verdict(page: Page, public_keys: Mapping[bytes, bytes], forms: Mapping[str, Form]) -> Verdict:
    """The verdict on an opened page."""
    code = page.code()
    if not code:
        return Verdict(valid=False, reasons=(NO_CODE,))
    told = verify_text(code, public_keys)
    if told.claims is None:
        return told
    form = forms.get(told.claims.kind)
    if form is None:
        return replace(told, valid=False, reasons=(*told.reasons, OTHER_FORM.format(form=told.claims.kind)))
    wrong = tuple(_differences(page, form, told.claims))
    return replace(told, valid=not wrong, reasons=(*told.reasons, *(wrong or (WORDS_AGREE,))))


def _printed(page: Page, form: Form) -> Paper:
    """The sheet as its page shows it."""
    serial = page.words(form.serial_at).removeprefix("".join(form.serial_label.zh.split()))
    return Paper(form.code, serial, tuple((field.code, page.words(field.at)) for field in form.fields))


def _differences(page: Page, form: Form, claims: SlipClaims) -> Iterator[Text]:
    """What the page says otherwise than the code, and what may hide it."""
    printed = _printed(page, form)
    if printed.serial != claims.serial:
        yield OTHER_SERIAL.format(serial=claims.serial)
    elif printed.digest() != claims.digest:
        yield WORDS_DIFFER
    marks = [(SPECIMEN_MARK if claims.specimen else "", form.specimen_at)]
    standing = [*((text, at) for text, at, _ in form.standing_words()), *marks]
    if any(page.words(at) != "".join(text.split()) for text, at in standing):
        yield FORM_DIFFERS
    places = [*(at for _, at in standing), form.serial_at, *(field.at for field in form.fields)]
    if page.foreign(form.code_at) or page.strays(places):
        yield FOREIGN


def _said(problem: CounterError) -> Text:
    """The sentences of a problem in both languages."""
    return Text(problem.said("zh"), problem.said("en"))

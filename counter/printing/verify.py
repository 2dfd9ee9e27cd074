"""Verifies a sheet without a network: reads its code, reads its words back from the page, and compares the two.

The words are those of the file's text, which is what search, copy and archive see. Anything added to the page is refused; that
nobody redrew the visible letters alone is for the eye, or for a signature over the whole file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter.errors import CounterError
from counter.locale import Text
from counter.printing.code import CodeProblem, SlipClaims, read
from counter.printing.form import Form
from counter.printing.verify_page import (
    FOREIGN,
    FORM_DIFFERS,
    OTHER_SERIAL,
    WORDS_DIFFER,
    differences,
    pages_of,
)

if TYPE_CHECKING:
    from counter.printing.readback import Page

__all__ = ["FOREIGN", "FORM_DIFFERS", "OTHER_SERIAL", "WORDS_DIFFER", "Verdict", "verify_pdf", "verify_text"]

GENUINE = Text("签名有效。", "The signature is valid.")
WORDS_AGREE = Text("纸面内容与核验码一致。", "The printed words agree with the code.")
IS_SPECIMEN = Text("这是样张，不能作为凭证。", "This is a specimen and proves nothing.")
NO_CODE = Text("页面上没有读到核验码。", "No verification code was found on the page.")
NO_PDF = Text("这不是可以读取的 PDF 文件。", "This is not a readable PDF file.")
PAGES = Text(
    "文件有 {pages} 页，与单据应有的页数不同。",
    "The file has {pages} pages; the sheet should have another number.",
)
OTHER_FORM = Text(
    "没有单式“{form}”，不能核对纸面内容。",
    "The form “{form}” is not known here; the printed words cannot be compared.",
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
    from counter.printing.readback import Page, UnreadablePdf  # noqa: PLC0415 - pdfium and zxing, 0.1 s

    try:
        with Page.all_of(pdf) as pages:
            return _verdict(pages, public_keys, forms)
    except UnreadablePdf:
        return Verdict(valid=False, reasons=(NO_PDF,))


def _verdict(pages: Sequence[Page], public_keys: Mapping[bytes, bytes], forms: Mapping[str, Form]) -> Verdict:
    """The verdict on an opened file; every page must bear the same code."""
    codes = {page.code() for page in pages}
    if codes == {""}:
        return Verdict(valid=False, reasons=(NO_CODE,))
    told = verify_text(max(codes), public_keys)
    if told.claims is None:
        return told
    form = forms.get(told.claims.kind)
    if form is None:
        return replace(told, valid=False, reasons=(*told.reasons, OTHER_FORM.format(form=told.claims.kind)))
    if len(pages) != pages_of(form, pages):
        return Verdict(valid=False, reasons=(PAGES.format(pages=len(pages)),))
    wrong = tuple(dict.fromkeys(differences(pages, form, told.claims)))
    if len(codes) > 1:
        wrong += (FOREIGN,)
    return replace(told, valid=not wrong, reasons=(*told.reasons, *(wrong or (WORDS_AGREE,))))


def _said(problem: CounterError) -> Text:
    """The sentences of a problem in both languages."""
    return Text(problem.said("zh"), problem.said("en"))

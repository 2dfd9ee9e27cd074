"""Verifies a sheet without a network: reads its code, reads its words back from the page, and compares the two.

The words are those of the file's text, which is what search, copy and archive see. Anything added to the page is refused, and a
page that shows the eye other letters than its text has is found by drawing it again (``likeness``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter.errors import CounterError
from counter.locale import Text
from counter.printing.code import BadSignature, CodeProblem, SlipClaims, UnknownKey, claims_in, opened_code
from counter.printing.form import Form
from counter.printing.verify_page import (
    FOREIGN,
    FORM_DIFFERS,
    OTHER_SERIAL,
    WORDS_DIFFER,
    differences,
    pages_of,
)
from counter.printing.vouching import against, beside
from counter.trust.chain import Chain, Link

if TYPE_CHECKING:
    from counter.printing.likeness import Likeness
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
SEEN_OTHERWISE = Text(
    "看到的页面与文件里的文字不同：有字被遮住、重画、缩小或换了字形，或者另画了东西。",
    "The page looks otherwise than its text: something was covered, redrawn, shrunk, set in other letters, or drawn on it.",
)
CARRIES = Text(
    "文件带有附件、脚本或打开时执行的动作，单据从来没有这些。",
    "The file has attachments, scripts or actions on opening; no sheet has any.",
)
FILE_WHOLE = Text(
    "文件的签名有效：自{name}归档以来一个字节也没有改动。",
    "The signature of the file is valid: no byte was changed since {name} archived it.",
)
FILE_BY_UNKNOWN = Text(
    "文件自签名以来没有改动，但签名的密钥（{name}）没有打印单位的证明。",
    "The file is as it was signed, but no paper of the station names the key that signed it ({name}).",
)
FILE_ALTERED = Text("文件签名之后被改动过。", "The file was altered after it was signed.")
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
    link: Link | None = None
    """The key that signed, with its certificate and root."""


def verify_text(text: str, chain: Chain, now: int | None = None) -> Verdict:
    """The verdict on the text of a code alone: that it is genuine, not what the paper says.

    ``now`` (seconds since 1970) tells whether a list in hand is out of date.
    """
    try:
        claims, link = _signed(text, chain)
    except CodeProblem as problem:
        return Verdict(valid=False, reasons=(_said(problem),))
    if wrong := tuple(against(claims, link, chain)):
        return Verdict(valid=False, reasons=(GENUINE, *wrong), claims=claims, link=link)
    notes = (*beside(claims, link, chain, now), *([IS_SPECIMEN] if claims.specimen else []))
    return Verdict(valid=True, reasons=(GENUINE, *notes), claims=claims, link=link)


def verify_pdf(
    pdf: bytes,
    chain: Chain,
    forms: Mapping[str, Form],
    now: int | None = None,
    likeness: Likeness | None = None,
) -> Verdict:
    """The verdict on a file: genuine code, same serial, every printed field as it was when it was signed.

    With ``likeness`` also whether the eye sees these words and nothing else; without it the text of the file is all that counts.
    """
    from counter.printing.readback import Page, UnreadablePdf, carries  # noqa: PLC0415 - pdfium and zxing, 0.1 s

    try:
        with Page.all_of(pdf) as pages:
            told = _seen(_verdict(pages, chain, forms, now), pages, forms, likeness)
            if carries(pdf):
                told = replace(told, valid=False, reasons=(*told.reasons, CARRIES))
            return _with_file(told, pdf, chain)
    except UnreadablePdf:
        return Verdict(valid=False, reasons=(NO_PDF,))


def _seen(
    told: Verdict, pages: Sequence[Page], forms: Mapping[str, Form], likeness: Likeness | None
) -> Verdict:
    """The verdict on what the eye sees; a sheet whose text is wrong already is not drawn again."""
    if likeness is None or not told.valid or told.claims is None:
        return told
    code, form = pages[0].code(), forms[told.claims.kind]
    if not likeness.differs(pages, form, code, specimen=told.claims.specimen):
        return told
    reasons = tuple(reason for reason in told.reasons if reason is not WORDS_AGREE)
    return replace(told, valid=False, reasons=(*reasons, SEEN_OTHERWISE))


def _with_file(told: Verdict, pdf: bytes, chain: Chain) -> Verdict:
    """The verdict with what the signature over the whole file says, where the file has one: an archived copy."""
    from counter.printing.pades import file_signature  # noqa: PLC0415 - CMS, only for files that have it

    found = file_signature(pdf)
    if found is None:
        return told
    if not found.whole or found.key is None:
        return replace(told, valid=False, reasons=(*told.reasons, FILE_ALTERED))
    link = chain.archive(found.key)
    station = told.claims.station if told.claims else ""
    if link is None or link.certificate is None or link.certificate.unit != station:
        return replace(told, reasons=(*told.reasons, FILE_BY_UNKNOWN.format(name=found.name)))
    return replace(told, reasons=(*told.reasons, FILE_WHOLE.format(name=link.certificate.name)))


def _verdict(pages: Sequence[Page], chain: Chain, forms: Mapping[str, Form], now: int | None) -> Verdict:
    """The verdict on an opened file; every page must bear the same code."""
    code = pages[0].code()
    if not code:
        return Verdict(valid=False, reasons=(NO_CODE,))
    told = verify_text(code, chain, now)
    if told.claims is None:
        return told
    form = forms.get(told.claims.kind)
    if form is None:
        return replace(told, valid=False, reasons=(*told.reasons, OTHER_FORM.format(form=told.claims.kind)))
    if len(pages) != pages_of(form, pages):
        return Verdict(valid=False, reasons=(PAGES.format(pages=len(pages)),))
    wrong = tuple(dict.fromkeys(differences(pages, form, told.claims)))
    if any(page.code() != code for page in pages[1:]):
        wrong += (FOREIGN,)
    return replace(told, valid=told.valid and not wrong, reasons=(*told.reasons, *(wrong or (WORDS_AGREE,))))


def _signed(text: str, chain: Chain) -> tuple[SlipClaims, Link]:
    """The claims of a code and the key that signed it; of several that did, one that nothing speaks against.

    Raises:
        NotOurCode, UnknownKey, BadSignature
    """
    token = opened_code(text)
    if not (links := chain.links(token.key_id)):
        raise UnknownKey(key_id=token.key_id.hex())
    if not (signers := [link for link in links if token.signed_by(link.key)]):
        raise BadSignature
    claims = claims_in(token)
    good = (link for link in signers if not any(against(claims, link, chain)))
    return claims, next(good, signers[0])


def _said(problem: CounterError) -> Text:
    """The sentences of a problem in both languages."""
    return Text(problem.said("zh"), problem.said("en"))

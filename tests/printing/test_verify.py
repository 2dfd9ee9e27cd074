from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as raw
import pytest
from PIL import Image

from counter.locale import Text
from counter.places import data_dir
from counter.printing import verify
from counter.printing.code import SigningKey, sign
from counter.printing.form import SealPlace
from counter.printing.forms import load_forms
from counter.printing.likeness import Likeness
from counter.printing.paper import Paper, Seal, SealMode
from counter.printing.press import Press
from counter.printing.readback import Page
from counter.printing.verify import verify_pdf, verify_text
from counter.printing.verify_page import differences
from counter.trust.chain import Chain
from tests.printing.conftest import NAMES, claims_of, with_fields

Keys = Chain
Make = Callable[..., Paper]


FORMS = load_forms(data_dir() / "forms")[0]
WITH_CODE = [form.code for form in FORMS.values() if form.code_at]


@pytest.mark.parametrize("form", WITH_CODE)
def test_a_sheet_as_it_was_printed_is_valid(press: Press, signed: Make, keys: Keys, form: str) -> None:
    paper = signed(form)
    verdict = verify_pdf(press.pdf(paper), keys, press.forms)
    assert verdict.valid
    assert verdict.claims == claims_of(paper)
    assert verify.WORDS_AGREE in verdict.reasons
    assert verify.IS_SPECIMEN in verdict.reasons


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_valid(press: Press, signed: Make, keys: Keys, name: str) -> None:
    assert verify_pdf(press.pdf(signed(name=name)), keys, press.forms).valid


def test_wrapped_addresses_and_paragraphs_are_joined(press: Press, signed: Make, keys: Keys) -> None:
    long = "某某自治区某某自治州某某县某某乡某某村 18 号 3-2-501 室" * 3
    paper = signed(household_address=long)
    assert verify_pdf(press.pdf(paper), keys, press.forms).valid
    notice = signed("refusal-notice", reasons="一、" + long + "\n二、甲。\n三、" + long)
    assert verify_pdf(press.pdf(notice), keys, press.forms).valid


def test_every_changed_field_is_refused(press: Press, signed: Make, keys: Keys) -> None:
    paper = signed()
    for field, text in paper.fields:
        forged = with_fields(paper, **{field: "改" + text[1:]})
        verdict = verify_pdf(press.pdf(forged), keys, press.forms)
        assert not verdict.valid, field
        assert verify.WORDS_DIFFER in verdict.reasons


@pytest.mark.parametrize("code", WITH_CODE)
def test_every_field_and_cell_of_every_form_is_compared(press: Press, signed: Make, code: str) -> None:
    """The words alone, without looking for the code each time."""
    paper, form = signed(code), press.forms[code]
    with Page.all_of(press.pdf(paper)) as pages:
        assert not list(differences(pages, form, claims_of(paper)))
    for field, text in paper.fields:
        forged = with_fields(paper, **{field: "改" + text[1:]})
        with Page.all_of(press.pdf(forged)) as pages:
            assert verify.WORDS_DIFFER in list(differences(pages, form, claims_of(paper))), field


def test_a_code_moved_to_another_sheet_is_refused(press: Press, signed: Make, keys: Keys) -> None:
    verdict = verify_pdf(
        press.pdf(replace(signed(), serial="L110108990-01-20261122-0002")), keys, press.forms
    )
    assert not verdict.valid
    assert any("编号" in reason.zh for reason in verdict.reasons)


def test_words_added_in_an_empty_place_are_refused(
    press: Press, signed: Make, key: SigningKey, keys: Keys
) -> None:
    empty = with_fields(signed(), remark="")
    paper = replace(empty, code=sign(claims_of(empty), key))
    assert verify_pdf(press.pdf(paper), keys, press.forms).valid
    assert not verify_pdf(press.pdf(with_fields(paper, remark="有效期十年")), keys, press.forms).valid


def test_a_sheet_without_code_proves_nothing(press: Press, signed: Make, keys: Keys) -> None:
    verdict = verify_pdf(press.pdf(replace(signed(), code="")), keys, press.forms)
    assert verdict == verify.Verdict(valid=False, reasons=(verify.NO_CODE,))


def test_a_specimen_code_proves_nothing(press: Press, keys: Keys) -> None:
    assert not verify_pdf(press.pdf(press.forms["confirmation-slip"].sample()), keys, press.forms).valid


def test_a_foreign_key_and_an_unknown_form_are_told(press: Press, signed: Make, keys: Keys) -> None:
    pdf = press.pdf(signed())
    assert not verify_pdf(pdf, Chain(), press.forms).valid
    verdict = verify_pdf(pdf, keys, {})
    assert not verdict.valid
    assert "confirmation-slip" in verdict.reasons[-1].zh


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing", b"\x89PNG", b"%PDF-1.7\n" + b"\x00" * 5000])
def test_files_that_are_no_pdf_get_a_sentence(content: bytes, keys: Keys, press: Press) -> None:
    assert verify_pdf(content, keys, press.forms) == verify.Verdict(valid=False, reasons=(verify.NO_PDF,))


def rewritten(pdf: bytes, what: str) -> bytes:
    """The file with another catalog, tree of pages or page behind it, as an incremental update brings it."""
    size, root = (int(re.findall(name + rb" (\d+)", pdf)[-1]) for name in (b"/Size", b"/Root"))
    last = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])

    def found(number: int) -> bytes:
        return bytes(re.findall(rb"(?:^|\n)%d 0 obj\s*(<<.*?>>)\s*endobj" % number, pdf, re.DOTALL)[-1])

    tree = int(re.findall(rb"/Pages (\d+)", found(root))[0])
    page = int(re.findall(rb"/Kids\s*\[\s*(\d+)", found(tree))[0])
    old = {"script": root, "wide": page, "turned": page, "loop": tree, "many": tree}[what]
    kids = {"loop": b"%d 0 R" % tree, "many": b"%d 0 R " % page * 3000}.get(what, b"")
    new = {
        "script": found(root)[:-2] + b"/OpenAction << /S /JavaScript /JS (app.beep) >> >>",
        "wide": re.sub(rb"/MediaBox\s*\[[^]]*\]", b"/MediaBox [ 0 0 14400 14400 ]", found(page)),
        "turned": found(page)[:-2] + b"/Rotate 180 >>",
    }.get(what) or re.sub(
        rb"/Count \d+", b"/Count 3000", re.sub(rb"/Kids\s*\[[^]]*\]", b"/Kids [ " + kids + b"]", found(tree))
    )
    at, table = len(pdf), len(pdf) + len(new) + 64
    body = (b"%d 0 obj\n" % old + new + b"\nendobj\n").ljust(table - at)
    rows = b"xref\n%d 1\n%010d 00000 n \n" % (old, at)
    return pdf + body + rows + b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, root, last, table,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("script", verify.CARRIES), ("wide", verify.NO_PDF), ("loop", verify.NO_PDF), ("many", verify.NO_PDF),
        ("turned", verify.SEEN_OTHERWISE),
    ],
)  # fmt: skip
def test_a_file_made_to_harm_gets_a_sentence(
    press: Press, signed: Make, keys: Keys, what: str, reason: Text
) -> None:
    """A script, a page five metres wide, pages that hold themselves, three thousand of them, one upside down."""
    told = verify_pdf(rewritten(press.pdf(signed()), what), keys, press.forms, likeness=Likeness(data_dir()))
    assert not told.valid
    assert reason in told.reasons


def test_a_second_page_is_refused(press: Press, signed: Make, keys: Keys) -> None:
    both = pypdfium2.PdfDocument.new()
    for _ in range(2):
        both.import_pages(pypdfium2.PdfDocument(press.pdf(signed())))
    buffer = io.BytesIO()
    both.save(buffer)
    verdict = verify_pdf(buffer.getvalue(), keys, press.forms)
    assert not verdict.valid
    assert "2" in verdict.reasons[0].zh


def test_the_code_is_read_under_a_red_seal(press: Press, signed: Make, keys: Keys) -> None:
    """In the red channel a seal is as white as the paper: even the whole code may be under it."""
    paper = signed()
    form = press.forms[paper.form]
    assert form.code_at
    assert form.seal
    over = SealPlace(form.code_at.x + 14, form.code_at.y + 14, form.seal.diameter)
    stamped = replace(form, code="stamped", seal=over)
    verdict = verify_pdf(press._composer.pdf(stamped, paper), keys, press.forms)
    assert verdict.valid


def test_the_text_of_a_code_alone(signed: Make, keys: Keys) -> None:
    paper = signed()
    verdict = verify_text(paper.code, keys)
    assert verdict.valid
    assert verdict.claims == claims_of(paper)
    altered = verify_text(paper.code[:-4] + "0000", keys)
    assert not altered.valid
    assert altered.claims is None
    assert altered.reasons[0].zh
    assert altered.reasons[0].en


def test_a_picture_laid_over_the_words_is_refused(press: Press, signed: Make, keys: Keys) -> None:
    plaster = Image.new("RGB", (60, 20), "white")
    pdf = press.pdf(signed())
    document = pypdfium2.PdfDocument(pdf)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.from_pil(plaster))
    image.set_matrix(pypdfium2.PdfMatrix().scale(120, 20).translate(440, 200))
    page = document[0]
    page.insert_obj(image)
    page.gen_content()
    saved = io.BytesIO()
    document.save(saved)
    verdict = verify_pdf(saved.getvalue(), keys, press.forms)
    assert not verdict.valid
    assert verify.FOREIGN in verdict.reasons


def written_over(pdf: bytes, words: str, x: float, y: float) -> bytes:
    """The file with words put on its page by somebody else; x and y in points."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", 12)
    wide = words.encode("utf-16-le") + b"\x00\x00"
    raw.FPDFText_SetText(text, ctypes.cast(wide, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, x, y)
    raw.FPDFPage_InsertObject(page, text)
    page.gen_content()
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def test_words_written_over_a_field_are_refused(press: Press, signed: Make, keys: Keys) -> None:
    verdict = verify_pdf(written_over(press.pdf(signed()), "2029-02-11", 450, 203), keys, press.forms)
    assert not verdict.valid
    assert verify.WORDS_DIFFER in verdict.reasons


def test_an_annotation_is_refused(press: Press, signed: Make, keys: Keys) -> None:
    document = pypdfium2.PdfDocument(press.pdf(signed()))
    page = document[0]
    raw.FPDFPage_CloseAnnot(raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_SQUARE))
    saved = io.BytesIO()
    document.save(saved)
    verdict = verify_pdf(saved.getvalue(), keys, press.forms)
    assert not verdict.valid
    assert verify.FOREIGN in verdict.reasons


@pytest.mark.parametrize(("x", "y"), [(450, 203), (60, 20), (300, 405)])
def test_words_written_anywhere_are_refused(press: Press, signed: Make, keys: Keys, x: int, y: int) -> None:
    verdict = verify_pdf(written_over(press.pdf(signed()), "2029-02-11", x, y), keys, press.forms)
    assert not verdict.valid


def test_a_changed_title_or_note_is_refused(press: Press, signed: Make, keys: Keys) -> None:
    paper = signed()
    form = press.forms[paper.form]
    notes = (replace(form.words[0], text=Text("本单长期有效。", "Valid for ever.")), *form.words[1:])
    for forged in (
        replace(form, code="f1", title=Text("居住证", "Permit")),
        replace(form, code="f2", words=notes),
    ):
        verdict = verify_pdf(press._composer.pdf(forged, paper), keys, press.forms)
        assert not verdict.valid
        assert verify.FORM_DIFFERS in verdict.reasons


def test_a_specimen_without_its_mark_is_refused(press: Press, signed: Make, keys: Keys) -> None:
    verdict = verify_pdf(press.pdf(replace(signed(), specimen=False)), keys, press.forms)
    assert not verdict.valid
    assert verify.FORM_DIFFERS in verdict.reasons


def test_a_real_sheet_with_a_place_for_the_stamp_is_valid(press: Press, key: SigningKey, keys: Keys) -> None:
    sample = press.forms["confirmation-slip"].sample("L110108990-01-20261122-0009")
    wet = Seal(SealMode.WET, press.forms["confirmation-slip"].sample_unit, "户口专用章")
    real = replace(sample, specimen=False, seal=wet)
    verdict = verify_pdf(press.pdf(replace(real, code=sign(claims_of(real), key))), keys, press.forms)
    assert verdict.valid
    assert verify.IS_SPECIMEN not in verdict.reasons

"""What the eye sees is what the code says: forgers who leave the text of a file alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from counter.places import data_dir
from counter.printing import verify
from counter.printing.canvas import Sheet
from counter.printing.code import SigningKey, sign
from counter.printing.form import MM, Box, Form, Style
from counter.printing.likeness import Likeness
from counter.printing.lines import Fitted
from counter.printing.outlines import Place, letters_of, line
from counter.printing.paper import Paper, Seal, SealMode
from counter.printing.press import Press
from counter.printing.verify import verify_pdf
from counter.trust.chain import Chain
from counter.trust.issued_seal import DOTS, SealTerms, issue_seal
from tests.printing.conftest import AT, claims_of
from tests.trust.conftest import STATION

Make = Callable[..., Paper]
Forge = Callable[[Sheet], None]
FORM = "confirmation-slip"


@pytest.fixture(scope="module")
def eye() -> Likeness:
    return Likeness(data_dir())


@pytest.mark.parametrize("form", ["confirmation-slip", "stub-receipt", "household-certificate", "day-report"])
def test_an_honest_sheet_looks_as_it_reads(
    press: Press, signed: Make, keys: Chain, eye: Likeness, form: str
) -> None:
    told = verify_pdf(press.pdf(signed(form)), keys, press.forms, likeness=eye)
    assert told.valid
    assert verify.WORDS_AGREE in told.reasons


@pytest.mark.parametrize(
    "name",
    [
        "李𠅤",
        "𰻝",
        "[red]张[/x]",
        "〓(U+2EBF0)文",
        "John  Smith",
        "阿卜杜热合曼·麦麦提图尔荪·艾合买提江·玉素甫江·买",
    ],
)
def test_any_name_and_any_wrapped_words_do(
    press: Press, signed: Make, keys: Chain, eye: Likeness, name: str
) -> None:
    paper = signed(name=name, household_address="某某自治区某某县 18 号 3-2-501 室" * 4)
    assert verify_pdf(press.pdf(paper), keys, press.forms, likeness=eye).valid


def test_a_sheet_with_a_place_for_the_stamp_does(
    press: Press, key: SigningKey, keys: Chain, eye: Likeness
) -> None:
    sample = press.forms[FORM].sample("L110108990-01-20261122-0009")
    real = replace(
        sample, specimen=False, seal=Seal(SealMode.WET, press.forms[FORM].sample_unit, "户口专用章")
    )
    pdf = press.pdf(replace(real, code=sign(claims_of(real), key)))
    assert verify_pdf(pdf, keys, press.forms, likeness=eye).valid


@pytest.mark.parametrize("diameter", [38.0, 45.0])
def test_a_sheet_with_an_issued_seal_of_dots_does_and_a_plaster_in_its_place_does_not(
    press: Press, key: SigningKey, keys: Chain, eye: Likeness, diameter: float
) -> None:
    """Its picture is one of dots, as a scanner gives it, and may be larger than the form's own seal."""
    side = 1200
    rows = (b"\xf0" * (side // 8) if row % 60 < 30 else bytes(side // 8) for row in range(side))
    terms = SealTerms("1", STATION, "某所", "户口专用章", AT, AT, AT + 1, diameter)
    seal = issue_seal(terms, DOTS, b"".join(rows), side, key)
    press.adopt(seal)
    sample = press.forms[FORM].sample("L110108990-01-20261122-0009")
    stamp = Seal(SealMode.ISSUED, "某所", "户口专用章", picture=seal.fingerprint)
    real = replace(sample, specimen=False, seal=stamp)
    pdf = press.pdf(replace(real, code=sign(claims_of(real), key)))
    assert verify_pdf(pdf, keys, press.forms, likeness=eye).valid
    plaster = Image.new("RGB", (20, 20), "white")
    document = pypdfium2.PdfDocument(pdf)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.from_pil(plaster))
    at, height = press.forms[FORM].seal_places()[0], document[0].get_height()
    reach = 18 * MM
    image.set_matrix(
        pypdfium2.PdfMatrix()
        .scale(2 * reach, 2 * reach)
        .translate(at.x * MM - reach, height - at.y * MM - reach)
    )
    page = document[0]
    page.insert_obj(image)
    page.gen_content()
    saved = io.BytesIO()
    document.save(saved)
    told = verify_pdf(saved.getvalue(), keys, press.forms, likeness=eye)
    assert verify.SEEN_OTHERWISE in told.reasons


def outlined(sheet: Sheet, form: Form, field: str, words: str) -> None:
    """A white plaster over a field, and other words in outlines on it: nothing of it is text."""
    place = form.field(field)
    assert place
    at = place.value_at
    size, x, y = 10.5, at.x * MM, sheet.height - at.bottom * MM + 6
    sheet.raw(f"q 1 g {x:.2f} {y - 4:.2f} {at.w * MM:.2f} 16 re f Q")
    sheet.raw(f"q 0 g {line(letters_of(sheet.fonts, words), Place(a=size, d=size, e=x, f=y))} f Q")


def plaster_only(sheet: Sheet, form: Form) -> None:
    outlined(sheet, form, "valid-until" if form.field("valid-until") else form.fields[-1].code, "")


def new_name(sheet: Sheet, form: Form) -> None:
    outlined(sheet, form, "name", "王大明")


def pale_words(sheet: Sheet, form: Form) -> None:
    """Red words in a free place, which the red channel does not show."""
    sheet.raw(f"q .9 0 0 rg {line(letters_of(sheet.fonts, '长期有效'), Place(a=20, d=20, e=40, f=12))} f Q")


@pytest.mark.parametrize("forge", [new_name, plaster_only, pale_words])
def test_what_is_drawn_over_the_page_is_refused(
    press: Press, signed: Make, keys: Chain, eye: Likeness, monkeypatch: pytest.MonkeyPatch,
    forge: Callable[[Sheet, Form], None],
) -> None:  # fmt: skip
    paper = signed()
    form, composer = press.forms[FORM], press._composer
    honest = composer._own

    def own(form: Form, paper: Paper, texts: dict[str, str]) -> object:
        part = honest(form, paper, texts)
        sheet = Sheet(composer.fonts, form.height)
        forge(sheet, form)
        over = sheet.part()
        monkeypatch.setattr(composer, "_pages", lambda *_: iter([[over]]))
        return part

    monkeypatch.setattr(composer, "_own", own)
    pdf = press.pdf(paper)
    assert verify_pdf(pdf, keys, press.forms).valid, "the text says nothing of it"
    told = verify_pdf(pdf, keys, press.forms, likeness=eye)
    assert (told.valid, verify.SEEN_OTHERWISE in told.reasons) == (False, True)
    assert verify.WORDS_AGREE not in told.reasons
    assert form


@pytest.mark.parametrize("operators", ["3 Tr", "1 1 1 rg", "5 Tz"])
def test_hidden_and_squeezed_letters_are_refused(
    press: Press, signed: Make, keys: Chain, eye: Likeness, monkeypatch: pytest.MonkeyPatch, operators: str
) -> None:
    paper, honest = signed(name="张三"), Sheet._line

    def line_of(sheet: Sheet, words: str, x: float, y: float, size: float, chain: str) -> None:
        if words == "张三":
            sheet.operators.append(operators)
        honest(sheet, words, x, y, size, chain)

    monkeypatch.setattr(Sheet, "_line", line_of)
    pdf = press.pdf(paper)
    monkeypatch.undo()
    assert not verify_pdf(pdf, keys, press.forms, likeness=eye).valid


def test_letters_too_small_to_read_are_refused(
    press: Press, signed: Make, keys: Chain, eye: Likeness, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Sheet.write

    def write(sheet: Sheet, fitted: Fitted, *rest: object) -> None:
        tiny = replace(fitted, size=0.5) if fitted.lines == ("张三",) else fitted
        honest(sheet, tiny, *rest)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(Sheet, "write", write)
    pdf = press.pdf(signed(name="张三"))
    monkeypatch.undo()
    assert not verify_pdf(pdf, keys, press.forms, likeness=eye).valid


def test_a_font_whose_letters_are_others_is_refused(
    press: Press, signed: Make, keys: Chain, eye: Likeness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text says 李, the glyph under it is 彘."""
    face = press._composer.fonts.faces["song"]
    monkeypatch.setitem(face.glyphs, ord("李"), face.glyphs[ord("彘")])
    pdf = press.pdf(signed(name="李四"))
    monkeypatch.undo()
    assert verify_pdf(pdf, keys, press.forms).valid
    assert not verify_pdf(pdf, keys, press.forms, likeness=eye).valid


def test_lines_that_change_places_are_other_words(
    press: Press, signed: Make, keys: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file writes the first line, then the second, which stands above it on the page."""
    paper = signed(household_address="某某自治区某某自治州某某县某某乡某某村十八号院内东侧第三排平房" * 2)
    honest_write, honest_line = Sheet.write, Sheet._line

    def write(sheet: Sheet, fitted: Fitted, at: Box, style: Style, *rest: str) -> None:
        step = style.leading * fitted.size
        moves = iter((-step, step) if len(fitted.lines) == 2 else ())

        def line_of(sheet: Sheet, words: str, x: float, y: float, size: float, chain: str) -> None:
            honest_line(sheet, words, x, y + next(moves, 0.0), size, chain)

        monkeypatch.setattr(Sheet, "_line", line_of)
        honest_write(sheet, fitted, at, style, *rest)

    monkeypatch.setattr(Sheet, "write", write)
    pdf = press.pdf(paper)
    monkeypatch.undo()
    told = verify_pdf(pdf, keys, press.forms)
    assert verify.WORDS_DIFFER in told.reasons

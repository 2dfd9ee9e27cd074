from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from counter.printing.form_roll import rolled
from counter.printing.paper import Paper, Seal, SealMode
from counter.printing.press import DoesNotFit, FormMismatch, MissingGlyphs, Press, UnknownForm
from counter.printing.readback import Page
from tests.printing.conftest import NAMES, with_fields
from tests.printing.golden import GOLDEN, fingerprint


def test_every_form_has_its_golden_page(press: Press) -> None:
    assert set(press.forms) == set(GOLDEN)


@pytest.mark.parametrize("form", GOLDEN)
def test_the_page_is_the_golden_one(press: Press, form: str) -> None:
    """When a page was changed on purpose: look at it, then ``python -m tests.printing.golden``."""
    assert fingerprint(press.pdf(press.forms[form].sample())) == GOLDEN[form]


def test_the_fingerprint_sees_a_letter_and_the_size_of_the_page(press: Press) -> None:
    pdf = press.pdf(press.forms["confirmation-slip"].sample())
    assert fingerprint(pdf) != fingerprint(press.pdf(press.forms["confirmation-slip"].sample("S-1")))
    assert fingerprint(pdf) != fingerprint(pdf.replace(b"/MediaBox [ 0 0 595", b"/MediaBox [ 0 0 596"))


def test_equal_sheets_are_equal_bytes_in_any_order_and_in_any_process(press: Press) -> None:
    first = {code: press.pdf(form.sample()) for code, form in press.forms.items()}
    program = (
        "import hashlib; from counter.places import data_dir; from counter.printing.press import Press\n"
        "p = Press(data_dir())\n"
        "for f in reversed(list(p.forms.values())): p.pdf(f.sample('OTHER-1'))\n"
        "for f in p.forms.values(): print(f.code, hashlib.sha256(p.pdf(f.sample())).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7"},
    )
    told = dict(line.split() for line in done.stdout.splitlines())
    assert told == {code: hashlib.sha256(pdf).hexdigest() for code, pdf in first.items()}


def test_different_sheets_have_different_bytes_and_file_ids(press: Press) -> None:
    sample = press.forms["confirmation-slip"].sample()
    files = [press.pdf(sample), press.pdf(with_fields(sample, name="李𠅤"))]
    ids = [re.search(rb"/ID\s*\[(.+?)\]", pdf, re.DOTALL) for pdf in files]
    assert files[0] != files[1]
    assert ids[0]
    assert ids[1]
    assert ids[0][1] != ids[1][1]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_printed_as_they_are(press: Press, signed: Callable[..., Paper], name: str) -> None:
    paper = signed(name=name)
    form = press.forms[paper.form]
    place = form.field("name")
    assert place
    with Page.of(press.pdf(paper)) as page:
        assert page.words(place.at) == "".join(name.split())


@pytest.mark.parametrize("form", GOLDEN)
def test_every_field_and_the_serial_can_be_read_back_from_its_place(press: Press, form: str) -> None:
    paper = press.forms[form].sample()
    laid = press.forms[form]
    if laid.roll:
        laid = rolled(laid, dict(paper.fields), press._composer.fonts.measure)
    with Page.of(press.pdf(paper)) as page:
        for field in laid.fields:
            assert page.words(field.at) == "".join(paper.text(field.code).split()), field.code
        assert page.words(laid.serial_at).endswith(paper.serial)


def test_long_addresses_wrap_and_lose_nothing(press: Press) -> None:
    address = "某某自治区某某自治州某某县某某乡某某村某某路一百二十三号四单元五零六室" * 2
    paper = with_fields(
        press.forms["confirmation-slip"].sample(), household_address=address, residence_address=address
    )
    place = press.forms["confirmation-slip"].field("household-address")
    assert place
    with Page.of(press.pdf(paper)) as page:
        assert page.words(place.at) == address


def test_what_does_not_fit_is_refused_with_the_field(press: Press) -> None:
    paper = with_fields(press.forms["confirmation-slip"].sample(), household_address="长" * 400)
    with pytest.raises(DoesNotFit) as caught:
        press.pdf(paper)
    assert "户籍地址" in str(caught.value)


def test_fifty_letters_of_a_name_fit(press: Press) -> None:
    assert press.pdf(with_fields(press.forms["confirmation-slip"].sample(), name="买" * 50))


def test_a_missing_glyph_stops_the_print_until_it_is_replaced(press: Press) -> None:
    sample = press.forms["confirmation-slip"].sample()
    with pytest.raises(MissingGlyphs) as caught:
        press.pdf(with_fields(sample, name="王\U0002ebf0"))
    assert "U+2EBF0" in str(caught.value)
    glyph = caught.value.values["glyphs"][0]  # type: ignore[index]
    assert press.pdf(with_fields(sample, name=f"王〓({glyph.code_point})"))


@pytest.mark.parametrize("text", ["张\x00三", "张\x1b[31m三", "\u202e三张", "张\u200b三", "张\ud800"])
def test_what_a_terminal_or_eye_could_be_deceived_with_is_refused(press: Press, text: str) -> None:
    with pytest.raises(MissingGlyphs):
        press.pdf(with_fields(press.forms["confirmation-slip"].sample(), name=text))


@pytest.mark.parametrize("unit", ["某\U0002ebf0派出所", "某\n派出所"])
def test_a_seal_with_a_missing_glyph_is_refused(press: Press, unit: str) -> None:
    sample = press.forms["confirmation-slip"].sample()
    with pytest.raises(MissingGlyphs):
        press.pdf(replace(sample, seal=Seal(SealMode.SPECIMEN, unit, "户口专用章")))


def test_unknown_forms_and_fields_are_refused(press: Press) -> None:
    sample = press.forms["confirmation-slip"].sample()
    with pytest.raises(UnknownForm):
        press.pdf(replace(sample, form="nothing"))
    with pytest.raises(FormMismatch) as caught:
        press.pdf(replace(sample, fields=(*sample.fields[1:], ("nom", "x"))))
    assert "nom" in str(caught.value)
    assert "name" in str(caught.value)


def test_a_specimen_says_so_and_another_sheet_does_not(press: Press) -> None:
    form = press.forms["confirmation-slip"]
    sample = form.sample()
    wet = replace(sample, specimen=False, seal=Seal(SealMode.WET, "某派出所", "户口专用章"))
    for paper, words in ((sample, "样张SPECIMEN"), (wet, "")):
        with Page.of(press.pdf(paper)) as page:
            assert page.words(form.specimen_at) == words


def test_a_press_can_be_shared(press: Press) -> None:
    from concurrent.futures import ThreadPoolExecutor

    papers = [press.forms["confirmation-slip"].sample(f"S-{number}") for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(press.pdf, papers))
    assert together == [press.pdf(paper) for paper in papers]

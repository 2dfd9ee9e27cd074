"""Tables: rows as fields, page breaks, the head on every page, what closes them; rolls."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from counter.places import data_dir
from counter.printing import compose, verify
from counter.printing.code import SigningKey, sign
from counter.printing.fonts import Fonts
from counter.printing.form import MM, Form, SealPlace, inside
from counter.printing.form_roll import rolled
from counter.printing.form_table import CLOSED, Table, row_fields, rows_of
from counter.printing.forms import load_forms
from counter.printing.lines import fit
from counter.printing.paper import Paper, Seal, SealMode
from counter.printing.press import DoesNotFit, FormMismatch, MissingGlyphs, Press
from counter.printing.readback import Page
from counter.printing.verify import verify_pdf
from counter.trust.chain import Chain
from tests.printing.conftest import claims_of

FORMS = load_forms(data_dir() / "forms")[0]
VISITS = FORMS["home-visit-list"]
HOUSEHOLD = FORMS["household-certificate"]
SOURCE = (data_dir() / "forms" / "home-visit-list.toml").read_text(encoding="utf-8")


def table_of(form: Form) -> Table:
    assert form.table
    return form.table


def with_rows(form: Form, count: int, serial: str = "S-1", **cells: str) -> Paper:
    """The sample of a form with so many rows, numbered; ``cells`` change those of the last row."""
    table, sample = table_of(form), form.sample(serial)
    rows = [{**table.sample_rows()[0], "number": str(row + 1)} for row in range(count)]
    rows[-1].update({code.replace("_", "-"): text for code, text in cells.items()})
    head = tuple(pair for pair in sample.fields if form.field(pair[0]))
    return replace(sample, fields=(*head, *row_fields(table.code, rows)), code="")


@pytest.mark.parametrize("count", [1, 8, 9, 10, 18, 19, 40])
def test_rows_go_over_as_many_pages_as_they_need(press: Press, count: int) -> None:
    table = table_of(VISITS)
    assert table.room == 9
    with Page.all_of(press.pdf(with_rows(VISITS, count))) as pages:
        assert len(pages) == -(-count // 9)
        seen = [
            page.words(table.cells(place)[0])
            for page in pages
            for place in range(table.room)
            if page.words(table.whole_row(place)) not in ("", CLOSED.zh)
        ]
        assert seen == [str(row + 1) for row in range(count)]


def test_every_page_says_which_it_is_and_bears_head_serial_and_fields(press: Press) -> None:
    table = table_of(VISITS)
    paper = with_rows(VISITS, 21)
    with Page.all_of(press.pdf(paper)) as pages:
        for number, page in enumerate(pages, 1):
            assert table.page_at
            assert page.words(table.page_at) == f"第{number}页共3页"
            assert page.words(VISITS.serial_at).endswith(paper.serial)
            assert page.words(VISITS.specimen_at) == "样张SPECIMEN"
            for column, cell in zip(table.columns, table.head_cells(), strict=True):
                assert page.words(cell) == "".join(column.label.zh.split())
            for field in VISITS.fields:
                assert page.words(field.at) == "".join(paper.text(field.code).split())


@pytest.mark.parametrize("count", [1, 8, 9])
def test_a_table_is_closed_after_its_last_row_unless_it_is_full(press: Press, count: int) -> None:
    table = table_of(VISITS)
    with Page.of(press.pdf(with_rows(VISITS, count))) as page:
        below = [page.words(table.whole_row(place)) for place in range(count, table.room)]
    assert below == [CLOSED.zh, *[""] * (8 - count)][: 9 - count]


def test_a_table_for_the_hand_has_ruled_rows_and_no_closing_words(press: Press) -> None:
    ruled = replace(VISITS, code="ruled", table=replace(table_of(VISITS), rest="ruled"))
    with Page.of(press._composer.pdf(ruled, replace(with_rows(VISITS, 2), form="ruled"))) as page:
        assert page.words(table_of(VISITS).whole_row(2)) == ""


def test_a_cell_that_does_not_fit_names_its_column_and_row(press: Press) -> None:
    with pytest.raises(DoesNotFit) as caught:
        press.pdf(with_rows(VISITS, 12, address="长" * 200))
    assert "申报居住地址 12" in str(caught.value)


def test_a_glyph_that_is_missing_in_a_cell_stops_the_print(press: Press) -> None:
    with pytest.raises(MissingGlyphs):
        press.pdf(with_rows(VISITS, 2, name="王\U0002ebf0"))


def test_cells_that_do_not_match_are_named() -> None:
    paper = with_rows(VISITS, 2)
    assert VISITS.mismatch(paper) == ()
    assert VISITS.mismatch(with_rows(VISITS, 2, phone="", result="")) == ()
    assert VISITS.mismatch(with_rows(VISITS, 2, name=" ")) == ("visits.2.name",)
    more = replace(paper, fields=(*paper.fields, ("visits.4.name", "李")))
    assert VISITS.mismatch(more) == ("visits.4.name",)
    strange = replace(paper, fields=(*paper.fields, ("visits.1.nam", "李")))
    assert VISITS.mismatch(strange) == ("visits.1.nam",)
    assert FORMS["confirmation-slip"].mismatch(
        replace(
            FORMS["confirmation-slip"].sample(),
            fields=(*FORMS["confirmation-slip"].sample().fields, ("a.1.b", "x")),
        )
    ) == ("a.1.b",)


def test_a_mismatch_prints_nothing(press: Press) -> None:
    with pytest.raises(FormMismatch):
        press.pdf(with_rows(VISITS, 2, name=""))


@given(st.lists(st.fixed_dictionaries({"a": st.text(max_size=5), "b": st.text(max_size=5)}), max_size=12))
def test_rows_come_back_from_the_fields_of_a_sheet(rows: list[dict[str, str]]) -> None:
    columns = (replace(table_of(VISITS).columns[0], code="a"), replace(table_of(VISITS).columns[0], code="b"))
    table = replace(table_of(VISITS), code="t", columns=columns)
    fields = dict((("x", "1"), *row_fields("t", rows)))
    assert rows_of(table, fields) == [(row["a"], row["b"]) for row in rows]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("width = 45", "width = 44", "add up"),
        ('code = "matter"', 'code = "number"', "stands twice"),
        ("row = 11", "row = 200", "no room for a row"),
        ("page-at = [232, 186.5, 50, 6]", "", "page-at"),
        ("[table]", "[cut]", "without a [table]"),
        ("at = [15, 44, 267, 108]", "at = [15, 44, 267, 180]", "outside the sheet"),
        ('code = "visits"', 'code = "visits"\nrest = "open"', "closed, ruled"),
        ('    "李样例",\n    "古', '    "古', "samples of different length"),
        ('    "李样例",\n    "古', '    "",\n    "古', "no sample"),
    ],
)
def test_a_table_that_cannot_be_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SOURCE
    (tmp_path / "home-visit-list.toml").write_text(SOURCE.replace(old, new, 1), encoding="utf-8")
    forms, problems = load_forms(tmp_path)
    assert forms == {}
    assert any(said in problem.text.en for problem in problems), problems


def test_a_table_without_columns_is_refused(tmp_path: Path) -> None:
    bare = SOURCE.split("[[columns]]")[0] + "[[words]]" + SOURCE.split("[[words]]", 1)[1]
    (tmp_path / "home-visit-list.toml").write_text(bare, encoding="utf-8")
    assert any("missing" in problem.text.en for problem in load_forms(tmp_path)[1])


# ── Verification of sheets with rows ───────────────────────────────────────────────────────────────


def signed_household(press: Press, key: SigningKey, count: int, **cells: str) -> Paper:
    paper = with_rows(HOUSEHOLD, count, "L110108990-01-20261122-0001", **cells)
    return replace(paper, code=sign(claims_of(paper), key))


@pytest.mark.parametrize("count", [1, 9, 10, 20])
def test_a_certificate_with_rows_is_valid_on_all_its_pages(
    press: Press, key: SigningKey, keys: Chain, count: int
) -> None:
    verdict = verify_pdf(press.pdf(signed_household(press, key, count)), keys, press.forms)
    assert verdict.valid, verdict.reasons


def test_a_changed_or_added_row_is_refused(press: Press, key: SigningKey, keys: Chain) -> None:
    paper = signed_household(press, key, 10)
    changed = replace(with_rows(HOUSEHOLD, 10, paper.serial, name="赵改名"), code=paper.code)
    added = replace(with_rows(HOUSEHOLD, 11, paper.serial), code=paper.code)
    fewer = replace(with_rows(HOUSEHOLD, 9, paper.serial), code=paper.code)
    for forged in (changed, added, fewer):
        verdict = verify_pdf(press.pdf(forged), keys, press.forms)
        assert not verdict.valid


def pages_of(pdf: bytes, order: list[int]) -> bytes:
    """The file with its pages in another order."""
    out = pypdfium2.PdfDocument.new()
    out.import_pages(pypdfium2.PdfDocument(pdf), order)
    saved = io.BytesIO()
    out.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("order", [[0], [1], [1, 0], [0, 1, 1], [0, 0]])
def test_pages_taken_away_or_exchanged_are_refused(
    press: Press, key: SigningKey, keys: Chain, order: list[int]
) -> None:
    pdf = press.pdf(signed_household(press, key, 12))
    assert verify_pdf(pages_of(pdf, [0, 1]), keys, press.forms).valid
    assert not verify_pdf(pages_of(pdf, order), keys, press.forms).valid


def test_a_page_that_counts_otherwise_is_refused(
    press: Press, key: SigningKey, keys: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = signed_household(press, key, 12)
    with monkeypatch.context() as forged:
        forged.setattr(Table, "page_words", lambda _self, page, _pages: f"第 {page} 页  共 3 页")
        pdf = press.pdf(paper)
    verdict = verify_pdf(pdf, keys, press.forms)
    assert not verdict.valid
    assert verify.FORM_DIFFERS in verdict.reasons


def test_a_page_of_another_sheet_is_refused(press: Press, key: SigningKey, keys: Chain) -> None:
    one = press.pdf(signed_household(press, key, 12))
    other = press.pdf(signed_household(press, key, 12, name="赵改名"))
    mixed = pypdfium2.PdfDocument.new()
    mixed.import_pages(pypdfium2.PdfDocument(one), [0])
    mixed.import_pages(pypdfium2.PdfDocument(other), [1])
    saved = io.BytesIO()
    mixed.save(saved)
    assert not verify_pdf(saved.getvalue(), keys, press.forms).valid


# ── The two halves of a cut sheet ──────────────────────────────────────────────────────────────────


def test_both_halves_of_a_cut_sheet_say_the_same(press: Press, signed: Callable[..., Paper]) -> None:
    form = press.forms["stub-receipt"]
    assert form.cut
    paper = signed("stub-receipt")
    halves = {"serial": 0, "specimen": 0}
    with Page.of(press.pdf(paper)) as page:
        for repeat in form.repeats:
            assert repeat.at.bottom < form.cut.y, "the stub is above the cut"
            if repeat.of in halves:
                halves[repeat.of] += 1
            else:
                assert page.words(repeat.at) == "".join(paper.text(repeat.of).split())
        stub = next(repeat for repeat in form.repeats if repeat.of == "serial")
        assert page.words(stub.at) == page.words(form.serial_at) == f"编号：{paper.serial}"
    assert halves == {"serial": 1, "specimen": 1}
    assert form.serial_at.y > form.cut.y
    assert form.specimen_at.y > form.cut.y


def test_a_seal_straddles_the_cut(press: Press) -> None:
    form = press.forms["stub-receipt"]
    assert form.cut
    own, straddling = form.seal_places()
    assert straddling.y == form.cut.y
    assert own.y - own.diameter / 2 > form.cut.y
    page = pypdfium2.PdfDocument(press.pdf(form.sample()))[0]
    image = page.render(scale=2).to_pil().convert("RGB")
    mm = 2 * 72 / 25.4
    for side in (-1, 1):
        edge = image.getpixel((int(straddling.x * mm), int((straddling.y + side * 19.5) * mm)))
        assert edge[0] > 150 > edge[1], "the ring is red on both halves"


def test_the_officer_is_asked_for_a_stamp_across_the_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, float]] = []

    def noted(seal: Seal, place: SealPlace, *_: object) -> str:
        asked.append((seal.purpose, place.y))
        return ""

    monkeypatch.setattr(compose, "seal_operators", noted)
    form = FORMS["stub-receipt"]
    wet = Seal(SealMode.WET, "某派出所", "户口专用章")
    fresh = compose.Composer(data_dir(), Fonts(data_dir() / "fonts"))
    fresh.pdf(form, replace(form.sample(), specimen=False, seal=wet))
    assert form.seal
    assert asked == [("户口专用章", form.seal.y), ("骑缝章", 148.5)]


def test_a_stub_that_says_something_else_is_refused(
    press: Press, signed: Callable[..., Paper], keys: Chain
) -> None:
    form = press.forms["stub-receipt"]
    paper = signed("stub-receipt")
    assert verify_pdf(press.pdf(paper), keys, press.forms).valid
    swapped = tuple(
        replace(repeat, of="service" if repeat.of == "name" else repeat.of) for repeat in form.repeats
    )
    forged = replace(form, code="forged", repeats=swapped)
    verdict = verify_pdf(press._composer.pdf(forged, paper), keys, press.forms)
    assert not verdict.valid
    assert verify.FORM_DIFFERS in verdict.reasons


# ── Rolls ──────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=20, deadline=None)
@example(["材料" * 60, "一"])
@given(st.lists(st.text("材料证明复印件（）A1", min_size=1, max_size=90), min_size=1, max_size=14))
def test_a_roll_is_as_long_as_its_rows_and_shrinks_no_lines(press: Press, papers: list[str]) -> None:
    form = press.forms["material-list"]
    table = table_of(form)
    style = table.columns[1].style
    head = tuple(pair for pair in form.sample().fields if form.field(pair[0]))
    rows = [{"number": str(n), "paper": text} for n, text in enumerate(papers, 1)]
    fields = (*head, *row_fields(table.code, rows))
    long = rolled(form, dict(fields), press._composer.fonts.measure)
    added = table_of(long).at.h - table.at.h
    assert long.height == pytest.approx(form.height + added)
    assert long.serial_at.y == pytest.approx(form.serial_at.y + added)
    with Page.of(press.pdf(replace(form.sample(), fields=fields))) as page:
        for place, text in enumerate(papers):
            cell = table_of(long).cells(place)[1]
            assert page.words(cell) == "".join(text.split())
            fitted = fit(text, press._composer.fonts.measure, inside(cell).w * MM, inside(cell).h * MM, style)
            assert fitted
            assert fitted.size == style.size or len(fitted.lines) == 1
        for field in long.fields:
            assert page.words(field.at) == "".join(dict(fields)[field.code].split())

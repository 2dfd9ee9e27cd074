from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.places import data_dir
from counter.printing.code import STATES
from counter.printing.form import Form
from counter.printing.forms import Problem, Shelf, load_forms
from counter.printing.glyphs import Coverage

SLIP = (data_dir() / "forms" / "confirmation-slip.toml").read_text(encoding="utf-8")
FORMS, PROBLEMS = load_forms(data_dir() / "forms")


def read(folder: Path, source: str) -> tuple[dict[str, Form], tuple[Problem, ...]]:
    (folder / "confirmation-slip.toml").write_text(source, encoding="utf-8")
    return load_forms(folder)


def test_the_shipped_forms_are_sound() -> None:
    assert PROBLEMS == ()
    assert {"confirmation-slip", "refusal-notice"} <= set(FORMS)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_place_lies_on_the_sheet_and_every_file_is_named_after_its_form(form: Form) -> None:
    boxes = [form.title_at, form.serial_at, form.specimen_at, *(field.at for field in form.fields)]
    boxes += [field.label_at for field in form.fields if field.label_at] + [one.at for one in form.words]
    margin = 1 if form.roll else 5
    for box in boxes:
        assert box.x >= margin
        assert box.y >= margin
        assert box.right <= form.width - margin
        assert box.bottom <= form.height - margin + 0.5
    assert (data_dir() / "forms" / f"{form.code}.toml").exists()


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_field_has_labels_and_a_sample(form: Form) -> None:
    for field in form.fields:
        assert field.label.zh
        assert field.label.en
        assert field.sample
    assert form.mismatch(form.sample()) == ()


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_standing_word_has_its_glyphs(form: Form) -> None:
    texts = [form.title.zh, form.serial_label.zh, form.purpose, *(field.label.zh for field in form.fields)]
    texts += [text for text, _, _ in form.standing_words()]
    texts += [text for _, text in form.sample().fields]
    lines = [text.replace("\n", "") for text in texts]
    assert Coverage(data_dir() / "fonts" / "coverage.bin").missing(lines) == ()


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_no_two_ruled_values_overlap(form: Form) -> None:
    cells = [field.at for field in form.ruled_fields()]
    for index, a in enumerate(cells):
        for b in cells[index + 1 :]:
            apart = a.right <= b.x or b.right <= a.x or a.bottom <= b.y + 1e-6 or b.bottom <= a.y + 1e-6
            assert apart, (a, b)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_no_two_places_of_letters_overlap(form: Form) -> None:
    places = [*(at for _, at, _ in form.standing_words()), form.serial_at, form.specimen_at]
    places += [field.value_at for field in form.fields] + [repeat.value_at for repeat in form.repeats]
    if form.table:
        rows = range(form.table.room)
        places += [form.table.whole_row(row) for row in rows]
        places += [form.table.page_at] if form.table.page_at else []
    for index, a in enumerate(places):
        for b in places[index + 1 :]:
            apart = a.right <= b.x + 0.01 or b.right <= a.x + 0.01
            assert apart or a.bottom <= b.y + 0.01 or b.bottom <= a.y + 0.01, (a, b)


def test_the_code_is_large_enough_and_clear_of_the_seal() -> None:
    form = FORMS["confirmation-slip"]
    assert form.code_at
    assert form.seal
    assert min(form.code_at.w, form.code_at.h) >= 28
    corners = [
        (x, y) for x in (form.code_at.x, form.code_at.right) for y in (form.code_at.y, form.code_at.bottom)
    ]
    nearest = min(((x - form.seal.x) ** 2 + (y - form.seal.y) ** 2) ** 0.5 for x, y in corners)
    assert nearest - form.seal.diameter / 2 >= 2


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_the_code_of_a_form_says_a_known_state(form: Form) -> None:
    assert (form.code_state in STATES) == (form.code_at is not None)


def test_the_slip_says_that_it_is_void_without_the_seal() -> None:
    words = "".join(one.text.zh for one in FORMS["confirmation-slip"].words)
    assert "未加盖户口专用章无效" in words


def test_the_seal_stands_over_station_and_date() -> None:
    form = FORMS["confirmation-slip"]
    assert form.seal
    for code in ("station", "date"):
        field = form.field(code)
        assert field
        assert field.at.x < form.seal.x < field.at.right
        assert abs(field.at.y + field.at.h / 2 - form.seal.y) < form.seal.diameter / 2


def test_an_unknown_key_is_told_with_its_line_and_the_nearest(tmp_path: Path) -> None:
    source = SLIP.replace("sample = ", "smaple = ", 1)
    forms, problems = read(tmp_path, source)
    line = next(number for number, text in enumerate(source.splitlines(), 1) if "smaple" in text)
    assert forms == {}
    assert [(p.file, p.line) for p in problems if "smaple" in p.text.zh] == [("confirmation-slip.toml", line)]
    assert "sample" in problems[0].text.zh
    assert "nearest is sample" in problems[0].text.en


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("form = \n", encoding="utf-8")
    source = (
        SLIP.replace("page = [210, 148]", "page = [210]")
        .replace("diameter = 40", "diameter = -1")
        .replace('align = "center"', 'align = "middle"', 1)
        .replace("[specimen]", "[specimens]")
    )
    _, problems = read(tmp_path, source)
    told = " ".join(str(problem) for problem in problems)
    assert [p.line for p in problems if p.file == "broken.toml"] == [1]
    for word in ("page", "diameter", "align", "specimens", "[specimen]"):
        assert word in told


def test_a_missing_key_is_told_at_its_table(tmp_path: Path) -> None:
    source = SLIP.replace('label = { zh = "民族", en = "Ethnic group" }\n', "")
    _, problems = read(tmp_path, source)
    lines = source.splitlines()
    assert len(problems) == 1
    assert problems[0].text.zh == "缺少 label"
    assert lines[problems[0].line - 1] == "[[fields]]"
    assert lines[problems[0].line] == 'code = "ethnic-group"'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('form = "confirmation-slip"', 'form = "Confirmation Slip"'),
        ("at = [12, 92, 32, 32]", 'at = "12, 92, 32, 32"'),
        ("bold = true", 'bold = "yes"'),
        ("size = 18", "size = true"),
        ("size = 18", "size = 0"),
        ("page = [210, 148]", "page = [0, 148]"),
        ('{ zh = "姓名", en = "Name" }', '{ zh = "姓名" }'),
        ('{ zh = "姓名", en = "Name" }', '"姓名"'),
    ],
)
def test_values_of_the_wrong_kind_are_refused(tmp_path: Path, old: str, new: str) -> None:
    assert old in SLIP
    forms, problems = read(tmp_path, SLIP.replace(old, new, 1))
    assert forms == {}
    assert len(problems) == 1


def test_a_sheet_that_does_not_match_names_the_fields() -> None:
    form = FORMS["confirmation-slip"]
    sample = form.sample()
    assert form.mismatch(replace(sample, fields=(*sample.fields, ("nam", "x")))) == ("nam",)
    assert form.mismatch(replace(sample, fields=(*sample.fields, ("name", "x")))) == ("name",)
    assert form.mismatch(replace(sample, fields=sample.fields[1:])) == ("name",)
    without_remark = tuple(pair for pair in sample.fields if pair[0] != "remark")
    assert form.mismatch(replace(sample, fields=without_remark)) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('code = "sex"', 'code = "name"', "name 重复"),
        ("at = [134, 110, 64, 6.5]", "at = [150, 110, 64, 6.5]", "超出纸面"),
        ("at = [12, 92, 32, 32]", "at = [12, 92, 24, 24]", "28 毫米"),
        ("at = [12, 92, 32, 32]", "at = [118, 94, 32, 32]", "2 毫米"),
        ("centre = [167, 116]", "centre = [195, 116]", "印章超出纸面"),
        ("diameter = 40", "diameter = 46", "45 毫米"),
        ("label-at = [12, 27, 24, 8.4]", "ruled = true", "label-at"),
        ('form = "confirmation-slip"', 'form = "other-slip"', "other-slip.toml"),
    ],
)
def test_what_cannot_be_on_paper_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in SLIP
    source = SLIP.replace(old, new, 1)
    forms, problems = read(tmp_path, source)
    assert forms == {}
    found = [problem for problem in problems if told in str(problem)]
    assert found
    assert source.splitlines()[found[0].line - 1] == new


def test_a_single_table_where_a_list_is_meant_is_told(tmp_path: Path) -> None:
    for source in (
        SLIP.replace("[[words]]", "[words]", 1).split("[[words]]")[0],
        "fields = 3\n" + SLIP.split("[[fields]]")[0],
    ):
        _, problems = read(tmp_path, source)
        assert any("[[" in problem.text.zh for problem in problems)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_a_file_raises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    lines = SLIP.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at] = data.draw(
            st.sampled_from(
                [
                    "",
                    "[fields]",
                    "[[code]]",
                    "at = []",
                    "size = 0",
                    "page = [0, 0]",
                    "x = {}",
                    "title = 1",
                    lines[at][:-2],
                ]
            )
        )
    forms, problems = read(tmp_path_factory.mktemp("forms"), "\n".join(lines))
    assert bool(forms) != bool(problems)
    for form in forms.values():
        assert form.mismatch(form.sample()) == ()


def test_a_file_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b'form = "\xff\xfe"\n')
    forms, problems = load_forms(tmp_path)
    assert forms == {}
    assert problems


def test_a_shelf_has_the_sound_forms_and_reads_only_what_is_asked_for(tmp_path: Path) -> None:
    shelf = Shelf(data_dir() / "forms")
    assert shelf["confirmation-slip"] == FORMS["confirmation-slip"]
    assert list(shelf._read) == ["confirmation-slip"]
    assert dict(shelf) == FORMS
    assert len(shelf) == len(FORMS)
    (tmp_path / "broken.toml").write_text("form = \n", encoding="utf-8")
    (tmp_path / "confirmation-slip.toml").write_text(SLIP, encoding="utf-8")
    assert list(Shelf(tmp_path)) == ["confirmation-slip"]
    assert Shelf(tmp_path).get("broken") is None


@pytest.mark.parametrize(
    "code", ["../forms/confirmation-slip", "", "a/b", "Confirmation-Slip", "x\x00y", "x" * 5000]
)
def test_a_code_from_paper_never_names_a_file(code: str) -> None:
    assert code not in Shelf(data_dir() / "forms")


def test_a_seal_or_code_without_a_place_is_a_mismatch() -> None:
    notice = FORMS["refusal-notice"]
    slip = FORMS["confirmation-slip"].sample()
    assert notice.mismatch(replace(notice.sample(), seal=slip.seal)) == ("seal",)
    assert replace(notice, code_at=None).mismatch(notice.sample()) == ("code",)

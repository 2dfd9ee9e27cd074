from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from handy import AUDITOR, NOON, HandClock, imported, number_for, row, write_jsonl

from counter.desk import importing
from counter.desk.desk import Desk
from counter.desk.extract_lines import FIELDS, ExtractUnreadable, encoding_of
from counter.desk.fiction import Fiction
from counter.desk.importing import Imported, RejectedNotKept
from counter.desk.rights import NotYourRole
from counter.desk.views import Session
from counter.places import data_dir
from counter.rules.periods import add_months, add_years
from counter.values.citizen_number import CitizenNumber
from counter.values.person_name import LOOKALIKE_DOTS, PersonName

CHINESE = [
    "姓名",
    "公民身份号码",
    "性别",
    "民族",
    "出生日期",
    "户籍地址",
    "居住地址",
    "证件种类",
    "证件编号",
    "签发日期",
    "有效期至",
    "状态",
]


def write_csv(
    path: Path, rows: Iterable[dict[str, str]], header: Iterable[str] = FIELDS, encoding: str = "utf-8"
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([one[field] for field in FIELDS] for one in rows)
    return path


def counts(done: Imported) -> tuple[int, int, int, int]:
    return done.new, done.changed, done.same, len(done.bad)


def name_of(desk: Desk, session: Session, number: str) -> str:
    (found,) = desk.find.holders(session, number).rows
    return found.name


def faults(done: Imported) -> list[tuple[int, list[str]]]:
    return [(bad.line, [fault.field for fault in bad.faults]) for bad in done.bad]


@pytest.mark.slow
def test_ten_thousand_rows_and_the_same_again(desk: Desk, session: Session, tmp_path: Path) -> None:
    rows = list(Fiction.load(data_dir(), NOON.date(), seed=7).holders(10_000))
    path = write_csv(tmp_path / "ten.csv", rows)
    seen: list[tuple[int, int]] = []
    done = desk.importing.holders(session, path, progress=lambda at, of: seen.append((at, of)))
    assert done.bad == ()
    assert done.rejected is None
    assert sum(counts(done)) == 10_000
    assert seen == sorted(seen)
    assert seen[-1] == (10_001, 10_001)
    assert len(seen) > 10
    acts = len(desk.bench.store.acts(last=10**6))
    again = desk.importing.holders(session, path)
    assert counts(again) == (0, 0, 10_000, 0)
    assert len(desk.bench.store.acts(last=10**6)) == acts, "nothing changed, nothing is written"
    assert desk.bench.store.verify() == ()
    for one in rows[::2500]:
        assert name_of(desk, session, one["number"]) == one["name"]


def test_fiction_has_the_people_programs_stumble_over() -> None:
    rows = list(Fiction.load(data_dir(), NOON.date()).holders(500))
    assert rows == list(Fiction.load(data_dir(), NOON.date()).holders(500)), (
        "the same seed makes the same people"
    )
    assert len({one["number"] for one in rows}) == 500
    for one in rows:
        assert PersonName.parse(one["name"]).text == one["name"]
        assert CitizenNumber.parse(one["number"], NOON.date()).sex == one["sex"]
    names = [one["name"] for one in rows]
    assert any("·" in name for name in names)
    assert any(PersonName(name).rare for name in names)
    assert any(name[:2] in {"欧阳", "司马", "上官", "诸葛"} for name in names)
    assert max(len(one["residence_address"]) for one in rows) >= 15
    assert {one["state"] for one in rows} >= {"valid", "lapsed", "cancelled"}
    assert any(one["state"] == "valid" and one["endorsed_until"] < NOON.date().isoformat() for one in rows)


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2027, 6, 20), date(2028, 2, 29)])
def test_permits_of_fiction_are_endorsed_to_anniversaries_of_their_issue(today: date) -> None:
    """条例 第十条: a permit is endorsed once a year, and not further ahead than the last month before allows."""
    places = [None, *(data_dir() / "training" / place for place in ("wuxi", "tianjin"))]
    for own in places:
        for one in Fiction.load(data_dir(), today, own=own).holders(500):
            issued, until = (date.fromisoformat(one[key]) for key in ("issued", "endorsed_until"))
            assert issued <= today
            assert until in {add_years(issued, year) for year in range(1, 9)}, one
            assert add_months(add_years(until, -1), -1) <= today


BAD = [
    ("name", "", "空"),
    ("name", "张\0三", "U+0000"),
    ("name", "张\x1b[31m", "U+001B"),
    ("name", "张\u202e三", "U+202E"),
    ("name", "阿卜杜勒.买买提", "U+00B7"),
    ("name", "张" * 51, "51"),
    ("number", "110198199001010011", "校验位"),
    ("number", "11019819900101", "18 位"),
    ("sex", "3", "男"),
    ("ethnic", "火星族", "GB/T 3304"),
    ("birth", "1990-02-30", "没有这一天"),
    ("birth", "1990年", "不是日期"),
    ("birth", "1990112", "不是日期"),
    ("household_address", "县" * 101, "100"),
    ("residence_address", "路\x07号", "U+0007"),
    ("permit_kind", "护照", "居住证"),
    ("permit_number", "a;b", "字母"),
    ("state", "好", "有效"),
    ("issued", "", "空"),
]


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_every_bad_row_is_named_with_line_field_and_reason(
    desk: Desk, session: Session, tmp_path: Path, kind: str
) -> None:
    rows = [row("好人一", number_for(order=1))]
    rows += [row(number=number_for(order=i)) | {field: value} for i, (field, value, _) in enumerate(BAD, 10)]
    rows += [row("好人二", number_for(order=2))]
    path = write_csv(tmp_path / "a.csv", rows) if kind == "csv" else write_jsonl(tmp_path / "a.jsonl", rows)
    done = desk.importing.holders(session, path)
    first = 3 if kind == "csv" else 2
    assert counts(done) == (2, 0, 0, len(BAD))
    assert faults(done) == [(first + i, [field]) for i, (field, _, _) in enumerate(BAD)]
    for bad, (_, _, said) in zip(done.bad, BAD, strict=True):
        assert said in bad.faults[0].reason.zh
        assert bad.faults[0].reason.en
    assert name_of(desk, session, rows[0]["number"]) == "好人一"
    assert done.rejected is not None
    assert done.rejected.parent == tmp_path
    _mend_and_import(desk, session, done.rejected, rows[1:-1])


def _mend_and_import(desk: Desk, session: Session, rejected: Path, bad: list[dict[str, str]]) -> None:
    good = {one["number"]: one for one in (row(number=number_for(order=i)) for i in range(10, 10 + len(bad)))}
    mended = list(good.values())
    if rejected.suffix == ".jsonl":
        kept = [json.loads(line) for line in rejected.read_text("utf-8").splitlines()]
    else:
        with rejected.open(encoding="utf-8", newline="") as file:
            kept = list(csv.DictReader(file))
    assert len(kept) == len(bad)
    for one, was, right, (field, value, said) in zip(kept, bad, mended, BAD, strict=True):
        assert one[field] == value == was[field], "what was written is still there"
        assert field in one["_problem"]
        assert said in one["_problem"]
        one[field] = right[field]
    if rejected.suffix == ".jsonl":
        write_jsonl(rejected, kept)
    else:
        with rejected.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, kept[0])
            writer.writeheader()
            writer.writerows(kept)
    assert counts(desk.importing.holders(session, rejected)) == (len(bad), 0, 0, 0)


def test_all_faults_of_a_row_are_told_at_once(desk: Desk, tmp_path: Path) -> None:
    done = imported(desk, tmp_path, row() | {"name": "", "sex": "x", "state": "?"})
    assert faults(done) == [(1, ["name", "sex", "state"])]


def test_a_half_mended_file_of_bad_rows_is_never_overwritten(desk: Desk, tmp_path: Path) -> None:
    first = imported(desk, tmp_path, row(state="?")).rejected
    assert imported(desk, tmp_path, row(state="?")).rejected == first, "the same bad rows need no second file"
    first.write_text("half mended", encoding="utf-8")
    second = imported(desk, tmp_path, row(state="?")).rejected
    assert first.read_text("utf-8") == "half mended"
    assert (second.name, second.read_text("utf-8").count("\n")) == ("extract.rejected-2.jsonl", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("header", [FIELDS, CHINESE])
def test_encodings_and_headers_of_the_field(
    desk: Desk, session: Session, tmp_path: Path, encoding: str, header: list[str]
) -> None:
    rows = [row("赵𬭎", number_for(order=1)), row("古丽巴哈尔·艾山江", number_for(order=2), ethnic="维吾尔")]
    path = write_csv(tmp_path / "a.csv", rows, header, encoding)
    assert counts(desk.importing.holders(session, path)) == (2, 0, 0, 0)
    assert name_of(desk, session, rows[0]["number"]) == "赵𬭎"
    assert encoding_of(path) == ("gb18030" if encoding == "gb18030" else "utf-8-sig", 3)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_damaged_byte_costs_its_row_and_makes_no_wrong_names(
    desk: Desk, session: Session, tmp_path: Path, encoding: str
) -> None:
    rows = [row(f"好人{i}", number_for(order=i)) for i in range(1, 20)]
    path = write_csv(tmp_path / "a.csv", rows, encoding=encoding)
    content = path.read_bytes().replace("好人9".encode(encoding), b"\xff9", 1)
    path.write_bytes(content)
    done = desk.importing.holders(session, path)
    assert counts(done) == (18, 0, 0, 1)
    assert faults(done) == [(10, ["name"])]
    assert name_of(desk, session, rows[0]["number"]) == "好人1"
    assert done.rejected is not None
    assert "\\udcff9" in done.rejected.read_text("utf-8")


def test_a_file_cut_off_within_a_character_stays_utf8(desk: Desk, session: Session, tmp_path: Path) -> None:
    """Cut anywhere, such a file also reads as GB 18030, with every name wrong."""
    rows = [row(f"好人{i}", number_for(order=i)) for i in range(1, 4)]
    whole = write_jsonl(tmp_path / "a.jsonl", rows).read_bytes()
    (tmp_path / "a.jsonl").write_bytes(whole[: whole.rindex("好".encode()) + 2])
    done = desk.importing.holders(session, tmp_path / "a.jsonl")
    assert counts(done) == (2, 0, 0, 1)
    assert name_of(desk, session, rows[0]["number"]) == "好人1"


@pytest.mark.parametrize("dot", sorted(LOOKALIKE_DOTS))
def test_look_alike_dots_need_consent(desk: Desk, session: Session, tmp_path: Path, dot: str) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [row(f"阿里{dot}买", number_for(order=3))])
    assert faults(desk.importing.holders(session, path)) == [(1, ["name"])]
    assert counts(desk.importing.holders(session, path, mend_dots=True)) == (1, 0, 0, 0)
    assert name_of(desk, session, number_for(order=3)) == "阿里·买"


def test_a_forgotten_quote_costs_one_row(desk: Desk, session: Session, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(f"好人{i}", number_for(order=i)) for i in range(1, 5)])
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[2] = '"' + lines[2]
    path.write_text("".join(lines), encoding="utf-8")
    done = desk.importing.holders(session, path)
    assert counts(done) == (3, 0, 0, 1)
    assert faults(done) == [(3, [""])]
    assert done.rejected is not None
    assert "好人2" in done.rejected.read_text("utf-8"), "the words of the row are kept"


def test_too_few_and_too_many_columns(desk: Desk, session: Session, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row("好人", number_for(order=1))])
    path.write_text(
        path.read_text("utf-8") + "短,1\n" + "长" + ",x" * 13 + ",最后\n\n   \n", encoding="utf-8"
    )
    done = desk.importing.holders(session, path)
    assert counts(done) == (1, 0, 0, 2)
    assert [fault.reason.en for bad in done.bad for fault in bad.faults] == [
        "2 columns instead of 12",
        "15 columns instead of 12",
    ]
    assert done.rejected is not None
    assert "最后" in done.rejected.read_text("utf-8"), "no word of the row is lost"


@pytest.mark.parametrize(
    "line",
    ["not json", "[1, 2]", '"x"', "null", "{}", '{"name": 5, "nachname": "x"}', "[" * 5000, '{"a":' * 5000],
)
def test_lines_that_are_no_rows(desk: Desk, session: Session, tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{line}\n{json.dumps(row('好人', number_for(order=1)))}\n", encoding="utf-8")
    assert counts(desk.importing.holders(session, path)) == (1, 0, 0, 1)


def test_a_half_pair_in_json_is_refused_and_kept(desk: Desk, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row("张\ud800三", number_for(order=1))) + "\n", encoding="utf-8")
    done = desk.importing.holders(session, path)
    assert "U+D800" in done.bad[0].faults[0].reason.zh
    assert done.rejected is not None
    assert json.loads(done.rejected.read_text("utf-8"))["name"] == "张\ud800三"


def test_the_same_number_twice_in_a_file(desk: Desk, session: Session, tmp_path: Path) -> None:
    done = imported(
        desk, tmp_path, row("甲", number_for()), row("乙", number_for(order=2)), row("丙", number_for())
    )
    assert counts(done) == (2, 0, 0, 1)
    assert faults(done) == [(3, ["number"])]
    assert "第 1 行" in done.bad[0].faults[0].reason.zh
    assert name_of(desk, session, number_for()) == "甲"


def test_a_huge_line_is_one_bad_row(desk: Desk, session: Session, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv", [row("好人", number_for(order=1)), row("大" * 300_000, number_for(order=2))]
    )
    assert counts(desk.importing.holders(session, path)) == (1, 0, 0, 1)


def test_an_empty_file_of_lines_is_an_empty_extract(desk: Desk, session: Session, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n\n")
    assert counts(desk.importing.holders(session, tmp_path / "a.jsonl")) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"a,b\n1,2\n", bytes(range(256)) * 20, "姓名,性别\n".encode("utf-16"), b"name\0,"]
)
def test_a_file_that_is_no_extract_is_told(
    desk: Desk, session: Session, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(ExtractUnreadable) as caught:
        desk.importing.holders(session, tmp_path / "a.csv")
    assert "登记册没有变化" in caught.value.said()


def test_an_unknown_column_is_told_with_its_name(desk: Desk, session: Session, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [], [*FIELDS[:-1], "zustand"])
    with pytest.raises(ExtractUnreadable, match="缺少列 state；不认识的列 zustand。"):
        desk.importing.holders(session, path)


@pytest.mark.parametrize("name", ["missing.csv", "folder"])
def test_a_file_that_is_not_there(desk: Desk, session: Session, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExtractUnreadable):
        desk.importing.holders(session, tmp_path / name)


def test_a_folder_that_takes_no_file_of_bad_rows_is_told(
    desk: Desk, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(importing, "lay_beside", refuse)
    with pytest.raises(RejectedNotKept, match="好的行已经导入"):
        imported(desk, tmp_path, row("好人", number_for(order=1)), row(state="?"))
    assert name_of(desk, session, number_for(order=1)) == "好人"


def test_an_interrupted_import_is_simply_run_again(
    desk: Desk, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 10)
    path = write_jsonl(tmp_path / "a.jsonl", [row(number=number_for(order=i)) for i in range(1, 36)])

    class PowerCut(BaseException):
        pass

    def cut(at: int, of: int) -> None:
        if at >= 20:
            raise PowerCut

    with pytest.raises(PowerCut):
        desk.importing.holders(session, path, progress=cut)
    assert counts(desk.importing.holders(session, path)) == (15, 0, 20, 0)
    assert desk.bench.store.rebuild().differing == ()


def test_a_changed_row_keeps_its_holder(desk: Desk, session: Session, tmp_path: Path) -> None:
    number = number_for(order=1)
    imported(desk, tmp_path, row("曾国藩", number))
    (before,) = desk.find.holders(session, number).rows
    assert counts(imported(desk, tmp_path, row("曾国樊", number, state="已注销"))) == (0, 1, 0, 0)
    (after,) = desk.find.holders(session, number).rows
    assert (after.id, after.name, after.state_code) == (before.id, "曾国樊", "cancelled")
    assert desk.find.holders(session, "国藩").rows == ()
    assert desk.bench.store.rebuild().differing == ()


@pytest.mark.parametrize(
    ("field", "value", "same"),
    [
        ("birth", "1990/01/01", "1990-01-01"), ("birth", "19900101", "1990-01-01"), ("birth", "1990年1月1日", "1990-01-01"),
        ("ethnic", "01", "01"), ("ethnic", "汉", "01"), ("sex", "1", "male"), ("sex", "female", "female"),
        ("state", "注销", "cancelled"), ("permit_kind", "residence-card", "residence-card"),
        ("number", "１１０１９８１９９００１０１００１" + number_for()[-1].lower(), number_for()),
    ],
)  # fmt: skip
def test_words_and_codes_of_the_field_mean_the_same(
    desk: Desk, tmp_path: Path, field: str, value: str, same: str
) -> None:
    assert imported(desk, tmp_path, row(number=number_for()) | {field: value}).new == 1
    (act,) = desk.bench.store.acts(subject="extract.jsonl")
    assert act.body["rows"][0][field] == same


def test_who_may_not_work_at_the_window_imports_nothing(desk: Desk, session: Session, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [row()])
    for number in (AUDITOR, "0555", "0601"):
        with pytest.raises(NotYourRole):
            desk.importing.holders(desk.people.sign_in(number, "0000"), path)


def test_a_file_name_that_is_no_text_is_no_problem(desk: Desk, session: Session, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff\x1b[31m.jsonl")
    write_jsonl(path, [row()])
    assert desk.importing.holders(session, path).new == 1


def test_a_birth_after_today_depends_on_the_clock(desk: Desk, clock: HandClock, tmp_path: Path) -> None:
    born = row(number=number_for("20261123"))
    assert faults(imported(desk, tmp_path, born)) == [(1, ["number"])]
    clock.go(days=1)
    assert imported(desk, tmp_path, born).new == 1
    assert replace(clock).moment == clock.moment

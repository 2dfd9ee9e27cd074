"""Files as they come from other machines: whatever is wrong with one is a sentence with its line, never an exception."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from counter.places import data_dir
from counter.rules.check import check_all

pytestmark = pytest.mark.slow

DEEP = b"\nx = " + b"[" * 3000 + b"]" * 3000
BROKEN: dict[str, tuple[Callable[[bytes], bytes], int]] = {
    "another encoding": (lambda raw: raw.decode().encode("gb18030"), 0),
    "a stray byte": (lambda raw: b"# one\n# two\n# \xff\n" + raw, 3),
    "nested without end": (lambda raw: b"# one" + DEEP + b"\n", 2),
    "an endless number": (lambda raw: b"# one\nx = " + b"9" * 5000 + b"\n", 2),
    "a NUL": (lambda raw: b"# one\n\0\n" + raw, 2),
    "half a table": (lambda raw: b"# one\n[half\n", 2),
}
FILES = ["beijing.toml", "beijing.cases.toml", "vocabulary.toml", "../calendars/2026.toml"]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    shutil.copytree(data_dir() / "calendars", tmp_path / "calendars")
    others = shutil.ignore_patterns("tianjin*", "wuxi*")  # one place is enough for what is wrong with a file
    return Path(shutil.copytree(data_dir() / "jurisdictions", tmp_path / "jurisdictions", ignore=others))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_file_is_the_only_problem_and_has_its_line(packs: Path, file: str, how: str) -> None:
    spoil, line = BROKEN[how]
    path = packs / file
    path.write_bytes(spoil(path.read_bytes()))
    found = [problem for problem in check_all(packs).problems if problem.file == path.name]
    assert [problem.code for problem in found] in (["syntax"], ["unreadable"])
    assert found[0].line == line if line else found[0].line > 0
    assert all((found[0].sentence.zh, found[0].sentence.en))


def test_without_the_vocabulary_its_fault_is_the_whole_message(packs: Path) -> None:
    (packs / "vocabulary.toml").unlink()
    assert [(problem.file, problem.line) for problem in check_all(packs).problems] == [("vocabulary.toml", 0)]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "change",
    [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n")],
    ids=["mark", "crlf"],
)
def test_what_other_editors_do_to_a_file_is_no_fault(
    packs: Path, file: str, change: Callable[[bytes], bytes]
) -> None:
    path = packs / file
    path.write_bytes(change(path.read_bytes()))
    assert check_all(packs).problems == ()


def test_cases_without_a_pack_and_calendars_without_a_year_are_named(packs: Path) -> None:
    (packs / "beijng.cases.toml").write_text("[[confirmation-slip]]\n", encoding="utf-8")
    found = check_all(packs).problems
    assert [(problem.file, problem.nearest) for problem in found] == [("beijng.cases.toml", "beijing")]
    (packs.parent / "calendars" / "next.toml").write_text("year = 2027\n", encoding="utf-8")
    assert [problem.file for problem in check_all(packs).problems] == ["next.toml"]


@pytest.mark.parametrize(
    "row",
    [
        "on = []\nexpect = { outcome = 'open' }",
        "on = 2026-11-22\nexpect = {}",
        "on = 2026-11-22T08:00:00\nexpect = { outcome = 'open' }",
        "on = 0001-01-01\nexpect = { outcome = 'open' }",
        "on = 2026-11-22\neach = { present = [] }\nexpect = { outcome = 'open' }",
        "on = 2026-11-22\neach = { present = 3 }\nexpect = { outcome = 'open' }",
        "on = 2026-11-22\nfacts = { verified-on = 9999-12-31 }\nexpect = { outcome = 'open' }",
        "on = 2026-11-22\nfacts = { age = -1 }\nexpect = { outcome = 'open' }",
    ],
)
def test_a_case_that_cannot_run_is_named(packs: Path, row: str) -> None:
    path = packs / "beijing.cases.toml"
    before = path.read_text(encoding="utf-8")
    text = f"{before}\n[[confirmation-slip]]\nzh = '甲'\nordinary = false\n{row}\n"
    path.write_text(text, encoding="utf-8")
    found = check_all(packs).problems
    assert found
    assert all(problem.line > before.count("\n") for problem in found), found

"""Nearly eighty faults, each put into a copy of the shipped packs: the checker must name it, at its file and line."""

# ruff: noqa: E501  # one fault per line reads like the table it is

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from counter.places import data_dir
from counter.rules import Problem, load_rulebook
from counter.rules.check import check_all
from counter.rules.prove import prove

pytestmark = pytest.mark.slow


class Fault(NamedTuple):
    """``old`` becomes ``new`` (first place after ``after``); the problem ``code`` must stand where ``seen`` is written."""

    name: str
    file: str
    after: str
    old: str
    new: str
    code: str
    seen: str


SLIP = "[service.confirmation-slip]"
NB = "national.toml"
BJ = "beijing.toml"
CARD = "[service.id-card]"
WINDOW = "[[service.permit-endorsement.window]]"

FAULTS = [
    Fault("a table that is no word", "vocabulary.toml", "", "[fact.present]", "[facts.present]", "unknown-key", "facts"),
    Fault("places inheriting in a circle", NB, "", 'code = "national"', 'code = "national"\ninherits = "beijing"', "inherits-circle", "inherits"),
    Fault("services extending in a circle", NB, CARD, 'source = "lid:7"', 'source = "lid:7"\nextends = "national/id-card-elsewhere"', "extends-circle", "extends"),
    Fault("misspelt key", NB, "[service.permit-at-window]", "copies = 1", "copys = 1", "unknown-key", "copys"),
    Fault("no Chinese text", BJ, 'code = "holder-must-come"', "zh =", "# zh =", "text-incomplete", "holder-must-come"),
    Fault("empty English text", BJ, SLIP, "en = 'Issued on the spot.'", "en = ''", "text-incomplete", "en = ''"),
    Fault("Chinese in the English text", BJ, SLIP, "en = 'Issued on", "en = '现场 Issued on", "text-language", "现场 Issued"),
    Fault("English as Chinese text", BJ, SLIP, "zh = '现场开具。'", "zh = 'at once'", "text-language", "zh = 'at once'"),
    Fault("no remedy", BJ, 'code = "permit-lapsed"', "remedy_en =", "# remedy_en =", "text-incomplete", "permit-lapsed"),
    Fault("misspelt source", BJ, SLIP, 'source = "bj-2020"', 'source = "bj-2002"', "unknown-source", "bj-2002"),
    Fault("misspelt fact", BJ, SLIP, "when = { present", "when = { presnt", "unknown-fact", "presnt"),
    Fault("misspelt value", BJ, SLIP, 'present = "agent"', 'present = "agnet"', "unknown-value", "agnet"),
    Fault("misspelt document", BJ, 'code = "identity"', '"id-card", "household-book", "ori', '"id-crad", "household-book", "ori',
          "unknown-document", "id-crad"),
    Fault("amount as text", BJ, SLIP, "fen = 0", 'fen = "0"', "wrong-sort", 'fen = "0"'),
    Fault("date as text", BJ, 'code = "holder-must-come"', "valid_from = 2020-11-20", 'valid_from = "2020-11-20"',
          "wrong-sort", 'valid_from = "2020'),
    Fault("end before beginning", BJ, 'code = "full-rollout"', "valid_from = 2021-01-01",
          "valid_from = 2021-01-01\nvalid_to = 2020-12-31", "dates-turned", "valid_to = 2020-12-31"),
    Fault("no beginning", BJ, 'code = "holder-must-come"', "valid_from", "# valid_from", "key-missing", "holder-must-come"),
    Fault("the same rule twice", BJ, SLIP, 'code = "permit-lapsed"', 'code = "permit-suspended"', "stands-twice", "lapsed"),
    Fault("two fees on one day", NB, 'code = "first"\nfen = 2000', "valid_to = 2018-03-31", "valid_to = 2018-04-01", "stands-twice", "2018-04-01"),
    Fault("over a rule that is not there", BJ, "", 'over = ["document.address-proof"]', 'over = ["document.adress-proof"]',
          "unknown-rule", "adress-proof"),
    Fault("rules silencing each other", BJ, 'code = "permit-suspended"', "valid_from = 2020-11-20",
          'over = ["refusal.permit-suspended"]\nvalid_from = 2020-11-20', "over-circle", "over ="),
    Fault("a span turned round", NB, 'code = "from-16"', "{ from = 16, below = 26 }", "{ from = 26, below = 16 }",
          "span-empty", "from = 26, below = 16"),
    Fault("an age as text", NB, 'code = "from-16"', "{ from = 16, below = 26 }", '"16"', "span-wrong", 'age = "16"'),
    Fault("an empty condition", BJ, SLIP, '{ present = "agent" }', "{}", "condition-empty", "when = {}"),
    Fault("a hole in the ages", NB, 'code = "from-26"', "below = 46", "below = 45", "gap", "gives"),
    Fault("ages that overlap", NB, 'code = "from-26"', "below = 46", "below = 47", "contradiction", "from-46"),
    Fault("two fees for one reason", NB, CARD, '["expired", "changed"], hardship = "none"',
          '["expired", "changed", "damaged"], hardship = "none"', "contradiction", "damaged"),
    Fault("a reason without a fee", NB, 'code = "lost"', 'when = { reason = "lost" }', 'when = { reason = "lost", age = { from = 16 } }',
          "gap", "gives"),
    Fault("a deadline that ends without a successor", BJ, 'code = "endorsement"\ndays', "valid_from = 2021-01-01",
          "valid_from = 2021-01-01\nvalid_to = 2025-12-31", "gap", "gives"),
    Fault("a demand behind a refusal", NB, 'code = "guardian-relation"', "{ age = { below = 16 }, relation",
          '{ age = { below = 16 }, present = "self", relation', "unreachable", "guardian-relation"),
    Fault("a value that cannot happen here", BJ, SLIP, 'present = ["self", "agent"]', 'present = ["self"]', "unreachable",
          "holder-must-come"),
    Fault("an allowed value that does not exist", BJ, SLIP, 'present = ["self", "agent"]', 'present = ["self", "agents"]',
          "unknown-value", "agents"),
    Fault("a demand that only a refused paper meets", BJ, 'code = "identity"', '"id-card", "household-book", "origin-police-proof", "electronic-permit"',
          '"screenshot"', "demand-refused", "identity"),
    Fault("everybody refused", BJ, SLIP, 'when = { present = "agent" }\n', "", "nobody-accepted", SLIP),
    Fault("everybody refused and said so for no day", BJ, SLIP, 'source = "bj-2020"', 'source = "bj-2020"\nrefuses_all = true',
          "somebody-accepted", "refuses_all"),
    Fault("everybody refused and not said so", BJ, "[service.permit-reissue]", "refuses_all = true\n", "", "nobody-accepted",
          "[service.permit-reissue]"),
    Fault("the same paper twice", BJ, "[service.residence-card]", '["id-card", "household-book"]',
          '["lease", "title-deed", "owner-proof", "employer-residence-proof", "lodging-proof"]', "demanded-twice", "address-proof"),
    Fault("a window that nobody gives", NB, WINDOW, 'fact = "endorsement-window"', 'fact = "permit-state"', "window-missing",
          "endorsement-window"),
    Fault("a misspelt unit", BJ, 'code = "issue"', '"working-days"', '"working-day"', "unknown-word", "working-day"),
    Fault("a misspelt clock start", BJ, 'code = "issue"', '"verified"', '"verifyed"', "unknown-word", "verifyed"),
    Fault("a kind that has no single answer", BJ, SLIP, '"fee", "deadline"', '"fees", "deadline"', "unknown-word", "fees"),
    Fault("a service that is not there", BJ, "", '"national/residence-permit"', '"national/residence-permti"',
          "unknown-service", "permti"),
    Fault("a place that is not there", BJ, "", 'inherits = "national"', 'inherits = "nation"', "unknown-jurisdiction", "nation"),
    Fault("broken syntax", BJ, SLIP, 'code = "holder-must-come"', 'code = "holder-must-come', "syntax", "holder-must-come"),
    Fault("a case that comes out otherwise", "beijing.cases.toml", "", 'outcome = "accept", fee = 0', 'outcome = "accept", fee = 1',
          "case-failed", "[[confirmation-slip]]"),
    Fault("a moment instead of a day", BJ, SLIP, "valid_from = 2020-11-20", "valid_from = 2020-11-20T00:00:00", "wrong-sort", "T00:00:00"),
    Fault("a day no calendar reaches", BJ, SLIP, "valid_from = 2020-11-20", "valid_from = 0001-01-01", "out-of-range", "0001-01-01"),
    Fault("a last day no calendar reaches", BJ, 'code = "full-rollout"', "valid_from = 2021-01-01", "valid_from = 2021-01-01\nvalid_to = 9999-12-31", "out-of-range", "9999"),
    Fault("a day that does not exist", BJ, SLIP, "valid_from = 2020-11-20", "valid_from = 2020-11-31", "syntax", "2020-11-31"),
    Fault("a deadline before its beginning", BJ, 'code = "issue"', "days = 8", "days = -8", "out-of-range", "days = -8"),
    Fault("a deadline of ages", BJ, 'code = "issue"', "days = 8", "days = 999999999", "out-of-range", "999999999"),
    Fault("an extension that shortens", NB, "", "extension = 15", "extension = -15", "out-of-range", "extension = -15"),
    Fault("a fee that is paid out", BJ, SLIP, "fen = 0", "fen = -5", "out-of-range", "fen = -5"),
    Fault("a number longer than any", BJ, SLIP, "fen = 0", "fen = " + "9" * 5000, "syntax", "fen ="),
    Fault("copies below none", NB, "", "copies = 1", "copies = -1", "out-of-range", "copies = -1"),
    Fault("grace before the end", NB, WINDOW, "grace_days = 0", "grace_days = -1", "out-of-range", "grace_days"),
    Fault("a clock on the spot", BJ, SLIP, 'unit = "on-the-spot"', 'unit = "on-the-spot"\ndays = 4', "unknown-key", "days = 4"),
    Fault("two validities in one", NB, 'code = "permit"', "years = 1", "years = 1\nlong_term = true", "key-missing", "years"),
    Fault("a validity that starts with a person", NB, 'code = "permit"', "years = 1", 'years = 1\nstarts = "present"', "wrong-sort", "starts ="),
    Fault("no value left", BJ, SLIP, 'present = ["self", "agent"]', "present = []", "list-empty", "present = []"),
    Fault("a value twice", BJ, SLIP, 'present = ["self", "agent"]', 'present = ["self", "agent", "self"]', "listed-twice", "present ="),
    Fault("a condition on no value", BJ, SLIP, '{ present = "agent" }', "{ present = [] }", "list-empty", "present = []"),
    Fault("an age compared with a day", BJ, SLIP, '{ present = "agent" }', "{ age = { from = 2020-01-01 } }", "span-wrong", "age ="),
    Fault("an article without number", BJ, SLIP, 'source = "bj270:16"', 'source = "bj270:"', "citation-incomplete", 'bj270:"'),
    Fault("a rule older than its source", NB, 'code = "told-once"', "valid_from = 2016-01-01", "valid_from = 2015-12-31", "cited-too-early", "2015-12-31"),
    Fault("a tariff waived of a fee that cannot be", NB, "waivable = false", "waivable = false", "waivable = false\ntariff = 5000", "no-waiver", "waivable = false"),
    Fault("a citation of nothing", BJ, SLIP, 'source = "bj270:16"', 'source = ":16"', "unknown-source", '":16"'),
    Fault("a code that is a sentence", BJ, SLIP, 'code = "holder-must-come"', 'code = "Holder must come"', "code-wrong", "Holder"),
    Fault("another town's code", BJ, "", 'code = "beijing"', 'code = "wuxi"', "code-not-file", 'code = "wuxi"'),
    Fault("a terminal escape in a text", BJ, SLIP, "zh = '现场开具。'", 'zh = "现场\\u001b[31m开具。"', "text-character", "u001b"),
    Fault("a NUL in a text", BJ, SLIP, "'现场开具。'", "'现场\x00开具。'", "syntax", "现场"),
    Fault("a choice that has happened", "vocabulary.toml", "[fact.soldier]", "zh = '现役", "past = true\nzh = '现役", "wrong-sort", "past ="),
    Fault("an age from no date", "vocabulary.toml", "[fact.age]", 'from = "birth-date"', 'from = "present"', "wrong-sort", "from ="),
    Fault("a paper nobody signs twice", NB, "[service.id-card]", 'paper = "application-form"\nby = "guardian"\nwhen = { age = { below = 16 } }',
          'paper = "application-form"\nby = "applicant"', "demanded-twice", "form-guardian"),
    Fault("a promise that stands for an identity", "wuxi.toml", "[service.first-id-card]", 'any_of = ["household-book"]',
          'any_of = ["household-book"]\npromise = 30', "promise-instead-of-proof", "promise = 30"),
    Fault("a promise that somebody is the guardian", "wuxi.toml", "", 'any_of = ["birth-certificate", "guardianship-proof"]',
          'any_of = ["guardianship-proof"]\npromise = 30', "promise-instead-of-proof", "promise = 30"),
    Fault("a promise to have been authorised", NB, "", 'any_of = ["power-of-attorney"]', 'any_of = ["power-of-attorney"]\npromise = 1',
          "promise-instead-of-proof", "promise = 1"),
    Fault("a paper that proves no known thing", "vocabulary.toml", "[document.old-card]", 'proves = "identity"', 'proves = "idenity"',
          "unknown-word", "idenity"),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_the_fault_is_named_where_it_is(fault: Fault, tmp_path: Path) -> None:
    packs = Path(shutil.copytree(data_dir() / "jurisdictions", tmp_path / "jurisdictions"))
    shutil.copytree(data_dir() / "calendars", tmp_path / "calendars")
    text = _seeded(packs / fault.file, fault)
    found = [problem for problem in _problems(packs, fault.code) if problem.code == fault.code]
    assert found, "the checker is silent"
    assert any(
        problem.file == fault.file and fault.seen in _block(text, problem.line) for problem in found
    ), found
    assert all(problem.sentence.zh and problem.sentence.en for problem in found)


def _problems(packs: Path, code: str) -> tuple[Problem, ...]:
    """What the check says; the cases are left out where they cannot matter, to keep forty checks short."""
    if code == "case-failed":
        return check_all(packs).problems
    book, problems = load_rulebook(packs)
    return problems or tuple(prove(book).problems.values())


def _seeded(path: Path, fault: Fault) -> str:
    text = path.read_text(encoding="utf-8")
    start = text.index(fault.after)
    assert fault.old in text[start:], "the seed no longer fits the pack"
    text = text[:start] + text[start:].replace(fault.old, fault.new, 1)
    path.write_text(text, encoding="utf-8")
    return text


def _block(text: str, line: int) -> str:
    """The line and what follows it up to the next empty line: the rule that a header opens."""
    lines = text.splitlines()[max(line - 1, 0) :]
    end = next((n for n, said in enumerate(lines) if not said.strip()), len(lines))
    return "\n".join(lines[:end])


def test_misspelt_words_come_with_the_nearest_one(tmp_path: Path) -> None:
    packs = Path(shutil.copytree(data_dir() / "jurisdictions", tmp_path / "jurisdictions"))
    path = packs / BJ
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"household-book"', '"houshold-book"', 1).replace(
            "when = { present", "when = { presnt", 1
        )
    )
    nearest = {problem.nearest for problem in check_all(packs).problems}
    assert {"household-book", "present"} <= nearest


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    packs = Path(shutil.copytree(data_dir() / "jurisdictions", tmp_path / "jurisdictions"))
    for name in ("beijing.toml", "wuxi.toml", "tianjin.toml"):
        path = packs / name
        path.write_text(
            path.read_text(encoding="utf-8").replace("valid_from", "valid_form", 3), encoding="utf-8"
        )
    problems = check_all(packs).problems
    assert {problem.file for problem in problems} >= {"beijing.toml", "wuxi.toml", "tianjin.toml"}
    assert sum(problem.code == "unknown-key" for problem in problems) == 9


def test_two_gaps_of_one_service_are_two_problems(tmp_path: Path) -> None:
    packs = Path(shutil.copytree(data_dir() / "jurisdictions", tmp_path / "jurisdictions"))
    path = packs / BJ
    text = path.read_text(encoding="utf-8")
    for rule in ("fee", "deadline"):
        text = text.replace(f"[[service.confirmation-slip.{rule}]]", "[[service.confirmation-slip.note]]", 1)
    path.write_text(
        text.replace("fen = 0\n", "", 1).replace('unit = "on-the-spot"\n', "", 1), encoding="utf-8"
    )
    book, problems = load_rulebook(packs)
    assert problems == ()
    gaps = [problem.sentence.en for problem in prove(book).problems.values() if problem.code == "gap"]
    assert sorted(gap.partition(": ")[2].partition(" rule")[0] for gap in gaps) == ["no deadline", "no fee"]

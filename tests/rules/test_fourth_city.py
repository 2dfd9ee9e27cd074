"""A city nobody wrote Python for: a fictional pack with one new rule of each kind, checked and answered like the others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from counter.places import data_dir
from counter.rules import load_rulebook
from counter.rules.check import check_all
from counter.rules.model import KINDS

PACK = Path(__file__).parent / "cities" / "nanwan.toml"


def test_the_pack_has_a_rule_of_each_kind() -> None:
    book, problems = load_rulebook(data_dir() / "jurisdictions", PACK)
    assert problems == ()
    rules = [rule for service in book.jurisdictions["nanwan"].services.values() for rule in service.rules]
    assert {rule.kind for rule in rules} == set(KINDS)


def test_the_pack_is_proved_and_its_cases_come_out() -> None:
    report = check_all(data_dir() / "jurisdictions", (PACK,))
    assert report.problems == ()
    assert report.cases == {"nanwan/residence-permit": 5, "nanwan/permit-endorsement": 3}


def test_its_own_words_are_asked_and_explained() -> None:
    book, _ = load_rulebook(data_dir() / "jurisdictions", PACK)
    answer = book.explain(
        "nanwan", "residence-permit", on=date(2026, 3, 2), facts={"stay-ground": "residence"}
    )
    assert "harbour-resident" in [question.fact for question in answer.questions]
    inherited = book.explain("nanwan", "id-card", on=date(2026, 3, 2), facts={"soldier": True})
    assert (inherited.jurisdiction, inherited.outcome) == ("nanwan", "refuse")


def test_a_word_that_exists_already_is_not_said_anew(tmp_path: Path) -> None:
    text = PACK.read_text(encoding="utf-8").replace("[fact.harbour-resident]", "[fact.present]")
    pack = tmp_path / "nanwan.toml"
    pack.write_text(text, encoding="utf-8")
    _, problems = load_rulebook(data_dir() / "jurisdictions", pack)
    assert ("word-twice", "nanwan.toml") in {(problem.code, problem.file) for problem in problems}

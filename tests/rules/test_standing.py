"""Which rules stand: by date, by place, by name; and that the one that gives way is named where the two differ."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from counter.places import data_dir
from counter.rules import Rulebook, load_rulebook
from counter.rules.problems import UnknownWord

DAY = date(2026, 11, 22)


def notes(book: Rulebook, place: str, service: str, on: date, **facts: str) -> dict[str, str]:
    answer = book.explain(
        place, service, on, {name.replace("_", "-"): value for name, value in facts.items()}
    )
    return {note.code: note.text.zh for note in answer.notes}


def test_a_citys_rule_stands_for_the_national_one_from_its_first_day(book: Rulebook) -> None:
    day = date(2020, 11, 20)
    code = "deadline.issue-over-deadline.issue"
    assert code not in notes(book, "beijing", "residence-permit", day - timedelta(1))
    said = notes(book, "beijing", "residence-permit", day)[code]
    assert "2020-11-20" in said
    assert "居住证暂行条例" in said
    assert "在此不适用" in said


def test_the_national_rule_speaks_again_when_the_citys_has_ended(book: Rulebook) -> None:
    last = date(2020, 12, 31)
    days = [
        book.explain("tianjin", "residence-permit", on, {}).deadline for on in (last, last + timedelta(1))
    ]
    assert [(found.days, found.unit) for found in days if found] == [
        (20, "working-days"),
        (15, "calendar-days"),
    ]
    fees = [book.explain("tianjin", "permit-reissue", on, {}).fee for on in (last, last + timedelta(1))]
    assert [fee.fen for fee in fees if fee] == [1000, None]


def test_a_rule_above_another_silences_it_only_while_it_holds(book: Rulebook) -> None:
    false = {"permit-state": "valid", "ground": "false-identity", "shown": "visit-opinion"}
    before = book.explain("beijing", "permit-cancellation", date(2020, 12, 31), false)
    after = book.explain("beijing", "permit-cancellation", date(2021, 1, 1), false)
    assert "end-revoked" in [note.code for note in before.notes]
    assert "end-revoked" not in [note.code for note in after.notes]
    materials = book.explain("beijing", "permit-cancellation", DAY, {**false, "ground": "false-materials"})
    assert "end-revoked" in [note.code for note in materials.notes]


def test_rules_that_say_the_same_with_another_source_are_no_conflict(book: Rulebook) -> None:
    facts = {"present": "self", "age": "20", "household": "partner-province"}
    assert not [
        code for code in notes(book, "wuxi", "first-id-card", DAY, **facts) if "household-book-over" in code
    ]


def test_a_place_without_a_service_has_the_national_one_under_its_own_name(book: Rulebook) -> None:
    answer = book.explain("beijing", "id-card", DAY, {"soldier": "yes"})
    assert answer.jurisdiction == "beijing"
    assert answer.refusals[0].why.rule == "national/id-card/refusal/soldier"


def test_abstract_services_are_not_offered(book: Rulebook) -> None:
    assert "permit-at-window" not in book.services("national")
    assert "permit-at-window" not in book.services("wuxi")


def test_changes_are_the_days_on_which_something_begins_or_has_ended(book: Rulebook) -> None:
    changes = book.changes("beijing", "residence-permit")
    assert {date(2016, 10, 1), date(2020, 11, 20), date(2021, 1, 1)} <= set(changes)
    assert changes == sorted(changes)
    for before, after in pairwise(changes):
        same = book.standing("beijing", "residence-permit", after - timedelta(1))
        assert book.standing("beijing", "residence-permit", before) is same


def test_a_place_narrows_what_can_be_answered_there_in_every_service(book: Rulebook) -> None:
    def answers(place: str, service: str) -> list[str]:
        return [option.code for option in book.question(place, service, "household", DAY).values]

    for place in ("beijing", "tianjin"):
        for service in ("residence-permit", "id-card", "id-card-elsewhere"):
            assert answers(place, service) == ["here", "elsewhere"]
    assert "same-province" in answers("wuxi", "id-card")
    with pytest.raises(UnknownWord):
        book.explain("beijing", "id-card", DAY, {"household": "same-province"})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ('{ household = ["somewhere"] }', "unknown-value"),
        ("{ household = [] }", "list-empty"),
        ('{ reason = ["lost"] }', "no-value-left"),
    ],
)
def test_a_place_that_narrows_wrongly_is_told_with_file_and_line(
    tmp_path: Path, values: str, code: str
) -> None:
    shutil.copytree(data_dir() / "jurisdictions", tmp_path / "rules")
    pack = tmp_path / "rules" / "wuxi.toml"
    words = pack.read_text(encoding="utf-8")
    inherits = 'inherits = "national"\n'
    pack.write_text(words.replace(inherits, f"{inherits}values = {values}\n", 1), encoding="utf-8")
    line = words.split(inherits)[0].count("\n") + 2
    _, problems = load_rulebook(tmp_path / "rules")
    assert (code, "wuxi.toml", line) in {(one.code, one.file, one.line) for one in problems}

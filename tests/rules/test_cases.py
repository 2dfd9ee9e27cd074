"""The shipped cases: they all come out, there are enough of them, and they stand on both sides of every edge."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from counter.places import data_dir
from counter.rules import Rulebook, cases
from counter.rules.check import CheckReport, check_all

PACKS = data_dir() / "jurisdictions"
SERVICES = [
    "beijing/residence-permit", "beijing/residence-card", "beijing/permit-change", "beijing/permit-endorsement",
    "beijing/permit-cancellation", "beijing/confirmation-slip", "beijing/home-visit", "beijing/permit-reissue",
    "beijing/permit-loss",
    "wuxi/first-id-card", "wuxi/id-card-collection", "wuxi/residence-permit", "wuxi/permit-endorsement",
    "wuxi/permit-reissue", "wuxi/electronic-permit",
    "tianjin/id-card", "tianjin/id-card-replacement", "tianjin/id-card-loss", "tianjin/electronic-identity",
    "tianjin/household-certificate", "tianjin/cancellation-certificate", "tianjin/relationship-certificate",
]  # fmt: skip


@pytest.fixture(scope="module")
def report() -> CheckReport:
    return check_all(PACKS)


def test_the_shipped_packs_have_no_fault(report: CheckReport) -> None:
    assert [problem.said() for problem in report.problems] == []
    assert report.proof.combinations > 1_000_000


def test_every_refusal_rests_on_a_law_or_a_notice(book: Rulebook) -> None:
    """A citizen who is sent away is told the article; the house's own proposal is none."""
    services = [service for place in book.jurisdictions.values() for service in place.services.values()]
    refusals = [rule for service in services for rule in service.rules if rule.kind == "refusal"]
    assert refusals
    assert {rule.name for rule in refusals if rule.source.source.tag == "design"} == set()


def test_every_service_has_twenty_cases(report: CheckReport, book: Rulebook) -> None:
    named = {
        service.name
        for place in book.jurisdictions.values()
        for service in place.services.values()
        if not service.abstract
    }
    assert set(SERVICES) <= named
    assert {name: report.cases.get(name, 0) for name in named if report.cases.get(name, 0) < 20} == {}


def test_cases_stand_on_the_day_of_every_change_and_on_the_day_before(book: Rulebook) -> None:
    missing = {}
    for place in book.jurisdictions.values():
        data = tomllib.loads((PACKS / f"{place.code}.cases.toml").read_text(encoding="utf-8"))
        for service in place.services.values():
            if service.abstract:
                continue
            changes = [day for day in book.changes(place.code, service.code) if day >= service.valid_from]
            wanted = {day - timedelta(back) for day in changes for back in (0, 1)}
            if left := wanted - _days(data.get(service.code, [])):
                missing[service.name] = sorted(left)
    assert missing == {}


def _days(rows: list[dict[str, Any]]) -> set[date]:
    return {day for row in rows for day in (row["on"] if isinstance(row["on"], list) else [row["on"]])}


@pytest.mark.parametrize("service", ["national/id-card", "tianjin/id-card", "wuxi/first-id-card"])
def test_the_edges_of_the_ages_have_cases(service: str) -> None:
    place, _, code = service.partition("/")
    data = tomllib.loads((PACKS / f"{place}.cases.toml").read_text(encoding="utf-8"))
    ages = {age for row in data[code] for age in _ages(row)}
    assert {15, 16, 25, 26, 45, 46} <= ages


def _ages(row: dict[str, Any]) -> list[int]:
    return [
        *row.get("each", {}).get("age", []),
        *([row["facts"]["age"]] if "age" in row.get("facts", {}) else []),
    ]


def test_births_on_29_february_have_cases() -> None:
    text = (PACKS / "national.cases.toml").read_text(encoding="utf-8")
    assert "birth-date = 2000-02-29" in text
    assert "birth-date = 2004-02-29" in text


CASE = """
[ordinary.confirmation-slip]
present = "self"
permit-state = "valid"
shown = "id-card"

[[confirmation-slip]]
zh = "通常"
on = [2026-11-22, 2026-11-23]
expect = { outcome = "accept", fee = 0 }

[[confirmation-slip]]
zh = "错的期望"
on = 2026-11-22
without = ["shown"]
each = { permit-state = ["cancelled", "revoked"] }
expect = { outcome = "accept", refusal = ["x"] }

[[confirmation-slip]]
zh = "没有说过的说明"
on = 2026-11-22
expect = { notes = ["never-said"], refusals = ["never-refused"] }
"""


def test_a_case_counts_once_per_day_and_value_and_its_faults_are_told(book: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "beijing.cases.toml"
    path.write_text(CASE, encoding="utf-8")
    ran = cases.run(book, path)
    assert ran.counts == {"confirmation-slip": 5}
    said = [problem.said() for problem in ran.problems]
    assert len(said) == 6
    assert [line.partition(": ")[0] for line in said] == ["beijing.cases.toml:12"] * 4 + [
        "beijing.cases.toml:19"
    ] * 2
    assert any("notes 应为 ['never-said']" in line for line in said)
    assert any("refusals 应为 ['never-refused'],实为 []" in line for line in said)
    assert any("是否指 refusals" in line for line in said)
    assert any("outcome 应为 accept,实为 refuse" in line for line in said)


@pytest.mark.parametrize(
    "text",
    [
        '[[confirmation-slip]]\nzh = "x"\nexpect = {}\n',
        "not toml",
        "[[confirmation-slip]]\non = 2026-01-01\n",
        "[confirmation-slip]\non = 2026-01-01\n",
    ],
)
def test_broken_cases_are_problems_not_exceptions(book: Rulebook, tmp_path: Path, text: str) -> None:
    path = tmp_path / "beijing.cases.toml"
    path.write_text(text, encoding="utf-8")
    assert cases.run(book, path).problems

"""The one-time notice: everything that is missing, who issues it, what would do instead, and by which article."""

from __future__ import annotations

from datetime import date

from counter.rules import Rulebook
from counter.rules.notice import one_time_notice, told

DAY = date(2026, 11, 22)
CHILD = {
    "present": "guardian-with-applicant", "age": 8, "household": "partner-province", "soldier": "no", "earlier-card": "none",
    "stay-ground": "study", "relation-registered": "no", "collect-by": "self",
}  # fmt: skip


def test_it_lists_all_that_is_missing_and_nothing_else(book: Rulebook) -> None:
    answer = book.explain("wuxi", "first-id-card", DAY, {**CHILD, "shown": "household-book,guardian.id-card"})
    items = one_time_notice(answer, book.vocabulary)
    assert answer.outcome == "complete"
    assert {item.group for item in items} == {"stay-proof-minor", "guardian-book", "guardian-relation"}
    relation = next(item for item in items if item.group == "guardian-relation")
    assert [way.what.zh for way in relation.ways] == ["出生医学证明", "监护关系证明"]
    assert relation.ways[0].issuer.en == "the hospital of birth"
    assert "户口簿能否证明" in relation.why.zh
    assert next(item for item in items if item.group == "guardian-book").whose.zh == "监护人"


def test_bringing_what_it_says_is_enough(book: Rulebook) -> None:
    answer = book.explain("wuxi", "first-id-card", DAY, {**CHILD, "shown": ""})
    brought = [
        demand.any_of[-1] if demand.of == "applicant" else f"{demand.of}.{demand.any_of[-1]}"
        for demand in answer.documents
    ]
    again = book.explain("wuxi", "first-id-card", DAY, {**CHILD, "shown": brought})
    assert again.outcome == "accept"
    assert one_time_notice(again, book.vocabulary) == ()


def test_a_power_of_attorney_is_told_what_it_lacks_and_how_many_copies(book: Rulebook) -> None:
    facts = {
        "present": "agent", "certificate-item": "book-incomplete", "register-shows": "yes", "applicant-standing": "self",
        "shown": "id-card,agent.id-card,power-of-attorney", "states": "agent-name,matters,powers",
    }  # fmt: skip
    (item,) = one_time_notice(book.explain("national", "household-certificate", DAY, facts), book.vocabulary)
    assert [text.zh for text in item.lacks] == ["期限", "委托人签名或盖章"]
    assert "复印件 1 份" in item.count.zh
    assert "第165条" in item.basis.zh
    assert any("尚缺" in line.zh for line in told((item,)))

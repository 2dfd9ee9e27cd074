from __future__ import annotations

import pytest

from .conftest import Counter
from .test_case import ANSWERS, WALK, accepted, case, opened

__all__ = ["case"]


def test_a_shift_is_shown_and_handed_over_with_its_open_journeys(case: Counter) -> None:
    found = opened(case)
    said = case("shift", "show", "--json")
    assert [one["id"] for one in said.json["journeys"]] == [found]
    assert said.json["till"] == 0
    assert said.json["next-serial"].endswith("-0001")
    assert found in case("shift", "show").out
    assert case("shift", "hand-over", "--to", "0337", "--cash", "0").status == 1, "not to oneself"
    assert case("shift", "hand-over", "--to", "0555", "--cash", "0").status == 1, "not to a lesser role"
    refused = case("shift", "hand-over", "--to", "0102", "--cash", "500")
    assert refused.status == 1
    assert "账面 0.00 元" in refused.err
    done = case("shift", "hand-over", "--to", "0102", "--cash", "500", "--reason", "x\x1b[31m", "--json")
    assert done.status == 1
    assert "不可见" in done.err or "看不见" in done.err
    done = case("shift", "hand-over", "--to", "0102", "--cash", "500", "--reason", "备用金", "--json")
    assert (done.status, done.json["to"]["number"], done.json["cash"]) == (0, "0102", 500)
    shown = " ".join(case("journal", "show", "--last", "4").out.split())
    assert "0337+0102 shift.handed-over" in shown, "who handed over, and who took it"
    assert case("case", "list", "--json").json["rows"] == []


def test_wrong_usage_is_two(case: Counter) -> None:
    assert case("shift", "hand-over", "--to", "0102").status == 2
    assert case("shift", "hand-over", "--to", "0102", "--cash", "much").status == 2
    assert case("case", "rejection", "x", "--out", "--spoiled").status == 2
    assert case("collect", "x", "--check", "--read").status == 2


def test_a_rejection_is_told_with_its_article_and_spoiled_sheets_are_replaced(case: Counter) -> None:
    found, receipt = accepted(case)
    assert case("case", "move", receipt, "review").status == 0
    assert case("case", "move", found, "reject").status == 1, "no reason"
    assert case("case", "move", found, "reject", "--reason", "不符").status == 0
    refused = case("case", "rejection", found)
    assert refused.status == 1
    assert "依据" in refused.err
    said = case("case", "rejection", found, "--article", "《居民身份证法》第七条", "--json")
    first = said.json["rejection"]["serial"]
    assert case("case", "rejection", found, "--spoiled", "--reason", "卡纸").status == 0
    said = case("case", "rejection", found, "--json")
    assert said.json["rejection"]["replaces"] == first
    said = case("case", "rejection", found, "--out", "--json")
    assert said.json["rejection"]["state"] == "out"


def test_who_may_not_sign_beside_is_told_what_for(case: Counter) -> None:
    opened(case)
    refused = case("day", "close", "--cash", "100", "--spoiled", "0", "--reason", "不符", "--second", "0421")
    assert refused.status == 1
    assert "不能准予账实不符的日结" in refused.err


def test_the_report_of_the_day_comes_out(case: Counter) -> None:
    assert case("day", "close", "--cash", "0", "--spoiled", "0").status == 0
    serial = case("day", "report", "--json").json["serial"]
    said = case("day", "out", serial, "--spoiled", "--reason", "卡纸", "--json")
    assert (said.status, said.json["state"], said.json["reason"]) == (0, "voided", "卡纸")
    assert case("day", "out", serial).status == 1
    serial = case("day", "report", "--json").json["serial"]
    assert case("day", "out", serial, "--json").json["state"] == "out"


def test_what_was_mailed_is_checked_at_the_reader_of_the_training_station(case: Counter) -> None:
    found = opened(case)
    by_mail = [one if one != "collect-by=self" else "collect-by=mail" for one in ANSWERS]
    assert case("case", "answer", found, *by_mail).status == 0
    assert case("case", "paper", found, "household-book", "employment-proof", "--return-all").status == 0
    receipt = case("case", "accept", found, *WALK, "--address", "样例路 3 号", "--json").json["receipt"]
    assert case("case", "out", receipt).status == 0
    for deed in ("review", "sign", "produce", "arrive", "mail"):
        assert case("case", "move", receipt, deed).status == 0
    said = case("collect", receipt, "--check", "--finger", "11", "--read", "--json")
    assert (said.status, said.json["state"]) == (0, "mailed-verified")


def test_the_reader_takes_a_finger_that_is_named_alone(case: Counter) -> None:
    found = opened(case)
    assert case("case", "answer", found, *ANSWERS).status == 0
    assert case("case", "paper", found, "household-book", "employment-proof", "--return-all").status == 0
    signed = [word for word in WALK if not word.startswith(("11=", "16=")) and word != "--finger"]
    wrong = case("case", "accept", found, *signed, "--finger", "16")
    assert (wrong.status, "16" in wrong.err) == (1, True), "the ladder asks for another one"
    done = case("case", "accept", found, *signed, "--finger", "11", "--finger", "16")
    assert done.status == 0, done.err
    taken = [act["body"] for act in case("journal", "show", "--of", found, "--last", "99", "--json").json["acts"]
             if act["kind"] == "finger.taken"]  # fmt: skip
    assert [(body["finger"], body["result"]) for body in taken] == [(11, "registered"), (16, "registered")]


def test_a_receipt_that_is_lost_leaves_both_officers_in_the_journal(case: Counter) -> None:
    found = opened(case)
    assert case("case", "answer", found, *ANSWERS).status == 0
    assert case("case", "paper", found, "household-book", "employment-proof", "--return-all").status == 0
    receipt = case("case", "accept", found, *WALK, "--json").json["receipt"]
    assert case("case", "out", receipt).status == 0
    for deed in ("review", "sign", "produce", "arrive"):
        assert case("case", "move", receipt, deed).status == 0
    told = (
        "--fact",
        "present=self",
        "--fact",
        "card-data=correct",
        "--finger",
        "11",
        "--read",
        "--signed-by",
        "赵试用",
    )
    lost = ("--lost", "--reason", "回执遗失", "--second", "0421")
    done = case("collect", receipt, *told, *lost)
    assert done.status == 0, done.err
    assert "0337+0421 application.moved" in " ".join(case("journal", "show", "--last", "4").out.split())


def test_endorsements_are_a_list(case: Counter) -> None:
    said = case("case", "list", "endorsements", "--json")
    assert said.status == 0
    assert said.json["rows"]
    assert case("case", "list", "endorsements").out


def test_a_promise_that_nobody_gave_cannot_be_settled(case: Counter) -> None:
    found, _ = accepted(case)
    assert case("case", "promise", found, "stay-proof").status == 1


@pytest.mark.parametrize("words", [("shift", "show"), ("shift", "hand-over", "--to", "0102", "--cash", "0")])
def test_in_english(case: Counter, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    monkeypatch.setenv("COUNTER_LANG", "en")
    said = case(*words)
    assert said.status == 0
    assert "originals" in said.out or "handed over" in said.out

from __future__ import annotations

from pathlib import Path

import pytest
from desk.applying import ADULT, MINOR, make_station
from desk.test_close_day import WAIVED
from handy import HandClock

from .conftest import Counter

PERSON = (
    "--field", "name=古丽巴哈尔·艾山江", "--field", "ethnic=维吾尔族", "--field", "household_address=样例县 1 号",
)  # fmt: skip
ANSWERS = (
    "household=partner-province", "soldier=no", "present=self", "earlier-card=none", "stay-ground=employment",
    "collect-by=self",
)  # fmt: skip
WALK = (
    "--confirmed", "--sign", "application-form/applicant=古丽巴哈尔·艾山江",
    "--sign", "commitment-letter/applicant=古丽巴哈尔·艾山江", "--sign", "elsewhere-form/applicant=古丽巴哈尔·艾山江",
    "--finger", "11=30", "--finger", "11=80", "--finger", "16=77",
)  # fmt: skip


@pytest.fixture
def case(counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Run a command as an officer of a station in Wuxi."""
    make_station(tmp_path / "wuxi", "wuxi")
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "wuxi"))
    return lambda *argv: counter(*argv, "--clerk", "0337")


def opened(case: Counter, number: str = ADULT) -> str:
    said = case("case", "open", "--number", number, "--service", "first-id-card", *PERSON, "--json")
    assert said.status == 0, said.err
    assert number not in said.out
    assert said.json["questions"][0]["stops"] is True
    return str(said.json["id"])


def at_papers(case: Counter, number: str = ADULT) -> str:
    found = opened(case, number)
    assert case("case", "answer", found, *ANSWERS).status == 0
    return found


def accepted(case: Counter) -> tuple[str, str]:
    found = at_papers(case)
    assert case("case", "paper", found, "household-book", "employment-proof", "--return-all").status == 0
    said = case("case", "accept", found, *WALK, "--json")
    assert said.status == 0, said.err
    assert said.json["state"] == "accepted"
    assert case("case", "out", said.json["receipt"]).status == 0
    return found, str(said.json["receipt"])


def test_an_application_from_the_number_to_the_citizens_hand(case: Counter, tmp_path: Path) -> None:
    found, receipt = accepted(case)
    assert len(list((tmp_path / "wuxi" / "paper").glob("*.pdf"))) == 1
    for deed in ("review", "sign", "produce", "arrive"):
        assert case("case", "move", receipt, deed).status == 0
    assert case("collect", receipt, "--json").json["applications"][0]["state"] == "ready"
    said = case(
        "collect", receipt, "--signed-by", "古丽巴哈尔·艾山江", "--fact", "present=self", "--fact",
        "card-data=correct", "--finger", "11", "--score", "0.9", "--match", "--json",
    )  # fmt: skip
    assert (said.status, said.json["state"]) == (0, "collected")
    assert case("case", "show", found, "--json").json["stage"] == "done"
    assert case("day", "close", "--cash", "0", "--spoiled", "0", "--json").json["books"]["collected"] == 1
    assert case("day", "report").status == 0
    again = case("day", "close", "--cash", "0", "--spoiled", "0")
    assert (again.status, "已经日结" in again.err) == (1, True)


def test_a_notice_lists_everything_and_the_return_goes_on_from_it(case: Counter, clock: HandClock) -> None:
    found = at_papers(case)
    said = case("case", "accept", found, *WALK)
    assert said.status == 1
    assert "缺 2 项" in said.err
    said = case("case", "notice", found, "--json")
    assert (said.status, said.json["stage"]) == (0, "notice-out")
    notice = said.json["notice"]
    assert case("case", "out", notice).status == 0
    assert case("case", "list", "waiting", "--json").json["rows"][0]["id"] == found
    (known,) = case("find", case("case", "show", found, "--json").json["person"]["name"], "--json").json[
        "applicants"
    ]
    assert [one["id"] for one in known["applications"]] == [found]
    clock.go(days=1)
    said = case("case", "return", notice, "--json")
    assert (said.json["id"], said.json["stage"]) == (found, "documents")
    assert case("case", "return", notice).status == 1


def test_a_refusal_ends_with_one_and_is_told_on_paper(case: Counter) -> None:
    found = opened(case)
    said = case("case", "answer", found, "soldier=yes")
    assert said.status == 1
    assert "✗" in said.out
    said = case("case", "refuse", found, "--json")
    assert (said.status, said.json["stage"]) == (1, "refusal-out")
    assert case("case", "out", found, "--json").json["state"] == "refused"


def test_where_no_amount_is_published_nothing_is_charged(case: Counter) -> None:
    said = case("case", "open", "--number", ADULT, "--service", "permit-reissue", *PERSON, "--json")
    found = str(said.json["id"])
    said = case("case", "answer", found, "physical-permit=lost", "present=self", "--json")
    papers = [demand["papers"][0]["code"] for demand in said.json["checklist"]]
    assert case("case", "paper", found, *papers, "--return-all").status == 0
    signed = [
        word for one in said.json["signatures"] for word in ("--sign", f"{one['key']}=古丽巴哈尔·艾山江")
    ]
    assert case("case", "accept", found, "--confirmed", *signed).status == 1
    said = case("case", "accept", found, "--confirmed", *signed, "--unpublished", "--json")
    assert said.status == 0, said.err
    assert (said.json["state"], said.json["fee"]["unpublished"]) == ("accepted", True)


def test_the_last_thing_said_is_taken_back(case: Counter) -> None:
    found = opened(case)
    assert case("case", "answer", found, "soldier=yes").status == 1
    said = case("case", "undo", found)
    assert (said.status, said.out.startswith("已撤销：现役军人")) == (0, True)
    said = case("case", "undo", found, "--json")
    assert (said.json["intake"]["stage"], said.json["what"]["en"][:11]) == ("service", "the service")
    for _ in range(2):
        assert case("case", "undo", found).status == 0
    said = case("case", "undo", found)
    assert (said.status, "没有可以撤销的" in said.err) == (1, True)


def test_what_cannot_be_leaves_nothing_open(case: Counter) -> None:
    for wrong in ("--number", ADULT[:-1] + "1"), ("--number", MINOR, "--service", "no-such"):
        said = case("case", "open", "--service", "first-id-card", *wrong, *PERSON)
        assert said.status == 1
        assert said.err
    assert case("case", "list", "--json").json["rows"] == []
    assert case("case", "show", "nobody").status == 1


def test_wrong_usage_is_two(case: Counter) -> None:
    found = opened(case)
    assert case("case", "answer", found, "soldier").status == 2
    assert case("case", "accept", found, "--finger", "thumb=80").status == 2
    assert case("case", "list", "everything").status == 2
    assert case("collect", "x", "--finger", "5").status == 2
    assert case("day", "show", "--on", "yesterday").status == 2


def test_a_receipt_is_reprinted_by_two(case: Counter) -> None:
    found, receipt = accepted(case)
    assert case("case", "reprint", found, "--reason", "遗失").status == 1
    said = case("case", "reprint", found, "--reason", "遗失", "--second", "0102", "--json")
    assert said.status == 0
    assert said.json["receipt"] != receipt
    assert case("case", "spoiled", found, "--reason", "卡纸").status == 0
    assert case("case", "list", "promises").status == 0
    assert "受理 1" in case("day", "show").out


def test_in_english(case: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTER_LANG", "en")
    found = at_papers(case)
    said = case("case", "show", found)
    assert "missing stay-proof" in said.out
    assert case("case", "abandon", found).status == 0


def test_a_waived_fee_takes_two_and_a_forgotten_day_is_closed_in_its_order(
    case: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    make_station(tmp_path / "tianjin", "tianjin")
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "tianjin"))
    said = case("case", "open", "--number", ADULT, "--service", "id-card-replacement", *PERSON, "--json")
    found = str(said.json["id"])
    while said.json["questions"]:
        fact = said.json["questions"][0]["fact"]
        said = case("case", "answer", found, f"{fact}={WAIVED[fact]}", "--json")
    papers = [demand["papers"][0]["code"] for demand in said.json["checklist"]]
    assert case("case", "paper", found, *papers, "--return-all").status == 0
    walk = [word for one in said.json["signatures"] for word in ("--sign", f"{one['key']}=赵试用")]
    walk += ["--confirmed", "--finger", "11=80", "--finger", "16=77"]
    for more, words in (
        ([], "减免未经第二人签认"),
        (["--waive", "低保证 7"], "减免收费要两个人"),
        (["--waive", "低保证 7", "--second", "0337"], "不能是本人"),
        (["--waive", "低保证 7", "--second", "0555"], "批准减免收费"),
    ):
        said = case("case", "accept", found, *walk, *more)
        assert (said.status, words in said.err) == (1, True), said.err
    said = case("case", "accept", found, *walk, "--waive", "低保证 7", "--second", "0102", "--json")
    assert (said.status, said.json["fee"]["waived"]) == (0, 2000), said.err
    assert case("case", "out", found).status == 0
    day = clock.today()
    clock.go(days=1)
    said = case("day", "close", "--cash", "0", "--spoiled", "0")
    assert (said.status, f"请先结 {day}" in said.err) == (1, True)
    assert f"还没有日结：{day}" in case("day", "show").out
    said = case("day", "close", "--day", str(day), "--cash", "0", "--spoiled", "0", "--json")
    assert (said.status, said.json["books"]["waived"], said.json["day"]) == (0, 1, str(day))
    assert case("day", "report", "--day", str(day)).status == 0
    assert case("day", "close", "--day", "gestern", "--cash", "0", "--spoiled", "0").status == 2


def test_what_is_signed_is_printed_and_settled_without_a_screen(case: Counter) -> None:
    person = (*PERSON, "--field", "residence_address=样例路 2 号")
    said = case("case", "open", "--number", ADULT, "--service", "first-id-card", *person, "--json")
    found = str(said.json["id"])
    assert case("case", "answer", found, *ANSWERS).status == 0
    assert case("case", "paper", found, "household-book", "employment-proof", "--return-all").status == 0
    assert case("case", "print", found).status == 1, "nothing is signed before it was read back"
    said = case("case", "accept", found, "--confirmed", "--json")
    assert (said.status, "份未签字" in said.err) == (1, True)
    printed = case("case", "print", found, "--json").json["signatures"]
    assert [one["sheet"]["state"] for one in printed] == ["sent", "sent"]
    assert case("case", "spoiled", found, "--reason", "卡纸").status == 2, "of two sheets one is named"
    letter = "commitment-letter/applicant"
    assert case("case", "spoiled", found, "--paper", letter, "--reason", "卡纸").status == 0
    again = case("case", "print", found, letter, "--json").json["signatures"]
    assert case("case", "out", found).status == 0
    said = case("case", "print", found, letter)
    assert (said.status, "没有写原因" in said.err) == (1, True)
    said = case("case", "accept", found, *WALK, "--json")
    assert said.status == 0, said.err
    assert case("case", "out", said.json["receipt"]).status == 0
    assert [one["sheet"]["serial"][-4:] for one in again] == ["0003", "0002"]
    assert case("day", "close", "--cash", "0", "--spoiled", "1").status == 0

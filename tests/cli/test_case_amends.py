"""What a clerk puts right without a screen: an applicant corrected, a finger skipped, a printer that was not ready, a fee."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk.applying import ADULT, make_station
from handy import number_for

from counter.devices.folder import FolderPrinter
from counter.devices.ports import PrinterProblem

from .conftest import Counter
from .test_case import WALK, accepted, at_papers, opened

NAME = "古丽巴哈尔·艾山江"
SIGNED = WALK[: WALK.index("--finger")]


@pytest.fixture
def case(counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Run a command as an officer of a station in Wuxi."""
    make_station(tmp_path / "wuxi", "wuxi")
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "wuxi"))
    return lambda *argv: counter(*argv, "--clerk", "0337")


def with_papers(case: Counter) -> str:
    found = at_papers(case)
    assert case("case", "paper", found, "household-book", "employment-proof", "--return-all").status == 0
    return found


def test_an_applicant_is_corrected_old_to_new_with_a_reason(case: Counter) -> None:
    found = opened(case)
    refused = case("case", "correct", found, "household_address=样例县 2 号", "--reason", " ")
    assert (refused.status, "没有写原因" in refused.err) == (1, True)
    assert case("case", "correct", found, "household_address=样例县 2 号").status == 2
    said = case(
        "case", "correct", found, "household_address=样例县 2 号", "--reason", "户口簿已变更", "--json"
    )
    assert said.json["person"]["household-address"] == "样例县 2 号"
    number = number_for("20000315", 17, county="330199")
    assert case("case", "correct", found, f"number={number}", "--reason", "纠正错号").status == 0
    told = case("case", "history", found)
    assert "household_address: 样例县 1 号 → 样例县 2 号  户口簿已变更" in told.out
    assert ADULT not in told.out
    assert number not in told.out
    newest = case("case", "history", found, "--json").json["changes"][0]
    assert (newest["field"], newest["reason"]) == ("number", "纠正错号")


def test_a_finger_is_skipped_with_its_reason(case: Counter) -> None:
    found = with_papers(case)
    said = case(
        "case", "accept", found, *SIGNED, "--skip-finger", "11=injured", "--finger", "12=80", "--finger",
        "16=77", "--json",
    )  # fmt: skip
    assert said.status == 0, said.err
    assert [place["finger"] for place in said.json["fingers"]["places"]] == [12, 16]
    assert case("case", "accept", found, "--skip-finger", "thumb=injured").status == 2


def test_a_receipt_that_no_printer_took_is_printed_by_the_same_command_and_by_no_other(
    case: Counter, tmp_path: Path
) -> None:
    found, paper = with_papers(case), tmp_path / "wuxi" / "paper"
    paper.write_text("a file where the folder should be")
    assert case("case", "accept", found, *WALK).status == 1
    assert case("case", "show", found, "--json").json["stage"] == "receipt"
    paper.unlink()
    for wrong in ("refuse", "notice"):
        assert case("case", wrong, found).status == 1
        assert case("case", "show", found, "--json").json["stage"] == "receipt", "a refusal is no receipt"
    said = case("case", "accept", found, "--json")
    assert (said.status, said.json["stage"]) == (0, "receipt-out")
    assert [one.stem for one in paper.glob("*.pdf")] == [said.json["receipt"]]


def test_a_sheet_that_the_printer_did_not_take_is_sent_again_whatever_it_is(
    case: Counter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = with_papers(case)
    with monkeypatch.context() as jam:

        def takes_nothing(self: FolderPrinter, _serial: str, _pdf: bytes, _title: str) -> None:
            raise PrinterProblem(printer=self.name)

        jam.setattr(FolderPrinter, "send", takes_nothing)
        assert case("case", "accept", found, *WALK).status == 1
    receipt = case("case", "show", found, "--json").json["receipt"]
    assert not list((tmp_path / "wuxi" / "paper").glob("*.pdf"))
    assert case("sheet", "again", receipt, "--json").json["state"] == "sent"
    assert [one.stem for one in (tmp_path / "wuxi" / "paper").glob("*.pdf")] == [receipt]
    assert case("sheet", "again", receipt).status == 1, "the printer has it already"
    assert case("case", "out", found).status == 0


def test_a_fee_is_given_back_and_a_waiver_withdrawn(case: Counter) -> None:
    said = case(
        "case", "open", "--number", ADULT, "--service", "id-card", "--field", f"name={NAME}", "--field",
        "ethnic=维吾尔族", "--field", "household_address=样例县 1 号", "--json",
    )  # fmt: skip
    found = said.json["id"]
    answers = ("household=here", "soldier=no", "reason=expired", "present=self", "hardship=none")
    assert case("case", "answer", found, *answers).status == 0
    missing = [one["papers"][0]["code"] for one in case("case", "show", found, "--json").json["checklist"]]
    assert case("case", "paper", found, *missing).status == 0, "the originals lie here still"
    keys = [one["key"] for one in case("case", "show", found, "--json").json["signatures"]]
    signed = [word for key in keys for word in ("--sign", f"{key}={NAME}")]
    fingers = ("--finger", "11=80", "--finger", "16=80")
    assert case("case", "refund", found, "--reason", "不办了").status == 1, "none was taken"
    assert case("case", "unwaive", found, "--reason", "弄错了").status == 1, "none stands"
    waived = case(
        "case", "accept", found, "--confirmed", *signed, *fingers, "--waive", "负责人决定", "--second", "0102"
    )
    assert (waived.status, "原件" in waived.err) == (1, True), "waived, and not accepted"
    assert case("case", "unwaive", found, "--reason", "弄错了").status == 0
    paid = case("case", "accept", found, "--fee-receipt", "00123401")
    assert (paid.status, "原件" in paid.err) == (1, True), "paid, and not accepted"
    back = case("case", "refund", found, "--reason", "证件收费有误", "--json")
    assert (back.status, back.json["fee"]["receipt"]) == (0, "")


def test_a_dormitory_ends_when_it_is_said_and_its_list_doubles_nobody(case: Counter, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    rows = [
        f"{number_for('19900101', n, county='130198')},人{n},汉族,样例县 {n} 号,2025-01-01" for n in (11, 12)
    ]
    file.write_text("\n".join(["number,name,ethnic,household_address,resident-since", *rows]), "utf-8")
    facts = ("household=elsewhere", "present=self", "stay-ground=residence", "stable-ahead=yes")
    words = [
        "case", "household", str(file), "--service", "residence-permit", "--address", "样例路8号", "--paper", "lodging-proof",
        *(word for fact in facts for word in ("--fact", fact)), "--seen", "--agreed",
    ]  # fmt: skip
    early = case(*words, "--close")
    assert early.status == 1, "receipts lie at the printer"
    done = case(*words, "--out", "--close", "--json")
    assert (done.status, done.json["household"]["closed-at"] is not None) == (0, True), done.err
    again = case(*words, "--out", "--close", "--json")
    assert (again.status, len(again.json["household"]["lines"])) == (0, 2)
    assert len(list((tmp_path / "wuxi" / "paper").glob("*.pdf"))) == 2


def test_the_lists_are_counted_and_the_articles_of_a_rejection_told(case: Counter) -> None:
    found, _ = accepted(case)
    counts = case("case", "list", "counts", "--json").json
    assert (counts["ready"], counts["running"], counts["uploads"] > 0) == (0, 1, True)
    for deed in ("review", "sign", "produce", "arrive"):
        assert case("case", "move", found, deed).status == 0
    assert "ready  1" in case("case", "list", "counts").out
    cited = case("case", "articles", found, "--json").json["articles"]
    assert any("居民身份证法" in one["zh"] for one in cited)
    assert cited[0]["zh"] in case("case", "articles", found).out

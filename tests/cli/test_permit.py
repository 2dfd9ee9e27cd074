"""``counter permit``: each command is the headless twin of the permit's page."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk.applying import make_station
from handy import GULI, LI, HandClock, number_for, row, write_jsonl

from .conftest import Counter, Said

OVERDUE = number_for("19900101", 77)
END = ("--ground", "false-materials", "--paper", "visit-opinion", "--reason", "假合同", "--second", "0102")


@pytest.fixture
def permit(counter: Counter) -> Counter:
    """Run a command about permits as an officer of the training station."""
    return lambda *argv: counter("permit", *argv, "--clerk", "0337")


@pytest.fixture
def overdue(counter: Counter, tmp_path: Path) -> str:
    told = row(number=OVERDUE, birth="1990-01-01", issued="2020-11-01", endorsed_until="2026-11-01")
    path = write_jsonl(tmp_path / "extract.jsonl", [told])
    assert counter("holders", "import", str(path), "--clerk", "0337").status == 0
    return OVERDUE


def test_a_permit_is_shown_without_its_number(permit: Counter) -> None:
    said = permit("show", LI, "--json")
    assert said.status == 0
    assert (said.json["state-code"], said.json["outlook"]["refusals"][0]["code"]) == ("valid", "too-early")
    assert LI not in said.out
    words = permit("show", LI)
    assert "签注至" in words.out
    assert LI not in words.out


def test_a_life_in_commands(permit: Counter, overdue: str) -> None:
    assert permit("show", overdue, "--json").json["state-code"] == "suspended"
    swept = permit("sweep", "--json")
    assert swept.json["suspended"] >= 1
    assert permit("sweep", "--json").json == {"suspended": 0, "lapsed": 0, "left": 0}
    restored = permit(
        "restore",
        overdue,
        "--made-up-on",
        "2026-11-20",
        "--reason",
        "网上已补办",
        "--second",
        "0102",
        "--json",
    )
    assert (restored.json["state-code"], restored.json["holder"]["endorsed-until"]) == (
        "restored",
        "2027-11-20",
    )
    assert permit("lost", overdue, "--reason", "地铁上").status == 0
    assert permit("revoke", overdue, *END, "--json").json["state-code"] == "revoked"
    deeds = permit("history", overdue, "--json").json["deeds"]
    assert [(deed["deed"], deed["clerk"], deed["second"]) for deed in deeds] == [
        ("revoke", "0337", "0102"), ("lose", "0337", ""), ("restore", "0337", "0102"), ("suspend", "0337", ""),
    ]  # fmt: skip
    assert "第15条" in deeds[0]["article"]["zh"]
    words = permit("history", overdue)
    assert "0337+0102" in words.out
    assert overdue not in words.out


def test_an_end_without_a_ground_is_refused_on_paper(permit: Counter, counter: Counter) -> None:
    begun = permit("begin", LI, "refuse-end", "--json")
    assert (begun.json["stage"], begun.json["refusals"][0]["code"]) == ("refusal", "no-ground")
    printed = counter("case", "refuse", begun.json["id"], "--clerk", "0337", "--json")
    assert printed.json["sheet"]["form"] == "refusal-notice"
    assert permit("show", LI, "--json").json["state-code"] == "valid"


def test_an_end_prints_its_notice_and_is_final(permit: Counter) -> None:
    ended = ("--ground", "death", "--paper", "death-proof", "--reason", "去世", "--second", "0102")
    assert permit("cancel", GULI, *ended).status == 0
    notice = permit("notice", GULI, "--json")
    assert (notice.status, notice.json["form"]) == (0, "decision-notice")
    assert permit("sheet", notice.json["serial"]).status == 0
    again = permit("revoke", GULI, *END, "--json")
    assert (again.status, again.json["error"]) == (1, "end-is-final")
    assert "没有规定恢复" in again.err


@pytest.mark.parametrize(
    ("argv", "status", "said"),
    [
        (("show", "12345"), 1, "公民身份号码"),
        (("show", number_for(order=500)), 1, "登记册里没有"),
        (("revoke", LI, "--ground", "false-materials", "--reason", "x"), 1, "两个人"),
        (("revoke", LI, *END[:4], "--second", "0102"), 1, "原因"),
        (("revoke", LI, "--ground", "false-materials", "--reason", "x", "--second", "0102"), 1, "核实意见"),
        (("revoke", LI, "--ground", "death", "--reason", "x", "--second", "0102"), 1, "注销"),
        (("restore", LI, "--reason", "x", "--second", "0102"), 1, "没有中止"),
        (("begin", LI, "dance"), 2, "reissue or refuse-end is wanted"),
        (("lost", LI), 1, "没有制作过实体证"),
        (("begin", LI, "endorse", "--address", "x"), 2, "--address"),
        (("restore", LI, "--reason", "x", "--made-up-on", "yesterday"), 2, "--made-up-on"),
        (("guidance", "passport"), 1, "passport"),
        (("accepted", "passport"), 1, "passport"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    permit: Counter, argv: tuple[str, ...], status: int, said: str
) -> None:
    told = permit(*argv)
    assert told.status == status
    assert said in told.err


def test_without_a_ground_the_lawful_ones_are_listed(permit: Counter) -> None:
    told = permit("cancel", LI, "--json")
    assert told.status == 1, "nothing was done"
    assert [ground["code"] for ground in told.json["grounds"]][:2] == ["death", "household-here"]
    assert "visit-opinion" in permit("revoke", LI).out
    assert permit("history", LI, "--json").json == {"deeds": []}


def test_an_application_is_begun_with_what_is_known(permit: Counter, counter: Counter) -> None:
    told = permit("begin", LI, "change", "--address", "北京市海淀区新路 9 号", "--json")
    assert (told.status, told.json["service"]) == (0, "permit-change")
    assert told.json["person"]["residence-address"] == "北京市海淀区新路 9 号"
    early = permit("begin", LI, "endorse", "--json")
    assert early.status == 1, "the rules refuse, and the notice can be printed"
    assert early.json["refusals"][0]["code"] == "too-early"
    assert "已送打印" in counter("case", "refuse", early.json["id"], "--clerk", "0337").out


@pytest.mark.parametrize(("place", "count"), [("beijing", 2), ("wuxi", 3), ("tianjin", 7)])
def test_guides_and_places_of_each_city(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, count: int
) -> None:
    make_station(tmp_path / place, place)
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / place))

    def run(*argv: str) -> Said:
        return counter("permit", *argv, "--clerk", "0337")

    told = run("guidance", "--json").json
    assert len(told["guides"]) == 1
    assert told["sheets"] == []
    assert {step["part"] for step in told["guides"][0]["steps"]} >= {"app", "claim", "show", "check"}
    assert len(run("accepted", "--json").json["places"]) == count
    printed = run("guidance", "--print", "--json")
    assert printed.json["sheets"][0]["form"] == "electronic-permit-guide"
    assert "✗" in run("guidance").out, "a screenshot never counts"


def test_an_import_tells_what_it_did_not_take(
    permit: Counter, counter: Counter, overdue: str, tmp_path: Path, clock: HandClock
) -> None:
    assert permit("restore", overdue, "--reason", "网上已补办", "--second", "0102").status == 0
    told = counter("holders", "import", str(tmp_path / "extract.jsonl"), "--clerk", "0337")
    assert told.status == 0
    assert "endorsed_until 本机 2027-11-22，摘录 2026-11-01" in told.out
    assert permit("show", overdue, "--json").json["holder"]["endorsed-until"] == "2027-11-22"

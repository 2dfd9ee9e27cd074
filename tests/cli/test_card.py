"""The card on the reader without a screen: shown with its number masked, and a case begun with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desk.applying import AGENT, make_station
from handy import LI, STRANGER

from counter.devices.card_reader import CardReaderSilent, RecordingCardReader
from counter.devices.card_record import IdentityCard

from .conftest import Counter, Said
from .test_case import ANSWERS, WALK, opened

CARD = IdentityCard(
    "李𠅤",
    "male",
    "01",
    date(1988, 5, 12),
    "河北省样例县新址 1 号",
    LI,
    "样例县公安局",
    date(2016, 3, 1),
    date(2026, 3, 1),
)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> RecordingCardReader:
    """The reader of the station."""
    there = RecordingCardReader()
    monkeypatch.setattr("counter.build.card_reader_for", lambda *_: there)
    return there


def test_a_card_is_shown_with_its_number_masked(counter: Counter, reader: RecordingCardReader) -> None:
    reader.given += [CARD, CARD]
    told = counter("card", "read")
    assert told.status == 0, told.err
    assert "李𠅤" in told.out
    assert "130198********0138" in told.out
    assert "已过期" in told.out
    assert LI not in told.out
    as_json = counter("card", "read", "--json").json
    assert (as_json["number"], as_json["valid-until"], as_json["expired"]) == (
        "130198********0138",
        "2026-03-01",
        True,
    )


def test_no_card_and_a_silent_reader_are_sentences(counter: Counter, reader: RecordingCardReader) -> None:
    reader.given += [None, CardReaderSilent(place="/dev/ttyUSB0")]
    told = counter("card", "read")
    assert (told.status, "没有身份证" in told.err) == (1, True)
    told = counter("card", "read")
    assert (told.status, "一直没有回答" in told.err) == (1, True)


def test_a_case_begins_with_the_card(counter: Counter, reader: RecordingCardReader) -> None:
    reader.given += [CARD, CARD, CARD]
    begin = ("case", "open", "--service", "residence-permit", "--clerk", "0337", "--json")
    refused = counter(*begin, "--card")
    assert (refused.status, "已有居住证" in refused.err) == (1, True), "nobody gets a second permit unasked"
    begin = (*begin, "--again")
    told = counter(*begin, "--card")
    assert told.status == 0, told.err
    assert told.json["person"]["household-address"] == "河北省样例县新址 1 号"
    assert told.json["card"]["expired"] is True
    refused = counter(*begin, "--card", "--number", STRANGER)
    assert (refused.status, "不同" in refused.err) == (1, True)
    assert counter(*begin).status == 2


def test_the_doctor_tells_of_the_reader_that_the_settings_name(counter: Counter) -> None:
    told = next(
        one for one in counter("doctor", "--json").json["findings"] if one["what"]["en"] == "Card reader"
    )
    assert told["fine"]
    assert "模拟" in told["said"]["zh"]


def test_a_slip_is_issued_with_the_card(counter: Counter, reader: RecordingCardReader) -> None:
    reader.given += [CARD, CARD, None]
    issue = ("slip", "issue", "--shown", "id-card", "--clerk", "0337")
    told = counter(*issue, "--card", "--json")
    assert (told.status, told.json["card"]["expired"]) == (0, True), told.err
    refused = counter(*issue, "--card", "--number", STRANGER)
    assert (refused.status, "不同" in refused.err) == (1, True)
    nothing = counter(*issue, "--card")
    assert (nothing.status, "没有身份证" in nothing.err) == (1, True)
    assert counter(*issue).status == 2
    left = counter("shift", "show", "--clerk", "0337", "--json").json["journeys"]
    assert len(left) == 1, "nothing is left open but the sheet of which nobody has said what became of it"


def test_an_agent_is_registered_and_hands_his_card_over_at_the_collection(
    counter: Counter, reader: RecordingCardReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_station(tmp_path / "wuxi", "wuxi")
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "wuxi"))
    agent = replace(CARD, name="孙代领", number=AGENT)
    reader.given += [agent, CARD, agent]

    def case(*argv: str) -> Said:
        return counter(*argv, "--clerk", "0337")

    found = opened(case)
    answers = [one for one in ANSWERS if not one.startswith("collect-by")]
    assert case("case", "answer", found, *answers, "collect-by=agent").status == 0
    assert case("case", "paper", found, "household-book", "employment-proof", "--return-all").status == 0
    done = case("case", "accept", found, *WALK, "--agent-card", "--json")
    assert (done.status, done.json["collection"]["agent"]) == (0, "孙代领"), done.err
    assert case("case", "out", found).status == 0
    for deed in ("review", "sign", "produce", "arrive"):
        assert case("case", "move", found, deed).status == 0
    collect = (
        "collect",
        done.json["receipt"],
        "--signed-by",
        "孙代领",
        "--fact",
        "card-data=correct",
        "--card",
    )
    refused = case(*collect)
    assert (refused.status, "受委托人" in refused.err) == (1, True), refused.err
    told = case(*collect, "--json")
    assert (told.status, told.json["state"]) == (0, "collected"), told.err

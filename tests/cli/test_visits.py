"""The twins of visits, certificates, losses, reviews, households and uploads: each ends as its screen would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desk.applying import NEIGHBOUR, TIANJIN_BOOK, accepted, asked, identified
from desk.test_household import ADDRESS, SHARED
from desk.test_losses import LOST
from desk.test_visits import applied
from handy import FickleSlot, HandClock, number_for, officer

from counter.build import open_desk
from counter.places import Places, data_dir

from .conftest import Counter, Said

PEOPLE = [number_for("19900101", order, county="130198") for order in (11, 22, 33)]


@pytest.fixture
def told(counter: Counter) -> Counter:
    """Run a command as an officer."""
    return lambda *argv: counter(*argv, "--clerk", "0337")


@pytest.fixture
def tianjin(tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A station in Tianjin: a desk to prepare with, then its commands."""
    places = Places(tmp_path / "tianjin", data_dir(), "tianjin")
    desk = open_desk(places, clock, FickleSlot())
    yield desk
    desk.close()


def there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "tianjin"))


def test_a_visit_from_the_list_to_the_signed_opinion(told: Counter, places: Places, clock: HandClock) -> None:
    desk = open_desk(places, clock, FickleSlot())
    view = applied(desk)
    desk.close()
    (visit,) = told("visit", "list", "--json").json["visits"]
    assert visit["application"]["id"] == view.id
    assert told("visit", "list", "--officer", "0422", "--json").json["visits"] == []
    assert told("visit", "assign", visit["id"], "0422", "--on", "2026-11-22").status == 0
    sheet = told("visit", "print", "0422", "--json").json
    assert told("visit", "out", sheet["serial"]).status == 0
    refused = told("visit", "record", visit["id"], "--result", "confirmed", "--signer", "0421")
    assert refused.status == 1
    assert "0422" in refused.err
    assert told("visit", "record", visit["id"], "--result", "maybe").status == 1
    done = told("visit", "record", visit["id"], "--result", "confirmed", "--words", "在家", "--json").json
    assert done["application"]["due"] == "2026-12-02"
    assert done["opinions"][0]["signed-by"] == "0422"
    assert "八个工作日" in told("visit", "show", visit["id"]).out
    paper = told("visit", "opinion", visit["id"], "--json").json
    assert (paper["form"], paper["state"]) == ("visit-opinion", "sent")
    assert told("visit", "out", paper["serial"]).status == 0
    assert told("visit", "show", "nonsense").status == 1
    assert told("visit", "record", visit["id"]).status == 2


def test_a_certificate_from_the_application_to_the_hand(
    told: Counter, tianjin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = accepted(tianjin, officer(tianjin), NEIGHBOUR, "household-certificate", TIANJIN_BOOK).id
    there(monkeypatch, tmp_path)
    wanting = told("certificate", "print", case, "--confirmed")
    assert wanting.status == 1
    assert "用途" in wanting.err
    fields = ("household-kind=家庭户", "head=钱户主", "purpose=公证", "statement=登记属实")
    row = f"女儿 赵试用 {number_for('19900101', 22)}"
    shown = told("certificate", "enter", case, *fields, "--row", row, "--json").json
    assert shown["still"] == []
    assert told("certificate", "print", case).status == 1, "nobody has read it"
    assert told("certificate", "print", case, "--confirmed").status == 0
    assert told("certificate", "resend", case).status == 1
    assert told("certificate", "spoiled", case, "--reason", "卡纸").status == 0
    assert told("certificate", "reprint", case).status == 1
    assert told("certificate", "reprint", case, "--second", "0102").status == 0
    done = told("certificate", "out", case, "--json").json
    assert (done["state"], done["application"]["state"]) == ("handed", "collected")
    assert told("certificate", "enter", case, "nonsense").status == 2


def test_a_loss_and_what_was_found(
    told: Counter, tianjin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = officer(tianjin)
    case = asked(tianjin, session, identified(tianjin, session, NEIGHBOUR), "id-card-loss", LOST).id
    there(monkeypatch, tmp_path)
    assert told("loss", "show", case).status == 1
    loss = told("loss", "report", case, "--lost-on", "昨晚", "--place", "不详", "--json").json
    assert loss["reported-at"].startswith("2026-11-22T12:00")
    assert told("loss", "print", case).status == 0
    assert told("loss", "out", case, "--spoiled", "卡纸").status == 0
    assert told("loss", "print", case).status == 0
    assert told("loss", "out", case).status == 0
    assert "原证作废" in told("loss", "withdraw", case, "--reason", "在家找到").out
    assert told("loss", "withdraw", case, "--reason", "又").status == 1


def test_a_review_by_two(
    told: Counter, tianjin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = officer(tianjin)
    case = tianjin.questions.choose(
        session, identified(tianjin, session, NEIGHBOUR).id, "electronic-identity"
    ).id
    for fact, value in (("used-at", "hotel"), ("face-check", "failed")):
        tianjin.questions.answer(session, case, fact, value)
    there(monkeypatch, tmp_path)

    def review(second: str, outcome: str) -> Said:
        words = ("--photo", "card", "--outcome", outcome, "--reason", "不像")
        return told("review", case, "--second", second, *words)

    assert review("0337", "denied").status == 1
    denied = review("0421", "denied")
    assert denied.status == 1, "the rules refuse"
    assert "不予受理" in denied.out


def a_list(folder: Path, *rows: str) -> str:
    path = folder / "list.csv"
    head = "number,name,ethnic,household_address,resident-since"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8-sig")
    return str(path)


def household(told: Counter, file: str, *more: str) -> Said:
    shared = [f"{fact}={value}" for fact, value in SHARED.items() if fact != "resident-since"]
    facts = [word for one in shared for word in ("--fact", one)]
    return told(
        "case", "household", file, "--service", "residence-permit", "--address", ADDRESS, "--landlord", "样例业主",
        "--paper", "lodging-proof", *facts, *more,
    )  # fmt: skip


ROWS = [
    f"{PEOPLE[0]},阿一,汉族,河北省样例县 1 号,2025-01-01",
    f"{PEOPLE[1]},白二,汉族,河北省样例县 2 号,2026-10-01",
    f"{PEOPLE[2]},陈三,汉族,河北省样例县 3 号,2025-03-01",
]


def test_a_dormitory_from_a_list_and_the_same_list_again_doubles_nothing(
    told: Counter, places: Places, tmp_path: Path
) -> None:
    file = a_list(tmp_path, *ROWS, "130198199001010000,错号,汉族,某处,2025-01-01")
    first = household(told, file, "--json")
    assert first.status == 1, "one number is wrong, one person is refused, and nobody has signed"
    assert [one["row"] for one in first.json["problems"]] == [4]
    done = household(told, file, "--seen", "--agreed", "--out", "--json")
    stages = [line["stage"] for line in done.json["household"]["lines"] if line["name"]]
    assert stages == ["done", "refusal", "done"]
    again = household(told, file, "--seen", "--agreed", "--out", "--json")
    receipts = [line["receipt"] for line in again.json["household"]["lines"] if line["name"]]
    assert receipts == [line["receipt"] for line in done.json["household"]["lines"] if line["name"]]
    assert len(list(places.paper.rglob("*.pdf"))) == 2
    assert "半年" in household(told, file).out or "六个月" in household(told, file).out


def test_a_list_names_the_paper_where_several_would_do_and_none_is_guessed(
    told: Counter, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    head = "number,name,ethnic,household_address,resident-since,papers"
    row = "汉族,河北省样例县 1 号,2025-01-01"
    rows = [
        f"{PEOPLE[0]},阿一,{row},",
        f"{PEOPLE[2]},陈三,{row},id-card、lease",
        f"{PEOPLE[1]},白二,{row},leese",
    ]
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    facts = [
        word
        for fact, value in SHARED.items()
        if fact != "resident-since"
        for word in ("--fact", f"{fact}={value}")
    ]
    said = told(
        "case", "household", str(file), "--service", "residence-permit", "--address", ADDRESS, *facts,
        "--seen", "--agreed", "--json",
    )  # fmt: skip
    guessed, named, wrong = said.json["household"]["lines"]
    assert (guessed["receipt"], len(guessed["missing"])) == ("", 1)
    assert "lease" in named["shown"]
    assert named["receipt"]
    assert not wrong["receipt"]
    assert [problem["row"] for problem in said.json["problems"]] == [3]


@pytest.mark.parametrize("content", [b"", b"name\nx\n", b"\xff\xfe\0", b'number\n"unclosed', b"number"])
def test_a_list_that_is_none_takes_nobody_in(told: Counter, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "l.csv").write_bytes(content)
    said = household(told, str(tmp_path / "l.csv"))
    assert said.status in {0, 1}
    assert not said.status or said.err
    assert household(told, str(tmp_path / "nowhere.csv")).status == 1


def test_hostile_cells_are_words_and_come_back_without_their_power(told: Counter, tmp_path: Path) -> None:
    file = a_list(
        tmp_path, f"{PEOPLE[0]},阿\x1b[2J一,汉族,某处,2025-01-01", "'; DROP TABLE person; --,x,汉族,某处,"
    )
    said = household(told, file)
    assert said.status == 1
    assert "\x1b" not in said.out + said.err


def test_what_waits_goes_into_a_file_once(told: Counter, tmp_path: Path) -> None:
    serial = told(
        "slip", "issue", "--number", "130198198805120138", "--shown", "household-book", "--json"
    ).json
    assert told("slip", "out", serial["sheet"]["serial"]).status == 0
    assert told("upload", "list", "--json").json["waiting"] == 1
    file = tmp_path / "a.jsonl"
    assert told("upload", "export", str(file)).status == 0
    assert json.loads(file.read_text("utf-8").splitlines()[0])["batch"] == 1
    nothing = told("upload", "export", str(tmp_path / "b.jsonl"))
    assert nothing.status == 1
    assert "没有待上传" in nothing.err
    assert told("upload", "export", str(file), "--batch", "1").status == 1, "no file is written over"
    assert told("upload", "confirm", str(file)).status == 0
    assert told("upload", "confirm", str(file)).status == 1
    assert told("upload", "confirm", str(tmp_path / "none")).status == 1
    assert "✓" in told("upload", "list").out

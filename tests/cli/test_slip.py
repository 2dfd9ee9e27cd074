from __future__ import annotations

import pytest
from handy import LI, STRANGER, HandClock, number_for, row, write_jsonl

from counter.places import Places

from .conftest import Counter

SERIAL = "L110108990-01-20261122-0001"
ISSUE = ("issue", "--number", LI, "--shown", "household-book")
SECOND = ("--second", "0102")


def test_a_slip_from_number_to_paper_and_hand(slip: Counter, places: Places) -> None:
    said = slip(*ISSUE, "--json")
    assert (said.status, said.err) == (0, "")
    case = said.json
    assert (case["step"], case["sheet"]["serial"], case["sheet"]["state"]) == ("came-out", SERIAL, "sent")
    assert case["holder"]["masked-number"] == "130198********0138"
    assert LI not in said.out
    assert (places.paper / case["sheet"]["file"]).read_bytes().startswith(b"%PDF")
    assert slip("out", SERIAL).status == 0
    assert slip("show", SERIAL, "--json").json["state"] == "out"
    again = slip("out", SERIAL)
    assert again.status == 1
    assert "这张纸的状态是“已出纸”" in again.err


def test_in_words(slip: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    assert SERIAL in slip(*ISSUE).out
    monkeypatch.setenv("COUNTER_LANG", "en_GB.UTF-8")
    assert "Confirmation slip" in slip("show", SERIAL).out


REFUSED = [
    (LI, "agent", "holder-must-come", "本人"),
    (LI, "screenshot", "screenshot-no-proof", "截屏"),
    (STRANGER, "id-card", "permit-not-found", "没有本人的"),
]


@pytest.mark.parametrize(("number", "shown", "code", "word"), REFUSED)
def test_each_refusal_has_its_article_and_leaves_nothing_open(
    slip: Counter, places: Places, number: str, shown: str, code: str, word: str
) -> None:
    said = slip("issue", "--number", number, "--shown", shown, "--json")
    assert said.status == 1
    assert said.json["error"] == "slip-refused"
    assert word in said.json["happened"]["zh"]
    assert "依据：" in said.json["happened"]["zh"]
    assert said.json["next-step"]["en"]
    assert list(places.paper.glob("*.pdf")) == []
    said = slip("issue", "--number", number, "--shown", shown, "--notice", "--json")
    assert said.status == 1, "a notice is a refusal, not a slip"
    assert [refusal["code"] for refusal in said.json["refusals"]] == [code]
    assert said.json["sheet"]["form"] == "refusal-notice"
    assert len(list(places.paper.glob("*.pdf"))) == 1
    assert slip("out", said.json["sheet"]["serial"]).status == 0


@pytest.mark.parametrize(
    ("state", "until", "code"),
    [
        ("有效", "2026-11-21", "中止"),
        ("到期失效", "2027-01-01", "到期"),
        ("已注销", "2027-01-01", "注销"),
        ("已撤销", "2027-01-01", "撤销"),
    ],
)
def test_a_permit_that_is_not_valid(
    counter: Counter, slip: Counter, tmp_path: object, places: Places, state: str, until: str, code: str
) -> None:
    path = write_jsonl(
        places.home.parent / "x.jsonl", [row(number=number_for(), state=state, endorsed_until=until)]
    )
    assert counter("holders", "import", str(path), "--clerk", "0337").status == 0
    said = slip("issue", "--number", number_for(), "--shown", "id-card")
    assert said.status == 1
    assert code in said.err


def test_void_and_reprint_need_a_second_person(slip: Counter) -> None:
    slip(*ISSUE)
    slip("out", SERIAL)
    for verb in ("void", "reprint"):
        assert "两个人" in slip(verb, SERIAL, "--reason", "错").err
        assert "不能是本人" in slip(verb, SERIAL, "--reason", "错", "--second", "0337").err
        assert slip(verb, SERIAL, "--reason", "错", "--second", "0555").status == 1
        assert "没有写原因" in slip(verb, SERIAL, "--reason", " ", *SECOND).err
    said = slip("reprint", SERIAL, "--reason", "模糊", *SECOND, "--json")
    assert said.status == 0
    assert said.json["sheet"]["replaces"] == SERIAL
    new = said.json["sheet"]["serial"]
    assert slip("spoiled", new, "--reason", "卡纸").status == 0
    said = slip("void", new, "--reason", "卡纸", *SECOND, "--json")
    assert (said.status, said.json["state"], said.json["reason"]) == (0, "voided", "卡纸")
    assert slip("show", SERIAL, "--json").json["replaced-by"] == new


def test_a_sheet_that_was_taken_is_not_sent_again(slip: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    from counter.devices.folder import FolderNotWritable, FolderPrinter

    send = FolderPrinter.send

    def jam(printer: FolderPrinter, *_: object) -> None:
        raise FolderNotWritable(printer="folder", folder="x", reason="full")

    monkeypatch.setattr(FolderPrinter, "send", jam)
    said = slip(*ISSUE)
    assert said.status == 1
    assert "编号和内容都在" in said.err
    monkeypatch.setattr(FolderPrinter, "send", send)
    assert slip("resend", SERIAL, "--json").json["state"] == "sent"
    assert slip("resend", SERIAL).status == 1
    assert slip("out", SERIAL).status == 0


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("issue", "--number", "13019819880512013X", "--shown", "id-card"), "校验位应为 8"),
        (("issue", "--number", LI, "--shown", "passport"), "没有第「passport」项"),
        (("issue", "--number", "\x1b[31m", "--shown", "id-card"), "18 位"),
        (("show", "L\x1b[31m\u202e"), "L<U+001B>[31m<U+202E>"),
        (("show", "L110108990-01-20261122-0404"), "没有编号为"),
        (("issue", "--number", LI, "--shown", "id-card", "--pin", "9999"), "警号或口令不对"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(slip: Counter, argv: tuple[str, ...], said: str) -> None:
    done = slip(*argv)
    assert (done.status, done.out) == (1, "")
    assert said in done.err
    assert "\x1b" not in done.err


def test_an_auxiliary_prints_nothing_and_leaves_nothing_open(counter: Counter) -> None:
    assert "不能开具或打印" in counter("slip", *ISSUE, "--clerk", "0555").err
    assert "受理业务" in counter("slip", *ISSUE, "--clerk", "0808").err
    acts = counter("journal", "show", "--last", "50", "--json").json["acts"]
    opened = [act["subject"] for act in acts if act["kind"] == "case.opened"]
    ended = [act["subject"] for act in acts if act["kind"] == "case.moved" and not act["body"]["open"]]
    assert opened == ended


@pytest.mark.parametrize(
    "argv",
    [
        ("slip", "issue"),
        ("slip", "issue", "--number", LI),
        ("nonsense",),
        ("find",),
        ("find", "x", "--clerk", "0337", "--limit", "0"),
        ("seal", "ledger", "--clerk", "0337", "--day", "yesterday"),
        ("clerk", "enroll", "1", "--name", "x", "--role", "chief", "--new-pin", "1234", "--clerk", "0102"),
        ("holders", "generate", "-o", "/tmp/never.csv", "--on", "heute"),
        ("journal", "show", "--last", "-1"),
        ("slip", "issue", "--nonsense\x1b[31m"),
    ],
)
def test_wrong_usage_ends_with_2(counter: Counter, argv: tuple[str, ...]) -> None:
    said = counter(*argv)
    assert (said.status, said.out) == (2, "")
    assert said.err


def test_a_missing_glyph_is_described_with_an_option(
    counter: Counter, slip: Counter, places: Places, clock: HandClock
) -> None:
    path = write_jsonl(places.home.parent / "x.jsonl", [row("陈\U0002ebf0", number_for())])
    counter("holders", "import", str(path), "--clerk", "0337")
    issue = ("issue", "--number", number_for(), "--shown", "id-card")
    assert "需要逐字描述" in slip(*issue).err
    assert slip(*issue, "--describe", "\U0002ebf0=左口右丽").status == 0

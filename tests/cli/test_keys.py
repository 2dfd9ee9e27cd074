"""``counter keys`` and ``counter verify`` as a station, a city and a hotel use them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from handy import LI, SUPERVISOR, HandClock

from counter.places import Places

from .conftest import Counter

OFFICER = ("--clerk", "0337")
TWO = (*OFFICER, "--second", SUPERVISOR)


@pytest.fixture(autouse=True)
def _the_day_of_the_station(monkeypatch: pytest.MonkeyPatch, clock: HandClock) -> None:
    monkeypatch.setattr("counter.cli.city_root._now", clock.now)


@pytest.fixture
def slip_file(counter: Counter, places: Places) -> Path:
    said = counter("slip", "issue", "--number", LI, "--shown", "household-book", *OFFICER, "--json")
    return places.paper / said.json["sheet"]["file"]


def test_a_slip_verifies_with_what_the_station_exports(
    counter: Counter, slip_file: Path, tmp_path: Path
) -> None:
    chain = tmp_path / "chain.txt"
    assert counter("keys", "export", "-o", str(chain)).status == 0
    assert counter("keys", "export").out == chain.read_text()
    said = counter("verify", str(slip_file), "--key", str(chain), "--json")
    assert said.status == 0
    assert said.json["certificate"]["unit"] == said.json["claims"]["station"] == "110108990000"
    assert said.json["certificate"]["training"] is True
    assert said.json["lists"] == {"revoked": None, "void": None}
    assert "没有吊销名单" in counter("verify", str(slip_file)).out


def test_a_void_slip_is_told_by_the_list_of_the_station(
    counter: Counter, slip_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serial, chain, told = slip_file.stem, tmp_path / "chain.txt", tmp_path / "void.txt"
    counter("keys", "export", "-o", str(chain))
    assert counter("keys", "list", "-o", str(told), *OFFICER, "--json").json["void"] == 0
    good = counter("verify", str(slip_file), "--key", str(chain), "--list", str(told))
    assert good.status == 0
    assert good.out.startswith("样张，核验一致（截至 2026-11-22 的名单）\n")
    assert "截至打印单位第 1 号作废名单（2026-11-22）" in good.out
    assert counter("slip", "out", serial, *OFFICER).status == 0
    assert counter("slip", "void", serial, "--reason", "姓名有误", *TWO).status == 0
    assert counter("keys", "list", "-o", str(told), *OFFICER, "--json").json == {
        "number": 2, "at": 1795320000, "revoked": 0, "void": 1,
    }  # fmt: skip
    monkeypatch.setenv("COUNTER_LANG", "en")
    void = counter("verify", str(slip_file), "--key", str(chain), "--list", str(told))
    assert void.status == 1
    assert "The sheet is void, see list 2 of 2026-11-22." in void.out
    assert counter("verify", str(slip_file)).status == 1, "the station's own machine knows its own list"


def test_rotation_and_revocation(counter: Counter, slip_file: Path, places: Places, tmp_path: Path) -> None:
    (old,) = counter("keys", "show", "--json").json["keys"]
    request = tmp_path / "request.txt"
    assert counter("keys", "make", "-o", str(request), "--algorithm", "es256", *OFFICER).status == 0
    assert "待启用" in counter("keys", "show").out
    assert "要两个人" in counter("keys", "rotate", "--reason", "x", *OFFICER, "--second", "").err
    new = counter("keys", "rotate", "--reason", "年度换新", *TWO, "--json").json
    assert counter("verify", str(slip_file)).status == 0, "slips of the old key verify as before"
    assert counter("keys", "revoke", new["id"], "--reason", "x", *TWO).status == 1
    said = counter("keys", "revoke", old["id"], "--reason", "泄露", *TWO)
    assert (said.status, f"--revoke {old['id']}" in said.out) == (0, True)
    root, told = places.code_key.parent / "training-root", tmp_path / "list.txt"
    command = ("keys", "list", "--root", str(root), "--revoke", old["id"], "-o", str(told))
    assert counter(*command, "--reason", "因为").status == 1
    assert counter(*command, "--reason", "leaked", "--json").json["revoked"] == 1
    refused = counter("verify", str(slip_file), "--list", str(told))
    assert refused.status == 1
    assert "密钥已被吊销（密钥可能泄露）" in refused.out
    assert counter("keys", "take", str(told), *OFFICER).status == 0
    assert counter("verify", str(slip_file)).status == 1
    later = (*command[:5], "00" * 8, *command[6:])
    assert "没有认证过" in counter(*later, "--reason", "lost").err
    assert "不是密钥编号" in counter(*command[:5], "zz", *command[6:]).err


def test_a_city_certifies_a_station(counter: Counter, tmp_path: Path) -> None:
    root, request, paper = tmp_path / "root", tmp_path / "request.txt", tmp_path / "paper.txt"
    making = ("keys", "root", str(root), "--code", "110000000000", "--name", "某市公安局")
    made = counter(*making, "--json")
    assert made.status == 0
    assert made.json["fingerprint"].replace(" ", "").startswith(made.json["id"])
    assert "已经有根密钥" in counter(*making).err
    counter("keys", "make", "-o", str(request), *OFFICER)
    asking = ("keys", "certify", str(request), "--root", str(root), "-o", str(paper))
    assert "训练" in counter(*asking).err, "a working root does not certify a training station"
    other = tmp_path / "training"
    counter("keys", "root", str(other), "--code", "110000000000", "--name", "训练根", "--training")
    done = counter("keys", "certify", str(request), "--root", str(other), "-o", str(paper), "--json")
    assert (done.status, done.json["serial"], done.json["unit"]) == (0, 1, "110108990000")
    taken = counter("keys", "take", str(paper), *OFFICER, "--json").json
    assert (len(taken["roots"]), taken["certificates"], taken["lists"]) == (1, 1, 0)
    assert taken["roots"][0]["fingerprint"] in counter("keys", "take", str(paper), *OFFICER).out
    assert len(counter("keys", "show", "--json").json["roots"]) == 2
    assert counter(*asking[:3], "--root", str(other), "-o", str(paper), "--year", "2020").status == 2
    assert "没有可用的根密钥" in counter(*asking[:3], "--root", str(tmp_path), "-o", str(paper)).err


def test_nothing_secret_is_ever_shown(counter: Counter, places: Places, tmp_path: Path) -> None:
    request = tmp_path / "request.txt"
    words = counter("keys", "make", "-o", str(request), *OFFICER, "--json").out + request.read_text()
    for name in ("show", "export", "public"):
        words += counter("keys", name).out
    words += counter("keys", "show", "--json").out + counter("journal", "show", "--last", "50", "--json").out
    for file in places.code_key.parent.rglob("*.key"):
        secret = file.read_bytes()
        assert secret.hex() not in words
        assert secret.decode("latin-1").strip() not in words


@pytest.mark.parametrize(
    "argv",
    [
        ("verify", "HELLO", "--list", "nowhere.txt"),
        ("verify", "HELLO", "--key", "EMPTY"),
        ("verify", "HELLO", "--list", "JUNK"),
        ("verify", "PIPE.pdf"),
        ("verify", "HELLO", "--key", "PIPE.pdf"),
        ("verify", "HUGE.pdf"),
        ("keys", "take", "PIPE.pdf", *OFFICER),
        ("keys", "take", "nowhere.txt", *OFFICER),
        ("keys", "take", "JUNK", *OFFICER),
        ("keys", "certify", "JUNK", "--root", ".", "-o", "x"),
        ("keys", "make", "-o", "x", "--algorithm", "rsa", *OFFICER),
        ("keys", "root", "ROOT", "--code", "11", "--name", "x"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(
    counter: Counter, tmp_path: Path, argv: tuple[str, ...]
) -> None:
    files = {"EMPTY": "", "JUNK": "-----BEGIN COUNTER LIST-----\nAAAA\n-----END COUNTER LIST-----\n"}
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    os.mkfifo(tmp_path / "PIPE.pdf")
    with (tmp_path / "HUGE.pdf").open("wb") as file:
        file.truncate(1 << 40)
    ours = {*files, "ROOT", "PIPE.pdf", "HUGE.pdf"}
    said = counter(*(str(tmp_path / word) if word in ours else word for word in argv))
    assert said.status == 1
    assert said.err.strip()
    assert said.out == ""


def test_a_file_without_a_list_is_no_list(counter: Counter, slip_file: Path, tmp_path: Path) -> None:
    chain, told = tmp_path / "chain.txt", tmp_path / "void.txt"
    counter("keys", "export", "-o", str(chain))
    counter("keys", "list", "-o", str(told), *OFFICER)
    named = ("verify", str(slip_file), "--key", str(chain), "--list", str(told), "--list")
    assert counter(*named, str(told)).status == 0
    refused = counter(*named, str(chain))
    assert (refused.status, refused.out) == (1, "")
    assert f"文件 {chain} 中没有名单" in refused.err


def test_the_verdict_for_scripts_names_everything(counter: Counter, slip_file: Path) -> None:
    told = json.loads(counter("verify", str(slip_file), "--json").out)
    assert set(told) == {"valid", "reasons", "claims", "key", "certificate", "root", "lists"}
    assert told["key"]["algorithm"] == "ed25519"
    assert len(told["root"]["fingerprint"].split()) == 16


def finding(counter: Counter, what: str) -> dict[str, object]:
    found = [one for one in counter("doctor", "--json").json["findings"] if one["what"]["en"] == what]
    return dict(found[0])


def test_the_doctor_says_whether_openssl_has_sm2(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    good = finding(counter, "SM2/SM3")
    assert good["fine"]
    assert "不是经认证的商用密码模块" in str(good["said"])
    monkeypatch.setattr("counter.trust.sm2.PROGRAM", "no-such-openssl")
    bad = finding(counter, "SM2/SM3")
    assert (bad["fine"], bad["stops"]) == (False, False)
    assert "cannot do SM2" in str(bad["said"])


def test_the_doctor_says_how_long_the_key_is_certified(
    counter: Counter, places: Places, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "39" in str(finding(counter, "Key for codes")["said"])
    settings = places.station.read_text(encoding="utf-8")
    working = settings.replace("training = true", "training = false").replace('"specimen"', '"wet"')
    places.station.write_text(working, encoding="utf-8")
    clock.go(days=20)
    late = finding(counter, "Key for codes")
    assert (late["fine"], late["stops"]) == (False, False)
    assert "2027-01-01" in str(late["said"])


def test_the_page_has_the_papers_of_the_station_in_it(counter: Counter, tmp_path: Path) -> None:
    file = tmp_path / "verify.html"
    assert counter("keys", "page", "-o", str(file)).status == 0
    words = file.read_text(encoding="utf-8")
    baked = json.loads(words.partition('id="baked">')[2].partition("</script>")[0])
    assert baked["chain"] == counter("keys", "export").out
    assert baked["forms"]["confirmation-slip"][0].endswith("确认单")
    assert "default-src 'none'" in words

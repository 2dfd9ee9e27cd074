from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from handy import GULI, LI, number_for, row, write_jsonl

from counter.places import Places
from counter.station.keys import store_key
from counter.store.engine import Engine

from .conftest import Counter

OFFICER = ("--clerk", "0337")


def real(home: Path, *argv: str | bytes, **env: str) -> subprocess.CompletedProcess[bytes]:
    """The program as it is started."""
    return subprocess.run(
        [sys.executable, "-m", "counter", *argv],
        capture_output=True,
        check=False,
        env={"PATH": os.environ["PATH"], "COUNTER_HOME": str(home), **env},
    )


def test_the_real_program_on_a_machine_that_knows_nothing(tmp_path: Path) -> None:
    done = real(
        tmp_path / "home", "slip", "issue", "--number", LI, "--shown", "household-book", *OFFICER, "--json"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    sheet = json.loads(done.stdout)["sheet"]
    assert (tmp_path / "home" / "paper" / sheet["file"]).exists()
    assert real(tmp_path / "home", "slip").returncode == 2
    plain = real(
        tmp_path / "home", "find", "0138", *OFFICER, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )
    assert plain.returncode == 0
    assert b"\\u674e" in plain.stdout
    broken = real(tmp_path / "home", "find", b"\xff\xfe", *OFFICER, "--json", COUNTER_LANG="en")
    assert broken.returncode == 1
    assert b"Traceback" not in broken.stderr
    assert json.loads(broken.stdout)["error"] == "not-words"


def test_a_character_is_looked_up_without_a_store_or_a_clerk(counter: Counter, tmp_path: Path) -> None:
    said = counter("characters", "田", "亠", "心", "--json")
    assert [one["text"] for one in said.json["found"]] == ["𠅤"]
    done = real(tmp_path / "no", "characters", "吉女", PYTHONUTF8="1")
    assert (done.returncode, "U+59DE" in done.stdout.decode()) == (0, True)
    assert not (tmp_path / "no").exists()
    for nonsense in ("x'; DROP", "\udcff", "\x1b[31m", "\u202e女", "9" * 5000):
        said = counter("characters", nonsense)
        assert (said.status, said.out) == (1, "没有找到。\n")


def test_a_closed_pipe_is_no_traceback(tmp_path: Path, places: Places) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "counter", "journal", "show", "--last", "1000", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PATH": os.environ["PATH"], "COUNTER_HOME": str(places.home)},
    )  # fmt: skip
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert program.stderr.read() == b""
    assert program.wait() == 1


def test_closed_streams_are_no_traceback_and_no_file_takes_their_place(places: Places) -> None:
    own = {"PATH": os.environ["PATH"], "COUNTER_HOME": str(places.home)}
    for closed, status in ((">&-", 0), (">&- 2>&- <&-", 0), ("2>&-", 0)):
        command = ["sh", "-c", f'exec "$0" -m counter find glb --clerk 0337 {closed}', sys.executable]
        done = subprocess.run(command, capture_output=True, check=False, env=own)
        assert (done.returncode, done.stderr) == (status, b""), closed


def test_an_empty_list_says_so_and_fields_have_their_names(counter: Counter) -> None:
    assert counter("case", "list", "waiting", *OFFICER).out == "没有。\n"
    assert counter("visit", "list", *OFFICER).out == "没有。\n"
    said = counter("case", "open", "--number", number_for(), "--service", "residence-permit", *OFFICER)
    assert said.err == "“姓名”是空的。已输入的内容仍在。请填写这一栏。命令里写作：name。\n"
    asked = ("case", "open", "--number", number_for(), "--service", "residence-permit", "--json", *OFFICER)
    assert counter(*asked).json["terms"] == ["name"]
    assert "请用 --ground 选一项：" in counter("permit", "revoke", GULI, *OFFICER).out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_an_answer_that_goes_nowhere_is_no_file_refused(places: Places) -> None:
    own = {"PATH": os.environ["PATH"], "COUNTER_HOME": str(places.home)}
    command = ["sh", "-c", 'exec "$0" -m counter find glb --clerk 0337 >/dev/full', sys.executable]
    said = subprocess.run(command, capture_output=True, check=False, env=own)
    assert said.returncode == 1
    assert "结果写不出去：磁盘已满。命令可能已经办成" in said.stderr.decode()


def test_wrong_usage_never_gives_the_terminal_what_was_typed(counter: Counter) -> None:
    for words in (
        ("case", "accept", "x", "--finger", "\x1b[31mred", *OFFICER), ("\x1b[31mred",), ("find", "--\x1b[31mred"),
        ("slip",), ("find", "x", "--limit", "\x1b[31m"),
    ):  # fmt: skip
        said = counter(*words)
        assert said.status == 2, words
        assert said.out + said.err
        assert "\x1b[31mred" not in said.out + said.err
    assert counter("--help").status == 0


def test_find(counter: Counter) -> None:
    said = counter("find", "𠅤", *OFFICER, "--json")
    assert said.status == 0
    assert said.json["by"] == "name"
    assert said.json["rows"][0]["masked-number"] == "130198********0138"
    assert "650198********0465" in counter("find", "glb", *OFFICER).out
    said = counter("find", "1", *OFFICER, "--limit", "2")
    assert said.out.splitlines()[-1] == "……"
    for nobody in ('" OR *', "'; DROP TABLE holder; --", "\x1b[31m"):
        assert (counter("find", nobody, *OFFICER).status, counter("find", nobody, *OFFICER).err) == (1, "")


@pytest.mark.parametrize("name", ["[red]张[/x]", "'; DROP TABLE x", "{张}", "张" * 25])
def test_hostile_words_are_shown_and_not_obeyed(counter: Counter, places: Places, name: str) -> None:
    path = write_jsonl(places.home.parent / "x.jsonl", [row(name, number_for())])
    counter("holders", "import", str(path), *OFFICER)
    assert name in counter("find", number_for(), *OFFICER).out
    assert counter("find", number_for(), *OFFICER, "--json").json["rows"][0]["name"] == name


def test_a_number_in_the_journal_never_reaches_the_terminal_raw(counter: Counter, places: Places) -> None:
    """A clerk's words with C1 controls, brought in by another program."""
    engine = Engine(places.store, store_key(places))
    with engine.writing() as db:
        db.execute("UPDATE clerk SET name = ? WHERE number = '0337'", ("\x9b31m\x1b]0;x\x07\u202e",))
    engine.close()
    for argv in (("clerk", "list"), ("clerk", "list", "--json")):
        said = counter(*argv)
        assert not any(c in said.out for c in "\x9b\x1b\x07\u202e")
    assert said.json["clerks"][1]["name"] == "\x9b31m\x1b]0;x\x07\u202e"


def test_import_tells_and_keeps_bad_rows(
    counter: Counter, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_jsonl(
        places.home.parent / "x.jsonl", [row("好人", number_for()), row("坏\x1b人", number_for(order=2))]
    )
    said = counter("holders", "import", str(path), *OFFICER)
    assert said.status == 1
    assert "新增 1" in said.out
    assert "x.jsonl:2: name 姓名第 2 个字是看不见的字符 U+001B" in said.out
    assert (places.home.parent / "x.rejected.jsonl").exists()
    monkeypatch.setenv("COUNTER_LANG", "en")
    said = counter("holders", "import", str(path), *OFFICER)
    assert "0 new, 0 changed, 1 unchanged, 1 with faults" in said.out
    said = counter("holders", "import", str(path), *OFFICER, "--json")
    assert (said.json["same"], said.json["bad"][0]["line"]) == (1, 2)
    assert "Cannot read nowhere.csv" in counter("holders", "import", "nowhere.csv", *OFFICER).err


@pytest.mark.parametrize(
    "argv",
    [
        ("holders", "import", "PIPE", *OFFICER),
        ("slip", "batch", "PIPE", *OFFICER),
        ("upload", "confirm", "PIPE", *OFFICER),
        ("case", "household", "PIPE", "--service", "residence-permit", "--address", "x", *OFFICER),
        ("seal", "import", "PIPE", *OFFICER),
        ("rules", "check", "PIPE"),
    ],
)
def test_a_pipe_is_no_file_to_take_in(counter: Counter, tmp_path: Path, argv: tuple[str, ...]) -> None:
    os.mkfifo(tmp_path / "PIPE")
    said = counter(*(str(tmp_path / word) if word == "PIPE" else word for word in argv))
    assert said.status == 1
    assert "这是管道或设备，不是文件" in said.err + said.out


def test_generate_makes_an_extract_that_imports(counter: Counter, tmp_path: Path) -> None:
    for name in ("a.csv", "a.jsonl"):
        path = tmp_path / name
        assert (
            counter("holders", "generate", "-o", str(path), "--count", "40", "--on", "2026-11-22").status == 0
        )
        said = counter("holders", "import", str(path), *OFFICER, "--json")
        assert said.status == 0
        assert said.json["bad"] == []
    assert said.json["same"] == 40
    assert "不能使用" in counter("holders", "generate", "-o", str(tmp_path / "no" / "a.csv")).err


def test_the_journal_is_verified_rebuilt_and_shown(counter: Counter, places: Places) -> None:
    assert (counter("journal", "verify").status, counter("journal", "rebuild").status) == (0, 0)
    proof = counter("journal", "verify", "--json").json
    assert (proof["whole"], proof["breaks"]) == (True, [])
    (end,) = proof["ends"]
    newest = counter("journal", "show", "--last", "1", "--json").json["acts"][0]
    assert (end["terminal"], end["seq"]) == (newest["terminal"], newest["seq"])
    assert end["hash"] in counter("journal", "verify").out
    engine = Engine(places.store, store_key(places))
    with engine.writing() as db:
        db.execute("UPDATE holder SET state = 'valid'")
    said = counter("journal", "rebuild", "--json")
    assert (said.status, said.json["differing"]) == (1, ["holder"])
    with engine.writing() as db:
        db.execute("DROP TRIGGER journal_never_changes")
        db.execute("UPDATE journal SET clerk = '9999' WHERE n = 2")
    engine.close()
    said = counter("journal", "verify", "--json")
    assert (said.status, said.json["breaks"][0]["n"]) == (1, 2)
    assert "#2" in counter("journal", "verify").out
    assert "不能据此重建" in counter("journal", "rebuild").err
    shown = counter("journal", "show", "--of", "0337", "--json").json["acts"]
    assert [act["kind"] for act in shown] == ["clerk.enrolled"]
    assert len(counter("journal", "show", "--last", "3").out.splitlines()) == 3


def test_the_journal_tells_both_people_of_an_act_of_two(counter: Counter) -> None:
    issue = ("slip", "issue", "--number", LI, "--shown", "household-book", *OFFICER, "--json")
    serial = counter(*issue).json["sheet"]["serial"]
    counter("slip", "out", serial, *OFFICER)
    counter("slip", "void", serial, "--reason", "样例", *OFFICER, "--second", "0102")
    shown = counter("journal", "show", "--of", serial).out.splitlines()
    assert [line.split()[2] for line in shown] == ["0337", "0337", "0337", "0337+0102"]


def test_the_seal_ledger(counter: Counter) -> None:
    assert "没有用印" in counter("seal", "ledger", *OFFICER).out
    counter("slip", "issue", "--number", GULI, "--shown", "id-card", *OFFICER)
    said = counter("seal", "ledger", *OFFICER, "--json").json
    assert said["day"] == "2026-11-22"
    (use,) = said["uses"]
    assert (use["number"], use["mode"], use["clerk"], use["state"]) == (1, "specimen", "0337", "sent")
    assert counter("seal", "ledger", *OFFICER, "--day", "2026-11-21", "--json").json["uses"] == []


def test_clerks_are_listed_and_enrolled(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    enrol = ("clerk", "enroll", "0999", "--name", "赵𬭎", "--role", "officer", "--new-pin", "4711")
    assert counter(*enrol, *OFFICER).status == 1
    assert counter(*enrol, "--clerk", "0102", "--json").json == {
        "number": "0999",
        "name": "赵𬭎",
        "role": "officer",
    }
    assert "赵𬭎" in counter("clerk", "list").out
    assert "没有给出口令" in counter("find", "x", "--clerk", "0999").err
    monkeypatch.setenv("COUNTER_PIN", "4711")
    assert counter("find", "李", "--clerk", "0999").status == 0


def test_five_wrong_pins_are_stopped(counter: Counter) -> None:
    for _ in range(5):
        assert "警号或口令不对" in counter("find", "x", *OFFICER, "--pin", "1").err
    assert "五次" in counter("find", "x", *OFFICER).err


def test_the_public_key_is_public_and_the_private_one_is_not(
    counter: Counter, places: Places, tmp_path: Path
) -> None:
    words = counter("keys", "public").out
    assert "BEGIN PUBLIC KEY" in words
    assert counter("keys", "public", "-o", str(tmp_path / "k.pem")).status == 0
    assert (tmp_path / "k.pem").read_text() == words
    assert places.code_key.read_bytes().hex() not in words
    assert counter("keys", "public", "-o", str(tmp_path / "no" / "k.pem")).status == 1


def test_a_training_station_acts_as_its_first_clerk_and_a_working_one_as_nobody(
    counter: Counter, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert counter("find", "0138").status == 0
    assert counter("seal", "ledger").status == 0
    said = counter("slip", "issue", "--number", LI, "--shown", "household-book", "--json")
    assert said.json["clerk"] == "0337"
    monkeypatch.setenv("COUNTER_CLERK", "0102")
    said = counter("slip", "issue", "--number", GULI, "--shown", "household-book", "--json")
    assert said.json["clerk"] == "0102"
    monkeypatch.delenv("COUNTER_CLERK")
    settings = places.station.read_text(encoding="utf-8")
    settings = settings.replace("training = true", "training = false").replace('"specimen"', '"wet"')
    places.station.write_text(settings, encoding="utf-8")
    said = counter("find", "0138", "--json")
    assert (said.status, said.json["error"]) == (1, "clerk-missing")


def test_the_doctor(counter: Counter, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    said = counter("doctor", "--json")
    assert said.status == 0
    assert {finding["fine"] for finding in said.json["findings"] if finding["stops"]} == {True}
    readers = {
        f["what"]["en"]: (f["fine"], f["said"]["zh"])
        for f in said.json["findings"]
        if "reader" in f["what"]["en"]
    }
    assert readers["Finger reader"] == (True, "模拟指纹仪，仅供训练：不采集真实指纹")
    assert readers["Card reader"] == (True, "模拟读卡器，仅供训练：不读真实证件")
    monkeypatch.setenv("COUNTER_LANG", "en")
    assert "Store" in counter("doctor").out or "store" in counter("doctor").out
    places.store_key.chmod(0o644)
    said = counter("doctor")
    assert said.status == 1
    assert "others can read it" in said.out
    monkeypatch.setenv("COUNTER_HOME", str(places.home / "station.toml" / "not" / "there"))
    said = counter("doctor")
    assert said.status == 1
    assert "COUNTER_HOME" in said.out


def test_a_damaged_store_is_told(counter: Counter, places: Places) -> None:
    places.store.write_bytes(b"no store" * 1000)
    said = counter("journal", "verify", "--json")
    assert (said.status, said.json["error"]) == (1, "store-wont-open")


def test_the_doctor_sees_a_damaged_page_and_still_tells_everything_else(
    counter: Counter, places: Places
) -> None:
    counter("journal", "verify")  # whoever closes last writes everything into the one file
    with places.store.open("r+b") as file:
        file.seek(places.store.stat().st_size - 2000)
        file.write(b"\x5a" * 64)
    said = counter("doctor")
    assert said.status == 1
    assert "1 页已损坏" in said.out
    assert "终端" in said.out


def test_help_is_there_for_every_command(counter: Counter) -> None:
    for group in (
        [],
        ["slip"],
        ["holders"],
        ["journal"],
        ["seal"],
        ["clerk"],
        ["keys"],
        ["find"],
        ["doctor"],
        ["slip", "issue"],
    ):
        said = counter(*group, "--help")
        assert said.status == 0
        assert "Usage" in said.out


def test_a_fault_of_the_program_is_a_sentence_and_a_line_in_the_log(
    counter: Counter, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError(LI)

    monkeypatch.setattr("counter.values.citizen_number.CitizenNumber.parse", broken)
    failed = counter("slip", "issue", "--number", LI, "--shown", "id-card", *OFFICER)
    log = places.log.read_text(encoding="utf-8")
    assert (failed.status, failed.out) == (1, "")
    assert "程序出了错，已记入技术日志。" in failed.err
    assert "ZeroDivisionError" in log
    assert LI not in failed.err + log


def test_bytes_that_are_no_characters_and_pages_pasted_by_mistake_are_short_sentences(
    counter: Counter, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text(f"number\n{LI}\n", encoding="utf-8")
    together = ("case", "household", str(people), "--service", "residence-permit", *OFFICER, "--address")
    refused = counter(*together, "样例路\udc80 1 号")
    assert (refused.status, "U+DC80" in refused.err) == (1, True), refused.err
    usage = counter("case", "list", "长" * 10_000, *OFFICER)
    assert (usage.status, len(usage.err) < 2000) == (2, True)
    missing = counter("holders", "import", "长" * 10_000, *OFFICER)
    assert (missing.status, len(missing.err) < 2000) == (1, True), missing.err[:200]

from __future__ import annotations

from handy import LI

from counter.places import Places

from .conftest import Counter

OFFICER = ("--clerk", "0337")


def test_copies_are_signed_and_checked(counter: Counter, places: Places) -> None:
    said = counter("slip", "issue", "--number", LI, "--shown", "household-book", *OFFICER, "--json")
    serial = said.json["sheet"]["serial"]
    assert counter("archive", "check").out == "0 份。全部完好。\n"
    assert counter("archive", "sign", *OFFICER, "--json").json == {"signed": [serial], "changed": []}
    assert counter("archive", "sign", *OFFICER).out == "签名 0 份。\n"
    (file,) = places.archive.rglob("*.pdf")
    told = counter("verify", str(file))
    assert told.status == 0
    assert "一个字节也没有改动" in told.out
    file.write_bytes(file.read_bytes().replace(b"/Lang (zh-CN)", b"/Lang (zh-TW)", 1))
    refused = counter("verify", str(file))
    assert refused.status == 1
    assert "签名之后被改动" in refused.out
    assert (counter("archive", "check").status, counter("archive", "check", "--json").json["altered"]) == (
        1,
        [serial],
    )
    file.unlink()
    assert f"缺：{serial}" in counter("archive", "check").out


def test_the_day_close_archives_what_came_out(counter: Counter, places: Places) -> None:
    said = counter("slip", "issue", "--number", LI, "--shown", "household-book", *OFFICER, "--json")
    counter("slip", "out", said.json["sheet"]["serial"], *OFFICER)
    assert counter("day", "close", "--cash", "0", "--spoiled", "0", *OFFICER).status == 0
    assert len([*places.archive.rglob("*.pdf")]) == 1
    assert counter("archive", "check").status == 0

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from handy import NOON, HandClock, number_for
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from counter.errors import CounterError
from counter.store import cases
from counter.store.apply import APPLY, Kind, UnknownAct, derived
from counter.store.engine import DiskRefused, Engine, StoreBusy, StoreWontOpen, new_key
from counter.store.store import JournalBroken, Store
from store.acting import (
    applied,
    enrolled,
    keyed,
    moved,
    opened,
    permitted,
    queued,
    reserved,
    sealed,
    serial,
    sheet_moved,
    visited,
    with_holders,
)

NAME = "古丽巴哈尔·艾山江"


def test_the_file_is_encrypted_and_holds_no_plain_word(store: Store, tmp_path: Path) -> None:
    with_holders(store, (1, number_for(), NAME))
    files = [path.read_bytes() for path in tmp_path.glob("counter.db*")]
    assert len(files) >= 2, "there is a write-ahead log beside the file"
    for content in files:
        assert NAME.encode() not in content
        assert b"SQLite format 3" not in content
        assert b"CREATE TABLE" not in content
        assert number_for().encode() not in content


def test_a_wrong_key_gets_a_sentence_and_the_file_stays_as_it_was(
    store: Store, tmp_path: Path, clock: HandClock
) -> None:
    enrolled(store, "1")
    store.close()
    before = (tmp_path / "counter.db").read_bytes()
    with pytest.raises(StoreWontOpen):
        Store.open(tmp_path / "counter.db", new_key(), terminal="T", clock=clock)
    assert (tmp_path / "counter.db").read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all" * 300, b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_no_store_gets_a_sentence(tmp_path: Path, clock: HandClock, content: bytes) -> None:
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(StoreWontOpen):
        Store.open(tmp_path / "x.db", new_key(), terminal="T", clock=clock)
    assert (tmp_path / "x.db").read_bytes() == content


def test_a_damaged_page_gets_a_sentence(store: Store, tmp_path: Path, clock: HandClock, key: bytes) -> None:
    with_holders(store, *((i, number_for(order=i), NAME) for i in range(1, 200)))
    store.close()
    content = bytearray((tmp_path / "counter.db").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "counter.db").write_bytes(content)
    with pytest.raises(StoreWontOpen):
        Store.open(tmp_path / "counter.db", key, terminal="T", clock=clock).rebuild()


def test_every_connection_is_set_for_safety(store: Store) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2}
    with store.reading() as one, store.reading() as two:
        for db in (one, two):
            assert {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_readers_and_writers_of_many_threads_share_the_store(store: Store) -> None:
    problems: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for i in range(10):
                enrolled(store, f"{name}{i}")
                with store.reading() as db:
                    assert cases.clerk(db, f"{name}{i}")
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    with store.reading() as db:
        assert len(cases.clerks(db)) == 40
    assert store.verify() == ()


def test_a_store_held_by_somebody_else_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch, key: bytes, tmp_path: Path
) -> None:
    store.close()  # the next connection waits as long as this
    monkeypatch.setattr("counter.store.engine._BUSY_SECONDS", 0.05)
    other = Engine(tmp_path / "counter.db", key)
    with other.writing(), pytest.raises(StoreBusy), store.acting("1"):
        pass  # pragma: no cover
    other.close()
    enrolled(store, "1")


# Typed words ------------------------------------------------------------------------------------------------------


def typed(store: Store, case: str) -> dict[str, str]:
    with store.reading() as db:
        return cases.scratch(db, case)


def test_what_is_typed_lasts_until_the_step_is_taken(store: Store) -> None:
    opened(store, "aa")
    store.keep_typed("aa", "number", "1101")
    store.keep_typed("aa", "number", "11010")
    store.keep_typed("aa", "'; DROP TABLE scratch; --", "\x1b[31m\0")
    assert typed(store, "aa") == {"number": "11010", "'; DROP TABLE scratch; --": "\x1b[31m\0"}
    moved(store, "aa")
    assert typed(store, "aa") == {}


def test_a_finished_or_unknown_journey_keeps_nothing_typed(store: Store) -> None:
    opened(store, "aa")
    moved(store, "aa", "issued", open_=False)
    store.keep_typed("aa", "number", "1101")
    store.keep_typed("nobody", "number", "1101")
    assert typed(store, "aa") == typed(store, "nobody") == {}


# Rebuild ----------------------------------------------------------------------------------------------------------


def _acts() -> st.SearchStrategy[list[tuple[str, int, int]]]:
    kinds = (
        "enrol",
        "holder",
        "change",
        "open",
        "move",
        "park",
        "take",
        "reserve",
        "send",
        "out",
        "spoil",
        "void",
        "type",
    )
    return st.lists(st.tuples(st.sampled_from(kinds), st.integers(1, 4), st.integers(0, 3)), max_size=25)


def _do(store: Store, known: dict[str, Any], kind: str, one: int, other: int) -> None:
    case, name = f"c{one}", ("李𠅤", "曾单", "古丽·艾", "[red]张")[other]
    if kind == "enrol":
        enrolled(store, str(one), name, active=bool(other))
    elif kind in {"holder", "change"}:
        with_holders(store, (one, number_for(order=one), name), changed=one in known["holders"])
        known["holders"].add(one)
    elif kind == "open" and case not in known["cases"]:
        opened(store, case, str(other))
        known["cases"].add(case)
    elif kind == "reserve" and case in known["cases"]:
        known["sheets"].append(reserved(store, case, len(known["sheets"]) + 1, seal=bool(other)))
    elif kind in {"move", "park", "take", "type"} and case in known["cases"]:
        if kind == "move":
            moved(store, case, "shown", open_=bool(other), holder=other or None)
        elif kind == "type":
            store.keep_typed(case, "number", name)
        else:
            with store.acting(str(other)) as act:
                act.record(Kind.CASE_PARKED if kind == "park" else Kind.CASE_TAKEN_UP, case, {})
    elif known["sheets"] and kind in {"out", "spoil", "void", "send"}:
        name = known["sheets"][one % len(known["sheets"])]
        if kind == "send":
            with store.acting("1") as act:
                act.record(Kind.SHEET_SENT, name, {"job": "1", "sha256": "00"})
        else:
            sheet_moved(store, name, kind, second=str(other) if other else "")


@hypothesis_settings(max_examples=30)
@given(_acts())
def test_the_tables_are_what_the_journal_says(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, int]]
) -> None:
    store = Store.open(tmp_path_factory.mktemp("r") / "a.db", new_key(), terminal="T", clock=HandClock())
    known: dict[str, Any] = {"holders": set(), "cases": set(), "sheets": []}
    for act in acts:
        _do(store, known, *act)
    before = {case: typed(store, case) for case in known["cases"]}
    done = store.rebuild()
    assert done.differing == ()
    assert done.acts == len(store.acts(last=1000))
    assert {case: typed(store, case) for case in known["cases"]} == before
    assert store.verify() == ()
    store.close()


def test_a_rebuild_keeps_what_is_being_typed(store: Store) -> None:
    opened(store, "aa")
    moved(store, "aa")
    store.keep_typed("aa", "number", "1101")
    store.rebuild()
    assert typed(store, "aa") == {"number": "1101"}


def _full(store: Store) -> None:
    enrolled(store, "1")
    with_holders(store, (1, number_for(), "李𠅤"), (2, number_for(order=3), "曾单"))
    opened(store, "aa")
    reserved(store, "aa", 1)
    applied(store, "aa")
    visited(store, "aa")
    keyed(store)
    sealed(store)
    queued(store)
    permitted(store)
    with store.acting("1") as act:
        act.record(Kind.CLERK_SIGNED_IN, "1", {})


TAMPERED = {
    "clerk": "UPDATE clerk SET role = 'supervisor'",
    "holder": "UPDATE holder SET state = 'revoked' WHERE id = 1",
    "case": "UPDATE \"case\" SET clerk = '9'",
    "sheet": "DELETE FROM sheet",
    "seal_use": "DELETE FROM seal_use",
    "holder_initials": "DELETE FROM holder_initials WHERE holder = 1",
    "holder_parts": "DELETE FROM holder_parts WHERE rowid = 1",
    "person": "UPDATE person SET name = '另一人'",
    "person_word": "DELETE FROM person_word",
    "person_change": "DELETE FROM person_change",
    "application": "UPDATE application SET due = '2099-01-01'",
    "received_paper": "UPDATE received_paper SET settled = ''",
    "fee": "UPDATE fee SET fen = 0",
    "finger_result": "UPDATE finger_result SET result = 'registered'",
    "promise": "DELETE FROM promise",
    "day_close": "UPDATE day_close SET second = ''",
    "day_count": "UPDATE day_count SET count = 9",
    "open_day": "DELETE FROM open_day",
    "waiver": "UPDATE waiver SET second = ''",
    "shift": "UPDATE shift SET next = '9'",
    "visit": "UPDATE visit SET result = 'confirmed'",
    "visit_opinion": "DELETE FROM visit_opinion",
    "certificate": "UPDATE certificate SET agreed = ''",
    "loss": "UPDATE loss SET reported_at = '2020'",
    "face_review": "UPDATE face_review SET second = ''",
    "household": "UPDATE household SET landlord = '另一人'",
    "household_line": "DELETE FROM household_line",
    "upload": "DELETE FROM upload",
    "upload_batch": "UPDATE upload_batch SET confirmed_at = 'x'",
    "issued_seal": "UPDATE issued_seal SET until = 99",
    "queue_number": "UPDATE queue_number SET sheet = 'L9'",
    "seal_session": "UPDATE seal_session SET until = '2099'",
    "station_key": "UPDATE station_key SET state = 'in-use'",
    "key_paper": "DELETE FROM key_paper",
    "archived": "UPDATE archived SET sha256 = 'x'",
    "permit": "UPDATE permit SET state = 'revoked'",
    "permit_deed": "UPDATE permit_deed SET sheet = ''",
}


def test_every_derived_table_is_in_the_list_below() -> None:
    assert set(TAMPERED) == {*derived(), "holder_parts"}


@pytest.mark.parametrize("table", TAMPERED)
def test_a_tampered_table_is_named_and_made_whole(store: Store, table: str) -> None:
    _full(store)
    with store.engine.writing() as db:
        db.execute(TAMPERED[table])
    assert store.rebuild().differing == (table,)
    assert store.rebuild().differing == ()


def test_nothing_is_rebuilt_from_a_broken_journal(store: Store) -> None:
    _full(store)
    with store.engine.writing() as db:
        db.execute("DROP TRIGGER journal_never_changes")
        db.execute("UPDATE journal SET body = 'not json' WHERE n = 2")
        db.execute("UPDATE clerk SET name = 'kept'")
    with pytest.raises(JournalBroken, match="第 2 条"):
        store.rebuild()
    with store.reading() as db:
        assert cases.clerks(db)[0].name == "kept"


def test_an_act_of_a_newer_version_stops_the_rebuild(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    _full(store)
    with store.acting("1") as act:
        monkeypatch.setattr("counter.store.store.apply", lambda db, entry: None)
        act.record("fee.doubled", "x", {})  # type: ignore[arg-type]
    monkeypatch.undo()
    with pytest.raises(UnknownAct, match=r"fee\.doubled"):
        store.rebuild()
    with store.reading() as db:
        assert cases.clerks(db)


def test_every_kind_of_act_can_be_applied() -> None:
    assert set(APPLY) == set(Kind)


# The disk ---------------------------------------------------------------------------------------------------------


def _in_a_child(work: Callable[[], None]) -> str:
    """What a forked child says, that may lose its rights without hurting this process."""
    outlet, inlet = os.pipe()
    if (child := os.fork()) == 0:
        try:
            work()
            words = "done"
        except CounterError as problem:
            words = f"{type(problem).__name__}: {problem.said('en')}"
        except BaseException as problem:
            words = f"traceback: {problem!r}"
        os.write(inlet, words.encode())
        os._exit(0)
    os.close(inlet)
    with os.fdopen(outlet, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return said


def test_a_full_disk_is_said_and_nothing_half_done_stays(store: Store, tmp_path: Path, key: bytes) -> None:
    enrolled(store, "1")
    store.close()

    def work() -> None:
        full = Store.open(tmp_path / "counter.db", key, terminal="110108990000-01", clock=HandClock())
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
        for i in range(50):
            with_holders(
                full,
                *((i * 100 + k, number_for(order=i, county=str(110000 + k)), NAME) for k in range(1, 100)),
            )

    said = _in_a_child(work)
    assert said.startswith("DiskRefused"), said
    assert "everything before it is kept" in said
    again = Store.open(tmp_path / "counter.db", key, terminal="110108990000-01", clock=HandClock())
    assert again.verify() == ()
    assert again.rebuild().differing == ()
    enrolled(again, "2")
    again.close()


def test_a_read_only_folder_is_said(store: Store, tmp_path: Path, key: bytes) -> None:
    enrolled(store, "1")
    store.close()
    for path in (tmp_path, *tmp_path.glob("counter.db*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    above = {folder: folder.stat().st_mode for folder in list(tmp_path.parents)[:3]}
    for folder, mode in above.items():
        folder.chmod(mode | 0o011)

    def work() -> None:
        if os.getuid() == 0:
            os.setuid(65534)
        with Store.open(tmp_path / "counter.db", key, terminal="T", clock=HandClock()).acting("1"):
            pass

    said = _in_a_child(work)
    for folder, mode in (above | {tmp_path: 0o700}).items():
        folder.chmod(mode)
    assert said.startswith("DiskRefused"), said


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, clock: HandClock) -> None:
    with pytest.raises(DiskRefused):
        Store.open(tmp_path / "no" / "where.db", new_key(), terminal="T", clock=clock)


# Two programs at once ----------------------------------------------------------------------------------------------

WRITER = """
import sys
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from handy import HandClock
from store.acting import opened, reserved
from counter.store import cases
from counter.store.apply import Kind
from counter.store.store import Store
store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), terminal="110108990000-01", clock=HandClock())
print("ready", flush=True)
sys.stdin.readline()
for _ in range(25):
    with store.acting(sys.argv[4]) as act:
        number = cases.next_number(act.db, date(2026, 11, 22))
        body = {"case": sys.argv[4], "holder": "x", "form": "confirmation-slip", "day": "2026-11-22", "number": number,
                "fields": [], "code": "", "specimen": True, "sha256": "", "replaces": "", "reason": "", "second": "",
                "seal": None}
        act.record(Kind.SHEET_RESERVED, f"L110108990-01-20261122-{number:04d}", body)
"""


def test_two_programs_number_their_sheets_without_gap_or_double(
    store: Store, tmp_path: Path, key: bytes
) -> None:
    here = str(Path(__file__).parent.parent)
    words = [sys.executable, "-c", WRITER, str(tmp_path / "counter.db"), key.hex(), here]
    programs = [
        subprocess.Popen([*words, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in "ab"
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        program.communicate("go\n", timeout=60)
        assert program.returncode == 0
    with store.reading() as db:
        sheets = cases.sheets_of_day(db, NOON.date(), 1000)
    assert sorted(sheet.serial for sheet in sheets) == [serial(n) for n in range(1, 51)]
    assert {sheet.case_id for sheet in sheets} == {"a", "b"}
    assert store.verify() == ()
    assert store.rebuild().differing == ()


def test_a_sheet_reads_back_as_it_was_reserved(store: Store) -> None:
    opened(store, "aa")
    first = reserved(store, "aa", 1)
    second = reserved(store, "aa", 2, seal=False, replaces=first)
    with store.reading() as db:
        one, two = cases.sheet(db, first), cases.sheet(db, second)
        uses = cases.seal_uses(db, "2026-11-22")
    assert one is not None
    assert two is not None
    assert (one.fields, one.code, one.specimen, one.replaced_by) == (
        (("name", "李𠅤"),),
        "CODE",
        True,
        second,
    )
    assert one.seal is not None
    assert json.loads(json.dumps(one.seal))["mode"] == "specimen"
    assert (two.seal, two.replaces) == (None, first)
    assert [use.serial for use in uses] == [first], "no seal, no line; no line, no seal"


def failing(store: Store, number: str) -> None:
    """An act that is refused when half of it is written."""
    with store.acting("station") as act:
        act.record(Kind.CLERK_ENROLLED, number, {"name": "样", "role": "officer", "pin": "0", "active": True})
        raise ZeroDivisionError


def enrolled_and_failing(store: Store) -> None:
    with store.together():
        enrolled(store, "2")
        failing(store, "3")


def test_acts_together_are_all_or_nothing_and_a_part_that_fails_alone_is_undone_alone(store: Store) -> None:
    enrolled(store, "1")
    with pytest.raises(ZeroDivisionError):
        enrolled_and_failing(store)
    assert [act.subject for act in store.acts()] == ["1"]
    with store.together():
        enrolled(store, "4")
        with pytest.raises(ZeroDivisionError):
            failing(store, "5")
        with store.together():
            enrolled(store, "6")
        with store.reading() as db:
            assert [one.number for one in cases.clerks(db)] == ["1", "4", "6"], "it reads what it has written"
        seen = []
        other = threading.Thread(target=lambda: seen.extend(act.subject for act in store.acts()))
        other.start()
        other.join()
        assert seen == ["1"], "nobody else reads what is not on disk"
    assert [act.subject for act in store.acts()] == ["1", "4", "6"]
    assert store.verify() == ()
    assert store.rebuild().differing == ()

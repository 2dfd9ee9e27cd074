from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from handy import LI, NOON, FickleSlot, HandClock, issued, officer

from counter import build
from counter.app.counter_app import CounterApp
from counter.build import RulesWrong, open_desk
from counter.desk.views import Role
from counter.devices.finger_reader import RecordingReader
from counter.devices.folder import FolderPrinter
from counter.devices.training_reader import TrainingReader
from counter.locale import Text
from counter.places import Places, data_dir, default_home
from counter.places import places as find_places
from counter.rules.problems import UnknownWord
from counter.settings import SettingsWrong
from counter.station.home import AnotherStation, HomeUnusable, NoSuchStation, StationGone
from counter.station.keys import KeyUnsafe
from counter.trust.keys import KeyProblem
from counter.values.agency_code import NotAnAgencyCode


def everything(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def test_a_new_machine_becomes_a_training_station(tmp_path: Path) -> None:
    desk = open_desk(Places(tmp_path / "deep" / "home", data_dir()), HandClock())
    session = officer(desk)
    assert desk.station.training
    assert {clerk.role for clerk in desk.people.clerks()} == set(Role)
    assert desk.people.sign_in("0337", "0000")
    assert len(desk.find.holders(session, "1", 200).rows) >= 1
    with desk.bench.store.reading() as db:
        assert db.execute("SELECT count(*) FROM holder").fetchone() == (120,)
    assert isinstance(desk.bench.printer, FolderPrinter)
    assert desk.slip.enter_number(session, desk.slip.begin(session).id, LI).holder is not None
    desk.close()


def test_a_second_opening_changes_nothing(places: Places) -> None:
    open_desk(places, HandClock()).close()
    before = everything(places.home)
    open_desk(places, HandClock()).close()
    assert everything(places.home) == before


def test_keys_are_for_their_owner_only(places: Places) -> None:
    for key in (places.store_key, places.code_key):
        assert key.stat().st_mode & 0o777 == 0o600
    assert places.store_key.parent.stat().st_mode & 0o077 == 0
    assert places.station.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("which", ["store_key", "code_key"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_that_others_can_read_is_refused(places: Places, which: str, mode: int) -> None:
    getattr(places, which).chmod(mode)
    with pytest.raises((KeyUnsafe, KeyProblem)):
        open_desk(places, HandClock())


@pytest.mark.parametrize("which", ["store_key", "code_key"])
@pytest.mark.parametrize("content", [b"", b"zz" * 32, b"00" * 31, b"\xff" * 31])
def test_a_key_file_with_something_else_is_refused(places: Places, which: str, content: bytes) -> None:
    getattr(places, which).write_bytes(content)
    with pytest.raises((KeyUnsafe, KeyProblem)):
        open_desk(places, HandClock())


@pytest.mark.parametrize("which", ["store_key", "code_key"])
def test_a_lost_key_is_told_and_not_replaced(places: Places, which: str) -> None:
    """A new key would open nothing and hide that the old one is gone."""
    getattr(places, which).unlink()
    with pytest.raises(KeyUnsafe, match="不见了"):
        open_desk(places, HandClock())
    assert not getattr(places, which).exists()


CLERKS = 7
"""Five roles at the window and two community officers."""

STOPS = ["load_settings", "_rules", "store_key", "code_key", "load_codes", "enrol", "invent_holders"]


@pytest.mark.parametrize("stop", STOPS)
def test_an_interrupted_first_start_is_completed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_: Any) -> None:
        raise PowerCut

    places = Places(tmp_path / "home", data_dir())
    monkeypatch.setattr(build, stop, cut)
    with pytest.raises(PowerCut):
        open_desk(places, HandClock())
    monkeypatch.undo()
    desk = open_desk(places, HandClock())
    assert len(desk.people.clerks()) == CLERKS
    assert len(desk.find.holders(officer(desk), "李𠅤").rows) == 1
    assert desk.bench.store.verify() == ()
    assert not [
        path for path in places.home.rglob("*") if path.name.endswith(".part") or path.name.startswith(".")
    ]
    desk.close()


def test_an_interruption_while_the_first_people_are_enrolled_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of them would stay the only ones for ever."""
    places = Places(tmp_path / "home", data_dir())
    record, done = "counter.store.store.Acting.record", []

    from counter.store.store import Acting

    real = Acting.record

    def third(act: Acting, *words: Any) -> Any:
        done.append(words)
        if len(done) == 3:
            raise KeyboardInterrupt
        return real(act, *words)

    monkeypatch.setattr(record, third)
    with pytest.raises(KeyboardInterrupt):
        open_desk(places, HandClock())
    monkeypatch.undo()
    desk = open_desk(places, HandClock())
    assert len(desk.people.clerks()) == CLERKS
    desk.close()


def test_a_key_made_by_another_program_at_the_same_moment_is_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store of the first one would never open again under the key of the second."""
    places = Places(tmp_path / "home", data_dir())

    def meanwhile() -> bytes:
        places.store_key.write_text("11" * 32, encoding="ascii")
        places.store_key.chmod(0o600)
        return bytes(32)

    monkeypatch.setattr("counter.station.keys.new_key", meanwhile)
    desk = open_desk(places, HandClock())
    assert desk.bench.store.engine.key == bytes.fromhex("11" * 32)
    assert places.store_key.read_text("ascii") == "11" * 32
    desk.close()


def test_two_programs_on_a_new_machine_make_one_station(tmp_path: Path) -> None:
    words = (
        "from pathlib import Path; import sys; from counter.build import open_desk; from counter.places import *;"
        "desk = open_desk(Places(Path(sys.argv[1]), data_dir())); print(len(desk.people.clerks())); desk.close()"
    )
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", words, str(tmp_path / "home")], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert [program.communicate(timeout=60)[0] for program in programs] == [f"{CLERKS}\n"] * 3
    desk = open_desk(Places(tmp_path / "home", data_dir()))
    with desk.bench.store.reading() as db:
        assert db.execute("SELECT count(*) FROM holder").fetchone() == (120,)
    assert desk.bench.store.verify() == ()
    desk.close()


def test_a_station_that_works_again_signs_with_the_same_key(places: Places, printer: FickleSlot) -> None:
    one = open_desk(places, HandClock(), printer)
    sheet = issued(one, officer(one)).sheet
    one.close()
    two = open_desk(places, HandClock(), printer)
    assert two.bench.key.now().public == one.bench.key.now().public
    assert sheet is not None
    assert two.find.sheet(officer(two), sheet.serial) == sheet
    assert two.find.today(officer(two)).issued == 1
    two.close()


@pytest.mark.parametrize(
    ("was", "now", "problem"),
    [
        ('code = "110108990000"', 'code = "1101"', NotAnAgencyCode),
        ('jurisdiction = "beijing"', 'jurisdiction = "beijng"', UnknownWord),
        ("terminal = 1", "terminal = 1000", SettingsWrong),
    ],
)
def test_settings_that_cannot_be_get_a_sentence_before_anything_is_made(
    tmp_path: Path, was: str, now: str, problem: type[Exception]
) -> None:
    places = Places(tmp_path / "home", data_dir())
    places.home.mkdir()
    text = (data_dir() / "training" / "station.toml").read_text(encoding="utf-8")
    assert was in text
    places.station.write_text(text.replace(was, now), encoding="utf-8")
    with pytest.raises(problem):
        open_desk(places, HandClock())
    assert not places.store.exists()


def test_only_a_training_station_has_a_reader_that_pretends(tmp_path: Path) -> None:
    places = Places(tmp_path / "home", data_dir())
    desk = open_desk(places, HandClock())
    assert isinstance(desk.bench.reader, TrainingReader)
    assert desk.cards.reader() == Text("模拟读卡器", "simulated card reader")
    desk.close()
    text = places.station.read_text(encoding="utf-8")
    text = text.replace("training = true", "training = false").replace('"specimen"', '"wet"')
    places.station.write_text(text, encoding="utf-8")
    desk = open_desk(places, HandClock())
    assert desk.bench.reader is None
    assert desk.cards.reader() is None
    desk.close()
    real = RecordingReader()
    desk = open_desk(places, HandClock(), reader=real)
    assert desk.bench.reader is real
    desk.close()


def test_a_reader_of_cards_costs_nothing_until_a_card_is_read(places: Places) -> None:
    places.station.write_text(
        places.station.read_text(encoding="utf-8") + '\n[card-reader]\ndevice = "/dev/null"\n',
        encoding="utf-8",
    )
    code = (
        "import sys, pathlib; from counter.build import open_desk; from counter.places import Places, data_dir;"
        "desk = open_desk(Places(pathlib.Path(sys.argv[1]), data_dir()));"
        "drivers = {f'counter.devices.{m}' for m in ('card_record', 'card_reader', 'sam_reader', 'training_card_reader')};"
        "before = drivers & set(sys.modules); ready = desk.bench.card_reader.check().ready; desk.close();"
        "print(sorted(before), ready, 'counter.devices.sam_reader' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, places.home], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["[]", "False", "True"]


def test_rules_with_a_fault_keep_the_counter_closed(places: Places, tmp_path: Path) -> None:
    (tmp_path / "data" / "jurisdictions").mkdir(parents=True)
    (tmp_path / "data" / "jurisdictions" / "x.toml").write_text(
        "[jurisdiction]\ncode = 5\n", encoding="utf-8"
    )
    with pytest.raises(RulesWrong):
        open_desk(Places(places.home, tmp_path / "data"), HandClock())


def test_a_home_that_cannot_be_made_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(HomeUnusable, match="COUNTER_HOME"):
        open_desk(Places(tmp_path / "file" / "home", data_dir()), HandClock())


def test_the_home_is_where_the_user_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "here"))
    assert default_home() == tmp_path / "here"
    monkeypatch.delenv("COUNTER_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_home() == tmp_path / "counter"
    assert NOON.tzinfo is not None


@pytest.mark.parametrize("which", ["store", "station"])
@pytest.mark.parametrize("emptied", [False, True])
def test_a_lost_store_or_settings_file_is_told_and_not_made_anew(
    places: Places, which: str, emptied: bool
) -> None:
    open_desk(places).close()
    lost: Path = getattr(places, which)
    for beside in places.home.glob(f"{lost.name}-*"):
        beside.unlink()
    lost.unlink()
    if emptied:
        lost.touch()
    with pytest.raises(StationGone) as caught:
        open_desk(places)
    assert lost.name in caught.value.said()
    assert not lost.exists() or lost.stat().st_size == 0


def chosen(tmp_path: Path, name: str, home: str = "home") -> Places:
    return Places(tmp_path / home, data_dir(), name)


@pytest.mark.parametrize("name", sorted(Places(Path(), data_dir()).stations()))
def test_each_training_station_opens_with_the_rules_and_the_people_of_its_city(
    tmp_path: Path, name: str
) -> None:
    desk = open_desk(chosen(tmp_path, name), HandClock())
    assert desk.station.jurisdiction == name
    assert desk.station.training
    assert desk.people.sign_in("0337", "0000").clerk.role is Role.OFFICER
    assert desk.intake.begin(officer(desk)).id
    with desk.bench.store.reading() as db:
        homes = [row[0] for row in db.execute("SELECT residence_address FROM holder")]
    assert len(homes) == 120
    assert all(home.startswith(("江苏省无锡市", "天津市")) for home in homes)
    desk.close()
    again = open_desk(Places(tmp_path / "home", data_dir()), HandClock())
    assert again.station.jurisdiction == name, "a home stays what it is when nobody asks"
    again.close()


def test_a_home_belongs_to_one_station_and_another_choice_is_refused(tmp_path: Path) -> None:
    open_desk(chosen(tmp_path, "wuxi"), HandClock()).close()
    before = everything(tmp_path / "home")
    for other in ("tianjin", "beijing"):
        with pytest.raises(AnotherStation, match="锡林路派出所"):
            open_desk(chosen(tmp_path, other), HandClock())
    assert everything(tmp_path / "home") == before
    open_desk(chosen(tmp_path, "wuxi"), HandClock()).close()


@pytest.mark.parametrize("name", ["wuxxi", "../training", ".", "wuxi/..", "\x1b[31m"])
def test_a_station_that_there_is_not_makes_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoSuchStation, match="beijing、tianjin、wuxi"):
        open_desk(chosen(tmp_path, name), HandClock())
    assert not (tmp_path / "home").exists()


def test_a_chosen_station_has_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("COUNTER_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folders = {}
    for name in ("", "beijing", "wuxi", "../wuxi"):
        monkeypatch.setenv("COUNTER_STATION", name)
        folders[name] = find_places().home.name
    assert folders == {"": "counter", "beijing": "counter", "wuxi": "counter-wuxi", "../wuxi": "counter"}


def test_the_sign_over_the_counter_is_that_of_the_station_asked_for(tmp_path: Path) -> None:
    assert CounterApp(chosen(tmp_path, "tianjin")).sign.name == "海河湾派出所"
    assert CounterApp(chosen(tmp_path, "")).sign.name == "望山路派出所"

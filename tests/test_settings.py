from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from counter.desk.views import Role
from counter.places import data_dir
from counter.printing.paper import SealMode
from counter.settings import ROLES, SEAL_MODES, SettingsWrong, load_settings

TRAINING = (data_dir() / "training" / "station.toml").read_text(encoding="utf-8")


def problems(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "station.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsWrong) as caught:
        load_settings(path)
    for problem in caught.value.problems:
        assert problem.zh in caught.value.said("zh")
        assert problem.en in caught.value.said("en")
    assert "station.toml" in caught.value.said()
    return [problem.en for problem in caught.value.problems]


def test_the_training_station_is_a_specimen_station() -> None:
    settings = load_settings(data_dir() / "training" / "station.toml")
    assert settings.station.training
    assert settings.seal.mode == "specimen"
    assert set(settings.seal.number) == {"0"}
    assert {clerk.role for clerk in settings.clerk} == set(ROLES)


def test_the_closed_lists_are_those_of_the_rooms_above() -> None:
    assert set(ROLES) == set(Role)
    assert set(SEAL_MODES) <= set(SealMode)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (
            'name = "望',
            'nmae = "望',
            ["[station] nmae is not known; did you mean name?", "[station] name is missing"],
        ),
        ("terminal = 1", 'terminal = "1"', ["[station] terminal should be a whole number"]),
        ("terminal = 1", "terminal = true", ["[station] terminal should be a whole number"]),
        ('addresses = ["望山路"]', "addresses = []", ["[beat] addresses should be a list of words"]),
        ('addresses = ["望山路"]', "addresses = [1]", ["[beat] addresses should be a list of words"]),
        ("terminal = 1", "terminal = 0", ["[station] terminal should be from 1 to 99"]),
        ("terminal = 1", "terminal = 100", ["[station] terminal should be from 1 to 99"]),
        ("training = true", "training = 1", ["[station] training should be true or false"]),
        (
            "training = true",
            'training = true\nreceipt = "a4"',
            ["[station] receipt should be one of acceptance-receipt, stub-receipt"],
        ),
        (
            "training = true",
            'training = true\nprint_to_sign = "yes"',
            ["[station] print_to_sign should be true or false"],
        ),
        ("[seal]", "[saal]", ["saal is not known; did you mean seal?", "[seal] mode is missing"]),
        (
            'mode = "specimen"',
            'mode = "wet"',
            ["[seal] mode: a training station has specimen, a working station never"],
        ),
        (
            "training = true",
            "training = false",
            ["[seal] mode: a training station has specimen, a working station never"],
        ),
        ('mode = "specimen"', 'mode = "electronic"', ["[seal] mode should be one of specimen, wet, issued"]),
        ('role = "auditor"', 'role = "chief"', [f"[[clerk]] role should be one of {', '.join(ROLES)}"]),
        ('number = "0808"', 'number = "0337"', ["[[clerk]] number 0337 stands twice"]),
        ('number = "0808"', "number = 808", ["[clerk] number should be text"]),
        ("[station]", "[[station]]", ["station should be written as [station]"]),
        ("[seal]", "[card-reader]\n[seal]", ["[card-reader] device is missing"]),
        (
            "[seal]",
            '[card-reader]\ndevice = "COM3"\n[seal]',
            ["[card-reader] device should be a device file such as /dev/ttyUSB0"],
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, was: str, now: str, said: list[str]) -> None:
    assert was in TRAINING
    assert set(said) <= set(problems(tmp_path, TRAINING.replace(was, now, 1)))


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = (
        TRAINING.replace("phone", "fone", 1)
        .replace("terminal = 1", 'terminal = "1"')
        .replace('"auditor"', '"chief"')
    )
    found = problems(tmp_path, text.replace('purpose = "户口专用章"', "purpose = 1") + "\n[printer]\n")
    assert len(found) == 5


@pytest.mark.parametrize(
    "text",
    ["", "station = 3", 'clerk = "x"', "clerk = [1, 2]", "seal = []", "= broken", "[station]\nname = 'x"],
)
def test_other_shapes_get_a_sentence(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text)


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\0")
    for name in ("a.toml", "b.toml"):
        with pytest.raises(SettingsWrong, match=name):
            load_settings(tmp_path / name)


def test_a_working_station_with_a_wet_seal(tmp_path: Path) -> None:
    text = TRAINING.replace("training = true", "training = false").replace(
        'mode = "specimen"', 'mode = "wet"'
    )
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    settings = load_settings(tmp_path / "s.toml")
    assert not settings.station.training
    assert len(settings.clerk) == len(tomllib.loads(text)["clerk"])


def test_a_card_reader_is_there_where_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "station.toml"
    path.write_text(TRAINING + '\n[card-reader]\ndevice = "/dev/ttyUSB0"\n', encoding="utf-8")
    own = load_settings(path).card_reader
    assert own is not None
    assert own.device == "/dev/ttyUSB0"
    assert load_settings(data_dir() / "training" / "station.toml").card_reader is None


PRINTER = '\n[[printer]]\nrole = "slips"\nuri = "ipp://localhost/ipp"\n'


def test_a_printer_says_how_far_it_is_off_and_a_station_where_else_to_go(tmp_path: Path) -> None:
    path = tmp_path / "station.toml"
    site = '\n[[site]]\nname = "河西派出所"\naddress = "样例路 2 号"\nphone = "010-0000 0001"\n'
    path.write_text(TRAINING + PRINTER + "dx = -1.14\ndy = 2\nscale = 998.7\n" + site, encoding="utf-8")
    settings = load_settings(path)
    own = settings.printer_for("slips")
    assert own
    assert (own.dx, own.dy, own.scale) == (-1.14, 2, 998.7)
    assert settings.site[-1].name == "河西派出所"
    assert all(one.address and one.phone for one in settings.site)
    path.write_text(TRAINING + PRINTER, encoding="utf-8")
    own = load_settings(path).printer_for("slips")
    assert own
    assert (own.dx, own.dy, own.scale) == (0, 0, 1000)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("dx = 21", "[[printer]] dx and dy should be from -20 to 20 mm"),
        ("dy = nan", "[[printer]] dx and dy should be from -20 to 20 mm"),
        ("scale = 900", "[[printer]] scale should be from 950 to 1050 (‰)"),
        ("scale = true", "[printer] scale should be a number"),
        ('dx = "1"', "[printer] dx should be a number"),
    ],
)
def test_a_printer_that_is_out_of_order_is_named(tmp_path: Path, line: str, said: str) -> None:
    assert problems(tmp_path, TRAINING + PRINTER + line + "\n") == [said]


def test_a_printer_for_a_role(tmp_path: Path) -> None:
    path = tmp_path / "station.toml"
    entry = '\n[[printer]]\nrole = "slips"\nuri = "ipp://localhost:631/printers/slips"\n'
    path.write_text(TRAINING + entry, encoding="utf-8")
    own = load_settings(path).printer_for("slips")
    assert own is not None
    assert own.uri == "ipp://localhost:631/printers/slips"
    assert load_settings(path).printer_for("reports") is None
    assert problems(tmp_path, TRAINING + entry + entry) == ["[[printer]] role slips stands twice"]
    assert "slips" in problems(tmp_path, TRAINING + entry.replace('"slips"', '"slip"'))[0]

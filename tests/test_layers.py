"""The direction of imports: what the static graph shows, and what only a running interpreter shows."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {
    "textual",
    "rich",
    "sqlalchemy",
    "sqlmodel",
    "reportlab",
    "pydantic",
    "typer",
    "pypinyin",
    "cryptography",
    "fontTools",
}
SHOWN = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"


def loaded_after(words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{words}; {SHOWN}"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(json.loads(done.stdout))


def test_the_contracts_hold() -> None:
    lint = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    "room",
    [
        "counter.values.citizen_number, counter.values.person_name, counter.values.codes, counter.values.serial",
        "counter.rules, counter.rules.check",
        "counter.workflows.slip",
        "counter.desk.views",
        "counter.settings, counter.places, counter.clock, counter.errors, counter.locale",
    ],
)
def test_the_core_needs_no_library(room: str) -> None:
    assert not HEAVY & loaded_after(f"import {room}")


def test_reading_the_rules_needs_no_library_either() -> None:
    words = (
        "from counter.rules import load_rulebook; from counter.places import data_dir;"
        "load_rulebook(data_dir() / 'jurisdictions')"
    )
    assert not HEAVY & loaded_after(words)


def test_an_open_desk_has_not_waited_for_what_only_paper_or_an_import_needs(
    places: object, tmp_path: Path
) -> None:
    """The station is made already; opening it must not load fonts, pinyin, terminal or command line."""
    home = tmp_path / "home"
    words = (
        "from pathlib import Path; from counter.build import open_desk; from counter.places import Places, data_dir;"
        f"open_desk(Places(Path({str(home)!r}), data_dir())).close()"
    )
    assert not {"textual", "reportlab", "pypinyin", "typer", "rich", "sqlmodel", "sqlalchemy"} & loaded_after(
        words
    )


def test_the_command_line_does_not_load_the_screens() -> None:
    assert "textual" not in loaded_after("import counter.cli.main")


def test_no_city_stands_in_the_code() -> None:
    cities = ("北京", "无锡", "天津", "beijing", "wuxi", "tianjin")
    found = [
        f"{path.relative_to(ROOT)}: {city}"
        for path in (ROOT / "counter").rglob("*.py")
        for city in cities
        if city in path.read_text(encoding="utf-8").lower()
    ]
    assert found == []


def test_the_application_is_imported_without_any_room_behind_the_first_page() -> None:
    """tests/terminal/test_start.py asks the running program; this asks each time before something is handed over."""
    words = "import counter.app.counter_app, sys; print(*sorted(name for name in sys.modules if name.startswith('counter.')))"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True, cwd=ROOT)
    rooms = {name.split(".")[1] for name in done.stdout.split()}
    assert "screens" in rooms
    assert not rooms & {"build", "station", "desk", "store", "printing", "devices", "trust", "rules", "cli"}

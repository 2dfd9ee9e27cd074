"""The room is pure, and no city is named in the program."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import counter
from counter.places import data_dir

PACKAGE = Path(counter.__file__).parent
CITIES = [path for path in sorted((data_dir() / "jurisdictions").glob("*.toml")) if "." not in path.stem]
ALLOWED = {"vocabulary", "national"}


def _names() -> set[str]:
    """Every name of every city that has a pack: Chinese with and without 市, and the code, which is its pinyin."""
    found = set()
    for path in CITIES:
        if path.stem not in ALLOWED:
            head = tomllib.loads(path.read_text(encoding="utf-8"))["jurisdiction"]
            found |= {head["zh"], head["zh"].removesuffix("市"), head["code"], head["en"].lower()}
    return found


def test_no_city_is_named_anywhere_in_the_program() -> None:
    names = re.compile("|".join(sorted(_names())), re.IGNORECASE)
    assert {"beijing", "北京", "wuxi", "无锡", "tianjin", "天津"} <= _names()
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if names.search(line)
    ]
    assert found == []


def test_importing_the_rules_brings_nothing_but_the_standard_library() -> None:
    code = "import sys, counter.rules, counter.rules.check; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert loaded & {"pydantic", "textual", "typer", "sqlmodel", "sqlalchemy", "reportlab", "rich"} == set()

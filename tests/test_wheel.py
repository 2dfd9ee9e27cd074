"""The wheel is whole: its data travels in it, and the command works from it alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree and unpacked where nothing else is."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
    ]
    subprocess.run([*build, str(ROOT)], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def counter(installed: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command with the unpacked wheel first on the path, from a folder that is not the checkout."""
    settings = {**os.environ, "PYTHONPATH": str(installed), "COUNTER_HOME": str(home), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "counter", *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=settings, cwd=installed)


def test_the_data_is_inside(installed: Path) -> None:
    for folder in ("calendars", "codes", "fonts", "forms", "jurisdictions", "locale", "training"):
        shipped = {path.name for path in (ROOT / "data" / folder).iterdir() if path.is_file()}
        packed = {path.name for path in (installed / "counter" / "_data" / folder).iterdir()}
        assert shipped <= packed


def test_a_slip_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    words = ("--number", "650198199103080465", "--shown", "household-book", "--clerk", "0337", "--json")
    done = counter(installed, home, "slip", "issue", *words)
    assert done.returncode == 0, done.stderr
    pdf = home / "paper" / json.loads(done.stdout)["sheet"]["file"]
    assert counter(installed, home, "verify", str(pdf)).returncode == 0
    where = counter(installed, home, "doctor", "--json")
    assert all(one["fine"] for one in json.loads(where.stdout)["findings"] if one["stops"]), where.stdout

"""The calibration page on the paper of a real printer."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from counter.cli.printers import app
from counter.devices.ipp_paper import A4
from counter.places import data_dir
from tests.devices.ipp_rig import Eve

pytestmark = pytest.mark.component


def test_the_page_goes_to_the_printer_of_the_settings(
    eve: Eve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "station"
    home.mkdir()
    text = (data_dir() / "training" / "station.toml").read_text(encoding="utf-8")
    (home / "station.toml").write_text(
        f'{text}\n[[printer]]\nrole = "reports"\nuri = "{eve.uri}"\n', encoding="utf-8"
    )
    monkeypatch.setenv("COUNTER_HOME", str(home))
    done = CliRunner().invoke(app, ["calibrate", "reports"])
    assert done.exit_code == 0, done.output
    patience = time.monotonic() + 10
    while not eve.printed and time.monotonic() < patience:
        time.sleep(0.05)
    assert eve.printed[0][0].startswith("CALIBRATION-")
    assert eve.printed[0][1] == A4

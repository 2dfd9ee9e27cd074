"""``counter verify`` and ``counter specimen`` as a script meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from counter.cli.main import app
from counter.printing.code import SigningKey
from counter.printing.paper import Paper
from counter.printing.press import Press
from tests.printing.conftest import with_fields

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def counter(tmp_path: Path) -> Run:
    def run(*words: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "counter", *map(str, words)]
        environment = {**os.environ, "COUNTER_HOME": str(tmp_path / "home"), **variables}
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    return run


@pytest.fixture
def key_file(key: SigningKey, tmp_path: Path) -> Path:
    file = tmp_path / "station.pem"
    file.write_text(key.public.text(), encoding="ascii")
    return file


def test_a_valid_file_is_exit_0_with_the_reason(counter: Run, slip_file: Path, key_file: Path) -> None:
    done = counter("verify", slip_file, "--key", key_file)
    assert done.returncode == 0, done.stderr
    assert "纸面内容与核验码一致" in done.stdout
    english = counter("verify", slip_file, "--key", key_file, COUNTER_LANG="en")
    assert "agree with the code" in english.stdout


def test_an_altered_file_is_exit_1_with_the_reason(
    counter: Run, press: Press, signed: Callable[..., Paper], key_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "forged.pdf"
    file.write_bytes(press.pdf(with_fields(signed(), endorsed_until="2029年02月11日")))
    done = counter("verify", file, "--key", key_file, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["valid"] is False
    assert any("改动" in reason["zh"] for reason in told["reasons"])
    assert told["claims"]["serial"]


def test_the_text_of_a_code(counter: Run, signed: Callable[..., Paper], key_file: Path) -> None:
    code = signed().code
    assert counter("verify", "--key", key_file, "--", code).returncode == 0
    assert counter("verify", "--key", key_file, "--", "X" + code[1:]).returncode == 1


@pytest.mark.parametrize("words", [("nowhere.pdf",), ("HELLO", "--key", "nowhere.pem"), ("HELLO",)])
def test_what_cannot_be_read_is_told_in_a_sentence(counter: Run, words: tuple[str, ...]) -> None:
    done = counter("verify", *words)
    assert done.returncode == 1
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["confirmation-slip", "queue-slip", "loss-report", "seal-ledger"])
def test_a_specimen_is_the_sample_of_its_form(press: Press, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"{form}.pdf"
    done = CliRunner().invoke(app, ["specimen", form, "-o", str(file)])
    assert done.exit_code == 0, done.output
    assert file.read_bytes() == press.pdf(press.forms[form].sample())


def test_every_form_is_listed_with_paper_and_printer(counter: Run, press: Press) -> None:
    done = counter("specimen", "--list", "--json")
    told = {one["form"]: one for one in json.loads(done.stdout)["forms"]}
    assert set(told) == set(press.forms)
    assert told["seal-ledger"]["printer"] == "reports"
    assert told["queue-slip"]["printer"] == "thermal"
    assert (told["loss-report"]["width"], told["loss-report"]["height"]) == (210, 297)
    words = counter("specimen", "--list", COUNTER_LANG="en").stdout
    assert "Power of attorney" in words
    assert counter("specimen").returncode == 2
    assert counter("specimen", "loss-report").returncode == 2


def test_an_unknown_form_names_those_there_are(counter: Run, tmp_path: Path) -> None:
    done = counter("specimen", "confirmation", "-o", tmp_path / "x.pdf")
    assert done.returncode == 1
    assert "confirmation-slip" in done.stderr
    assert counter("specimen", "confirmation-slip", "-o", tmp_path / "no" / "x.pdf").returncode == 1

"""``counter printers`` against a real printer and a real print server."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from counter.cli.printers import app
from counter.devices.ipp_paper import A4
from counter.devices.ipp_problems import PrinterUnreachable
from tests.devices.ipp_rig import Cups, Eve, free_port

pytestmark = pytest.mark.component


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_list_names_each_queue(cups: Cups, plain_eve: Eve) -> None:
    cups.queue("slips", plain_eve)
    done = run("list", "--server", cups.server, "--json")
    assert done.exit_code == 0
    listed = {one["name"]: one for one in json.loads(done.stdout)["printers"]}
    assert listed["slips"]["uri"] == f"{cups.server}printers/slips"
    assert listed["slips"]["state"]["ready"] is True
    assert f"{cups.server}printers/slips" in run("list", "--server", cups.server).stdout


def test_state_says_what_is_missing_and_fails(eve: Eve) -> None:
    assert run("state", eve.uri).exit_code == 0
    done = run("state", eve.uri, "--paper", "iso_a3_297x420mm")
    assert done.exit_code == 1
    assert "iso_a3_297x420mm" in done.stdout
    done = run("state", f"ipp://127.0.0.1:{free_port()}/ipp/print", "--json")
    assert done.exit_code == 1
    assert "连不上" in json.loads(done.stdout)["text"]["zh"]


def test_a_specimen_is_printed_and_followed(eve: Eve) -> None:
    done = run("test", eve.uri)
    assert done.exit_code == 0
    assert "已打完" in done.stdout
    assert len(eve.printed) == 1
    assert eve.printed[0][0].startswith("TEST-")
    assert run("test", eve.uri, "--paper", A4).exit_code == 0
    assert eve.printed[1][1] == A4


def test_a_specimen_that_was_given_up_fails(eve: Eve) -> None:
    eve.mode("abort")
    done = run("test", eve.uri, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["states"][-1]["phase"] == "aborted"


def test_a_printer_that_is_not_there_is_a_problem_with_sentences() -> None:
    done = run("test", f"ipp://127.0.0.1:{free_port()}/ipp/print")
    assert isinstance(done.exception, PrinterUnreachable)

"""A list of a thousand slips, killed again and again: in the end every line has one sheet, and none has two."""

from __future__ import annotations

import csv
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from counter.build import open_desk
from counter.desk.fiction import Fiction
from counter.places import Places, data_dir
from counter.workflows.slip import Sheet

pytestmark = [pytest.mark.kill]

LINES, KILLS = 1000, 4


def a_thousand(home: Path, folder: Path) -> Path:
    """A station with a thousand holders of valid permits, and the list of them."""
    desk = open_desk(Places(home, data_dir()))
    try:
        today = desk.bench.clock.today()
        made = Fiction.load(data_dir(), today, 7, data_dir() / "training").holders(LINES * 2)
        valid = [one for one in made if one["state"] == "valid" and one["endorsed_until"] > today.isoformat()]
        extract, wanted = folder / "extract.csv", valid[:LINES]
        assert len({one["number"] for one in wanted}) == LINES
        with extract.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(wanted[0]))
            writer.writeheader()
            writer.writerows(wanted)
        session = desk.people.sign_in("0337", "0000")
        assert not desk.importing.holders(session, extract).bad
    finally:
        desk.close()
    listed = folder / "list.csv"
    rows = ["number,shown,read_back", *(f"{one['number']},household-book,yes" for one in wanted)]
    listed.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return listed


def command(home: Path, *argv: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "counter", "slip", *argv, "--clerk", "0337"],
        env={"COUNTER_HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_thousand_slips_survive_every_kill(tmp_path: Path) -> None:
    home, dice, killed = tmp_path / "home", random.Random(1), 0
    listed = a_thousand(home, tmp_path)
    answer = ""
    while True:
        run = command(home, "batch", str(listed), *(["--unsure", answer] if answer else []))
        if killed < KILLS:
            time.sleep(dice.uniform(0.8, 2.2))
            run.send_signal(signal.SIGKILL)
            killed += 1
        out, err = run.communicate(timeout=200)
        if run.returncode == 0:
            break
        answer = ""
        if unsure := re.search(r"L[0-9]{9}-[0-9]{2}-[0-9]{8}-[0-9]{4}", err):
            # The clerk looks into the tray: the folder has the sheet with its state, or it does not.
            answer = "out" if (home / "paper" / f"{unsure[0]}.json").exists() else "resend"
        else:
            assert run.returncode == -signal.SIGKILL, err
    assert killed == KILLS
    assert "张" in out
    run = command(home, "settle", str(listed))
    _, err = run.communicate(timeout=200)
    assert run.returncode == 0, err
    _every_line_once(home, listed)


def _every_line_once(home: Path, listed: Path) -> None:
    desk = open_desk(Places(home, data_dir()))
    try:
        session = desk.people.sign_in("0337", "0000")
        assert desk.bench.store.verify() == ()
        assert not desk.bench.store.rebuild().differing
        printed = sorted((home / "paper").glob("*.pdf"))
        assert len(printed) == LINES
        assert {desk.find.sheet(session, one.stem).state for one in printed} == {Sheet.OUT}
        again = desk.batch.issue(session, listed)
        assert (again.issued, again.before, again.left) == ((), LINES, ())
        assert len(desk.seals.ledger(session).uses) == LINES
    finally:
        desk.close()

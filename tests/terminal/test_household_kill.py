"""SIGKILL at random moments while a dormitory is taken in: the same list again, and everybody has one receipt and no more."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from desk.test_household import ADDRESS, SHARED
from handy import number_for

from counter.build import open_desk
from counter.places import Places, data_dir

pytestmark = [pytest.mark.terminal, pytest.mark.kill, pytest.mark.slow]

PEOPLE, KILLS = 8, 5


def command(home: Path, file: Path) -> subprocess.Popen[bytes]:
    facts = [
        word
        for fact, value in SHARED.items()
        if fact != "resident-since"
        for word in ("--fact", f"{fact}={value}")
    ]
    words = [
        "case", "household", str(file), "--service", "residence-permit", "--address", ADDRESS, "--paper", "lodging-proof",
        *facts, "--seen", "--agreed", "--out", "--clerk", "0337",
    ]  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-m", "counter", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"PATH": os.environ["PATH"], "COUNTER_HOME": str(home)},
    )


def test_everybody_has_one_receipt_whenever_the_power_fails(tmp_path: Path) -> None:
    home, file, dice = tmp_path / "home", tmp_path / "list.csv", random.Random(4)
    open_desk(Places(home, data_dir())).close()
    rows = [
        f"{number_for('19900101', n, county='130198')},人{n},汉族,样例县 {n} 号,2025-01-01"
        for n in range(11, 11 + PEOPLE)
    ]
    file.write_text(
        "\n".join(["number,name,ethnic,household_address,resident-since", *rows]), encoding="utf-8"
    )
    began = time.perf_counter()
    assert command(home, tmp_path / "none.csv").wait(timeout=60) == 1
    start = time.perf_counter() - began  # what a start takes here, so that kills fall into the work
    killed = 0
    for _ in range(KILLS):
        run = command(home, file)
        try:
            run.wait(timeout=start * 0.6 + dice.random() * 3)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            killed += 1
        run.communicate()
        if run.returncode == 0:
            break
    last = command(home, file)
    said, _ = last.communicate(timeout=120)
    assert last.returncode == 0, said.decode()
    assert killed, "the power never failed"
    desk = open_desk(Places(home, data_dir()))
    with desk.bench.store.reading() as db:
        accepted = [row[0] for row in db.execute("SELECT person FROM application WHERE accepted_on <> ''")]
        sheets = db.execute(
            "SELECT state, count(*) FROM sheet WHERE form = 'acceptance-receipt' GROUP BY state"
        ).fetchall()
    assert len(accepted) == len(set(accepted)) == PEOPLE
    assert dict(sheets) == {"out": PEOPLE}
    assert len(list((home / "paper").rglob("*.pdf"))) == PEOPLE
    assert desk.bench.store.verify() == ()
    assert desk.bench.store.rebuild().differing == ()
    desk.close()

from __future__ import annotations

import json
import os
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from benchmarks.terminal import ESC, F

from .conftest import Open

pytestmark = pytest.mark.terminal

HEAVY = {
    "typer", "click", "pydantic", "sqlmodel", "sqlalchemy", "sqlcipher3", "reportlab", "fontTools", "qrcode",
    "cryptography", "pypinyin", "cbor2", "pypdfium2", "zxingcpp", "PIL",
    "counter.build", "counter.desk", "counter.store", "counter.rules", "counter.printing", "counter.cli",
    "textual.widgets._footer", "textual.widgets._header",
}  # fmt: skip

AT_FIRST_FRAME = """
import json, os, sys
from pathlib import Path
import counter.app.counter_app as house
from counter.app import run
from counter.places import places

def note(_places):
    Path(sys.argv[1]).write_text(json.dumps(sorted(sys.modules)), encoding="utf-8")
    os._exit(0)

house._build = note
run(places())
"""


def test_the_first_page_needs_textual_only(terminal: Open, tmp_path: Path) -> None:
    listing = tmp_path / "modules.json"
    one = terminal([sys.executable, "-c", AT_FIRST_FRAME, str(listing)])
    one.wait_for("口令")
    while one.alive():
        one.read(0.1)
    loaded = set(json.loads(listing.read_text(encoding="utf-8")))
    assert "textual.app" in loaded
    assert loaded & HEAVY == set()


def test_without_a_terminal_it_says_so_and_exits_with_1(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "counter"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, check=False,
        env={**os.environ, "COUNTER_HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "没有任何内容丢失" in done.stderr
    assert "needs a terminal" in done.stderr
    assert "Traceback" not in done.stderr


WRAPPED = """
import sys, termios
before = termios.tcgetattr(0)
{body}
after = termios.tcgetattr(0)
print("SAME" if before == after else "CHANGED", flush=True)
import time; time.sleep(30)
"""


CRASH = """
from counter.app.terminal import held_terminal
try:
    with held_terminal():
        1 / 0
except ZeroDivisionError:
    pass
"""


@pytest.mark.parametrize(
    "body",
    [
        "from counter.app import run\nfrom counter.places import places\nrun(places())",
        CRASH,
    ],
    ids=["leaving", "crash"],
)
def test_the_terminal_comes_back_as_it_was(terminal: Open, body: str) -> None:
    one = terminal([sys.executable, "-c", WRAPPED.format(body=body)])
    if "run(" in body:
        one.wait_for("口令")
        one.settle()
        one.send(F[10])
    one.wait_for("SAME")


def test_a_held_terminal_neither_echoes_nor_edits() -> None:
    from counter.app.terminal import raw

    pid_end, other = os.openpty()
    held = raw(termios.tcgetattr(other))
    assert not held[3] & (termios.ECHO | termios.ICANON | termios.ISIG)
    assert not held[0] & termios.ICRNL
    os.close(pid_end)
    os.close(other)


def test_killed_while_typing_the_journey_stands_with_its_text(terminal: Open) -> None:
    one = terminal()
    one.send(b"0000\r" + F[5] + b"130198198")
    one.wait_for("9/18 位", 30)
    one.settle()
    one.kill()
    one = terminal()
    one.send(b"0000\r")
    one.wait_for("130198198", 30)
    one.send(b"805120138\r")
    one.wait_for("出示了哪一种", 30)


def test_esc_alone_is_a_step_back(terminal: Open) -> None:
    one = terminal()
    one.send(b"0000\r" + F[3])
    one.wait_for("哪张纸", 30)
    one.send(ESC)
    one.wait_for("没有待办", 10)


def test_a_program_whose_terminal_is_gone_ends_without_being_told(tmp_path: Path) -> None:
    near, far = os.openpty()
    here = {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "COUNTER_HOME": str(tmp_path / "home")}
    program = subprocess.Popen(
        [sys.executable, "-m", "counter"], stdin=far, stdout=far, stderr=far, env=here, start_new_session=True
    )
    os.close(far)
    seen = b""
    while b"\x1b[?1049h" not in seen:  # the other screen: the application holds the terminal
        seen += os.read(near, 4096)
    os.close(near)
    assert program.wait(timeout=30) == 1

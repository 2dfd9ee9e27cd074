from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

FIRST_SHEET = """
import json, sys
from pathlib import Path
from counter.places import data_dir
from counter.printing.code import SlipClaims, sign
from counter.printing.press import Press
from counter.printing.warming import warming
from counter.trust.keys import SigningKey

press, key = Press(data_dir()), SigningKey.create(Path(sys.argv[1]))
papers = [press.forms[code].sample() for code in ("confirmation-slip", "acceptance-receipt")]
key.sign(b"")  # a desk that is open has read its key
before = set(sys.modules)
strip = press.forms["queue-slip"].sample()
steps = sum(1 for _ in warming(press, papers, [strip]))
warm = set(sys.modules)
for paper in papers:
    press.pdf(paper)
press.raster(strip)
press.large.letters("古丽")
sign(SlipClaims("L1", "slip", "valid", "110108990", 0, bytes(16), True), key)
print(json.dumps([sorted(before), steps, sorted(warm), sorted(set(sys.modules) - warm)]))
"""
LIBRARIES = {"pypdfium2", "reportlab", "fontTools", "PIL.ImageFont", "qrcode", "cbor2", "base45"}


def test_the_first_sheet_after_the_warming_loads_nothing_more(tmp_path: Path) -> None:
    program = [sys.executable, "-c", FIRST_SHEET, str(tmp_path / "key.pem")]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    before, steps, warm, later = json.loads(done.stdout)
    assert not LIBRARIES & set(before)
    assert set(warm) >= LIBRARIES
    assert later == []
    assert steps > 30, "in pieces"

"""One slip cold and warm, slips a second in a long run, and the memory of it: our press against typst and fpdf2.

Each engine makes the same slip (the same words at the same places, cells, seal, code) a thousand times in a process of its own,
after one to warm up. Ours makes a file for each, as the counter does; typst and fpdf2 make one file with all pages, which is
quicker for them. They get the code as qrcode draws it by default, and only it is drawn by Python for them. ``command`` is
``counter slip batch`` with everything durable: journal, sheets, seal ledger, and every file flushed to the disk.

    python -m benchmarks.bench_batch [slips]        (1000 by default; wants typst and fpdf2, see requirements-bench.lock)

``cold`` is a process that starts, makes one slip and ends; ``warm`` is the next slip in a process that has made one, which for
typst and fpdf2 is a document of one page.

The goals: at least 3 times the pages a second of the faster of the two, peak memory at most 2 times that of one slip.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from counter.printing.form import Box, Form
from counter.printing.paper import Paper
from counter.printing.press import Press

DATA = Path(__file__).resolve().parent.parent / "data"
FONT = DATA / "fonts" / "song.ttf"
PT = 72 / 25.4
RATIO, MEMORY = 3.0, 2.0
ENGINES = ("press", "typst", "fpdf2")
ROUNDS = 5
"""Cold starts and warm slips whose median is told."""


def papers(press: Press, count: int) -> Iterator[Paper]:
    """Slips with a name and a serial of their own."""
    form = press.forms["confirmation-slip"]
    for number in range(count):
        paper = form.sample(f"L110108990-01-20261122-{number % 9999 + 1:04d}")
        name = "".join(chr(0x4E00 + (number * 37 + step * 911) % 2000) for step in range(3))
        if not press.missing([name]):
            fields = tuple((code, name if code == "name" else text) for code, text in paper.fields)
            paper = replace(paper, fields=fields)
        yield paper


def runs(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Dark runs of the code as (column, row, length, side), drawn by qrcode as one would first write it."""
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_Q

    code = QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(text)
    code.make(fit=True)
    for row, modules in enumerate(code.modules):
        column = 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                yield column, row, length, len(code.modules)
            column += length


def placed(form: Form, paper: Paper) -> Iterator[tuple[str, Box, float, str, bool]]:
    """Every word of the slip: text, box in mm, size in points, alignment, whether its cell is ruled."""
    yield form.title.zh, form.title_at, form.title_style.size, "center", False
    yield form.serial_label.zh + paper.serial, form.serial_at, 10.5, "left", False
    yield "样张 SPECIMEN", form.specimen_at, 12, "right", False
    for field in form.fields:
        if field.label_at:
            yield field.label.zh, field.label_at, 10, "left", field.ruled
        yield paper.text(field.code), field.at, field.style.size, field.style.align, field.ruled
    for one in form.words:
        yield one.text.zh, one.at, one.style.size, one.style.align, False


def by_press(folder: Path, count: int) -> float:
    press = Press(DATA)
    wanted = list(papers(press, count + 1))
    press.pdf(wanted.pop())
    start = time.perf_counter()
    for number, paper in enumerate(wanted):
        (folder / f"{number}.pdf").write_bytes(press.pdf(paper))
    return time.perf_counter() - start


def by_fpdf2(folder: Path, count: int) -> float:
    from fpdf import FPDF

    press = Press(DATA)
    form, wanted = press.forms["confirmation-slip"], list(papers(press, count + 1))

    def make(slips: list[Paper], target: Path) -> None:
        pdf = FPDF(unit="pt", format=(form.width * PT, form.height * PT))
        pdf.add_font("song", "", str(FONT))
        pdf.set_auto_page_break(False)
        for paper in slips:
            pdf.add_page()
            _fpdf2_page(pdf, form, paper)
        pdf.output(str(target))

    make([wanted.pop()], folder / "one.pdf")
    start = time.perf_counter()
    if wanted:
        make(wanted, folder / "all.pdf")
    return time.perf_counter() - start


def _fpdf2_page(pdf, form: Form, paper: Paper) -> None:  # type: ignore[no-untyped-def]  # fpdf2 is no part of the program
    from math import cos, degrees, pi, radians, sin

    for text, at, size, align, ruled in placed(form, paper):
        if ruled:
            pdf.rect(at.x * PT, at.y * PT, at.w * PT, at.h * PT)
        pdf.set_font("song", size=size)
        pdf.set_xy(at.x * PT, at.y * PT)
        pdf.cell(at.w * PT, at.h * PT, text, align={"left": "L", "center": "C", "right": "R"}[align])
    assert form.code_at
    assert form.seal
    assert paper.seal
    for column, row, length, side in runs(paper.code):
        unit = form.code_at.w * PT / side
        x, y = form.code_at.x * PT + column * unit, form.code_at.y * PT + row * unit
        pdf.rect(x, y, length * unit, unit, style="F")
    radius, cx, cy = form.seal.diameter / 2 * PT, form.seal.x * PT, form.seal.y * PT
    pdf.set_draw_color(209, 10, 18)
    pdf.set_text_color(209, 10, 18)
    pdf.ellipse(cx - radius, cy - radius, 2 * radius, 2 * radius)
    pdf.set_font("song", size=radius * 0.27)
    for place, char in enumerate(paper.seal.unit):
        angle = pi / 2 + radians(115) - radians(230) * place / (len(paper.seal.unit) - 1)
        x, y = cx + radius * 0.7 * cos(angle), cy - radius * 0.7 * sin(angle)
        with pdf.rotation(degrees(angle) - 90, x, y):
            pdf.text(x - radius * 0.13, y, char)
    pdf.set_font("song", size=radius * 0.2)
    pdf.text(cx - radius * 0.5, cy + radius * 0.4, paper.seal.purpose)
    pdf.set_text_color(0)
    pdf.set_draw_color(0)


TYPST = """
#let slips = json("slips.json")
#set text(font: sys.inputs.font)
#set page(width: float(sys.inputs.width) * 1mm, height: float(sys.inputs.height) * 1mm, margin: 0mm)
#let side = (left: left + horizon, center: center + horizon, right: right + horizon)
#for (number, slip) in slips.enumerate() {
  if number > 0 { pagebreak() }
  for (words, x, y, w, h, size, how, ruled) in slip.words {
    place(dx: x * 1mm, dy: y * 1mm, box(width: w * 1mm, height: h * 1mm, stroke: if ruled { 0.5pt } else { none },
      align(side.at(how), text(size: size * 1pt, words))))
  }
  place(dx: slip.code.at(0) * 1mm, dy: slip.code.at(1) * 1mm,
    image(bytes(slip.picture), format: "svg", width: slip.code.at(2) * 1mm))
  let (x, y, r) = slip.seal
  place(dx: (x - r) * 1mm, dy: (y - r) * 1mm, circle(radius: r * 1mm, stroke: 1.5pt + rgb("#d10a12")))
  let letters = slip.unit.clusters()
  for (k, letter) in letters.enumerate() {
    let a = 90deg + 115deg - 230deg * k / (letters.len() - 1)
    place(dx: (x + 0.7 * r * calc.cos(a)) * 1mm, dy: (y - 0.7 * r * calc.sin(a)) * 1mm,
      rotate(90deg - a, text(size: 0.27 * r * 1mm, fill: rgb("#d10a12"), letter)))
  }
  place(dx: (x - r / 2) * 1mm, dy: (y + r * 0.3) * 1mm, text(size: 0.2 * r * 1mm, fill: rgb("#d10a12"), slip.purpose))
}
"""


def by_typst(folder: Path, count: int) -> float:
    import typst

    press = Press(DATA)
    form, wanted = press.forms["confirmation-slip"], list(papers(press, count + 1))
    (folder / "slip.typ").write_text(TYPST, encoding="utf-8")
    (folder / "slips.json").write_text(json.dumps([_typst_slip(form, wanted.pop())]), encoding="utf-8")
    inputs = {"font": _family(), "width": str(form.width), "height": str(form.height)}
    compiler = typst.Compiler(str(folder / "slip.typ"), font_paths=[str(FONT.parent)], sys_inputs=inputs)
    compiler.compile(output=str(folder / "one.pdf"))
    start = time.perf_counter()
    (folder / "slips.json").write_text(
        json.dumps([_typst_slip(form, one) for one in wanted]), encoding="utf-8"
    )
    compiler.compile(output=str(folder / "all.pdf"))
    return time.perf_counter() - start


def _typst_slip(form: Form, paper: Paper) -> dict[str, object]:
    assert form.code_at
    assert form.seal
    assert paper.seal
    words = [
        [text, at.x, at.y, at.w, at.h, size, align, ruled]
        for text, at, size, align, ruled in placed(form, paper)
    ]
    dark = list(runs(paper.code))
    side = dark[0][3]
    path = "".join(f"M{column} {row}h{length}v1h-{length}z" for column, row, length, _ in dark)
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'
    return {
        "words": words, "picture": picture, "code": [form.code_at.x, form.code_at.y, form.code_at.w],
        "seal": [form.seal.x, form.seal.y, form.seal.diameter / 2], "unit": paper.seal.unit,
        "purpose": paper.seal.purpose,
    }  # fmt: skip


def _family() -> str:
    from fontTools.ttLib import TTFont

    return str(TTFont(FONT)["name"].getDebugName(1))


def by_command(folder: Path, count: int) -> float:
    """``counter slip batch`` on a station with so many holders; only the command is timed."""
    from counter.build import open_desk
    from counter.desk.fiction import Fiction
    from counter.places import Places

    desk = open_desk(Places(folder / "home", DATA))
    today = desk.bench.clock.today()
    people = Fiction.load(DATA, today, 7, DATA / "training").holders(count * 2 + 20)
    valid = [one for one in people if one["state"] == "valid" and one["endorsed_until"] > today.isoformat()]
    with (folder / "extract.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(valid[0]))
        writer.writeheader()
        writer.writerows(valid[:count])
    desk.importing.holders(desk.people.sign_in("0337", "0000"), folder / "extract.csv")
    desk.close()
    rows = "".join(f"{one['number']},household-book,yes\n" for one in valid[:count])
    (folder / "list.csv").write_text("number,shown,read_back\n" + rows, encoding="utf-8")
    command = [sys.executable, "-m", "counter", "slip", "batch", str(folder / "list.csv"), "--clerk", "0337"]
    start = time.perf_counter()
    subprocess.run(
        command, env=os.environ | {"COUNTER_HOME": str(folder / "home")}, check=True, capture_output=True
    )
    return time.perf_counter() - start


WAYS: dict[str, Callable[[Path, int], float]] = {
    "press": by_press, "typst": by_typst, "fpdf2": by_fpdf2, "command": by_command,
}  # fmt: skip


def apart(engine: str, count: int) -> tuple[float, float]:
    """Pages a second and peak memory in MiB of an engine in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_batch", engine, str(count)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    seconds, memory = map(float, run.stdout.split())
    return (count / seconds if seconds else 0.0), memory


def cold(engine: str) -> float:
    """Milliseconds of a process that makes one slip and ends."""
    begun = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        apart(engine, 0)
        begun.append(time.perf_counter() - start)
    return statistics.median(begun) * 1000


def main() -> None:
    if len(sys.argv) > 2:
        with tempfile.TemporaryDirectory() as folder:
            seconds = WAYS[sys.argv[1]](Path(folder), int(sys.argv[2]))
        who = resource.RUSAGE_CHILDREN if sys.argv[1] == "command" else resource.RUSAGE_SELF
        print(seconds, resource.getrusage(who).ru_maxrss / 1024)
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for engine in ENGINES:
        pages, _ = apart(engine, 1)
        print(f"{engine:8} cold {cold(engine):7.0f} ms  warm {1000 / pages:7.1f} ms", flush=True)
    found: dict[str, float] = {}
    for engine in (*ENGINES, "command"):
        _, alone = apart(engine, 1)
        found[engine], memory = apart(engine, count)
        print(
            f"{engine:8} {found[engine]:7.1f} pages/s  peak {memory:6.0f} MiB, {memory / alone:.2f} x one slip",
            flush=True,
        )
    faster = max(found["typst"], found["fpdf2"])
    print(f"press / faster peer {found['press'] / faster:.2f} (goal {RATIO}; memory goal {MEMORY})")
    print(f"whole durable command / faster peer {found['command'] / faster:.2f}")


if __name__ == "__main__":
    main()

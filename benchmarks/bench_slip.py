"""Time of one warm confirmation slip: our press against the same page by plain reportlab, in turns, in one process.

The plain page is what one would write first: a canvas, the same font file, the same words at the same places, cells as
rectangles, the seal as turned letters, and the QR picture (dark runs merged) with qrcode's own choice among eight masks.
Neither signs.

    python -m benchmarks.bench_slip [rounds]        (40 by default)

Prints the medians in milliseconds, the ratio, and the sizes. The goal is a ratio of at most 0.55.
"""

from __future__ import annotations

import io
import math
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_Q
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from counter.printing.form import Box, Form
from counter.printing.paper import Paper
from counter.printing.press import Press

DATA = Path(__file__).resolve().parent.parent / "data"
MM = 72 / 25.4
FACE = "Song"
GOAL = 0.55


def plain(form: Form, paper: Paper) -> bytes:
    """The page by plain reportlab."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(form.width * MM, form.height * MM), invariant=1, pageCompression=1)
    seal(canvas, form, paper)
    words(canvas, form.title.zh, form.title_at, form, form.title_style.size, "center")
    words(canvas, form.serial_label.zh + paper.serial, form.serial_at, form, 10.5, "left")
    words(canvas, "样张 SPECIMEN", form.specimen_at, form, 12, "right")
    for field in form.fields:
        if field.label_at:
            words(canvas, field.label.zh, field.label_at, form, 10, "left")
            for cell in (field.label_at, field.at) if field.ruled else ():
                canvas.rect(cell.x * MM, (form.height - cell.bottom) * MM, cell.w * MM, cell.h * MM)
        words(canvas, paper.text(field.code), field.at, form, field.style.size, field.style.align)
    for one in form.words:
        words(canvas, one.text.zh, one.at, form, one.style.size, one.style.align)
    qr(canvas, form, paper.code)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def words(canvas: Canvas, text: str, at: Box, form: Form, size: float, align: str) -> None:
    canvas.setFont(FACE, size)
    y = (form.height - at.y - at.h / 2) * MM - size * 0.38
    if align == "center":
        canvas.drawCentredString((at.x + at.w / 2) * MM, y, text)
    elif align == "right":
        canvas.drawRightString(at.right * MM, y, text)
    else:
        canvas.drawString((at.x + 1.6) * MM, y, text)


def seal(canvas: Canvas, form: Form, paper: Paper) -> None:
    assert form.seal
    assert paper.seal
    x, y, radius = form.seal.x * MM, (form.height - form.seal.y) * MM, form.seal.diameter / 2 * MM
    canvas.saveState()
    canvas.setStrokeColorRGB(0.82, 0.04, 0.07)
    canvas.setFillColorRGB(0.82, 0.04, 0.07)
    canvas.setLineWidth(radius / 20)
    canvas.circle(x, y, radius)
    arc(canvas, paper.seal.unit, x, y, radius * 0.7, radius * 0.27, 230, up=True)
    arc(canvas, "0" * 13, x, y, radius * 0.9, radius * 0.09, 60, up=False)
    canvas.setFont(FACE, radius * 0.2)
    canvas.drawCentredString(x, y - radius * 0.4, paper.seal.purpose)
    canvas.drawCentredString(x, y, "样张 SPECIMEN")
    canvas.restoreState()


def arc(
    canvas: Canvas, text: str, x: float, y: float, radius: float, size: float, sweep: float, *, up: bool
) -> None:
    for index, char in enumerate(text):
        turn = sweep / 2 - sweep * index / (len(text) - 1)
        angle = math.radians(90 + turn if up else -90 - turn)
        canvas.saveState()
        canvas.translate(x + radius * math.cos(angle), y + radius * math.sin(angle))
        canvas.rotate(math.degrees(angle) + (-90 if up else 90))
        canvas.setFont(FACE, size)
        canvas.drawCentredString(0, 0, char)
        canvas.restoreState()


def qr(canvas: Canvas, form: Form, text: str) -> None:
    assert form.code_at
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(text)
    code.make(fit=True)
    side = form.code_at.w * MM / len(code.modules)
    top = (form.height - form.code_at.y) * MM
    for row, modules in enumerate(code.modules):
        column = 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                x = form.code_at.x * MM + column * side
                canvas.rect(x, top - (row + 1) * side, side * length, side, stroke=0, fill=1)
            column += length


def timed(make: Callable[[], bytes]) -> tuple[float, int]:
    start = time.perf_counter()
    size = len(make())
    return (time.perf_counter() - start) * 1000, size


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    press = Press(DATA)
    form = press.forms["confirmation-slip"]
    pdfmetrics.registerFont(TTFont(FACE, str(DATA / "fonts" / "song.ttf")))
    press.pdf(form.sample())
    plain(form, form.sample())
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(rounds):
        paper = form.sample(f"L110108990-01-20261122-{number:04d}")
        name = "".join(chr(0x4E00 + (number * 37 + step * 911) % 2000) for step in range(3))
        covered = not press.missing([name])
        fields = tuple((code, name if code == "name" and covered else text) for code, text in paper.fields)
        paper = replace(paper, fields=fields)
        mine, size = timed(lambda sheet=paper: press.pdf(sheet))  # type: ignore[misc]
        other, other_size = timed(lambda sheet=paper: plain(form, sheet))  # type: ignore[misc]
        ours.append(mine)
        theirs.append(other)
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"press {a:.1f} ms ({size // 1024} KiB)  plain reportlab {b:.1f} ms ({other_size // 1024} KiB)")
    print(f"ratio {a / b:.2f} (goal {GOAL})")


if __name__ == "__main__":
    main()

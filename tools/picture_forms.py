"""Pictures of every form for docs/forms.md: the specimens, small, in few colours.

    python tools/picture_forms.py [FORM ...]

Look at each picture that changed before it is committed.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from counter.places import data_dir
from counter.printing.press import Press

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "forms"
DOTS_PER_INCH = 84
WHITE, BLACK, RED, GROUND = (255, 255, 255), (0, 0, 0), (214, 30, 40), (247, 236, 236)
STEPS = 8
"""Shades between the paper and each ink: enough for smooth letters, few enough for small files."""
LARGEST = 60_000
"""Bytes of a picture at most."""


def main(wanted: list[str]) -> None:
    """Write the pictures of the forms named, or of all."""
    press = Press(data_dir())
    FOLDER.mkdir(parents=True, exist_ok=True)
    for code, form in press.forms.items():
        if wanted and code not in wanted:
            continue
        file = FOLDER / f"{code}.png"
        file.write_bytes(strip(press, code) if form.roll else page(press.pdf(form.sample())))
        size = file.stat().st_size
        sys.stdout.write(f"{file.name:32} {size:6}{' TOO LARGE' if size > LARGEST else ''}\n")


def strip(press: Press, code: str) -> bytes:
    """The dots of a thermal slip."""
    return press.raster(press.forms[code].sample()).png()


def page(pdf: bytes) -> bytes:
    """The first page with an edge around it."""
    paper = pypdfium2.PdfDocument(pdf)[0].render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB")
    framed = Image.new("RGB", (paper.width + 2, paper.height + 2), "#999999")
    framed.paste(paper, (1, 1))
    file = io.BytesIO()
    framed.quantize(palette=palette(), dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def palette() -> Image.Image:
    """The colours of a specimen: black and red ink on white, the pale ground, and the shades between."""
    pairs = [(WHITE, BLACK), (WHITE, RED), (RED, BLACK), (WHITE, GROUND)]
    shades = [
        round(a + (b - a) * step / STEPS)
        for start, end in pairs
        for step in range(STEPS + 1)
        for a, b in zip(start, end, strict=True)
    ]
    holder = Image.new("P", (1, 1))
    holder.putpalette(shades)
    return holder


if __name__ == "__main__":
    main(sys.argv[1:])

"""A picture of the real program's screen, cell by cell, for the documentation.

    python tools/screenshot.py docs/pictures/shown-80x24.png "0000{Enter}{F5}650198199103080465{Enter}" [columns rows]

Needs the font Noto Sans Mono CJK (Debian: fonts-noto-cjk). Chinese columns stay exact because each cell is painted by itself.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from benchmarks.terminal import COUNTER, ENTER, ESC, F, Terminal

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
RARE = Path(__file__).resolve().parent.parent / "data" / "fonts" / "song.ttf"
MONO_SC = 7
CELL_W, CELL_H, SIZE = 10, 22, 20
PAPER, INK = "#1b2026", "#d8dee4"
NAMED = {"Enter": ENTER, "Esc": ESC, **{f"F{n}": keys for n, keys in F.items()}}


def keys(script: str) -> list[bytes]:
    """``0000{Enter}{F5}`` as what a keyboard sends, one press each."""
    parts = re.findall(r"\{(\w+)\}|([^{]+)", script)
    return [NAMED[name] if name else text.encode() for name, text in parts]


def colour(name: str, default: str) -> str:
    """What pyte calls a colour, as Pillow wants it."""
    if name == "default":
        return default
    return f"#{name}" if re.fullmatch("[0-9a-f]{6}", name) else {"brown": "#a06000"}.get(name, name)


def dots(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], bits: int, ink: str) -> None:
    """A braille cell as terminals draw it: up to two by four dots."""
    for bit, (dx, dy) in enumerate([(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]):
        if bits >> bit & 1:
            x, y = box[0] + dx * CELL_W / 2, box[1] + dy * CELL_H / 4
            draw.rectangle((x + 0.5, y + 0.5, x + CELL_W / 2 - 1, y + CELL_H / 4 - 1), fill=ink)


def paint(terminal: Terminal, path: Path) -> None:
    """Paint each cell by itself."""
    screen = terminal._screen
    plain, rare = ImageFont.truetype(FONT, SIZE, index=MONO_SC), ImageFont.truetype(str(RARE), SIZE)
    picture = Image.new("RGB", (screen.columns * CELL_W, screen.lines * CELL_H), PAPER)
    draw = ImageDraw.Draw(picture)
    for y in range(screen.lines):
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            fore, back = colour(cell.fg, INK), colour(cell.bg, PAPER)
            fore, back = (back, fore) if cell.reverse else (fore, back)
            if not cell.data:
                continue
            wide = x + 1 < screen.columns and not screen.buffer[y][x + 1].data
            box = (x * CELL_W, y * CELL_H, (x + 1 + wide) * CELL_W - 1, (y + 1) * CELL_H - 1)
            draw.rectangle(box, fill=back)
            if 0x2800 <= ord(cell.data[0]) <= 0x28FF:
                dots(draw, box, ord(cell.data[0]) - 0x2800, fore)
                continue
            font = rare if ord(cell.data[0]) > 0xFFFF else plain
            draw.text((box[0], box[1] - 4), cell.data, font=font, fill=fore, stroke_width=0)
    picture.save(path, optimize=True)


def main() -> None:
    """Start a training station in a passing folder, press the keys, take the picture."""
    path, script = Path(sys.argv[1]), sys.argv[2]
    columns, rows = (int(sys.argv[3]), int(sys.argv[4])) if len(sys.argv) > 4 else (80, 24)
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal(COUNTER, columns, rows, COUNTER_HOME=f"{home}/station")
        terminal.wait_for("请输入警号和口令")
        for press in keys(script):
            terminal.send(press)
            terminal.settle(0.6)
        paint(terminal, path)
        terminal.kill()


if __name__ == "__main__":
    main()

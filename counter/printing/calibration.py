"""The page that shows how a printer lays things down: rulers in mm, four crosses, and where to write what was measured."""

from __future__ import annotations

from collections.abc import Iterator

from counter.printing import standing
from counter.printing.alignment import Point
from counter.printing.canvas import Sheet
from counter.printing.form import Box, Line, Style

INSET = 20.0
"""mm from the edges of the paper to the crosses."""
ARM = 6.0
TICKS = {10: 4.0, 5: 2.8, 1: 1.6}
"""Length in mm of the tick at every so many mm."""
THIN, CROSS = 0.25, 0.35
"""Line weights in points."""
TITLE = Style(size=15, floor=10, align="center", bold=True)
TEXT = Style(size=10, floor=7, leading=1.5, top=True)
NUMBER = Style(size=7, floor=5, align="center")
ORDER = ("左上 1", "右上 2", "左下 3", "右下 4")
ADVICE = (
    "1. 打印时选“实际大小”或 100%，不要缩放、不要适应页面。\n"
    "2. 用直尺量出四个十字中心到纸张左边缘、上边缘的距离（毫米，可到 0.5），填在下表。\n"
    "3. 把八个数按 1 至 4 的顺序交给 counter printers calibrate {name} --measured，抄下它给出的三行设置。\n"
    "4. 尺上 100 毫米处用直尺核对：应为 100 毫米。"
)


def crosses(width: float, height: float) -> tuple[Point, ...]:
    """Where the crosses are meant: upper left, upper right, lower left, lower right; in mm."""
    return tuple((x, y) for y in (INSET, height - INSET) for x in (INSET, width - INSET))


def draw(sheet: Sheet, width: float, height: float, name: str) -> None:
    """The page for a printer of this name; ``width`` and ``height`` of the paper in mm."""
    for point, label in zip(crosses(width, height), ORDER, strict=True):
        _cross(sheet, point, label)
    middle = Box(INSET + 25, INSET + 20, width - 2 * INSET - 50, 8)
    standing.write(sheet, "打印位置校准页", middle, TITLE, "title")
    for line in (*_across(width), *_down(height)):
        sheet.line(line, THIN)
    for text, at in (*_across_numbers(width), *_down_numbers(height)):
        standing.write(sheet, text, at, NUMBER, "number")
    body = Box(INSET + 25, INSET + 44, width - 2 * INSET - 40, 32)
    standing.write(sheet, ADVICE.format(name=name), body, TEXT, "advice")
    _blanks(sheet, body.x, body.bottom + 6, body.w)


def _cross(sheet: Sheet, point: Point, label: str) -> None:
    x, y = point
    sheet.line(Line((x - ARM, y), (x + ARM, y)), CROSS)
    sheet.line(Line((x, y - ARM), (x, y + ARM)), CROSS)
    standing.write(sheet, label, Box(x + 1.5, y + 1.5, 14, 4), Style(size=8, floor=6), "cross")


def _tick(mm: int) -> float:
    return next(length for step, length in TICKS.items() if mm % step == 0)


def _across(width: float) -> Iterator[Line]:
    """The ruler across, from the middle line of one cross to the other's."""
    top = INSET + 34
    yield Line((INSET, top), (width - INSET, top))
    for mm in range(int(width - 2 * INSET) + 1):
        yield Line((INSET + mm, top), (INSET + mm, top - _tick(mm)))


def _across_numbers(width: float) -> Iterator[tuple[str, Box]]:
    for mm in range(0, int(width - 2 * INSET) + 1, 10):
        yield str(mm), Box(INSET + mm - 5, INSET + 34.5, 10, 3)


def _down(height: float) -> Iterator[Line]:
    """The ruler down, along the left."""
    left = INSET + 8
    yield Line((left, INSET + 44), (left, height - INSET - 12))
    for mm in range(int(height - 2 * INSET - 56) + 1):
        yield Line((left, INSET + 44 + mm), (left + _tick(mm), INSET + 44 + mm))


def _down_numbers(height: float) -> Iterator[tuple[str, Box]]:
    for mm in range(0, int(height - 2 * INSET - 56) + 1, 10):
        yield str(mm), Box(INSET + 1, INSET + 42.5 + mm, 7, 3)


def _blanks(sheet: Sheet, left: float, top: float, width: float) -> None:
    """A table to write the eight distances into."""
    columns, row = (width * 0.3, width * 0.35, width * 0.35), 9.0
    texts = [("十字", "到左边缘（毫米）", "到上边缘（毫米）"), *((label, "", "") for label in ORDER)]
    cells = []
    for down, line in enumerate(texts):
        x = left
        for wide, text in zip(columns, line, strict=True):
            cell = Box(x, top + down * row, wide, row)
            cells.append(cell)
            if text:
                standing.write(sheet, text, cell, Style(size=10, floor=7, align="center"), "cell")
            x += wide
    sheet.rules(cells)

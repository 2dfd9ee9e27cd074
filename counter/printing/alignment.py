"""How far a printer puts things beside where they belong, and what is sent to it instead, for paper that is printed already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from counter.printing.form_places import MM

Point = tuple[float, float]
"""mm from the left and the upper edge of the paper."""
WHOLE = 1000.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """A correction: everything is scaled from the upper left corner (‰), then moved right and down (mm)."""

    dx: float = 0.0
    dy: float = 0.0
    scale: float = WHOLE

    def __bool__(self) -> bool:
        """Whether it corrects anything."""
        return (self.dx, self.dy, self.scale) != (0.0, 0.0, WHOLE)

    def of(self, point: Point) -> Point:
        """Where a point is sent."""
        factor = self.scale / WHOLE
        return point[0] * factor + self.dx, point[1] * factor + self.dy

    def operator(self, height: float) -> str:
        """The PDF operator before all others on a page ``height`` mm high."""
        factor = self.scale / WHOLE
        down = height * (1 - factor) - self.dy
        return f"{factor:.6f} 0 0 {factor:.6f} {self.dx * MM:.3f} {down * MM:.3f} cm"


def correction(meant: Sequence[Point], measured: Sequence[Point]) -> tuple[Alignment, float]:
    """The correction for a printer that put the points meant where they were measured, and what it leaves, in mm.

    Least squares over one scale and a shift each way; at least two points that are apart. The second value is the
    largest distance between what the printer did and what this model of it says.
    """
    count = len(meant)
    middle = _middle(meant)
    landed = _middle(measured)
    pairs = list(zip(meant, measured, strict=True))
    above = sum((m[i] - middle[i]) * (t[i] - landed[i]) for m, t in pairs for i in (0, 1))
    below = sum((m[i] - middle[i]) ** 2 for m in meant for i in (0, 1))
    if count < 2 or below == 0 or above <= 0:
        raise ValueError(measured)
    factor = above / below
    shift = landed[0] - factor * middle[0], landed[1] - factor * middle[1]
    left = max(hypot(t[0] - factor * m[0] - shift[0], t[1] - factor * m[1] - shift[1]) for m, t in pairs)
    return Alignment(-shift[0] / factor, -shift[1] / factor, WHOLE / factor), left


def _middle(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)

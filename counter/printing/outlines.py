"""Letters as filled outlines, for seals and marks: turned, narrowed, centred on their ink, and found by no search.

Units are ems, the base line is y = 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any

from fontTools.pens.basePen import BasePen

from counter.printing.fonts import Face, Fonts

Point = tuple[float, float]
MIDDLE = 0.38
"""The height of the middle of a Chinese letter above its base line."""


@dataclass(frozen=True, slots=True)
class Place:
    """An affine map: ``x' = a x + c y + e``, ``y' = b x + d y + f``."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    @classmethod
    def turned(cls, angle: float, x: float, y: float) -> Place:
        """Turned by degrees around the origin, then moved."""
        c, s = cos(radians(angle)), sin(radians(angle))
        return cls(c, s, -s, c, x, y)

    def of(self, point: Point) -> Point:
        """Where a point goes."""
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Place) -> Place:
        """This map applied after another."""
        e, f = self.of((first.e, first.f))
        a, b = self.a * first.a + self.c * first.b, self.b * first.a + self.d * first.b
        c, d = self.a * first.c + self.c * first.d, self.b * first.c + self.d * first.d
        return Place(a, b, c, d, e, f)


@dataclass(frozen=True, slots=True)
class Letter:
    """One outline: PDF path operators with their points, the advance, and the edges of the ink."""

    steps: tuple[tuple[str, tuple[Point, ...]], ...]
    advance: float
    left: float
    right: float

    @property
    def ink_middle(self) -> float:
        """The middle of the ink: letters are centred on what is seen, not on their advance."""
        return (self.left + self.right) / 2

    def path(self, place: Place) -> str:
        """The operators of the path, moved to its place."""
        return " ".join(
            " ".join([*(f"{x:.2f} {y:.2f}" for x, y in map(place.of, points)), step])
            for step, points in self.steps
        )


class _Pen(BasePen):  # type: ignore[misc]  # fontTools' pens are untyped
    """Gathers an outline as PDF path operators; quadratic curves arrive as cubic ones."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.steps: list[tuple[str, tuple[Point, ...]]] = []

    def _add(self, step: str, *points: Point) -> None:
        self.steps.append((step, tuple((x / 1000, y / 1000) for x, y in points)))

    def _moveTo(self, point: Point) -> None:  # noqa: N802 - fontTools' name
        self._add("m", point)

    def _lineTo(self, point: Point) -> None:  # noqa: N802 - fontTools' name
        self._add("l", point)

    def _curveToOne(self, one: Point, two: Point, three: Point) -> None:  # noqa: N802 - fontTools' name
        self._add("c", one, two, three)

    def _closePath(self) -> None:  # noqa: N802 - fontTools' name
        self.steps.append(("h", ()))


def letter(face: Face, char: str) -> Letter:
    """The outline of a character."""
    glyphs, names = face.outlines
    glyph = glyphs[names[ord(char)]]
    pen = _Pen(glyphs)
    glyph.draw(pen)
    xs = [x for _, points in pen.steps for x, _ in points] or [0.0, glyph.width / 1000]
    return Letter(tuple(pen.steps), glyph.width / 1000, min(xs), max(xs))


def letters_of(fonts: Fonts, text: str) -> list[Letter]:
    """The outlines of a text; the caller has made sure that each character has a face."""
    return [letter(run.face, char) for run in fonts.runs(text) for char in run.text]


def line(letters: Iterable[Letter], place: Place) -> str:
    """Letters one after the other on a base line that begins where ``place`` puts the origin."""
    paths, x = [], 0.0
    for one in letters:
        paths.append(one.path(place.after(Place(e=x))))
        x += one.advance
    return " ".join(paths)

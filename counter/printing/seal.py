"""The round seal as outlines: ring, unit on the arc, purpose, number, and 样张 SPECIMEN inside the drawing.

There is no way to draw it without those words: a program that prints unmarked seals of a state organ is a forger's tool
(《刑法》第二百八十条). Sheets that will be valid get a dotted circle and the officer's stamp.
Measures are in fortieths of the diameter, y upwards from the centre. Sources: 国发〔1999〕25号 (name from left to right around,
simplified Song, at most 45 mm; a special seal differs from the main one: it has no star), 公通字〔1990〕30号 (户口专用章).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, degrees, radians, sin, sqrt

from counter.printing.fonts import Fonts
from counter.printing.form import MM, SealPlace
from counter.printing.outlines import MIDDLE, Letter, Place, letters_of, line
from counter.printing.paper import SPECIMEN_MARK, Seal, SealMode

RADIUS, RING = 20.0, 1.0
HEADS = RADIUS - RING - 1.0
"""How far from the centre the heads of the letters on the arc are."""
TALLEST, SHORTEST_SWEEP, LONGEST_SWEEP = 6.4, 132.0, 250.0
WIDEST, NARROWEST = 0.80, 0.62
"""Bounds of a letter's width in parts of its height."""
PURPOSE_HEIGHT, PURPOSE_MIDDLE = 5.0, -6.2
NUMBER_HEIGHT, NUMBER_PITCH, NUMBER_FEET = 1.9, 1.55, 18.2
NUMBER = "0" * 13
MARK_TURN, MARK_MIDDLE = 14.0, 1.2
RED, RED_MARK, GREY = ".856 .232 .256", ".82 .04 .07", ".55 .55 .55"
"""The ink at four fifths on white, drawn under the black text: no transparency is needed. The mark is in full ink."""
BOLD = 0.24, 0.06
"""Strokes that make the Regular face as heavy as cut letters: of the words, of the number."""
STAMP_WORDS_MIDDLE = 11.0
CIRCLE = 0.5523


def seal_operators(seal: Seal, place: SealPlace, fonts: Fonts, page_height: float) -> str:
    """The seal at its place; ``page_height`` in points."""
    unit = place.diameter * MM / (2 * RADIUS)
    where = f"{unit:.5f} 0 0 {unit:.5f} {place.x * MM:.2f} {page_height - place.y * MM:.2f} cm"
    drawn = _specimen(seal, fonts) if seal.mode is SealMode.SPECIMEN else _stamp_here(seal, fonts)
    return f"q {where} {drawn} Q"


def arc_measures(count: int) -> tuple[float, float, float]:
    """Height, width factor and sweep in degrees of ``count`` letters on the arc.

    Letters meet at their feet, so the width follows from the inner edge; the height falls until the letters are not too narrow.
    """
    sweep = min(max(20.5 * (count - 1), SHORTEST_SWEEP), LONGEST_SWEEP)
    pitch = radians(sweep / max(count - 1, 1))
    height = TALLEST
    while (width := min(WIDEST, 0.95 * pitch * (HEADS - height) / height)) < NARROWEST:
        height -= 0.1
    return height, width, sweep


def _specimen(seal: Seal, fonts: Fonts) -> str:
    """Ring, unit, purpose, number, and the mark over them."""
    height, width, sweep = arc_measures(len(seal.unit))
    inner = HEADS - height - 0.6
    parts = [
        f"{RED} RG {RED} rg {RING} w {circle(RADIUS - RING / 2)} S 1 j",
        f"{BOLD[0]} w",
        _arc(letters_of(fonts, seal.unit), height, width, sweep),
        _purpose(letters_of(fonts, seal.purpose), inner if _reaches_below(sweep) else HEADS),
        f"B {BOLD[1]} w",
        _number(letters_of(fonts, NUMBER)),
        "B",
        _mark(letters_of(fonts, SPECIMEN_MARK), inner),
    ]
    return " ".join(parts)


def circle(radius: float) -> str:
    """A circle around the origin as four curves."""
    r, k = radius, radius * CIRCLE
    return (
        f"{r:.3f} 0 m {r:.3f} {k:.3f} {k:.3f} {r:.3f} 0 {r:.3f} c {-k:.3f} {r:.3f} {-r:.3f} {k:.3f} {-r:.3f} 0 c "
        f"{-r:.3f} {-k:.3f} {-k:.3f} {-r:.3f} 0 {-r:.3f} c {k:.3f} {-r:.3f} {r:.3f} {-k:.3f} {r:.3f} 0 c h"
    )


def _arc(letters: Sequence[Letter], height: float, width: float, sweep: float) -> str:
    """The unit around the upper arc, heads outward, from left to right."""
    pitch = sweep / max(len(letters) - 1, 1)
    start = 90 + sweep / 2 if len(letters) > 1 else 90
    radius = HEADS - height / 2
    paths = []
    for index, one in enumerate(letters):
        angle = start - index * pitch
        stand = Place.turned(angle - 90, radius * cos(radians(angle)), radius * sin(radians(angle)))
        paths.append(one.path(stand.after(_centred(one, height, width))))
    return " ".join(paths)


def _centred(one: Letter, height: float, width: float) -> Place:
    """A letter scaled and centred on its ink."""
    across = height * width
    return Place(a=across, d=height, e=-one.ink_middle * across, f=-MIDDLE * height)


def _reaches_below(sweep: float) -> bool:
    """Whether the ends of the arc come down beside the purpose."""
    return HEADS * sin(radians(90 - sweep / 2 - 10)) < PURPOSE_MIDDLE + PURPOSE_HEIGHT / 2


def _purpose(letters: Sequence[Letter], radius: float) -> str:
    """The purpose on a straight line, no wider than the chord at its lower edge."""
    low = PURPOSE_MIDDLE - PURPOSE_HEIGHT / 2
    chord = 2 * sqrt(max(radius**2 - low**2, 1.0))
    pitch = min(chord / max(len(letters), 1), PURPOSE_HEIGHT)
    width = min(WIDEST, pitch * 0.96 / PURPOSE_HEIGHT)
    left = -pitch * (len(letters) - 1) / 2
    return " ".join(
        one.path(Place(e=left + index * pitch, f=PURPOSE_MIDDLE).after(_centred(one, PURPOSE_HEIGHT, width)))
        for index, one in enumerate(letters)
    )


def _number(letters: Sequence[Letter]) -> str:
    """The number along the lower arc, heads inward."""
    pitch = degrees(NUMBER_PITCH / (NUMBER_FEET - NUMBER_HEIGHT / 2))
    paths = []
    for index, one in enumerate(letters):
        angle = -90 + (index - (len(letters) - 1) / 2) * pitch
        stand = Place.turned(angle + 90, NUMBER_FEET * cos(radians(angle)), NUMBER_FEET * sin(radians(angle)))
        paths.append(
            one.path(stand.after(Place(a=NUMBER_HEIGHT, d=NUMBER_HEIGHT, e=-one.ink_middle * NUMBER_HEIGHT)))
        )
    return " ".join(paths)


def _mark(letters: Sequence[Letter], radius: float) -> str:
    """样张 SPECIMEN across the middle: a white halo, then full red."""
    advance = sum(one.advance for one in letters)
    size = min(2 * (radius + 1.0) / advance, 5.0)
    stand = Place.turned(MARK_TURN, 0, MARK_MIDDLE).after(
        Place(a=size, d=size * 1.25, e=-advance * size / 2, f=-MIDDLE * size)
    )
    path = line(letters, stand)
    return f"1 1 1 RG 1 j 1.1 w {path} S {RED_MARK} rg {RED_MARK} RG {BOLD[0]} w {path} B"


def _stamp_here(seal: Seal, fonts: Fonts) -> str:
    """The dotted circle where the officer stamps; its words stand above those of the station and the date."""
    letters = letters_of(fonts, f"加盖{seal.purpose}处")
    advance = sum(one.advance for one in letters)
    size = min(3.4, 28 / advance)
    words = line(letters, Place(a=size, d=size, e=-advance * size / 2, f=STAMP_WORDS_MIDDLE - MIDDLE * size))
    return f"{GREY} RG {GREY} rg .5 w 1 J [0 1.2] 0 d {circle(RADIUS - 0.25)} S [] 0 d {words} f"

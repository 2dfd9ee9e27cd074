"""Drawing a seal that an authority issued: its own picture in red, at its own size, and nothing that the program made up."""

from __future__ import annotations

from counter.printing.form import MM, SealPlace
from counter.printing.seal import RADIUS, RED
from counter.trust.issued_seal import DOTS, IssuedSeal, steps_of

_OPERATORS = {"M": "m", "L": "l", "C": "c"}


def issued_operators(seal: IssuedSeal, place: SealPlace, page_height: float) -> str:
    """The imprint with its centre at a place; ``page_height`` in points. Its own diameter counts, not that of the form."""
    x, y, size = place.x * MM, page_height - place.y * MM, seal.diameter * MM
    if seal.kind == DOTS:
        bits = seal.dots().hex()
        where = f"{size:.3f} 0 0 {size:.3f} {x - size / 2:.2f} {y - size / 2:.2f} cm"
        picture = f"BI /IM true /W {seal.side} /H {seal.side} /D [1 0] /F /AHx ID {bits}> EI"
        return f"q {RED} rg {where} {picture} Q"
    unit = size / (2 * RADIUS)
    path = " ".join(
        "h" if kind == "Z" else f"{' '.join(f'{number:g}' for number in numbers)} {_OPERATORS[kind]}"
        for kind, numbers in steps_of(seal.picture)
    )
    return f"q {RED} rg {unit:.5f} 0 0 {unit:.5f} {x:.2f} {y:.2f} cm {path} f* Q"

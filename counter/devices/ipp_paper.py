"""Which paper a page wants: the PDF's own page size, as a media name (PWG 5101.1)."""

from __future__ import annotations

import re

A4 = "iso_a4_210x297mm"
A5 = "iso_a5_148x210mm"
_MILLIMETRES = {(148, 210): A5, (210, 297): A4}
_POINT = 25.4 / 72
_TOLERANCE = 2.0
"""Millimetres: forms drawn in whole points are up to half a millimetre off."""
_SIDE = rb"\s*([+-]?\d{1,9}(?:\.\d{0,9})?)"
_BOX = re.compile(rb"/MediaBox\s*\[" + _SIDE + (rb"\s" + _SIDE) * 3 + rb"\s*\]")


def paper_of(pdf: bytes) -> str:
    """The media name all pages agree on, upright or across; empty when they do not, or when there is none for them."""
    names = {_name(*(float(side) for side in box)) for box in _BOX.findall(pdf)}
    return names.pop() if len(names) == 1 else ""


def _name(left: float, bottom: float, right: float, top: float) -> str:
    short, long = sorted((abs(right - left) * _POINT, abs(top - bottom) * _POINT))
    for (width, height), name in _MILLIMETRES.items():
        if abs(short - width) <= _TOLERANCE and abs(long - height) <= _TOLERANCE:
            return name
    return ""

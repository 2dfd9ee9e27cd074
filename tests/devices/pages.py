"""Pages of the press with sample data, and serials, for the printer tests."""

from __future__ import annotations

from counter.places import places
from counter.printing.press import Press

TITLE = "北京市居住证(卡)确认单"
_PRESS = Press(places().data)
A5_PAGE = _PRESS.pdf(_PRESS.forms["confirmation-slip"].sample())
A4_PAGE = b"%PDF-1.7\n/MediaBox [ 0 0 595.28 841.89 ]"


def serial(number: int) -> str:
    return f"L110108990-01-20261122-{number:04d}"

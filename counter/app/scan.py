"""What a scanner types on a page where nobody types: read whole before any of its digits could be an answer.

A scanner is a keyboard. On a page without a live field its digits would answer questions and its Enter would print. So a
stroke with which our serials and codes begin waits for those behind it; a hand is slower than ``PAUSE``, and gets its key.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from typing import Final

from textual.events import Key, Paste

from counter.values.serial import LENGTH

Stroke = Key | Paste
PAUSE: Final = 0.15
"""Seconds after which no further character belongs to a scan."""
_STEP: Final = 0.004
_FEWEST: Final = 6
"""So many characters one behind the other as ours have them are no accident any more."""
_SERIAL: Final = re.compile(r"L[0-9-]*")
_CODE: Final = "RRQ"
"""How a printed code begins: tag 18 and an array of four (COSE_Sign1, RFC 9052) in Base45."""


def begun(text: str) -> bool:
    """Whether a text is the beginning of a serial or of a printed code."""
    return bool(_SERIAL.fullmatch(text)) or text.startswith(_CODE) or _CODE.startswith(text)


async def scanned(first: Stroke, held: Sequence[Stroke]) -> tuple[str, int]:
    """The text of a scan that begins with a stroke, and how many of the strokes held behind it belong to it.

    ``held`` grows while strokes come in. An empty text: it is no scan, and every stroke is what it always was.
    """
    if isinstance(first, Paste):
        text = first.text.strip()
        return (text, 0) if len(text) >= _FEWEST and begun(text) else ("", 0)
    text, taken = first.character or "", 0
    while text and begun(text) and (len(text) < LENGTH or text.startswith(_CODE)):
        character = _character(await _stroke(held, taken))
        if not character or not begun(text + character):
            break
        text, taken = text + character, taken + 1
    if len(text) < _FEWEST:
        return "", 0
    ends = await _stroke(held, taken)
    return text, taken + (isinstance(ends, Key) and ends.key == "enter")


def _character(stroke: Stroke | None) -> str:
    return (stroke.character or "") if isinstance(stroke, Key) and stroke.is_printable else ""


async def _stroke(held: Sequence[Stroke], place: int) -> Stroke | None:
    """Wait for the stroke at a place; None when the pause says that none belongs here."""
    end = time.monotonic() + PAUSE
    while len(held) <= place:
        if time.monotonic() > end:
            return None
        await asyncio.sleep(_STEP)
    return held[place]

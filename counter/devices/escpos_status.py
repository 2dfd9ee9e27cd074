"""What a thermal printer says of itself: the four status bytes of DLE EOT, and the answer that shows the end of a strip.

Bits as in the ESC/POS command reference: a real-time status byte has the bits 0xx1xx10, an answer to GS r the bits 0xx0xxxx.
"""

from __future__ import annotations

from counter.devices.ipp_troubles import Trouble

ASK = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
"""DLE EOT 1 to 4: printer, cause of being offline, error, paper. Answered at once, also when the printer is offline."""
ANSWERS = 4
"""Bytes that answer ASK."""
ASK_END = b"\x1dr\x01"
"""GS r 1: answered when everything handed over before it is worked off."""
_FIXED, _REAL_TIME, _IN_ORDER = 0x93, 0x12, 0x90
_OFFLINE = 0x08
_COVER, _STOPPED_FOR_PAPER, _ERROR = 0x04, 0x20, 0x40
_CUTTER, _GRAVE, _PASSING = 0x08, 0x20, 0x40
_NEARLY, _NONE_LEFT = 0x0C, 0x60


def statuses(told: bytes) -> bytes:
    """The real-time status bytes in what came back; anything else is none."""
    return bytes(byte for byte in told if byte & _FIXED == _REAL_TIME)


def ended(told: bytes) -> bool:
    """Whether the answer to ASK_END is in what came back."""
    return any(byte & _IN_ORDER == 0 for byte in told)


def trouble_in(told: bytes) -> Trouble | None:
    """The gravest trouble of the four bytes; PAPER_LOW keeps nothing from printing."""
    printer, cause, error, paper = statuses(told)[:ANSWERS]
    if cause & _COVER:
        return Trouble.COVER_OPEN
    if cause & _STOPPED_FOR_PAPER or paper & _NONE_LEFT:
        return Trouble.OUT_OF_PAPER
    if cause & _ERROR or error & (_CUTTER | _GRAVE | _PASSING):
        return Trouble.FAULT
    if printer & _OFFLINE:
        return Trouble.OFFLINE
    return Trouble.PAPER_LOW if paper & _NEARLY else None

"""The frames of a SAM module (安全控制模块) that reads identity cards: commands written, answers found in whatever comes back.

Both ways ``AA AA AA 96 69``, the length in two bytes, the content, and the exclusive or of length and content. A command is
two bytes, an answer three of state and its data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Final

_BEGINS: Final = bytes.fromhex("AAAAAA9669")
_STATES, _CHECK, _SIZE = 3, 1, 2
_LONGEST: Final = 4096
"""Bytes of content: text, photo and both fingerprints are 2314; a length beyond this is noise on the line."""

STATUS, FIND, SELECT, READ = (bytes.fromhex(code) for code in ("11FF", "2001", "2002", "3001"))
"""Commands: how the module is; is there a card; take it; its text and photo."""


class FrameDamaged(ValueError):
    """The check byte of an answer is not the one of its content."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its state (the last of three bytes) and its data."""

    state: int
    data: bytes


def request(command: bytes) -> bytes:
    """A command as it goes over the line."""
    content = (len(command) + _CHECK).to_bytes(_SIZE, "big") + command
    return _BEGINS + content + bytes([_check(content)])


def answer_in(came: bytes) -> Answer | None:
    """The first whole answer in the bytes that came so far; None while none is whole. Noise before it is passed over.

    Raises:
        FrameDamaged
    """
    at = came.find(_BEGINS)
    while at >= 0:
        rest = came[at + len(_BEGINS) :]
        length = int.from_bytes(rest[:_SIZE], "big")
        if len(rest) < _SIZE:
            return None
        if _STATES + _CHECK <= length <= _LONGEST:
            return _answer(rest, length)
        at = came.find(_BEGINS, at + 1)
    return None


def _answer(rest: bytes, length: int) -> Answer | None:
    """The answer that begins with its length, once all of it is there."""
    if len(rest) < _SIZE + length:
        return None
    content, check = rest[: _SIZE + length - _CHECK], rest[_SIZE + length - _CHECK]
    if _check(content) != check:
        raise FrameDamaged
    states = _SIZE + _STATES
    return Answer(content[states - 1], content[states:])


def _check(content: bytes) -> int:
    return reduce(xor, content)

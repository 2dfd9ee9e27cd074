"""The picture of one QR version, and where in it every bit of data and of error correction lies.

A code of fixed version, level and mask is an affine function of its data over GF(2): the picture of all zeros, and for each
codeword a picture of its own, laid over one another by exclusive or. Whatever the standard says (patterns, placement, blocks,
error correction) is asked of the library, once for each version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from qrcode import QRCode
from qrcode.base import RSBlock, rs_blocks
from qrcode.util import BitBuffer, create_bytes

Spread = tuple[int, ...]
"""A picture or a remainder for each of the 16 values of half a codeword."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A version without words. Pictures are numbers: a bit per module, row by row, the first module the highest bit."""

    version: int
    side: int
    blank: int
    """The picture when every codeword is zero."""
    words: tuple[tuple[Spread, Spread], ...]
    """What each codeword adds, by its upper and its lower half, in the order in which the codewords lie."""
    blocks: tuple[RSBlock, ...]
    remainders: tuple[tuple[Spread, Spread], ...]
    """For each block: what a codeword leaves in the register of the error correction, by its halves."""

    @classmethod
    def of(cls, version: int, level: int, mask: int) -> Pattern:
        """The pattern of a version, a level of error correction and a mask."""
        blocks = tuple(rs_blocks(version, level))
        count = sum(block.total_count for block in blocks)
        blank = _picture(version, level, mask, bytes(count))
        places = _places(version, level, mask, count, blank)
        words = tuple(
            (_spread(places[at : at + 4]), _spread(places[at + 4 : at + 8])) for at in range(0, count * 8, 8)
        )
        lengths = [block.total_count - block.data_count for block in blocks]
        found = {length: _remainders(length) for length in set(lengths)}
        return cls(
            version, version * 4 + 17, blank, words, blocks, tuple(found[length] for length in lengths)
        )

    def laid(self, data: bytes) -> int:
        """The picture of data codewords."""
        picture = self.blank
        for word, (upper, lower) in zip(self._codewords(data), self.words, strict=True):
            picture ^= upper[word >> 4] ^ lower[word & 15]
        return picture

    def _codewords(self, data: bytes) -> Iterator[int]:
        """Data and error correction, block by block in turns (7.6 of the standard)."""
        parts, at = [], 0
        for block in self.blocks:
            parts.append(data[at : at + block.data_count])
            at += block.data_count
        checks = [self._check(part, place) for place, part in enumerate(parts)]
        for turn in (*zip_longest(*parts), *zip_longest(*checks)):
            yield from (word for word in turn if word is not None)

    def _check(self, part: bytes, place: int) -> bytes:
        """The error correction of a block: a register through which its codewords are pushed."""
        upper, lower = self.remainders[place]
        length = self.blocks[place].total_count - self.blocks[place].data_count
        top, register, full = length * 8 - 8, 0, (1 << length * 8) - 1
        for word in part:
            lead = word ^ register >> top
            register = (register << 8 & full) ^ upper[lead >> 4] ^ lower[lead & 15]
        return register.to_bytes(length, "big")


def _picture(version: int, level: int, mask: int, codewords: bytes) -> int:
    """What the library draws of codewords."""
    code: Any = QRCode(version=version, error_correction=level, mask_pattern=mask, border=0)
    code.data_cache = codewords
    code.makeImpl(False, mask)
    return int("".join("01"[bool(module)] for row in code.modules for module in row), 2)


def _places(version: int, level: int, mask: int, count: int, blank: int) -> list[int]:
    """The module of each bit of the codewords, as a picture of one dark module.

    The bits are numbered from one, and the library draws once for every digit of the numbers: what a module shows spells
    the number of its bit.
    """
    numbers: dict[int, int] = {}
    for digit in range((count * 8).bit_length()):
        spelled = "".join(str(number >> digit & 1) for number in range(1, count * 8 + 1))
        shown = _picture(version, level, mask, int(spelled, 2).to_bytes(count, "big")) ^ blank
        for module in _bits(shown):
            numbers[module] = numbers.get(module, 0) | 1 << digit
    return [1 << module for module, _ in sorted(numbers.items(), key=lambda one: one[1])]


def _bits(picture: int) -> Iterable[int]:
    """The places of the ones, counted from the lowest bit."""
    return (place for place, bit in enumerate(reversed(f"{picture:b}")) if bit == "1")


def _remainders(length: int) -> tuple[Spread, Spread]:
    """What each codeword leaves in a register of so many bytes: asked of the library for one bit at a time."""

    def left_by(word: int) -> int:
        buffer = BitBuffer()
        buffer.put(word, 8)
        return int.from_bytes(bytes(create_bytes(buffer, [RSBlock(length + 1, 1)])[1:]), "big")

    rests = [left_by(0x80 >> place) for place in range(8)]
    return _spread(rests[:4]), _spread(rests[4:])


def _spread(four: Sequence[int]) -> Spread:
    """From what the four bits of half a codeword add, the highest first, to what each of its 16 values adds."""
    added = [0]
    for bit in reversed(four):
        added += [value ^ bit for value in added]
    return tuple(added)

"""A font program cut to some of its glyphs (ISO/IEC 14496-22), for embedding in a PDF whose codes are glyph numbers.

Only the tables that a PDF wants of a composite font are kept (ISO 32000-1, 9.9): no names, no character map. Every glyph is cut
out of the file once, with its checksum, and used again; reportlab would copy the whole ``glyf`` table for each sheet.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from sys import byteorder

from reportlab.pdfbase.ttfonts import TTFontFile

_COPIED = ("cvt ", "fpgm", "prep")
"""Hinting, where the font has any."""
_MORE, _WORDS, _SCALE, _TWO_SCALES, _FOUR_SCALES = 1 << 5, 1 << 0, 1 << 3, 1 << 6, 1 << 7
_WHOLE = 0xB1B0AFBA
"""What the sum over a font file is taken from, for the ``head`` table."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """An outline, filled up to four bytes: its checksum, and where it names other glyphs as its parts."""

    data: bytes
    checksum: int
    parts: tuple[tuple[int, int], ...]
    """Offset in ``data`` and number of the glyph named there."""


class Subsetter:
    """Cuts programs out of one font file."""

    def __init__(self, file: TTFontFile) -> None:
        self.file = file
        self._glyphs: dict[int, Glyph] = {}

    def load(self) -> None:
        """Read the tables that every program is cut from."""
        self._measures, self._copied  # noqa: B018 - read once, then kept

    def program(self, glyphs: Sequence[int]) -> bytes:
        """The program of ``.notdef`` and these glyphs in their order; parts that they are put together of follow."""
        order = list(dict.fromkeys((0, *glyphs)))
        places = {glyph: place for place, glyph in enumerate(order)}
        outlines, checksum, offsets = bytearray(), 0, [0]
        for glyph in order:  # grows while it is walked
            one = self._glyph(glyph)
            data = one.data
            for at, part in one.parts:
                if part not in places:
                    places[part] = len(order)
                    order.append(part)
                data = data[:at] + struct.pack(">H", places[part]) + data[at + 2 :]
            checksum += one.checksum if data is one.data else checksum_of(data)
            outlines += data
            offsets.append(len(outlines))
        count = len(order)
        tables = {
            **self._copied,
            "glyf": (bytes(outlines), checksum & 0xFFFFFFFF),
            "loca": _summed(struct.pack(f">{count + 1}L", *offsets)),
            "hmtx": _summed(b"".join(struct.pack(">HH", *self._measures[glyph]) for glyph in order)),
            "hhea": _summed(_with(self._table("hhea"), 34, count)),
            "maxp": _summed(_with(self._table("maxp"), 4, count)),
            "head": _summed(_with(_blank_sum(self._table("head")), 50, 1)),  # loca in whole bytes
        }
        return _file(tables)

    @cached_property
    def _measures(self) -> list[tuple[int, int]]:
        """Advance and left bearing of every glyph, as the file writes them (the bearing is signed)."""
        return [(round(advance), bearing & 0xFFFF) for advance, bearing in self.file.hmetrics]

    @cached_property
    def _copied(self) -> dict[str, tuple[bytes, int]]:
        return {tag: _summed(self._table(tag)) for tag in _COPIED if tag in self.file.table}

    def _table(self, tag: str) -> bytes:
        return bytes(self.file.get_table(tag))

    def _glyph(self, glyph: int) -> Glyph:
        if glyph not in self._glyphs:
            start = self.file.get_table_pos("glyf")[0]
            first, last = self.file.glyphPos[glyph : glyph + 2]
            data = _filled(
                bytes(self.file._ttf_data[start + first : start + last])
            )  # its reader copies the table
            self._glyphs[glyph] = Glyph(data, checksum_of(data), tuple(_parts(data)))
        return self._glyphs[glyph]


def checksum_of(data: bytes) -> int:
    """The sum of the words of a table whose length is a multiple of four."""
    words = array("I", data)
    if byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF


def _parts(data: bytes) -> list[tuple[int, int]]:
    """Where a composite glyph names its parts; none for a simple or an empty one."""
    if not data or struct.unpack_from(">h", data)[0] >= 0:
        return []
    found, at, flags = [], 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", data, at)
        found.append((at + 2, part))
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _FOUR_SCALES else 0
    return found


def _filled(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _summed(data: bytes) -> tuple[bytes, int]:
    return data, checksum_of(_filled(data))


def _with(table: bytes, at: int, value: int) -> bytes:
    """A table with another 16-bit number."""
    return table[:at] + struct.pack(">H", value) + table[at + 2 :]


def _blank_sum(head: bytes) -> bytes:
    return head[:8] + bytes(4) + head[12:]


def _file(tables: dict[str, tuple[bytes, int]]) -> bytes:
    """Tables as a font file, with its directory and the sum over all of it."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = bytearray(
        struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, (count - (1 << power)) * 16)
    )
    body, start, head = bytearray(), 12 + 16 * count, 0
    total = 0
    for tag, (data, checksum) in sorted(tables.items()):
        if tag == "head":
            head = start + len(body)
        directory += tag.encode("ascii") + struct.pack(">LLL", checksum, start + len(body), len(data))
        body += _filled(data)
        total += checksum
    program = directory + body
    whole = (_WHOLE - total - checksum_of(bytes(directory))) & 0xFFFFFFFF
    program[head + 8 : head + 12] = struct.pack(">L", whole)
    return bytes(program)

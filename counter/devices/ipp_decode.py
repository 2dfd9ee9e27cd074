"""Reading messages of the Internet Printing Protocol from bytes somebody else sent (RFC 8010, 3.1): whole or refused."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from counter.devices.ipp_values import (
    Attribute,
    Collection,
    Content,
    Group,
    Message,
    Octets,
    Range,
    Resolution,
    Section,
    Tag,
    Value,
    Worded,
)

LONGEST_MESSAGE = 1 << 20
"""Bytes of an answer that are read at most; a list of a hundred queues needs a tenth of it."""
DEEPEST = 16
"""Collections within collections; the standards need three."""
_FIRST_VALUE_TAG = 0x10
_OUT_OF_BAND = range(0x10, 0x20)
_WORDS = range(0x40, 0x60)
_VISIBLE = range(0x21, 0x7F)


class Garbled(ValueError):
    """The bytes are not a message."""


def decode(data: bytes) -> Message:
    """The message at the start of some bytes; what follows its end mark is a document and is not looked at.

    Raises:
        Garbled
    """
    if len(data) > LONGEST_MESSAGE:
        raise Garbled(f"{len(data)} bytes")
    return _Reader(data).message()


@dataclass(slots=True)
class _Reader:
    """A place in the bytes; every step forward is checked against their end."""

    data: bytes
    at: int = 0

    def message(self) -> Message:
        major, minor, code, request = struct.unpack(">BBHi", self._take(8))
        sections: list[Section] = []
        group = self._byte()
        while group != Group.END:
            if not 0 < group < _FIRST_VALUE_TAG:
                raise Garbled(f"0x{group:02x} is no delimiter")
            sections.append(Section(group, self._attributes()))
            group = self._byte()
        return Message(code, request, tuple(sections), (major, minor))

    def _attributes(self) -> tuple[Attribute, ...]:
        """Everything up to the next delimiter."""
        found: list[tuple[str, list[Value]]] = []
        while self._next() >= _FIRST_VALUE_TAG:
            tag, name, content = self._field()
            value = self._value(tag, content, 1)
            if name:
                found.append((_keyword(name), [value]))
            elif found:
                found[-1][1].append(value)
            else:
                raise Garbled("a further value of nothing")
        return tuple(Attribute(name, tuple(values)) for name, values in found)

    def _value(self, tag: int, content: bytes, depth: int) -> Value:
        if tag == Tag.COLLECTION:
            return Value(tag, self._collection(depth))
        if tag in {Tag.END_COLLECTION, Tag.MEMBER_NAME}:
            raise Garbled("a member outside of a collection")
        return Value(tag, _content(tag, content))

    def _collection(self, depth: int) -> Collection:
        if depth > DEEPEST:
            raise Garbled("collections too deep")
        members: list[tuple[str, list[Value]]] = []
        while True:
            tag, name, content = self._field()
            if name:
                raise Garbled("a name inside of a collection")
            if tag == Tag.END_COLLECTION:
                break
            if tag == Tag.MEMBER_NAME:
                members.append((_keyword(content), []))
            elif members:
                members[-1][1].append(self._value(tag, content, depth + 1))
            else:
                raise Garbled("a value without a member")
        if any(not values for _, values in members):
            raise Garbled("a member without a value")
        return Collection(tuple(Attribute(name, tuple(values)) for name, values in members))

    def _field(self) -> tuple[int, bytes, bytes]:
        """Tag, name and content of one value."""
        tag = self._byte()
        return tag, self._take(self._length()), self._take(self._length())

    def _length(self) -> int:
        length: int = struct.unpack(">h", self._take(2))[0]
        return length

    def _byte(self) -> int:
        return self._take(1)[0]

    def _next(self) -> int:
        """The coming byte, left where it is."""
        if self.at >= len(self.data):
            raise Garbled("cut off")
        return self.data[self.at]

    def _take(self, count: int) -> bytes:
        if count < 0 or self.at + count > len(self.data):
            raise Garbled("cut off")
        taken = self.data[self.at : self.at + count]
        self.at += count
        return taken


def _content(tag: int, content: bytes) -> Content:
    """What a value means. Words that are not UTF-8 are read with marks in place of the bad bytes: they are only shown."""
    if tag in _OUT_OF_BAND:
        return None  # some printers put bytes here; they mean nothing
    if tag in _WORDS:
        return content.decode("utf-8", "replace")
    if tag in {Tag.TEXT_WITH_LANGUAGE, Tag.NAME_WITH_LANGUAGE}:
        return _worded(content)
    try:
        return _fixed(tag, content)
    except struct.error:
        raise Garbled(f"{len(content)} bytes of tag 0x{tag:02x}") from None


def _fixed(tag: int, content: bytes) -> Content:
    """Values of a fixed length; raises struct.error when they are not."""
    match tag:
        case Tag.INTEGER | Tag.ENUM:
            return int(struct.unpack(">i", content)[0])
        case Tag.BOOLEAN:
            flag = struct.unpack(">B", content)[0]
            if flag > 1:
                raise Garbled(f"{flag} is neither true nor false")
            return bool(flag)
        case Tag.RESOLUTION:
            return Resolution(*struct.unpack(">iib", content))
        case Tag.RANGE:
            return Range(*struct.unpack(">ii", content))
        case Tag.DATE_TIME:
            return Octets(struct.unpack(">11s", content)[0])
        case _:
            return Octets(content)


def _worded(content: bytes) -> Worded:
    reader = _Reader(content)
    language, words = reader._take(reader._length()), reader._take(reader._length())
    if reader.at != len(content):
        raise Garbled("bytes after a text with language")
    return Worded(language.decode("utf-8", "replace"), words.decode("utf-8", "replace"))


def _keyword(name: bytes) -> str:
    if not all(byte in _VISIBLE for byte in name):
        raise Garbled("a name that is not plain ASCII")
    return name.decode("ascii")

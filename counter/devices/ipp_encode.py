"""Writing messages of the Internet Printing Protocol as bytes (RFC 8010, 3.1)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from counter.devices.ipp_values import (
    Attribute,
    Collection,
    Content,
    Group,
    Message,
    Octets,
    Range,
    Resolution,
    Tag,
    Value,
    Worded,
)

LONGEST_VALUE = 0x7FFF
"""Bytes of one name or value: lengths are signed 16-bit numbers (RFC 8010, 3.2)."""


def encode(message: Message) -> bytes:
    """The bytes of a message, without a document.

    Raises:
        ValueError: a value does not fit its field; that is a fault of the program, never of somebody's words.
    """
    parts = [struct.pack(">BBHi", *message.version, message.code, message.request)]
    for section in message.sections:
        parts.append(bytes([section.group]))
        for attribute in section.attributes:
            parts += _attribute(attribute)
    return b"".join(parts) + bytes([Group.END])


def _attribute(attribute: Attribute) -> Iterator[bytes]:
    if not attribute.values:
        raise ValueError(f"{attribute.name} has no value")
    name = attribute.name
    for value in attribute.values:
        yield from _value(name, value)
        name = ""  # further values carry an empty name


def _value(name: str, value: Value) -> Iterator[bytes]:
    if isinstance(value.content, Collection):
        yield _field(Tag.COLLECTION, name, b"")
        for member in value.content.members:
            yield _field(Tag.MEMBER_NAME, "", member.name.encode())
            for one in member.values:
                yield from _value("", one)
        yield _field(Tag.END_COLLECTION, "", b"")
    else:
        yield _field(value.tag, name, _content(value.content))


def _field(tag: int, name: str, content: bytes) -> bytes:
    named = name.encode()
    if max(len(named), len(content)) > LONGEST_VALUE:
        raise ValueError(f"{name}: {len(content)} bytes")
    head = struct.pack(f">BH{len(named)}sH", tag, len(named), named, len(content))
    return head + content


def _content(content: Content) -> bytes:
    match content:
        case None:
            return b""
        case bool():
            return bytes([content])
        case int():
            return struct.pack(">i", content)
        case str():
            return content.encode()
        case Resolution():
            return struct.pack(">iib", content.across, content.along, content.unit)
        case Range():
            return struct.pack(">ii", content.low, content.high)
        case Worded():
            return _short(content.language) + _short(content.words)
        case Octets():
            return content.content
        case Collection():
            raise AssertionError(content)


def _short(words: str) -> bytes:
    content = words.encode()
    return struct.pack(">H", len(content)) + content

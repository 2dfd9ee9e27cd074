"""Messages as bytes: the example of the standard, every type there and back, and bytes that are no message."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.devices.ipp_decode import DEEPEST, LONGEST_MESSAGE, Garbled, decode
from counter.devices.ipp_encode import LONGEST_VALUE, encode
from counter.devices.ipp_values import (
    Attribute,
    Attributes,
    Collection,
    Group,
    Message,
    Octets,
    Operation,
    Range,
    Resolution,
    Section,
    Tag,
    Value,
    Worded,
)

EXAMPLE = (
    b"\x01\x01\x00\x02\x00\x00\x00\x01"
    b"\x01\x47\x00\x12attributes-charset\x00\x05utf-8"
    b"\x48\x00\x1battributes-natural-language\x00\x05en-us"
    b"\x45\x00\x0bprinter-uri\x00\x2cipp://printer.example.com/ipp/print/pinetree"
    b"\x42\x00\x08job-name\x00\x06foobar"
    b"\x22\x00\x16ipp-attribute-fidelity\x00\x01\x01"
    b"\x02\x21\x00\x06copies\x00\x04\x00\x00\x00\x14"
    b"\x44\x00\x05sides\x00\x13two-sided-long-edge"
    b"\x03"
)
"""A Print-Job request as RFC 8010 prints it (A.1)."""


def test_the_example_of_the_standard_is_written_byte_for_byte() -> None:
    operation = (
        Attribute.of("attributes-charset", Tag.CHARSET, "utf-8"),
        Attribute.of("attributes-natural-language", Tag.LANGUAGE, "en-us"),
        Attribute.of("printer-uri", Tag.URI, "ipp://printer.example.com/ipp/print/pinetree"),
        Attribute.of("job-name", Tag.NAME, "foobar"),
        Attribute.of("ipp-attribute-fidelity", Tag.BOOLEAN, True),
    )
    job = (Attribute.of("copies", Tag.INTEGER, 20), Attribute.of("sides", Tag.KEYWORD, "two-sided-long-edge"))
    sections = (Section(Group.OPERATION, operation), Section(Group.JOB, job))
    message = Message(Operation.PRINT_JOB, 1, sections, (1, 1))
    assert encode(message) == EXAMPLE
    assert decode(EXAMPLE + b"%PDF-1.7 the document") == message


def test_a_collection_is_written_as_the_standard_says() -> None:
    size = Collection((Attribute.of("x", Tag.INTEGER, 14800), Attribute.of("y", Tag.INTEGER, 21000)))
    column = Attribute.of(
        "media-col", Tag.COLLECTION, Collection((Attribute.of("media-size", Tag.COLLECTION, size),))
    )
    written = (
        b"\x34\x00\x09media-col\x00\x00"
        b"\x4a\x00\x00\x00\x0amedia-size\x34\x00\x00\x00\x00"
        b"\x4a\x00\x00\x00\x01x\x21\x00\x00\x00\x04\x00\x00\x39\xd0"
        b"\x4a\x00\x00\x00\x01y\x21\x00\x00\x00\x04\x00\x00\x52\x08"
        b"\x37\x00\x00\x00\x00\x37\x00\x00\x00\x00"
    )
    message = Message(0, 7, (Section(Group.JOB, (column,)),))
    assert encode(message) == b"\x02\x00\x00\x00\x00\x00\x00\x07\x02" + written + b"\x03"
    assert decode(encode(message)) == message


WORDS = st.text("ab 缺纸𠮷\x1b\n{}", max_size=12)
NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=9)
INTEGERS = st.integers(-(2**31), 2**31 - 1)


def values_with(inner: st.SearchStrategy[Attribute]) -> st.SearchStrategy[Value]:
    members = st.lists(inner, max_size=3, unique_by=lambda one: one.name).map(tuple)
    return st.builds(Value, st.just(Tag.COLLECTION), st.builds(Collection, members))


def attributes_with(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Attribute]:
    return st.builds(Attribute, NAMES, st.lists(values, min_size=1, max_size=3).map(tuple))


SIMPLE = st.one_of(
    st.builds(Value, st.sampled_from([Tag.INTEGER, Tag.ENUM]), INTEGERS),
    st.builds(Value, st.just(Tag.BOOLEAN), st.booleans()),
    st.builds(Value, st.sampled_from([Tag.UNSUPPORTED, Tag.UNKNOWN, Tag.NO_VALUE]), st.none()),
    st.builds(Value, st.sampled_from([Tag.TEXT, Tag.NAME, Tag.KEYWORD, Tag.URI, Tag.MIME_TYPE]), WORDS),
    st.builds(Value, st.just(Tag.RANGE), st.builds(Range, INTEGERS, INTEGERS)),
    st.builds(
        Value, st.just(Tag.RESOLUTION), st.builds(Resolution, INTEGERS, INTEGERS, st.sampled_from([3, 4]))
    ),
    st.builds(
        Value,
        st.sampled_from([Tag.TEXT_WITH_LANGUAGE, Tag.NAME_WITH_LANGUAGE]),
        st.builds(Worded, st.sampled_from(["zh-cn", "en"]), WORDS),
    ),
    st.builds(Value, st.just(Tag.OCTETS), st.builds(Octets, st.binary(max_size=20))),
    st.builds(Value, st.just(Tag.DATE_TIME), st.builds(Octets, st.binary(min_size=11, max_size=11))),
)
ATTRIBUTES = attributes_with(
    st.recursive(SIMPLE, lambda inner: values_with(attributes_with(inner)), max_leaves=3)
)
MESSAGES = st.builds(
    Message,
    st.integers(0, 0x7FFF),
    INTEGERS,
    st.lists(
        st.builds(Section, st.sampled_from([1, 2, 4, 5]), st.lists(ATTRIBUTES, max_size=4).map(tuple)),
        max_size=3,
    ).map(tuple),
)


@given(MESSAGES)
def test_every_message_comes_back_as_it_went(message: Message) -> None:
    assert decode(encode(message)) == message


@given(st.binary(max_size=400))
def test_any_bytes_are_a_message_or_garbled(data: bytes) -> None:
    with_head = b"\x02\x00\x00\x00\x00\x00\x00\x01" + data
    for bytes_ in (data, with_head):
        try:
            decode(bytes_)
        except Garbled:
            continue


EVERYTHING = Message(
    0,
    1,
    (
        Section(
            Group.PRINTER,
            (
                Attribute.of("a", Tag.INTEGER, 1, 2),
                Attribute.of("b", Tag.BOOLEAN, True),
                Attribute.of("c", Tag.TEXT_WITH_LANGUAGE, Worded("zh-cn", "缺纸")),
                Attribute.of("d", Tag.RESOLUTION, Resolution(300, 300, 3)),
                Attribute.of("e", Tag.COLLECTION, Collection((Attribute.of("f", Tag.RANGE, Range(1, 9)),))),
                Attribute.of("g", Tag.DATE_TIME, Octets(b"\x07\xea\x0b\x16\x08\0\0\0+\x08\0")),
                Attribute.of("h", Tag.KEYWORD, "iso_a4_210x297mm"),
            ),
        ),
    ),
)
WRITTEN = encode(EVERYTHING)
PLACES = st.integers(0, len(WRITTEN) - 1)


@given(st.dictionaries(PLACES, st.integers(0, 255), min_size=1, max_size=4))
def test_a_damaged_message_is_a_message_or_garbled(damage: dict[int, int]) -> None:
    data = bytearray(WRITTEN)
    for place, byte in damage.items():
        data[place] = byte
    try:
        decode(bytes(data))
    except Garbled:
        return


def test_a_message_cut_off_anywhere_is_garbled() -> None:
    assert decode(WRITTEN) == EVERYTHING
    for place in range(len(WRITTEN)):
        with pytest.raises(Garbled):
            decode(WRITTEN[:place])


HEAD = b"\x02\x00\x00\x00\x00\x00\x00\x01\x04"
BAD: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "too long": lambda: HEAD + b"\x03" * LONGEST_MESSAGE,
    "no such delimiter": lambda: HEAD[:-1] + b"\x00\x03",
    "a value before any group": lambda: HEAD[:-1] + b"\x21\x00\x01a\x00\x04\x00\x00\x00\x01\x03",
    "a further value of nothing": lambda: HEAD + b"\x21\x00\x00\x00\x04\x00\x00\x00\x01\x03",
    "a negative length": lambda: HEAD + b"\x41\x00\x01a\xff\xff\x03",
    "an integer of three bytes": lambda: HEAD + b"\x21\x00\x01a\x00\x03\x00\x00\x01\x03",
    "neither true nor false": lambda: HEAD + b"\x22\x00\x01a\x00\x01\x02\x03",
    "a name with a control character": lambda: HEAD + b"\x22\x00\x01\x1b\x00\x01\x01\x03",
    "a member outside": lambda: HEAD + b"\x4a\x00\x01a\x00\x01b\x03",
    "a collection that never ends": lambda: HEAD + b"\x34\x00\x01a\x00\x00\x03",
    "a member without value": lambda: (
        HEAD + b"\x34\x00\x01a\x00\x00\x4a\x00\x00\x00\x01b\x37\x00\x00\x00\x00\x03"
    ),
    "a text longer than its field": lambda: HEAD + b"\x35\x00\x01a\x00\x04\x00\x09zh\x03",
    "too deep": lambda: (
        HEAD
        + b"\x34\x00\x01a\x00\x00"
        + b"\x4a\x00\x00\x00\x01b\x34\x00\x00\x00\x00" * DEEPEST
        + b"\x37\x00\x00\x00\x00" * (DEEPEST + 1)
        + b"\x03"
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_each_kind_of_garbage_is_refused(kind: str) -> None:
    with pytest.raises(Garbled):
        decode(BAD[kind]())


def test_what_the_standard_leaves_open_is_read() -> None:
    twice = HEAD + b"\x21\x00\x01a\x00\x04\x00\x00\x00\x01\x21\x00\x01a\x00\x04\x00\x00\x00\x02"
    strange = b"\x7f\x00\x01c\x00\x02??\x13\x00\x01d\x00\x03odd\x42\x00\x01e\x00\x02\xff!\x03"
    told = decode(twice + strange).first(Group.PRINTER)
    assert told.number("a") == 1, "of two of a name the first stands"
    assert told.by_name["c"].values == (Value(0x7F, Octets(b"??")),), "a tag nobody knows"
    assert told.by_name["d"].values == (Value(Tag.NO_VALUE, None),), "bytes where there is no value"
    assert told.word("e") == "�!", "words that are not UTF-8"


def test_values_that_do_not_fit_are_never_written() -> None:
    for attribute in (Attribute.of("a", Tag.TEXT, "x" * (LONGEST_VALUE + 1)), Attribute("a", ())):
        with pytest.raises(ValueError, match="a"):
            encode(Message(0, 1, (Section(Group.JOB, (attribute,)),)))


def test_a_printers_words_are_made_fit_for_a_sentence() -> None:
    told = Attributes.of([Attribute.of("m", Tag.TEXT, "换\x1b[2J硒鼓\n" + "x" * 500)])
    assert told.plain("m").startswith("换 [2J硒鼓 x")
    assert len(told.plain("m")) <= 120
    assert told.plain("none") == ""
    assert told.number("m") is None
    assert told.flag("m") is None

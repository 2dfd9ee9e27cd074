"""The words of the Internet Printing Protocol: tags, operations, states and typed values (RFC 8010, RFC 8011)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType
from typing import TypeAlias

from counter.values.person_name import hidden

_SHOWN = 120
"""Characters of a printer's words that are shown at most."""


class Group(IntEnum):
    """Delimiters of attribute groups (RFC 8010, 3.5.1)."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05


class Tag(IntEnum):
    """Tags of values (RFC 8010, 3.5.2); 0x10 to 0x1F say why there is none."""

    UNSUPPORTED = 0x10
    UNKNOWN = 0x12
    NO_VALUE = 0x13
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    OCTETS = 0x30
    DATE_TIME = 0x31
    RESOLUTION = 0x32
    RANGE = 0x33
    COLLECTION = 0x34
    TEXT_WITH_LANGUAGE = 0x35
    NAME_WITH_LANGUAGE = 0x36
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    URI_SCHEME = 0x46
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49
    MEMBER_NAME = 0x4A


class Operation(IntEnum):
    """The seven operations this client speaks (RFC 8011, 5.4.15; CUPS-Get-Printers is an extension of CUPS)."""

    PRINT_JOB = 0x0002
    VALIDATE_JOB = 0x0004
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B
    CUPS_GET_PRINTERS = 0x4002


class Status(IntEnum):
    """The answers that are told apart (RFC 8011, B.1); below 0x0100 the operation was done."""

    NOT_AUTHENTICATED = 0x0402
    NOT_AUTHORIZED = 0x0403
    NOT_POSSIBLE = 0x0404
    NOT_FOUND = 0x0406
    FORMAT_NOT_SUPPORTED = 0x040A
    ATTRIBUTES_NOT_SUPPORTED = 0x040B
    OPERATION_NOT_SUPPORTED = 0x0501
    NOT_ACCEPTING_JOBS = 0x0506


FIRST_FAILURE = 0x0100


class JobCode(IntEnum):
    """``job-state`` (RFC 8011, 5.3.7); from CANCELED on nothing changes any more."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


class PrinterCode(IntEnum):
    """``printer-state`` (RFC 8011, 5.4.11)."""

    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


@dataclass(frozen=True, slots=True)
class Resolution:
    """Dots across and along; ``unit`` 3 is per inch, 4 per centimetre."""

    across: int
    along: int
    unit: int


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers from ``low`` to ``high``, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Worded:
    """A text or name that carries its own language."""

    language: str
    words: str


@dataclass(frozen=True, slots=True)
class Octets:
    """Bytes without meaning here: octet strings, points in time (11 octets, RFC 2579), values of unknown tags."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Collection:
    """Named members, each with values, such as ``media-col``."""

    members: tuple[Attribute, ...]


Content: TypeAlias = "int | bool | str | Resolution | Range | Worded | Octets | Collection | None"


@dataclass(frozen=True, slots=True)
class Value:
    """One value under its tag; the tag is a plain number because printers send tags nobody has named."""

    tag: int
    content: Content


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name and its values, at least one."""

    name: str
    values: tuple[Value, ...]

    @classmethod
    def of(cls, name: str, tag: Tag, *contents: Content) -> Attribute:
        """An attribute whose values all have the same tag."""
        return cls(name, tuple(Value(tag, content) for content in contents))


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of one group by name; of two of the same name the first stands."""

    by_name: Mapping[str, Attribute] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, attributes: Iterable[Attribute]) -> Attributes:
        """Attributes in the order they were sent."""
        named: dict[str, Attribute] = {}
        for attribute in attributes:
            named.setdefault(attribute.name, attribute)
        return cls(MappingProxyType(named))

    def words(self, name: str) -> tuple[str, ...]:
        """All values that are words: keywords, texts, names, addresses."""
        contents = self._contents(name)
        return tuple(c.words if isinstance(c, Worded) else c for c in contents if isinstance(c, str | Worded))

    def word(self, name: str) -> str:
        """The first value that is a word, else nothing."""
        return next(iter(self.words(name)), "")

    def plain(self, name: str) -> str:
        """The first word fit for a sentence: short, without what a terminal would obey."""
        return "".join(" " if hidden(c) else c for c in self.word(name)[:_SHOWN]).strip()

    def number(self, name: str) -> int | None:
        """The first value that is a whole number or an enum."""
        numbers = (c for c in self._contents(name) if isinstance(c, int) and not isinstance(c, bool))
        return next(numbers, None)

    def flag(self, name: str) -> bool | None:
        """The first value that is true or false."""
        return next((c for c in self._contents(name) if isinstance(c, bool)), None)

    def _contents(self, name: str) -> tuple[Content, ...]:
        attribute = self.by_name.get(name)
        return tuple(value.content for value in attribute.values) if attribute else ()


@dataclass(frozen=True, slots=True)
class Section:
    """A delimiter and the attributes after it; ``group`` is a plain number for the same reason as a tag."""

    group: int
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A request (``code`` is an Operation) or an answer (``code`` is a status), version 2.0 unless told otherwise."""

    code: int
    request: int
    sections: tuple[Section, ...]
    version: tuple[int, int] = (2, 0)

    def groups(self, group: Group) -> tuple[Attributes, ...]:
        """Every section of a kind, in order: one per job or printer listed."""
        return tuple(Attributes.of(s.attributes) for s in self.sections if s.group == group)

    def first(self, group: Group) -> Attributes:
        """The first section of a kind, or an empty one."""
        return next(iter(self.groups(group)), Attributes())

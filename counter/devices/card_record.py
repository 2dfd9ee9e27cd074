"""The text of a second-generation identity card (GA/T 490): 256 bytes of UCS-2, read into one value or refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from counter.errors import Refused
from counter.locale import Text
from counter.values.citizen_number import LENGTH as PLACES
from counter.values.citizen_number import CitizenNumber, NotACitizenNumber, Sex

LENGTH: Final = 256
"""Bytes of the record."""
NAME, ADDRESS, NUMBER, ISSUER = (0, 30), (52, 70), (122, 36), (158, 30)
SEX, ETHNIC, BIRTH, FROM, UNTIL, KIND = (30, 2), (32, 4), (36, 16), (188, 16), (204, 16), (248, 2)
"""Where each field begins and how many bytes it has."""
LONG_TERM: Final = "长期"
"""What stands instead of a last day on the card of somebody who was 46 or older (居民身份证法 第五条)."""
_SEXES: Final[dict[str, Sex]] = {"1": "male", "2": "female"}
"""GB/T 2261.1."""
_GROUPS: Final = frozenset({f"{code:02}" for code in range(1, 57)} | {"97", "98"})
"""GB/T 3304."""
_OTHERS: Final = {
    "J": Text("港澳台居民居住证", "a residence permit of Hong Kong, Macao or Taiwan residents"),
    "I": Text("外国人永久居留身份证", "a permanent residence card of a foreigner"),
    "Y": Text("外国人永久居留身份证", "a permanent residence card of a foreigner"),
}
"""Other cards that the same reader reads, by their mark; their fields mean something else."""
_BLANK: Final = " \0\u3000"


class CardDamaged(Refused):
    """What the reader told is no text of an identity card; values: ``what``."""

    happened = Text("身份证的内容不完整：{what}。", "The text of the identity card is damaged: {what}.")
    kept = Text(
        "没有采用卡上的任何内容，已输入的内容仍在。",
        "Nothing was taken from the card; what was typed is still there.",
    )
    next_step = Text(
        "请把卡拿起再放一次；仍读不出的，请对照证件输入号码。",
        "Please lift the card and lay it down again; if that fails, type the number from the card.",
    )


class AnotherCard(Refused):
    """A card of another kind lies on the reader; values: ``kind``."""

    happened = Text(
        "读卡器上的是{kind}，不是居民身份证。", "The card on the reader is {kind}, no resident identity card."
    )
    kept = Text(
        "没有采用卡上的任何内容，已输入的内容仍在。",
        "Nothing was taken from the card; what was typed is still there.",
    )
    next_step = Text("请对照证件输入。", "Please type what the document says.")


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """What a card says of its holder.

    Name and address stand as on the chip: private-use characters, and halves of a character that the chip has cut in two,
    are left as they are; who keeps them on must look at them first.
    """

    name: str
    sex: Sex
    ethnic: str
    """Code of GB/T 3304, two digits."""
    birth: date
    address: str
    number: str
    issuer: str
    valid_from: date
    valid_until: date | None
    """The last day; None for a card that is valid for ever."""

    @property
    def name_may_be_cut(self) -> bool:
        """Whether the name fills its field: a chip has room for 15 units, a longer name loses its end."""
        return _units(self.name) >= NAME[1] // 2

    @property
    def address_may_be_cut(self) -> bool:
        """Whether the address fills its field of 35 units."""
        return _units(self.address) >= ADDRESS[1] // 2

    def expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.valid_until is not None and self.valid_until < today


def card_of(record: bytes, today: date) -> IdentityCard:
    """Read a record.

    Raises:
        CardDamaged: its length, a code, a day or the check digit is wrong, or the number states another day of birth.
        AnotherCard: it belongs to a card of another kind.
    """
    if len(record) != LENGTH:
        raise CardDamaged(
            what=Text(f"有 {len(record)} 字节，应为 {LENGTH}", f"it has {len(record)} bytes, not {LENGTH}")
        )
    if (kind := _OTHERS.get(_text(record, KIND))) is not None:
        raise AnotherCard(kind=kind)
    number, birth = _number(_text(record, NUMBER), today), _day(record, BIRTH)
    if birth != number.birth:
        raise _wrong("出生日期与号码不符", "the day of birth is not the one in the number")
    begins, ends = _validity(record)
    return IdentityCard(
        name=_words(record, NAME, Text("姓名", "the name")),
        sex=_sex(_text(record, SEX)),
        ethnic=_group(_text(record, ETHNIC)),
        birth=birth,
        address=_words(record, ADDRESS, Text("住址", "the address")),
        number=number.text,
        issuer=_text(record, ISSUER),
        valid_from=begins,
        valid_until=ends,
    )


def _text(record: bytes, field: tuple[int, int]) -> str:
    """A field without its padding; halves of a surrogate pair stay what they are."""
    at, count = field
    return record[at : at + count].decode("utf-16-le", "surrogatepass").rstrip(_BLANK)


def _words(record: bytes, field: tuple[int, int], what: Text) -> str:
    words = _text(record, field).strip(_BLANK)
    if not words:
        raise _wrong(f"{what.zh}是空的", f"{what.en} is empty")
    return words


def _number(text: str, today: date) -> CitizenNumber:
    """The number exactly as a card has it: no blank, no full-width digit is forgiven here."""
    try:
        number = CitizenNumber.parse(text, today)
    except NotACitizenNumber as problem:
        raise _wrong(f"号码{problem.reason.zh}", f"of its number, {problem.reason.en}") from None
    if number.text != text or len(text) != PLACES:
        raise _wrong("号码里有不该有的字符", "its number holds characters that do not belong there")
    return number


def _sex(code: str) -> Sex:
    if code not in _SEXES:
        raise _wrong("性别代码不是 1 或 2", "the code of the sex is neither 1 nor 2")
    return _SEXES[code]


def _group(code: str) -> str:
    if code not in _GROUPS:
        raise _wrong("民族代码不在 GB/T 3304 之内", "the code of the ethnic group is none of GB/T 3304")
    return code


def _validity(record: bytes) -> tuple[date, date | None]:
    begins = _day(record, FROM)
    ends = None if _text(record, UNTIL) == LONG_TERM else _day(record, UNTIL)
    if ends is not None and ends < begins:
        raise _wrong("有效期的止期早于起期", "its validity ends before it begins")
    return begins, ends


def _day(record: bytes, field: tuple[int, int]) -> date:
    """A day written as YYYYMMDD."""
    text = _text(record, field)
    if len(text) == field[1] // 2 and text.isascii() and text.isdigit():
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError:
            pass
    raise _wrong("日期不是一个存在的日子", "one of its dates is no day that exists")


def _wrong(zh: str, en: str) -> CardDamaged:
    return CardDamaged(what=Text(zh, en))


def _units(text: str) -> int:
    """Places a text takes on the chip: two for a character beyond the basic plane."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

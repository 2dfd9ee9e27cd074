"""Identity cards on the reader: what one says, held against what is known here. Nothing of a card is kept but that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from counter.desk.bench import Bench
from counter.desk.card_views import FIELDS, AgentCard, CardChange, CardView
from counter.desk.rights import demand
from counter.desk.views import Session
from counter.errors import CounterError, Refused
from counter.locale import Text
from counter.values.citizen_number import mask, normalise
from counter.values.codes import Codes
from counter.values.person_name import PersonName, code_point, hidden
from counter.values.remark import remark

if TYPE_CHECKING:
    from counter.devices.card_record import IdentityCard


class NoCardReader(Refused):
    """The station has no reader of identity cards."""

    happened = Text("本机没有接身份证读卡器。", "This station has no reader of identity cards.")
    next_step = Text(
        "请对照证件输入号码；要接读卡器，请在 station.toml 里写 [card-reader]。",
        "Please type the number from the card; to have a reader, write [card-reader] in station.toml.",
    )


class NoCardThere(Refused):
    """No card lies on the reader, or the one that was read has not been lifted."""

    happened = Text("读卡器上没有身份证。", "There is no identity card on the reader.")
    next_step = Text(
        "请把卡平放在读卡器上再试；已经放着的，请拿起再放一次。",
        "Please lay the card flat on the reader and try again; one that lies there is lifted first.",
    )


class CardIsAnothers(Refused):
    """The number on the card is not the one that was typed; values: ``card`` and ``typed``, masked."""

    happened = Text(
        "卡上的号码 {card} 与输入的 {typed} 不同。", "The card says {card}, and {typed} was typed."
    )
    kept = Text(
        "没有采用卡上的任何内容，已输入的内容仍在。",
        "Nothing was taken from the card; what was typed is still there.",
    )
    next_step = Text(
        "请核对是不是本人的证件；号码输错了的，请清空后再读卡。",
        "Please see whose card it is; where the number was mistyped, empty the field and read the card again.",
    )


@dataclass(frozen=True, slots=True)
class Cards:
    """Verbs about the reader."""

    bench: Bench

    def reader(self) -> Text | None:
        """How the reader is called; None where the station has none."""
        return reader_of(self.bench)

    def read(self, session: Session) -> IdentityCard | None:
        """The card that lies on the reader; None where none does.

        Raises:
            NotYourRole, NoCardReader
            CardReaderAway, CardReaderSilent, CardNotRead, CardDamaged, AnotherCard
        """
        demand(session.clerk, "draft")
        if self.bench.card_reader is None:
            raise NoCardReader
        return self.bench.card_reader.read()

    def agent(self, session: Session, card: IdentityCard) -> AgentCard:
        """What the card of an agent gives: his name, as far as it can be kept, and his number.

        Raises:
            NotYourRole
        """
        demand(session.clerk, "draft")
        facts = card_facts(card, {})
        told = {key: [one for one in facts[key] if _about_name(one)] for key in ("unread", "cut")}
        said = card_view(self.bench.codes, {"card": facts | told}, {}, self.bench.clock.today())
        return AgentCard(said_by(card).get("name", ""), card.number, said)

    def lying(self, session: Session) -> IdentityCard:
        """The card that lies on the reader now, for whoever does not wait for one.

        Raises:
            NoCardThere, and what `read` raises.
        """
        if (card := self.read(session)) is None:
            raise NoCardThere
        return card


def _about_name(one: str | list[str]) -> bool:
    return (one if isinstance(one, str) else one[0]) == "name"


def see_it_is(card: IdentityCard, typed: str) -> None:
    """See that a number that was typed, if any was, is the one on the card.

    Raises:
        CardIsAnothers
    """
    number = normalise(typed)
    if number and number != card.number:
        raise CardIsAnothers(card=mask(card.number), typed=mask(number))


def reader_of(bench: Bench) -> Text | None:
    """How the reader of a bench is called; None where there is none."""
    return bench.card_reader.name if bench.card_reader else None


def said_by(card: IdentityCard) -> dict[str, str]:
    """The fields of an applicant that a card has and that can be kept here."""
    read = ((field, _kept(field, text)) for field, text in _raw(card).items())
    return {field: text for field, text in read if text}


def card_facts(card: IdentityCard, known: Mapping[str, str]) -> dict[str, Any]:
    """What a journey keeps of a card: its end, and only what differs from what is known or cannot be told by the chip alone.

    Lists, because what is merged into the facts of a journey replaces a list as a whole.
    """
    raw, kept = _raw(card), said_by(card)
    return {
        "until": card.valid_until.isoformat() if card.valid_until else "",
        "differs": [[f, text] for f, text in kept.items() if f in known and not agrees(card, f, known[f])],
        "unread": [[f, _written_out(text)] for f, text in raw.items() if f not in kept],
        "cut": [f for f in kept if _may_be_cut(card, f) and not (f in known and agrees(card, f, known[f]))],
    }


def agrees(card: IdentityCard, field: str, known: str) -> bool:
    """Whether a field of a card is the known one, as far as the chip has room for it."""
    told = said_by(card).get(field, known)
    return known == told or (_may_be_cut(card, field) and known.startswith(told))


def card_view(
    codes: Codes, facts: Mapping[str, Any], known: Mapping[str, str], today: date
) -> CardView | None:
    """What a card said, from the facts of a journey and the fields known now; None where no card was read."""
    if (kept := facts.get("card")) is None:
        return None
    until = date.fromisoformat(kept["until"]) if kept["until"] else None
    differs = [(f, new) for f, new in kept["differs"] if f in known and known[f] != new]
    return CardView(
        until=until,
        expired=until is not None and until < today,
        changes=tuple(
            CardChange(f, _in_words(codes, f, known[f]), _in_words(codes, f, new)) for f, new in differs
        ),
        unread=tuple((f, words) for f, words in kept["unread"]),
        cut=tuple(kept["cut"]),
    )


def fields_of(row: object) -> dict[str, str]:
    """The fields of somebody known that a card has too."""
    return {field: str(getattr(row, field)) for field in FIELDS}


def _raw(card: IdentityCard) -> dict[str, str]:
    return {"name": card.name, "sex": card.sex, "ethnic": card.ethnic, "household_address": card.address}


def _kept(field: str, text: str) -> str:
    """A field as it is kept here; empty where it holds a character that cannot be."""
    try:
        return PersonName.parse(text).text if field == "name" else remark(text)
    except CounterError:
        return ""


def _may_be_cut(card: IdentityCard, field: str) -> bool:
    return (field == "name" and card.name_may_be_cut) or (
        field == "household_address" and card.address_may_be_cut
    )


def _written_out(text: str) -> str:
    """A text with every character that has no shape as its code point."""
    return "".join(f"〔{code_point(c)}〕" if hidden(c) else c for c in text)


def _in_words(codes: Codes, field: str, text: str) -> Text:
    if field == "sex":
        return codes.sex[text]
    words = codes.ethnic[text] if field == "ethnic" else text
    return Text(words, words)

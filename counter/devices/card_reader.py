"""What the counter asks of a reader of identity cards, and a reader that only remembers. No photo passes, no fingerprint."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from counter.devices.card_record import IdentityCard
from counter.devices.ports import PrinterState
from counter.errors import CounterError
from counter.locale import Text

_TYPED = Text(
    "没有采用卡上的任何内容，已输入的内容仍在。",
    "Nothing was taken from the card; what was typed is still there.",
)


class CardReaderAway(CounterError):
    """The reader cannot be reached, or was unplugged in the midst of a card; values: ``place``, ``reason``."""

    happened = Text(
        "读卡器 {place} 不能使用：{reason}。", "The card reader {place} cannot be used: {reason}."
    )
    kept = _TYPED
    next_step = Text(
        "请检查连线后重试；修不好的，请对照证件输入号码。",
        "Please see to its cable and try again; else type the number from the card.",
    )


class CardReaderSilent(CounterError):
    """The reader did not answer in time; values: ``place``."""

    happened = Text("读卡器 {place} 一直没有回答。", "The card reader {place} did not answer in time.")
    kept = _TYPED
    next_step = Text(
        "请把卡拿起再放一次；再不行请重新插拔读卡器，或对照证件输入号码。",
        "Please lift the card and lay it down again; else plug the reader in anew, or type the number.",
    )


class CardNotRead(CounterError):
    """The reader found a card and could not read it; values: ``reason``."""

    happened = Text("身份证没有读出来：{reason}。", "The identity card could not be read: {reason}.")
    kept = _TYPED
    next_step = Text(
        "请把卡拿起、放平再读一次；仍读不出的，请对照证件输入号码。",
        "Please lift the card, lay it flat and read again; if that fails, type the number from the card.",
    )


class CardReader(Protocol):
    """Something on which an identity card is laid."""

    @property
    def name(self) -> Text:
        """How the clerk calls it; one that only pretends says so here."""
        ...

    def check(self) -> PrinterState:
        """Whether it could read a card now."""
        ...

    def read(self) -> IdentityCard | None:
        """The card that lies there; None where none does, or the one that was read has not been lifted.

        Raises:
            CardReaderAway, CardReaderSilent, CardNotRead, CardDamaged, AnotherCard
        """
        ...


@dataclass(slots=True)
class RecordingCardReader:
    """Gives what it was told to give, one card or error for each reading; then no card lies there any more."""

    given: list[IdentityCard | CounterError | None] = field(default_factory=list)
    asked: int = 0
    name: Text = field(default=Text("记录读卡器", "recording card reader"))

    def check(self) -> PrinterState:
        """Always ready."""
        return PrinterState(True, Text("就绪", "Ready"))

    def read(self) -> IdentityCard | None:
        """The next card, or the error that stands in its place."""
        self.asked += 1
        one = self.given.pop(0) if self.given else None
        if isinstance(one, CounterError):
            raise one
        return one

"""A journey page on which the identity card on the reader says who stands at the window."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from counter.screens.face import JourneyView
from counter.screens.journey_page import JourneyPage

if TYPE_CHECKING:
    from counter.desk.card_views import CardView, IdentityCard
    from counter.desk.desk import Desk
    from counter.desk.views import Session
    from counter.locale import Text


class ReadView(JourneyView, Protocol):
    """A journey that a card may enter."""

    @property
    def card_reader(self) -> Text | None:
        """How the reader is called; None where there is none, or nobody is asked for."""

    @property
    def card(self) -> CardView | None:
        """What the card that was read said; None where none was."""


ViewT = TypeVar("ViewT", bound=ReadView)


class ReadingPage(JourneyPage[ViewT], Generic[ViewT]):
    """Waits for a card, brings it to the desk, and tells what it said."""

    DIFFERS: ClassVar[str] = ""
    """The words over what the card says otherwise; "" where that is told elsewhere."""

    @abstractmethod
    def by_card(self, desk: Desk, session: Session, case: str, card: IdentityCard, typed: str) -> ViewT:
        """The verb that takes a card."""

    def card_taken(self) -> None:
        """Called behind what is told of a card."""

    def read_card(self, typed: str) -> None:
        """Read the card that lies on the reader, or is laid there now; a number that was typed must be the one on it."""
        if (reader := self.case.card_reader) is not None:
            self.house.act(self._read_card(reader, typed))

    async def _read_card(self, reader: Text, typed: str) -> None:
        from counter.screens.card import CardDialog, card_words  # noqa: PLC0415 - not before the first card

        card = await self.house.ask(CardDialog(reader))
        if card is None:
            return
        await self.doing(lambda desk, session, case: self.by_card(desk, session, case, card, typed))
        said, tone = card_words(self, reader, self.case.card, self.DIFFERS)
        self.tell(*said, tone=tone)
        self.card_taken()

"""The identity card of an agent: his name and number fill the rows in which they would be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.locale import Text
    from counter.screens.page import Page


async def read_agent(page: Page, reader: Text) -> dict[str, str]:
    """Wait for the card, and give its rows ``agent`` and ``agent-number``; {} where none was given.

    A name that the chip may have cut, or has no shape for, is told, and completed by hand.
    """
    from counter.screens.card import CardDialog, card_words  # noqa: PLC0415 - not before the first card

    house, session = page.house, page.house.session
    card = await house.ask(CardDialog(reader))
    if card is None or session is None:
        return {}
    told = await house.verb(lambda desk: desk.cards.agent(session, card))
    said, tone = card_words(page, reader, told.said, "")
    page.tell(*said, tone=tone)
    return {"agent": told.name, "agent-number": told.number}

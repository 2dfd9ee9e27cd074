"""The identity card on the reader: a dialog that waits for it, tells how long, and is left with Esc; and what a card said."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, ClassVar, Final

from counter.desk.card_views import FIELDS
from counter.errors import CounterError
from counter.screens.dialog import Dialog
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.card_views import CardView, IdentityCard
    from counter.locale import Text
    from counter.screens.frame import Tone
    from counter.screens.page import Page

    CardAnswer = Dialog[IdentityCard]
else:
    CardAnswer = Dialog

_TICK: Final = 0.25
"""Seconds between two looks at the reader, and between two pictures while it works."""
_PATIENCE: Final = 60
"""Seconds after which nobody is going to lay a card down any more."""


class CardDialog(CardAnswer):
    """Waits for a card; what goes wrong is said in the box, and Enter tries again."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH = 72
    HEIGHT = 11

    def __init__(self, reader: Text) -> None:
        super().__init__()
        self._reader = reader
        self._seconds = 0
        self._problem: CounterError | None = None
        self._reading = False

    def on_mount(self) -> None:
        """Look at the reader at once."""
        super().on_mount()
        self._begin()

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """The reader, what to do, how long it has taken; or what went wrong."""
        x, y, columns, language = box.x, box.y, box.columns, self.house.language
        canvas.put(x, y + 1, self._reader.in_(language), "strong", columns)
        if self._problem is not None:
            said = (" " if language == "en" else "").join(self._problem.sentences(language))
            canvas.block(x, y + 2, said, "stop", columns, 5)
        else:
            canvas.block(x, y + 3, self.say("card.lay"), "ink", columns, 2)
        if self._reading:
            canvas.put(x, y + 7, self.say("card.waiting", seconds=self._seconds), "label", columns)
        else:
            at = canvas.put(x, y + 7, "Enter", "key")
            canvas.put(at + 1, y + 7, self.say("card.again"), "ink", columns - (at + 1 - x))

    def press(self, key: str) -> bool:
        """Enter tries again where the reader has given up; who types on does not want the card, and loses no key."""
        if key == "enter" and not self._reading:
            self._begin()
        if len(key) > 1:
            return True
        self.answer(None)
        return False

    def _begin(self) -> None:
        self._problem, self._seconds, self._reading = None, 0, True
        self.show()
        self.run_worker(self._wait(), group="card", exit_on_error=False)  # it ends with the dialog

    async def _wait(self) -> None:
        """Look again and again until a card lies there, patience ends, or the dialog is left."""
        began, card = time.monotonic(), None
        try:
            while self.is_asking and card is None and self._seconds < _PATIENCE:
                card = await self._look(began)
                if card is None:
                    await asyncio.sleep(_TICK)
        except CounterError as problem:
            self._problem = problem
        except Exception as error:
            self.house.log_fault(error)
            self.tell(self.say("frame.fault"), tone="stop")
        self._reading = False
        if card is not None:
            self.answer(card)
        elif self.is_asking:
            self.show()

    async def _look(self, began: float) -> IdentityCard | None:
        """One look at the reader, with a picture of how long it takes."""
        if (session := self.house.session) is None:
            return None
        looking = asyncio.ensure_future(self.house.quiet_verb(lambda desk: desk.cards.read(session)))
        looking.add_done_callback(_seen)
        while not (await asyncio.wait({looking}, timeout=_TICK))[0]:
            self._tick(began)
        self._tick(began)
        return looking.result()

    def _tick(self, began: float) -> None:
        seconds = int(time.monotonic() - began)
        if seconds != self._seconds and self.is_asking:
            self._seconds = seconds
            self.show()


def _seen(looked: asyncio.Future[IdentityCard | None]) -> None:
    """What comes in after the dialog was left is dropped, errors too."""
    if not looked.cancelled():
        looked.exception()


def card_words(page: Page, reader: Text, card: CardView | None, differs: str) -> tuple[list[str], Tone]:
    """What is to be said of a card that was read, and how urgently; ``differs`` are the words over what it says otherwise."""
    read = page.say("card.read", reader=reader.in_(page.house.language))
    warned = warnings(page, card) if card is not None else []
    if card is not None and card.changes and differs:
        return [read, *warned, page.say(differs), *change_lines(page, card)], "stop"
    return [read, *warned], "wait" if warned else "done"


def warnings(page: Page, card: CardView) -> list[str]:
    """What the clerk has to look at: the card has expired, a field cannot be taken over as it is, or may go on."""
    said = [page.say("card.expired", day=card.until)] if card.expired else []
    return said + [words for field in FIELDS if (words := warning(page, card, field))]


def warning(page: Page, card: CardView, field: str) -> str:
    """What the clerk has to look at in one field; empty where nothing is odd."""
    if (words := dict(card.unread).get(field)) is not None:
        return page.say("card.unread", field=_field(page, field), words=words)
    return page.say("card.cut", field=_field(page, field)) if field in card.cut else ""


def change_lines(page: Page, card: CardView) -> list[str]:
    """What differs, a line each: field, old → new."""
    language = page.house.language
    told = ((_field(page, one.field), one.old.in_(language), one.new.in_(language)) for one in card.changes)
    return [page.say("card.change", field=field, old=old, new=new) for field, old, new in told]


def _field(page: Page, field: str) -> str:
    return page.say(f"correction.field.{field.replace('_', '-')}")

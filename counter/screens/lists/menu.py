"""F11: all work lists with their lengths, and the books of the day; a digit or Enter opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from counter.desk.worklists import LIMIT
from counter.screens.lists.kinds import LISTS, Worklist
from counter.screens.lists.table import ListPage
from counter.screens.page import Page
from counter.screens.pages import (
    day_page,
    guide_page,
    households_page,
    ledger_page,
    lost_receipt_page,
    queue_page,
    shift_page,
    upload_page,
    visits_page,
)
from counter.widgets.canvas import Canvas
from counter.widgets.scroll import draw_mark

if TYPE_CHECKING:
    from textual.events import ScreenResume


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the page: its key, its name, where it leads, and the list it counts."""

    key: str
    code: str
    door: Callable[[], Page]
    worklist: Worklist | None = None


def _list_item(key: str, worklist: Worklist) -> Item:
    return Item(key, worklist.code, lambda: ListPage(worklist), worklist)


ITEMS: Final = (
    *(_list_item(str(place), worklist) for place, worklist in enumerate(LISTS, 1)),
    Item("q", "queue", queue_page),
    Item("v", "visit-lists", visits_page),
    Item("h", "households", households_page),
    Item("u", "uploads", upload_page),
    Item("g", "guide", guide_page),
    Item("a", "lost", lost_receipt_page),
    Item("b", "ledger", ledger_page),
    Item("c", "day", day_page),
    Item("d", "shift", shift_page),
)
"""Digits open work lists, letters the books."""
_COUNTED: Final = {"visit-lists": "visits", "uploads": "uploads", "day": "unclosed"}
"""Pages that are no list of ours and yet have something that waits."""
_RED = frozenset({"overdue"})
_LOW = 24
"""Rows of a window in which every line is needed."""
_COLUMN = 22
"""Where the counts stand."""


class ListsPage(Page):
    """What waits, counted; what is zero steps back."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "find", "new", "slip", "cover", "language", "lock", "back"}
    )
    PRACTICE: ClassVar[str] = "lists"

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, int] | None = None
        self.at = 0

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Counted anew whenever this page comes to light."""
        super().on_screen_resume(event)
        self.house.act(self._count())

    async def _count(self) -> None:
        if (session := self.house.session) is not None:
            self.counts = await self.house.verb(lambda desk: desk.worklists.counts(session))
            self.show()

    def draw(self, canvas: Canvas) -> None:
        """Lists with their lengths, then the books."""
        canvas.put(2, 2, self.say("lists.title"), "strong")
        y, apart = 4, 1 if canvas.rows > _LOW else 0
        for place, item in enumerate(ITEMS):
            y += apart if item.worklist is None and ITEMS[place - 1].worklist is not None else 0
            self._draw_item(canvas, y, place, item)
            y += 1

    def _draw_item(self, canvas: Canvas, y: int, place: int, item: Item) -> None:
        marked = place == self.at
        role = draw_mark(canvas, y, marked=marked, key=item.key)
        canvas.put(5, y, self.say(f"lists.{item.code}"), role, _COLUMN + 8)
        x, counts = _COLUMN + 14, self.counts or {}
        if item.worklist is None:
            count = counts.get(_COUNTED.get(item.code, ""))
            told = self.say(f"lists.behind.{item.code}", count=count) + "   " if count else ""
            x = canvas.put(x, y, told, role if marked else "wait")
            canvas.put(x, y, self.say(f"lists.about.{item.code}"), role if marked else "faint")
            return
        if self.counts is None:
            return
        groups = item.worklist.count(counts)
        for turn, count in groups:
            shown = f"{count}+" if count >= LIMIT and turn.isdigit() else str(count)
            words = f"{self.say(f'list.group.{item.code}-{turn}')} {shown}" if turn else shown
            tone = ("stop" if item.code in _RED else "wait") if count else "faint"
            x = canvas.put(x, y, words, role if marked else tone) + 3

    def press(self, key: str) -> bool:
        """↑ ↓ walk, Enter opens, a digit or a letter opens at once."""
        keys = [item.key for item in ITEMS]
        if key in {"up", "down"}:
            self.at = (self.at + (1 if key == "down" else -1)) % len(ITEMS)
            self.show()
        elif key == "enter":
            self.house.go(ITEMS[self.at].door())
        elif key.lower() in keys:
            self.at = keys.index(key.lower())
            self.house.go(ITEMS[self.at].door())
        return True

"""One work list: rows as a query gave them, in the order of its index; only what is seen is drawn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from counter.desk.due_rows import EndorsementView, PromiseView, Row
from counter.desk.worklists import LIMIT
from counter.screens.doors import open_application, open_permit
from counter.screens.lists.kinds import Cells, Worklist, cells_of, key_of
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.cells import fit, tail, visible
from counter.widgets.scroll import STEPS, around, digit, draw_mark, walked

if TYPE_CHECKING:
    from textual.events import ScreenResume

    from counter.desk.views import WhyLine

_STEPS = {**STEPS, "home": -LIMIT, "end": LIMIT}
_TOP, _BELOW = 5, 4
"""Rows over the list, and under it."""


class ListPage(Page):
    """↑ ↓ and digits choose, Enter opens, ← → turn the groups of a list that has some.

    A list that is longer than a page goes on behind its last row, and back before its first.
    """

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "find", "new", "slip", "cover", "language", "lock", "back"}
    )

    def __init__(self, worklist: Worklist) -> None:
        super().__init__()
        self.worklist = worklist
        self.turn = 0
        self.rows: tuple[Row, ...] | None = None
        self.at = 0
        self.before: tuple[Row, ...] = ()
        """The last row of each page before this one."""
        self._today = date.min
        self._asked = 0

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The list is read anew whenever this page comes to light; the mark stays on its row."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self, last: bool = False) -> None:
        session, group = self.house.session, self.worklist.turns[self.turn]
        if session is None:
            return
        marked = key_of(self.rows[self.at]) if self.rows else ""
        before, after = self.before, self.before[-1] if self.before else None
        self._asked += 1
        asked = self._asked
        today, rows = await self.house.verb(
            lambda desk: (desk.worklists.today, self.worklist.fetch(desk, session, group, after))
        )
        if asked != self._asked:  # another group, or the same once more, was asked for meanwhile
            return
        if before and not rows:  # everything on this page was dealt with
            self.before = before[:-1]
            await self._read(last=True)
            return
        self._today = today
        places = [place for place, row in enumerate(rows) if key_of(row) == marked]
        at = len(rows) - 1 if last else self.at
        self.rows, self.at = rows, places[0] if places else max(0, min(at, len(rows) - 1))
        self.show()

    def _page(self, before: tuple[Row, ...], *, last: bool = False) -> None:
        """Read another page of the list; the mark stands on its first row, or on its last one."""
        self.before, self.rows, self.at = before, None, 0
        self.house.act(self._read(last))

    def draw(self, canvas: Canvas) -> None:
        """Name of the list and of the group, the heads of the columns, the rows that fit."""
        x = canvas.put(2, 2, self.say(f"lists.{self.worklist.code}"), "strong")
        if len(self.worklist.turns) > 1:
            group = self.say(f"list.group.{self.worklist.code}-{self.worklist.turns[self.turn]}")
            canvas.put(x + 2, 2, group, "here")
            canvas.right(2, self.say("list.turn"), "faint", 2)
        if self.rows is None:
            return
        if not self.rows:
            canvas.put(2, _TOP, self.say(f"list.empty.{self.worklist.code}"), "label")
            return
        columns = _columns(canvas.columns)
        for (at, room), head in zip(
            columns, ("name", self.worklist.second, "state", "day", "note"), strict=True
        ):
            canvas.put(at, 4, self.say(f"list.head.{head}"), "label", room)
        seen = canvas.rows - _TOP - _BELOW
        for y, place in enumerate(around(self.at, len(self.rows), seen), _TOP):
            cells = cells_of(self.rows[place], self.say, self.house.language, self._today)
            self._draw_row(canvas, y, place, cells)
        first = len(self.before) * LIMIT
        key = "list.first" if len(self.rows) >= LIMIT else "list.page" if first else "list.count"
        words = self.say(key, count=len(self.rows), first=first + 1, last=first + len(self.rows))
        canvas.put(4, canvas.rows - 3, words, "faint")

    def _draw_row(self, canvas: Canvas, y: int, place: int, cells: Cells) -> None:
        marked = place == self.at
        role = draw_mark(canvas, y, marked=marked, key=digit(place))
        late = "stop" if cells.late else "label"
        columns = _columns(canvas.columns)
        what = tail(visible(cells.what), columns[1][1]) if cells.place else cells.what
        texts = (cells.name, what, cells.state, cells.day, cells.note)
        for text, (at, room), tone in zip(texts, columns, ("ink", "ink", "ink", "label", late), strict=True):
            canvas.put(at, y, fit(visible(text), room), role if marked else tone)

    def press(self, key: str) -> bool:
        """Walk, turn, open."""
        rows = self.rows or ()
        if key in {"down", "pagedown"} and len(rows) >= LIMIT and self.at == len(rows) - 1:
            self._page((*self.before, rows[-1]))
        elif key in {"up", "pageup"} and self.before and rows and self.at == 0:
            self._page(self.before[:-1], last=True)
        elif key in _STEPS:
            self.at = walked(self.at, _STEPS[key], len(rows))
            self.show()
        elif key in {"left", "right"} and len(self.worklist.turns) > 1:
            self.turn = (self.turn + (1 if key == "right" else -1)) % len(self.worklist.turns)
            self._page(())
        elif key == "enter" and self.at < len(rows):
            self._open(rows[self.at])
        elif key.isdigit() and 0 < int(key) <= len(rows):
            self.at = int(key) - 1
            self._open(rows[self.at])
        return True

    async def reasons(self) -> tuple[WhyLine, ...]:
        """What the marked row rests on, and what the list means."""
        if (session := self.house.session) is None:
            return ()
        row, code = (self.rows[self.at] if self.rows else None), self.worklist.code
        return await self.house.verb(lambda desk: desk.worklists.why(session, code, row))

    def _open(self, row: Row) -> None:
        if isinstance(row, EndorsementView):
            self.house.act(open_permit(self.house, row.holder.id))
            return
        application = row.application if isinstance(row, PromiseView) else row
        self.house.act(open_application(self.house, application.id))


def _columns(wide: int) -> tuple[tuple[int, int], ...]:
    """Where the columns stand and how wide they are; a wider window gives its room to what the matter is."""
    more = wide - 80
    return ((4, 14), (19, 22 + more), (42 + more, 14), (57 + more, 10), (68 + more, 11))

"""The history of a permit: every deed with who, when, why, by which article, and who stood beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.cells import visible, wrap
from counter.widgets.scroll import Scroll

if TYPE_CHECKING:
    from counter.desk.permit_views import DeedView, PermitView

Line = tuple[str, str]
"""Text and role."""


class HistoryPage(Page):
    """Newest first; arrows scroll."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "cover", "language", "lock", "back"})

    def __init__(self, permit: PermitView) -> None:
        super().__init__()
        self.permit = permit
        self.deeds: tuple[DeedView, ...] | None = None
        self._scroll = Scroll()

    def on_mount(self) -> None:
        """Read the deeds."""
        super().on_mount()
        self.house.act(self._read())

    async def _read(self) -> None:
        session, holder = self.house.session, self.permit.holder.id
        if session is not None:
            self.deeds = await self.house.verb(lambda desk: desk.permits.history(session, holder))
            self.show()

    def draw(self, canvas: Canvas) -> None:
        """Whose permit, then the deeds."""
        x = canvas.put(2, 2, self.say("permit.history.title"), "strong")
        canvas.put(x + 2, 2, self.permit.holder.name, "ink", 20)
        if self.deeds is None:
            return
        if not self.deeds:
            canvas.block(2, 4, self.say("permit.history.none"), "label", canvas.columns - 4)
            return
        lines = [line for deed in self.deeds for line in self._lines(deed, canvas.columns - 8)]
        room = canvas.rows - 8
        for place, (text, role) in enumerate(self._scroll.seen(lines, room)):
            canvas.put(2, 4 + place, text, role, canvas.columns - 4)

    def _lines(self, deed: DeedView, room: int) -> list[Line]:
        language = self.house.language
        people = f"{deed.clerk}+{deed.second}" if deed.second else deed.clerk
        what = f"{deed.text.in_(language)} → {deed.state.in_(language)}"
        lines: list[Line] = [(f"{deed.at:%Y-%m-%d %H:%M}  {people}  {what}", "ink")]
        changes = [one for one in deed.changes if one[0] != "state"]  # the state stands in the line above
        for column, old, new in changes:
            words = visible(f"{self.say(f'permit.column.{column}')}: {old} → {new}")
            lines += [(f"    {row}", "label") for row in wrap(words, room)]
        article = deed.article.in_(language) if deed.article else ""
        for text in (deed.reason, article, deed.sheet):
            lines += [(f"    {row}", "faint") for row in wrap(visible(text), room)] if text else []
        return lines

    def press(self, key: str) -> bool:
        """Scroll."""
        if self._scroll.press(key):
            self.show()
        return True

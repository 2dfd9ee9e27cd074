"""The receipt is lost: the applications of a person by citizen number, typed or read from the card."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.doors import open_application
from counter.screens.lists.of_person import draw_applications
from counter.screens.search_page import SearchPage
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from datetime import date

    from counter.desk.application_views import ApplicationView


class LostReceiptPage(SearchPage):
    """One field for the number; a digit or Enter opens what was found."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "cover", "language", "lock", "back"})

    def __init__(self) -> None:
        super().__init__()
        self.form = Form([FormRow("number", "")])
        self.found: tuple[ApplicationView, ...] = ()
        self.at = 0
        self._today: date | None = None

    def draw(self, canvas: Canvas) -> None:
        """The field, and the applications of the person."""
        canvas.put(2, 2, self.say("lists.lost"), "strong")
        if self.form is not None:
            self.form.row.label = self.say("lost.number")
            self.form.draw(canvas, 2, 4, canvas.columns - 4)
        if not self.found or self._today is None:
            canvas.block(2, 6, self.say("lost.hint"), "label", canvas.columns - 4)
            return
        draw_applications(self, canvas, 6, self.found, self.at, self._today)

    def press(self, key: str) -> bool:
        """↑ ↓ walk what was found."""
        if key in {"up", "down"} and self.found:
            self.at = (self.at + (1 if key == "down" else -1)) % len(self.found)
            self.show()
            return True
        return super().press(key)

    @property
    def where(self) -> str:
        """There is one such page."""
        return "lost"

    def searched(self, _row: FormRow) -> None:
        """Another number forgets what was found."""
        if self.found:
            self.found, self.at = (), 0
            self.show()

    def entered(self) -> None:
        """Look for the person; then open what is marked."""
        if self.found:
            self.house.act(open_application(self.house, self.found[self.at].id))
        elif self.form is not None and self.form.row.value.strip():
            self.house.act(self._find(self.form.row.value))

    async def _find(self, text: str) -> None:
        if (session := self.house.session) is None:
            return
        self._today, self.found = await self.house.verb(
            lambda desk: (desk.worklists.today, desk.collect.of_person(session, text))
        )
        self.at = next((n for n, row in enumerate(self.found) if row.state in {"ready", "unclaimed"}), 0)
        if not self.found:
            self.tell(self.say("lost.nobody"), tone="wait")
        self.show()

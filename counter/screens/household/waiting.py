"""The households under way, and the way to a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.doors import open_journey
from counter.screens.page import Page
from counter.screens.pages import household_page
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from textual.events import ScreenResume

    from counter.desk.household_views import HouseholdView


class HouseholdsPage(Page):
    """Those under way by digit; n begins another one."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "find", "cover", "language", "lock", "back"})

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[HouseholdView, ...] | None = None

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Read anew whenever this page comes to light."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self) -> None:
        if (session := self.house.session) is not None:
            self.rows = await self.house.verb(lambda desk: desk.household.waiting(session))
            self.show()

    def draw(self, canvas: Canvas) -> None:
        """Address, landlord, service of each."""
        canvas.put(2, 2, self.say("household.title"), "strong")
        for place, row in enumerate((self.rows or ())[: canvas.rows - 9]):
            canvas.put(2, 4 + place, str(place + 1) if place < 9 else "·", "key")
            canvas.put(5, 4 + place, row.address, "ink", canvas.columns - 44)
            canvas.put(canvas.columns - 38, 4 + place, row.landlord, "label", 12)
            canvas.put(canvas.columns - 25, 4 + place, row.title.in_(self.house.language), "label", 23)
        if self.rows == ():
            canvas.block(2, 4, self.say("household.none"), "label", canvas.columns - 4)
        canvas.put(2, canvas.rows - 4, "n", "key")
        canvas.put(5, canvas.rows - 4, self.say("household.new"))

    def press(self, key: str) -> bool:
        """A digit opens, n begins."""
        rows = self.rows or ()
        if key.isdigit() and 0 < int(key) <= len(rows):
            self.house.act(open_journey(self.house, "household", rows[int(key) - 1].id))
        elif key.lower() == "n":
            self.house.act(self._begin())
        return True

    async def _begin(self) -> None:
        if (session := self.house.session) is not None:
            self.house.go(household_page(await self.house.verb(lambda desk: desk.household.start(session))))

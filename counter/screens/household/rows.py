"""The rows of what all share: service, address, landlord and papers, with what may be chosen in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.household_case import SHARED
from counter.screens.household.numbers import numbers
from counter.screens.kept_page import form_of
from counter.widgets.canvas import Canvas
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.intake_views import ServiceView
    from counter.desk.views import Session
    from counter.locale import Text
    from counter.screens.household.shared import SharedPage

_LEAVES = frozenset({"enter", "tab", "down"})
"""The keys that go on from a row."""


class SharedRows:
    """The first face: what is typed once for all."""

    def __init__(self, page: SharedPage) -> None:
        self.page = page
        self.form = form_of([FormRow(key, "") for key in SHARED], page.gathering.typed)
        self.offered: tuple[ServiceView, ...] = ()
        self.papers: tuple[tuple[str, Text], ...] = ()

    async def read(self, session: Session) -> None:
        """What is offered here, and the papers of the service that was chosen before."""
        self.offered = await self.page.house.verb(lambda desk: desk.household.services(session))
        await self._read_papers(session)

    async def _read_papers(self, session: Session) -> None:
        if service := self.service:
            self.papers = await self.page.house.verb(lambda desk: desk.household.papers(session, service))

    # What is typed ---------------------------------------------------------------------------------------------

    @property
    def service(self) -> str:
        """The code of the service that the first row names by digit."""
        key = self.form.value("service").strip()
        return next((one.code for one in self.offered if key in {one.key, one.code}), "")

    @property
    def chosen_papers(self) -> tuple[str, ...] | None:
        """The codes of the papers all share; None where anything but their numbers is typed."""
        places = numbers(self.form.value("papers"), len(self.papers))
        return None if places is None else tuple(self.papers[place - 1][0] for place in places)

    @property
    def empty(self) -> bool:
        """Nothing is typed in any row."""
        return not any(row.value.strip() for row in self.form.rows)

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """The rows, and below them what may be chosen in the one that has the keys."""
        for row in self.form.rows:
            row.label = self.page.say(f"household.row.{row.key}")
        y = self.form.draw(canvas, 2, 4, canvas.columns - 4) + 1
        if (key := self.form.row.key) in {"service", "papers"}:
            canvas.put(2, y, self.page.say(f"household.{key}-hint"), "label", canvas.columns - 4)
            self._draw_list(canvas, y + 1, self._listed(key))

    def _listed(self, key: str) -> list[tuple[str, str]]:
        """What may be chosen, by number."""
        language = self.page.house.language
        if key == "service":
            return [(one.key, one.text.in_(language)) for one in self.offered]
        return [(str(n), text.in_(language)) for n, (_, text) in enumerate(self.papers, 1)]

    def _draw_list(self, canvas: Canvas, y: int, listed: list[tuple[str, str]]) -> None:
        """In two columns where one has no room."""
        rows = canvas.rows - y - 5
        wide = (canvas.columns - 4) // (1 if len(listed) <= rows else 2)
        for place, (key, text) in enumerate(listed[: rows * 2]):
            x = 2 + wide * (place // rows)
            canvas.put(x, y + place % rows, key, "key")
            canvas.put(x + 4, y + place % rows, text, "ink", wide - 5)

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Nobody leaves the first row without a service."""
        if key in _LEAVES and self.form.row.key == "service":
            self.page.house.act(self._choose())
            return True
        return False

    async def _choose(self) -> None:
        session = self.page.house.session
        if session is None:
            return
        if not self.service:
            self.page.tell(self.page.say("household.no-service"), tone="wait")
            return
        await self._read_papers(session)
        self.page.tell()
        self.page.step(1)

    def entered(self) -> None:
        """The rows are done: the questions come."""
        page, papers = self.page, self.form.value("papers")
        if not self.form.value("address").strip():
            page.step(1 - self.form.at)
            page.tell(page.say("household.no-address"), tone="stop")
        elif not self.service:
            page.step(-self.form.at)
            page.tell(page.say("household.no-service"), tone="wait")
        elif self.chosen_papers is None:
            page.tell(page.say("household.no-numbers", text=papers), tone="stop")
        else:
            page.do(lambda desk, session, journey: desk.household.ask(session, journey))

    def back(self) -> None:
        """The page is left."""
        self.page.leave()

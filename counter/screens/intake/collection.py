"""How the document is collected: settled now, and final."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from counter.screens.intake.agent_card import read_agent
from counter.screens.intake.face import Face
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.page import IntakePage

_ROWS: Final[dict[str, tuple[str, ...]]] = {
    "self": (),
    "agent": ("agent", "agent-number"),
    "mail": ("address",),
}
"""What has to be typed for a way of collection."""
_DRAFT = "collection-mode"
_CARD = "agent-card"
"""Under this the number is kept that was read from the agent's card."""


class CollectionFace(Face):
    """The ways the rules have, their words, what cannot be changed later."""

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case)
        begun = case.typed.get(_DRAFT, "")
        only = case.modes[0] if len(case.modes) == 1 else ""
        self.mode = only or (begun if begun in case.modes else "")
        """The way whose details are asked for; empty while one is to be chosen."""
        self._read_number = case.typed.get(_CARD, "")
        self._ask_details()

    def _ask_details(self) -> None:
        self.page.form = None
        if rows := _ROWS.get(self.mode, ()):
            self.hold([FormRow(row, "") for row in rows])

    def draw(self, canvas: Canvas, box: Box) -> None:
        """As much as the window holds; the articles (F1 has them too) give way first, then the applicant."""
        trial = Canvas(canvas.columns, canvas.rows)
        fitting = (
            full for full in (2, 1) if self._draw(trial, Box(box.x, 0, box.columns, 0), full) <= box.rows
        )
        self._draw(canvas, box, next(fitting, 0))

    def _draw(self, canvas: Canvas, box: Box, full: int) -> int:
        """The ways with their sentences, what is final, the details, the key; gives the row after them."""
        x, room = box.x, box.columns
        y = self.draw_person(canvas, x, box.y, room) + 1 if full else box.y
        if self.mode:
            y = self._draw_way(canvas, Box(x, y, room, 0), self.mode, "strong", cited=full > 1)
        else:
            canvas.put(x, y, self.say("collecting.question"), "ink", room)
            y += 1
            for place, mode in enumerate(self.case.modes, 1):
                canvas.put(x, y, str(place), "key")
                y = self._draw_way(canvas, Box(x + 3, y, room - 3, 0), mode, "ink", cited=full > 1)
        gap = int(full > 1)
        y = canvas.block(x, y + gap, self.say("collecting.final"), "wait", room, 3) + gap
        if self.page.form is not None:
            for row in self.page.form.rows:
                row.label = self.say(f"collecting.{row.key}")
            y = self.page.form.draw(canvas, x, y, room) + gap
        if self._reads:
            reader = self.case.card_reader
            named = reader.in_(self.page.house.language) if reader else ""
            self.draw_enter(canvas, x, y, self.say("card.enter", reader=named), room)
            return y + 1 - box.y
        self.draw_enter(canvas, x, y, self._enter(), room)
        return y + 1 - box.y

    def _enter(self) -> str:
        mode = self.mode or self.case.modes[0]
        return self.say("collecting.settle", mode=self.say(f"collecting.mode.{mode}"))

    def _draw_way(self, canvas: Canvas, box: Box, mode: str, role: str, *, cited: bool) -> int:
        """A way in a word, the sentence of its rule and, where there is room, the article."""
        language = self.page.house.language
        canvas.put(box.x, box.y, self.say(f"collecting.mode.{mode}"), role, box.columns)
        y = box.y + 1
        for way in self.case.ways:
            if way.settles == mode:
                y = canvas.block(box.x, y, way.text.in_(language), "ink", box.columns, 3)
                if cited:
                    y = canvas.block(box.x, y, way.source.in_(language), "faint", box.columns, 2)
        return y

    def flows(self, _character: str) -> bool:
        """Names, numbers and addresses are text; without a row every key chooses."""
        return self.page.form is not None

    def press(self, key: str) -> bool:
        """A digit chooses a way; Enter settles the one that stands, or the first."""
        if key == "enter" and self._reads:
            self.page.begin(_CARD, self._read())
            return True
        if self.page.form is not None:
            return False
        if key == "enter":
            self._choose(self.mode or self.case.modes[0])
            return True
        if key.isdigit() and not self.mode:
            if 0 < int(key) <= len(self.case.modes):
                self._choose(self.case.modes[int(key) - 1])
            return True
        return False

    @property
    def _reads(self) -> bool:
        """Whether Enter reads the card of the agent: none of his rows has been typed in."""
        rows = self.page.form.rows if self.page.form is not None else []
        empty = not any(row.value.strip() for row in rows)
        return self.mode == "agent" and empty and self.case.card_reader is not None

    async def _read(self) -> None:
        """Name and number of the agent from the card, to be looked at before Enter registers them."""
        if (reader := self.case.card_reader) is None or self.page.form is None:
            return
        read = await read_agent(self.page, reader)
        for row in self.page.form.rows if read else ():
            row.value = read[row.key]
            self.page.keep(row.key, row.value)
        if read:
            self.page.keep(_CARD, read["agent-number"])
            self._read_number = read["agent-number"]
            self.page.load(self.page.form.row.value)

    def resume(self, deed: str) -> None:
        """The card of the agent."""
        if deed == _CARD and self._reads:
            self.page.begin(deed, self._read())

    def _choose(self, mode: str) -> None:
        if not _ROWS[mode]:
            self.page.do(lambda desk, session, case: desk.agreeing.collect_by(session, case, mode=mode))
            return
        self.mode = mode
        self.page.keep(_DRAFT, mode)
        self._ask_details()
        self.page.show()

    def entered(self) -> None:
        """Register the agent, or where it is mailed to."""
        form, mode = self.page.form, self.mode
        if form is None:
            return
        told = {row.key: row.value for row in form.rows}
        agent, number, address = (told.get(key, "") for key in ("agent", "agent-number", "address"))
        how = "card" if number and number == self._read_number else "typed"
        self.page.do(
            lambda desk, session, case: desk.agreeing.collect_by(
                session, case, mode=mode, agent=agent, agent_number=number, address=address, how=how
            )
        )

    def back(self) -> None:
        """From the details back to the ways, if there is a choice."""
        if self.mode and len(self.case.modes) > 1:
            self.mode = ""
            self.page.keep(_DRAFT, "")
            self._ask_details()
            self.page.show()
        else:
            super().back()

"""What the card says otherwise than is known here: old → new, taken over with a reason or left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.card import change_lines, warnings
from counter.screens.dialog import Dialog
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.card_views import CardView
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.page import IntakePage

    Changed = Dialog[IntakeView]
else:
    Changed = Dialog


_AROUND = 8
"""Rows of everything but the differences and what else is to be said."""


class CardChangesDialog(Changed):
    """Every difference in a line or two, and a row for the reason, which stands there already."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH = 74

    def __init__(self, page: IntakePage, card: CardView) -> None:
        super().__init__()
        self._page, self._card = page, card
        self.HEIGHT = _AROUND + 3 * len(card.changes) + 2 * len(warnings(page, card))
        self.form = Form([FormRow("reason", "", page.house.on_record("card.reason"))])

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """The differences, the reason, what Enter and Esc do."""
        x, y, columns = box.x, box.y, box.columns
        canvas.put(x, y, self.say("card.differs"), "strong", columns)
        y += 2
        for line in warnings(self, self._card):
            y = canvas.block(x, y, line, "wait", columns, 2)
        for line in change_lines(self, self._card):
            y = canvas.block(x, y, line, "ink", columns, 4)
        if self.form is not None:
            self.form.row.label = self.say("correction.reason")
            self.form.draw(canvas, x, y + 1, columns)
        canvas.block(x, y + 3, self.say("card.take-over"), "label", columns, 2)

    def entered(self) -> None:
        """Take all of it over."""
        self.house.act(self._correct())

    async def _correct(self) -> None:
        session, form = self.house.session, self.form
        if session is None or form is None:
            return
        reason, case_id = form.row.value, self._page.case.id
        fields = {one.field: one.new.zh for one in self._card.changes}
        self.answer(await self.house.verb(lambda desk: desk.intake.correct(session, case_id, fields, reason)))

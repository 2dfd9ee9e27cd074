"""A missing paper that is printed with what is known and brought back signed, such as a power of attorney."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.dialog import Dialog
from counter.screens.intake.agent_card import read_agent
from counter.screens.out_dialog import ask_outcome
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.demand_views import HomePaperView
    from counter.desk.intake_views import IntakeView
    from counter.locale import Text
    from counter.screens.intake.page import IntakePage

    Names = Dialog[dict[str, str]]
else:
    Names = Dialog

_UNSETTLED = ("reserved", "sent")
"""States of a sheet of which nobody has said yet what came of it."""


async def print_for_home(page: IntakePage, case: IntakeView) -> None:
    """Ask who the agent is, which may stay open, and print; the face that then stands there asks what came of it."""
    if not case.to_take:
        page.tell(page.say("at-home.none"), tone="wait")
        return
    paper = case.to_take[0]
    names = await page.house.ask(AgentDialog(paper, case.card_reader))
    if names is not None:
        told = names
        await page.doing(
            lambda desk, session, id_: desk.agreeing.print_for_home(session, id_, paper.code, told)
        )


def in_printer(case: IntakeView) -> HomePaperView | None:
    """The paper whose sheet nobody has spoken of yet."""
    return next((one for one in case.to_take if one.sheet and one.sheet.state in _UNSETTLED), None)


async def settle_for_home(page: IntakePage, paper: HomePaperView) -> None:
    """Ask what came of the sheet in the printer, and say so at the desk."""
    session, case = page.house.session, page.case.id
    if session is None or paper.sheet is None:
        return
    outcome = await ask_outcome(
        page.house,
        paper.sheet,
        lambda desk: desk.agreeing.resend_paper(session, case, paper.code),
        "at-home.out",
    )
    await page.doing(
        lambda desk, session, case: desk.agreeing.paper_out(
            session, case, paper.code, good=outcome.good, reason=outcome.reason
        )
    )


class AgentDialog(Names):
    """Name and number of the agent; what is not known stays blank on the paper, for the hand."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    HEIGHT = 13

    def __init__(self, paper: HomePaperView, reader: Text | None = None) -> None:
        super().__init__()
        self._paper, self._reader = paper, reader
        self.form = Form([FormRow("agent", ""), FormRow("agent-number", "", room=20)])

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """The paper, two rows, what may stay empty."""
        x, y, columns = box.x, box.y, box.columns
        title = self.say("at-home.title", paper=self._paper.text.in_(self.house.language))
        canvas.put(x, y + 1, title, "strong", columns)
        canvas.block(x, y + 2, self.say("at-home.hint"), "label", columns, 2)
        if self.form is not None:
            name, number = self.form.rows
            name.label, number.label = self.say("at-home.name"), self.say("at-home.number")
            self.form.draw(canvas, x, y + 5, columns, gap=2)
        if self._reads and self._reader is not None:
            at = canvas.put(x, y + 9, "Tab", "key")
            named = self._reader.in_(self.house.language)
            canvas.put(at + 1, y + 9, self.say("card.enter", reader=named), "ink", columns - (at + 1 - x))

    @property
    def _reads(self) -> bool:
        """Whether Tab reads the card of the agent: there is a reader, and neither row has been typed in."""
        rows = self.form.rows if self.form is not None else []
        return self._reader is not None and not any(row.value.strip() for row in rows)

    def press(self, key: str) -> bool:
        """Tab reads a card while nothing stands in the rows."""
        if key == "tab" and self._reads:
            self.house.act(self._read())
            return True
        return super().press(key)

    async def _read(self) -> None:
        if self._reader is None or self.form is None:
            return
        read = await read_agent(self, self._reader)
        for row in self.form.rows if read else ():
            row.value = read[row.key]
        if read:
            self.load(self.form.row.value)
            self.note()

    def entered(self) -> None:
        """Answer with what was typed."""
        if self.form is not None:
            self.answer({row.key: row.value.strip() for row in self.form.rows})

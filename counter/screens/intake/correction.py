"""Correcting what is known of the applicant: old → new, with the reason, before it is printed anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from counter.screens.ask import ChoiceDialog
from counter.screens.dialog import Dialog
from counter.screens.intake.history import HistoryDialog
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.page import IntakePage

    Corrected = Dialog[IntakeView]
else:
    Corrected = Dialog

FIELDS: Final = ("name", "sex", "ethnic", "household_address", "residence_address", "phone", "number")
"""What can be corrected, in the order of the digits."""
_REASON = "correct-reason"


async def correct_applicant(page: IntakePage, case: IntakeView) -> None:
    """Ask which field, then old → new and why; the page shows what the store then has."""
    fields = tuple(f"correction.field.{field}" for field in _WORDS)
    chosen = await page.house.ask(ChoiceDialog("correction.which", (*fields, "correction.history")))
    if chosen is None:
        return
    if chosen > len(FIELDS):
        await _show_history(page, case)
        return
    changed = await page.house.ask(CorrectionDialog(page, case, FIELDS[chosen - 1]))
    if changed is not None:
        page.take(changed)
        page.tell(page.say("correction.done"), tone="done")


async def _show_history(page: IntakePage, case: IntakeView) -> None:
    session = page.house.session
    if session is not None:
        changes = await page.house.verb(lambda desk: desk.intake.history(session, case.id))
        await page.house.ask(HistoryDialog(changes))


_WORDS: Final = tuple(field.replace("_", "-") for field in FIELDS)


class CorrectionDialog(Corrected):
    """The old words, a row for the new ones, a row for the reason; what is refused stays in its row."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH = 72
    HEIGHT = 10

    def __init__(self, page: IntakePage, case: IntakeView, field: str) -> None:
        super().__init__()
        self._page, self._case, self._field = page, case, field
        self._known = "" if field == "number" else self._old()
        typed = case.typed
        new = FormRow(field, "", typed.get(field, self._known))
        self.form = Form([new, FormRow(_REASON, "", typed.get(_REASON, ""))])

    def _old(self) -> str:
        person = self._case.person
        if person is None:
            return ""
        if self._field == "number":
            return person.masked_number
        return person.sex.zh if self._field == "sex" else str(getattr(person, self._field))

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """Field, old words, new words, reason."""
        x, y, columns = box.x, box.y, box.columns
        name = self.say(f"correction.field.{self._field.replace('_', '-')}")
        canvas.put(x, y + 1, self.say("correction.title", field=name), "strong", columns)
        old = self._old() or self.say("correction.empty")
        canvas.block(x, y + 2, self.say("correction.old", text=old), "label", columns, 2)
        if self.form is not None:
            new, reason = self.form.rows
            new.label, reason.label = self.say("correction.new"), self.say("correction.reason")
            self.form.draw(canvas, x, y + 5, columns, gap=1)

    def typed(self, row: FormRow) -> None:
        """Keep it with the intake: a power cut costs nothing."""
        super().typed(row)
        self._page.keep(row.key, row.value)

    def entered(self) -> None:
        """Hand both to the desk."""
        self.house.act(self._correct())

    async def _correct(self) -> None:
        session, form, field = self.house.session, self.form, self._field
        if session is None or form is None:
            return
        new, reason = form.value(field), form.value(_REASON)
        if new.strip() == self._known:
            form.at = 0
            self.tell(self.say("correction.same"), tone="wait")
            return
        await self._page.drafts_kept()
        changed = await self.house.verb(
            lambda desk: desk.intake.correct(session, self._case.id, {field: new}, reason)
        )
        self.answer(changed)

"""How a handing over ends: signed for, or refused with its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.collect.ask import Ask
from counter.screens.kept_page import ROW
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import Form, FormRow
from counter.workflows.application import Deed, State

if TYPE_CHECKING:
    from counter.desk.handing import HandingView
    from counter.screens.collect.page import CollectPage

_NAME = "name"
"""The row of who signs; it is kept as soon as it is a field."""


_SIGN = "sign"


class Refused(Ask):
    """It is not handed over: the sentence, the article, what helps; a card that states something wrong goes back at once."""

    def question(self) -> str:
        """That nothing is handed over."""
        return self.say("collect.refused")

    def answers(self) -> tuple[str, ...]:
        """Sending it back, where that is what helps."""
        wrong = self.case.told.facts.get("card-data") == "wrong"
        can = Deed.RETURN in self.case.application.deeds
        return (self.say("collect.return"),) if wrong and can else ()

    def take(self, _place: int) -> None:
        """Say what is wrong, and send it back."""
        self.page.resume("send-back")

    def entered(self) -> None:
        """Leave the page; nothing is handed over, and what was answered is forgotten."""
        self.page.give_up()

    def draw_question(self, canvas: Canvas, box: Box) -> None:
        """Every refusal in full."""
        y, language = box.y, self.page.house.language
        for refusal in self.case.collection.refusals:
            y = canvas.block(box.x, y, "✗ " + refusal.text.in_(language), "stop", box.columns, 4)
            for label, text in (("refusal.source", refusal.source), ("refusal.remedy", refusal.remedy)):
                if words := text.in_(language):
                    at = canvas.put(box.x, y, self.say(label), "label") + 2
                    y = canvas.block(at, y, words, "ink", box.columns - (at - box.x), 4)
            y += 1
        for answer in self.answers():
            canvas.put(box.x + 2, y, "1", "key")
            y = canvas.block(box.x + 5, y, answer, "ink", box.columns - 5, 2) + 1
        canvas.put(box.x, y, self.question(), "label", box.columns)


class Sign(Ask):
    """The recipient signs; in doubt the reason is typed here, and a second officer signs in behind it.

    The name is the one that is expected. It is no field until Tab makes it one, so no stray key gets into it; and it never
    is one where nobody else may sign: an agent signs for what an agent collects.
    """

    def __init__(self, page: CollectPage, case: HandingView) -> None:
        super().__init__(page, case)
        self._mailed, self._doubtful = case.application.state is State.MAILED, case.doubtful
        self._fixed = self._mailed or case.told.present == "agent"
        rows = [self._name_row(case.typed[_NAME])] if _NAME in case.typed and not self._fixed else []
        rows += [FormRow("reason", "")] if case.doubtful else []
        if rows:
            self.hold(rows)

    def question(self) -> str:
        """Who signs, and what Enter does."""
        how = "mailed" if self._mailed else "doubtful" if self._doubtful else "sure"
        return self.say(f"collect.sign.{how}")

    def draw_question(self, canvas: Canvas, box: Box) -> None:
        """Question, the name, the fields there are."""
        say, form = self.say, self.page.form
        y = canvas.block(box.x, box.y, self.question(), "ink", box.columns, 3) + 1
        if not self._mailed and self.name is None:
            x = canvas.put(box.x, y, say("collect.row.name"), "label")
            x = canvas.put(x + 2, y, self.page.signer, "strong", box.columns - 24)
            if not self._fixed:
                x = canvas.put(x + 3, y, "Tab", "key")
                canvas.put(x + 1, y, say("collect.another"), "label", box.x + box.columns - x - 1)
            y += 2
        if form is not None:
            for row in form.rows:
                row.label = say(f"collect.row.{row.key}")
            form.draw(canvas, box.x, y, box.columns, gap=2)

    @property
    def name(self) -> str | None:
        """The name in its field; None while the expected one stands."""
        rows = self.page.form.rows if self.page.form is not None else []
        return next((row.value.strip() for row in rows if row.key == _NAME), None)

    @property
    def reason(self) -> str:
        """What was typed as the reason."""
        rows = self.page.form.rows if self.page.form is not None else []
        return next((row.value.strip() for row in rows if row.key == "reason"), "")

    def press(self, key: str) -> bool:
        """Tab makes the name a field, where somebody else may sign."""
        if key != "tab" or self._fixed or self.name is not None:
            return super().press(key)
        rows = self.page.form.rows if self.page.form is not None else []
        self.page.form = Form([self._name_row(self.page.signer), *rows])
        self.page.keep(_NAME, self.page.signer)
        self.page.keep(ROW, _NAME)
        self.page.show()
        return True

    def _name_row(self, name: str) -> FormRow:
        return FormRow(_NAME, "", name, room=30)

    def entered(self) -> None:
        """Hand it over."""
        if self._doubtful and not self.reason:
            self.page.tell(self.say("ask.empty"), tone="stop")
        else:
            self.page.begin(_SIGN, self.page.hand_over(self.name or self.page.signer, self.reason))

    def resume(self, deed: str) -> None:
        """The second officer."""
        if deed == _SIGN:
            self.entered()

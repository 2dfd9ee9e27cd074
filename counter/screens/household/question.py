"""A question that may have one answer for all, or is left to each person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from counter.desk.demand_views import QuestionView
    from counter.locale import Text
    from counter.screens.household.shared import SharedPage


class SharedQuestion:
    """The other face: digits answer for all, Enter leaves it to each; None while the question is read from the rules."""

    form = None

    def __init__(self, page: SharedPage, question: QuestionView | None = None) -> None:
        self.page, self.question = page, question

    def draw(self, canvas: Canvas) -> None:
        """The question, its choices, what Enter does."""
        question, language = self.question, self.page.house.language
        if question is None:
            return
        canvas.put(2, 4, self.page.say("household.same"), "label", canvas.columns - 4)
        y = canvas.block(2, 6, question.text.in_(language), "strong", canvas.columns - 4, 3)
        for choice in question.choices:
            canvas.put(3, y, choice.key, "key")
            y = canvas.block(6, y, choice.text.in_(language), "ink", canvas.columns - 8, 2)
        canvas.put(2, y + 1, "Enter", "key")
        canvas.put(9, y + 1, self.page.say("household.differs"), "ink", canvas.columns - 11)

    def press(self, key: str) -> bool:
        """A digit answers for all, unless all would be refused; Enter leaves it to each person."""
        if self.question is None:
            return True
        choice = next((one for one in self.question.choices if one.key == key), None)
        if choice is not None and choice.refused is not None:
            self._tell_refused(choice.refused, choice.source)
        elif choice is not None:
            self._share(self.question.fact, choice.code)
        elif key == "enter":
            self._share(self.question.fact, "")
        return True

    def _tell_refused(self, words: Text, source: Text | None) -> None:
        """Why it will not do for all, with its article; F1 has it whole."""
        language = self.page.house.language
        basis = self.page.say("fee.basis", basis=source.in_(language)) if source is not None else ""
        self.page.tell(*filter(None, (words.in_(language), basis)), tone="stop")

    def _share(self, fact: str, value: str) -> None:
        self.page.do(lambda desk, session, journey: desk.household.share(session, journey, fact, value))

    def entered(self) -> None:
        """There is no row."""

    def back(self) -> None:
        """The last answer for all is taken back; before the first one the rows come."""
        self.page.do(lambda desk, session, journey: desk.household.unshare(session, journey))

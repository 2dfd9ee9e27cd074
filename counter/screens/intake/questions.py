"""The questions, one at a time, those first that may stop everything; what was answered stays in sight and can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.intake.face import Face
from counter.screens.review import review_face
from counter.values import typed_day
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import cut, visible, width, wrap
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.demand_views import AnswerView, QuestionView
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.page import IntakePage

_BY_TWO = "second-check"
"""The fact that one clerk alone does not answer."""
_LONGEST = 9
"""Digits of a number nobody would call a mistake at once."""
_ANSWERS = 3
"""So many answers stay in sight at least."""
_FOOT = 2
"""Rows under the question: what ↑ and 0 do, and a blank."""


class QuestionsFace(Face):
    """Answers so far, the question, its choices by digit or its field."""

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case)
        self.at = len(case.answered)
        """The answer that is marked; behind the last one it is the question."""
        self.again: QuestionView | None = None
        self._open(case.questions[0] if case.questions else None)

    def _open(self, question: QuestionView | None) -> None:
        self.question = question
        self.page.form = None
        if question is not None and not question.choices:
            self.hold([FormRow(question.fact, "")])

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas, box: Box) -> None:
        """As many answers as there is room for above the question."""
        x, y, room = box.x, box.y, box.columns
        if self.case.person is not None:
            y = self._draw_who(canvas, x, y, room)
        below = self._draw_question(Canvas(canvas.columns, canvas.rows), Box(x, 0, room, box.rows))
        rows = max(1, box.rows - (y - box.y) - below - _FOOT)
        y = self._draw_answers(canvas, Box(x, y, room, rows))
        y += self._draw_question(canvas, Box(x, y, room, box.rows)) + 1
        self._draw_foot(canvas, x, min(y, box.y + box.rows), room)

    def _draw_who(self, canvas: Canvas, x: int, y: int, room: int) -> int:
        person = self.case.person
        if person is not None:
            number = self.page.unmasked or person.masked_number
            canvas.put(x, y, f"{visible(person.name)}   {number}", "label", room)
        return y + 1

    def _draw_answers(self, canvas: Canvas, box: Box) -> int:
        """The answers around the marked one; gives the row after them."""
        answers, marked = self.case.answered, min(self.at, len(self.case.answered) - 1)
        top = max(0, min(marked - box.rows // 2, len(answers) - box.rows))
        shown = answers[top : top + box.rows]
        for line, answer in enumerate(shown, box.y):
            self._draw_answer(canvas, Box(box.x, line, box.columns, 1), answer, line - box.y + top)
        if top:
            canvas.put(box.x + box.columns - 1, box.y, "↑", "key")
        if top + box.rows < len(answers):
            canvas.put(box.x + box.columns - 1, box.y + box.rows - 1, "↓", "key")
        return box.y + len(shown) + (1 if shown else 0)

    def _draw_answer(self, canvas: Canvas, box: Box, answer: AnswerView, place: int) -> None:
        language = self.page.house.language
        role = "chosen" if place == self.at else "label"
        told = answer.text.in_(language) + (self.say("asking.register") if answer.register else "")
        if role == "chosen":
            canvas.put(box.x - 1, box.y, " " * (box.columns + 1), role)
        canvas.put(box.x, box.y, "✓", "done" if role == "label" else role)
        room = max(10, box.columns - 6 - width(visible(told)))
        canvas.put(box.x + 2, box.y, answer.question.in_(language), role, room)
        at = box.x + 4 + width(cut(visible(answer.question.in_(language)), room))
        canvas.put(at, box.y, told, "ink" if role == "label" else role, box.columns - (at - box.x) - 1)

    def _draw_question(self, canvas: Canvas, box: Box) -> int:
        """Question, choices or field; gives the rows taken."""
        question, x, y, room = self.question, box.x, box.y, box.columns
        if question is None:
            self.draw_enter(canvas, x, y, self.say("asking.done"), room)
            return 1
        language = self.page.house.language
        y = canvas.block(x, y, question.text.in_(language), "strong", room, 2)
        lines = self._room_for_refusals(question, box)
        for choice in question.choices:
            canvas.put(x + 1, y, choice.key, "key")
            y = canvas.block(x + 4, y, choice.text.in_(language), "ink", room - 4, 2)
            if choice.refused is not None:
                y = self._draw_refused(canvas, Box(x + 4, y, room - 4, lines), choice.refused.in_(language))
        if self.page.form is not None:
            y = self.page.form.draw(canvas, x, y, min(room, 30))
            y = canvas.block(x, y, self._read(question, self.page.form.row.value), "label", room, 2)
        return y - box.y

    def _read(self, question: QuestionView, text: str) -> str:
        """What is typed as it will be taken, else how to type it."""
        read = day_of(text) if question.kind == "date" else None
        return read or self.say(f"asking.hint.{question.kind}")

    def _room_for_refusals(self, question: QuestionView, box: Box) -> int:
        """Lines that each consequence may take, so that everything stays on the page with some answers above it."""
        language = self.page.house.language
        refusals = [choice.refused.in_(language) for choice in question.choices if choice.refused]
        asked = wrap(visible(question.text.in_(language)), box.columns)
        above = min(_ANSWERS, len(self.case.answered)) + len(asked) + (2 if self.case.answered else 1)
        free = box.rows - above - len(question.choices) - _FOOT
        whole = [len(wrap(visible(f"✗ {words}"), box.columns - 4)) for words in refusals]
        return next((n for n in (3, 2) if sum(min(n, rows) for rows in whole) <= free), 1)

    def _draw_refused(self, canvas: Canvas, box: Box, words: str) -> int:
        """What an answer would lead to: whole where there is room, else its beginning; F1 has all of it."""
        parts = wrap(visible(f"✗ {words}"), box.columns)
        shown = [*parts[: box.rows - 1], "".join(parts[box.rows - 1 :])]
        for place, part in enumerate(filter(None, shown), box.y):
            canvas.put(box.x, place, part, "refused", box.columns)
        return box.y + len([part for part in shown if part])

    def _draw_foot(self, canvas: Canvas, x: int, y: int, room: int) -> None:
        if self.again is not None:
            words = self.say("asking.changing")
        elif self.at < len(self.case.answered):
            words = self.say("asking.change-this")
        else:
            words = self.say("asking.change") if self.case.answered else ""
        at = canvas.put(x, y, words, "faint", room) + 3 if words else x
        if self.page.form is None:  # a field takes the digit
            canvas.put(at, y, "0", "key")
            canvas.put(at + 2, y, self.say("intake.correct"), "faint", room - (at + 2 - x))

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """A digit answers; ↑ goes up through the answers, Enter asks the marked one again."""
        if key in {"up", "down"}:
            self._mark(-1 if key == "up" else 1)
        elif key == "enter" and self.at < len(self.case.answered):
            self.page.house.act(self._ask_again(self.case.answered[self.at].fact))
        elif key == "enter" and self.question is None:
            self.page.do(lambda desk, session, case: desk.intake.go_on(session, case))
        elif key == "enter" and self.page.form is None:
            self.page.tell(self.say("asking.by-digit"), tone="wait")
        elif key == "0" and self.page.form is None:
            self.page.correct()
        elif key.isdecimal() and self.page.form is None:
            self._choose(key)
        else:
            return False
        return True

    def _mark(self, step: int) -> None:
        self.at = max(0, min(len(self.case.answered), self.at + step))
        self.page.show()

    def _choose(self, key: str) -> None:
        question = self.question
        if question is None or key not in {choice.key for choice in question.choices}:
            self.page.tell(self.say("asking.no-choice", digit=key), tone="wait")
            return
        self._answer(question.fact, key)

    def _answer(self, fact: str, text: str) -> None:
        if fact == _BY_TWO and self.question is not None:
            outcome = next((c.code for c in self.question.choices if c.key == text), text)
            self.resume(outcome)
            return
        self.page.do(lambda desk, session, case: desk.questions.answer(session, case, fact, text))

    def resume(self, deed: str) -> None:
        """Two officers and a photo, for an answer that needs them."""
        question = self.question
        if question is not None and question.fact == _BY_TWO and deed in {c.code for c in question.choices}:
            self.page.begin(deed, self._review(deed))

    async def _review(self, outcome: str) -> None:
        """Two officers compare a photo before this one is answered."""
        view = await review_face(self.page.house, self.case.id, outcome)
        if view is not None:
            await self.page.doing(lambda desk, session, case: desk.intake.show(session, case))

    async def _ask_again(self, fact: str) -> None:
        session, case_id = self.page.house.session, self.case.id
        if session is not None:
            self.again = await self.page.house.verb(lambda desk: desk.questions.asked(session, case_id, fact))
            self.at = len(self.case.answered)
            self._open(self.again)
            self.page.show()

    def typed(self, _row: FormRow) -> None:
        """Show how it will be taken; what was wrong is being mended."""
        self.page.notice = ((), "ink")
        self.page.show_soon()

    def entered(self) -> None:
        """A day or a number was typed."""
        question, form = self.question, self.page.form
        if question is None or form is None:
            return
        text = form.row.value.strip()
        read = day_of(text) if question.kind == "date" else number_of(text)
        if not text or read is None:
            problem = self.say(f"asking.wrong.{question.kind}") if text else self._read(question, "")
            self.page.tell(problem, tone="stop" if text else "wait")
        else:
            self._answer(question.fact, read)

    def back(self) -> None:
        """A change is given up; else one step back in the intake."""
        if self.again is not None or self.at < len(self.case.answered):
            self.again, self.at = None, len(self.case.answered)
            self._open(self.case.questions[0] if self.case.questions else None)
            self.page.show()
        else:
            super().back()


def day_of(text: str) -> str | None:
    """A day as people type it (20261122, 2026.11.22, 2026年11月22日) as the desk reads it; None for what is no day."""
    day = typed_day.day_of(text)
    return day.isoformat() if day else None


def number_of(text: str) -> str | None:
    """A whole number as it is typed, also with full-width digits; None for anything else."""
    plain = typed_day.plain(text)
    return plain if plain.isascii() and plain.isdigit() and len(plain) <= _LONGEST else None

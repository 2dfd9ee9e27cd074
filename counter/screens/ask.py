"""Small dialogs: a numbered choice, a sentence to be typed, the second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.desk.rights import NeedsSomebodyElse, NotYourRole
from counter.screens.by_pin import wanting
from counter.screens.dialog import Dialog
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.rights import Second
    from counter.desk.unsaid import Answer

    SecondAnswer = Dialog[Second]
else:
    SecondAnswer = Dialog


class ChoiceDialog(Dialog[int]):
    """Numbered answers; the digit answers."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})

    def __init__(self, title: str, choices: tuple[str, ...]) -> None:
        super().__init__()
        self._title, self._choices = title, choices
        self.HEIGHT = len(choices) + 6

    @property
    def about(self) -> str:
        """The question."""
        return self._title

    def as_said(self, answer: int) -> Answer:
        """The digit."""
        return answer

    def said_again(self, said: Answer) -> int | None:
        """The digit, if it is still offered."""
        return said if isinstance(said, int) and 0 < said <= len(self._choices) else None

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """Question and answers."""
        x, y, columns = box.x, box.y, box.columns
        canvas.put(x, y + 1, self.say(self._title), "strong", columns)
        for place, choice in enumerate(self._choices, 1):
            canvas.put(x, y + 2 + place, str(place), "key")
            canvas.put(x + 3, y + 2 + place, self.say(choice), "ink", columns - 3)

    def press(self, key: str) -> bool:
        """Take a visible digit."""
        if key.isdigit() and 0 < int(key) <= len(self._choices):
            self.answer(int(key))
        return True


class SentenceDialog(Dialog[str]):
    """A sentence that must not be empty, such as a reason."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    HEIGHT = 8

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.form = Form([FormRow("sentence", "")])

    @property
    def about(self) -> str:
        """The question."""
        return self._title

    def as_said(self, answer: str) -> Answer:
        """The sentence."""
        return answer

    def said_again(self, said: Answer) -> str | None:
        """The sentence."""
        return said if isinstance(said, str) else None

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """Question and row."""
        x, y, columns = box.x, box.y, box.columns
        canvas.put(x, y + 1, self.say(self._title), "strong", columns)
        if self.form is not None:
            self.form.draw(canvas, x, y + 3, columns)

    def entered(self) -> None:
        """Answer, unless nothing was typed."""
        if self.form is not None and (sentence := self.form.row.value.strip()):
            self.answer(sentence)
        else:
            self.aside(self.say("ask.empty"))


class SecondDialog(SecondAnswer):
    """The second person signs in beside the first, who stays signed in."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    HEIGHT = 11

    def __init__(self, purpose: str, about: str = "", right: str = "void") -> None:
        super().__init__()
        self._purpose, self._about, self._right = purpose, about, right
        self.form = Form([FormRow("number", "", room=20), FormRow("pin", "", secret=True, room=20)])

    @property
    def about(self) -> str:
        """What it is for."""
        return self._purpose

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """What it is for, number, PIN."""
        x, y, columns = box.x, box.y, box.columns
        canvas.put(x, y + 1, self.say("second.title"), "strong", columns)
        canvas.block(x, y + 2, f"{self.say(self._purpose)} {self._about}", "label", columns, 2)
        if self.form is not None:
            number, pin = self.form.rows
            number.label, pin.label = self.say("sign-in.number"), self.say("sign-in.pin")
            self.form.draw(canvas, x, y + 5, columns, gap=2)

    def press(self, key: str) -> bool:
        """Enter goes on from a row that has something in it."""
        return (key == "enter" and wanting(self)) or super().press(key)

    def entered(self) -> None:
        """Check number and PIN."""
        self.house.act(self._check())

    async def _check(self) -> None:
        session, form = self.house.session, self.form
        if session is None or form is None:
            return
        number, pin = form.value("number").strip(), form.value("pin")
        self.load("")
        try:
            second = await self.house.verb(
                lambda desk: desk.people.second(number, pin, beside=session, right=self._right)
            )
        except (NotYourRole, NeedsSomebodyElse):
            form.at = 0  # somebody else will sign
            self.load("")
            raise
        self.answer(second)

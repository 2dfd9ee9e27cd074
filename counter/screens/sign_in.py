"""Signing in: painted before the desk is open, so that nobody waits for it."""

from __future__ import annotations

from typing import ClassVar

from counter.screens.by_pin import wanting
from counter.screens.doors import go_back, reopen
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow


class SignInPage(Page):
    """Number and PIN; a training station offers a clerk and says the PIN."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "language", "leave"})

    def __init__(self, offered: str) -> None:
        super().__init__()
        self._offered = offered
        self._fresh()

    def draw(self, canvas: Canvas) -> None:
        """The sign of the station, the two rows, and for training the words that help."""
        sign, left, top = self.house.sign, max(4, canvas.columns // 2 - 22), canvas.rows // 2 - 6
        canvas.put(left, top, self.say("sign-in.title"), "strong")
        canvas.put(left, top + 1, self.say("sign-in.question"), "label")
        if self.form is not None:
            number, pin = self.form.rows
            number.label, pin.label = self.say("sign-in.number"), self.say("sign-in.pin")
            self.form.draw(canvas, left, top + 4, canvas.columns - left - 4, gap=2)
        if sign.training:
            canvas.block(left, top + 9, self.say("sign-in.training"), "wait", canvas.columns - left - 2)

    def press(self, key: str) -> bool:
        """Enter goes on from a row that has something in it."""
        return (key == "enter" and wanting(self)) or super().press(key)

    def entered(self) -> None:
        """Sign in; what was left open reopens at its step."""
        self.house.act(self._sign_in())

    async def _sign_in(self) -> None:
        house, form = self.house, self.form
        if form is None:
            return
        number, pin = form.value("number").strip(), form.value("pin")
        form.rows[1].value = ""
        self.load("")
        session = await house.verb(lambda desk: desk.people.sign_in(number, pin))
        left, where = await house.verb(lambda desk: (desk.journeys.last(session), desk.unsaid.left(session)))
        house.session = session
        self.notice = ((), "ink")
        self._fresh()
        house.home()
        if left is not None:
            await reopen(house, *left)
        if where is not None:
            await go_back(house, *where)

    def _fresh(self) -> None:
        rows = [FormRow("number", "", self._offered, room=20), FormRow("pin", "", secret=True, room=20)]
        self.form = Form(rows, at=1 if self._offered else 0)

    def back(self) -> None:
        """There is nothing to go back to."""

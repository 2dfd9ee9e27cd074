"""Covering the screen for a moment, and locking it until the same clerk is back, or another one takes over."""

from __future__ import annotations

from typing import ClassVar

from counter.screens.by_pin import wanting
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.cells import width
from counter.widgets.form import Form, FormRow


class CoverPage(Page):
    """Nothing of any citizen; the same key or Esc takes the cover off."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"cover", "language", "back"})

    def draw(self, canvas: Canvas) -> None:
        """A sentence for those who wait."""
        text = self.say("cover.please")
        canvas.put((canvas.columns - width(text)) // 2, canvas.rows // 2 - 1, text, "label")

    def aside(self, text: str) -> None:
        """A covered screen says nothing about keys."""

    def work(self, key_id: str) -> bool:
        """The key that laid the cover takes it off."""
        if key_id == "cover":
            self.back()
        return key_id == "cover"


class LockPage(Page):
    """Only the clerk who locked it opens it again; another one signs that clerk out, and sees nothing by it."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "leave"})

    def __init__(self) -> None:
        super().__init__()
        self.form = Form([FormRow("pin", "", secret=True, room=20)])

    def draw(self, canvas: Canvas) -> None:
        """Who locked, and the PIN."""
        session, left, top = self.house.session, max(4, canvas.columns // 2 - 22), canvas.rows // 2 - 4
        if session is not None and self.form is not None:
            name = f"{session.clerk.name} {session.clerk.number}"
            canvas.put(left, top, self.say("lock.title"), "strong")
            canvas.block(left, top + 1, self.say("lock.who", clerk=name), "label", canvas.columns - left - 2)
            self.form.row.label = self.say("sign-in.pin")
            self.form.draw(canvas, left, top + 4, canvas.columns - left - 4)
            canvas.block(left, top + 6, self.say("lock.another"), "faint", canvas.columns - left - 2)

    def work(self, key_id: str) -> bool:
        """Leaving signs the absent clerk out; what was half done waits for that clerk."""
        if key_id == "leave":
            self.house.sign_out()
        return key_id == "leave"

    def press(self, key: str) -> bool:
        """Enter without a PIN is no attempt."""
        return (key == "enter" and wanting(self)) or super().press(key)

    def entered(self) -> None:
        """Check the PIN."""
        self.house.act(self._unlock())

    async def _unlock(self) -> None:
        session = self.house.session
        if session is None or self.form is None:
            return
        pin = self.form.row.value
        self.load("")
        self.house.session = await self.house.verb(lambda desk: desk.people.unlock(session, pin))
        self.app.pop_screen()

    def back(self) -> None:
        """Esc does not open a lock."""

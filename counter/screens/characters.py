"""Looking a character up for the field that is being typed in: by code point, reading, or radical and strokes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.dialog import Dialog
from counter.screens.newest import Newest
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.screens.house import House
    from counter.screens.page import Page
    from counter.values.characters import Character

    CharacterAnswer = Dialog[str]
else:
    CharacterAnswer = Dialog

_APART = 5
"""Cells from one character to the next."""


class CharacterDialog(CharacterAnswer):
    """A query, the characters it may mean, and what is known of the marked one; Enter takes it."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH, HEIGHT = 68, 15

    def __init__(self, house: House) -> None:
        super().__init__()
        self.form = Form([FormRow("query", "")])
        self.found: tuple[Character, ...] = ()
        self.at, self._in_a_row, self._asked = 0, 1, ""
        self._newest: Newest[tuple[Character, ...]] = Newest(house, self._take)

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """Query, candidates, the marked one in words."""
        x, y, room = box.x, box.y, box.columns
        canvas.put(x, y, self.say("characters.title"), "strong", room)
        if self.form is not None:
            self.form.draw(canvas, x, y + 1, room)
        self._in_a_row = room // _APART
        rows = box.rows - 6
        top = max(0, self.at // self._in_a_row - rows + 1) * self._in_a_row
        for place, one in enumerate(self.found[top : top + rows * self._in_a_row], top):
            line, column = divmod(place - top, self._in_a_row)
            role = "chosen" if place == self.at else "ink" if one.printable else "wait"
            canvas.put(x + column * _APART, y + 3 + line, f" {one.text} ", role)
        if self.found:
            canvas.block(x, y + box.rows - 3, self._told(self.found[self.at]), "label", room, 2)
        elif self._asked:
            canvas.put(x, y + 3, self.say("characters.none"), "wait", room)
        else:
            canvas.block(x, y + 3, self.say("characters.teach"), "label", room, 4)
        canvas.put(x, y + box.rows - 1, self.say("characters.keys"), "faint", room)

    def _told(self, one: Character) -> str:
        """Code point, readings, places in the dictionary, whether it can be printed."""
        places = " ".join(self.say("characters.place", radical=r, strokes=s) for r, s in one.places)
        printed = self.say("characters.printed" if one.printable else "characters.not-printed")
        return "  ".join(
            part for part in (one.text, one.point, " ".join(one.readings), places, printed) if part
        )

    def typed(self, row: FormRow) -> None:
        """Search behind the key; the newest query wins."""
        session, text = self.house.session, row.value
        self._asked = text.strip()
        if session is None or not text.strip():
            self._newest.forget()
            self._take(())
            return
        self._newest.want(lambda desk: desk.find.characters(session, text))

    def press(self, key: str) -> bool:
        """Arrows walk the candidates, Enter takes the marked one."""
        steps = {"left": -1, "right": 1, "up": -self._in_a_row, "down": self._in_a_row}
        if key in steps and self._asked:
            self.house.act(self._move(steps[key]))
            return True
        if key == "enter":
            self.house.act(self._choose())
            return True
        return key in {"up", "down", "tab", "shift+tab"}

    async def _move(self, step: int) -> None:
        await self._newest.caught_up()
        self.at = max(0, min(len(self.found) - 1, self.at + step))
        self.show()

    async def _choose(self) -> None:
        await self._newest.caught_up()
        if self.found:
            self.answer(self.found[self.at].text)

    def _take(self, found: tuple[Character, ...]) -> None:
        self.found, self.at = found, 0
        self.show_soon()


async def look_up(house: House, page: Page) -> None:
    """Ask for a character and put it where the caret stands."""
    character = await house.ask(CharacterDialog(house))
    if character is not None:
        page.field.insert_text_at_cursor(character)

"""What the right side of the journey's page is made of: one face per step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.views import CaseView
    from counter.screens.slip.page import SlipPage
    from counter.widgets.form import FormRow


class Face:
    """The question of one step; subclasses draw it and hand the answer to the desk."""

    titled = True
    """Whether the title of the journey stands over the question."""

    def __init__(self, page: SlipPage, case: CaseView) -> None:
        self.page, self.case = page, case
        page.form = None

    def say(self, key: str, **values: object) -> str:
        """Words in the language of the moment."""
        return self.page.say(key, **values)

    @property
    def untouched(self) -> bool:
        """Whether nothing has been said in this journey yet."""
        return False

    def start(self) -> None:
        """Called when the face is painted for the first time."""

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw the question into a rectangle."""

    def press(self, _key: str) -> bool:
        """Answer to a key."""
        return False

    def flows(self, _character: str) -> bool:
        """Whether a letter is text for the live field."""
        return True

    def typed(self, _row: FormRow) -> None:
        """A row has changed under the keys."""

    def entered(self) -> None:
        """The form is complete."""

    def turned(self) -> None:
        """The language has changed."""

    def resized(self) -> None:
        """The terminal has another size."""

    def back(self) -> None:
        """One step back in the journey."""
        self.page.do(lambda desk, session, case: desk.slip.back(session, case))

    def draw_choices(self, canvas: Canvas, x: int, y: int, choices: tuple[str, ...]) -> int:
        """Numbered answers, one a line; gives the row after them."""
        for place, choice in enumerate(choices, 1):
            canvas.put(x + 2, y, str(place), "key")
            canvas.put(x + 5, y, choice, "ink")
            y += 1
        return y

    def draw_holder(self, canvas: Canvas, x: int, y: int, room: int) -> int:
        """The holder and the state of the permit in words; gives the row after them."""
        holder, language = self.case.holder, self.page.house.language
        if holder is None:
            return y
        number = self.page.unmasked or holder.masked_number
        canvas.put(x, y, holder.name, "strong", room)
        facts = (holder.sex.in_(language), holder.birth.isoformat(), number)
        canvas.put(x, y + 1, "   ".join(facts), "ink", room)
        tone = {"valid": "done", "lapsed": "wait"}.get(holder.state_code, "stop")
        at = canvas.put(x, y + 2, holder.permit.in_(language) + " · ", "ink", room)
        at = canvas.put(at, y + 2, holder.state.in_(language), tone, room - (at - x))
        canvas.put(
            at, y + 2, " · " + self.say("slip.until", day=holder.endorsed_until), "ink", room - (at - x)
        )
        canvas.put(x, y + 3, holder.residence_address, "label", room)
        return y + 4

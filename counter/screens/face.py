"""What the right side of a journey's page is made of: one face per step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from counter.screens.kept_page import form_of
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.screens.journey_page import JourneyPage


class JourneyView(Protocol):
    """What a page needs to know of any journey."""

    @property
    def id(self) -> str:
        """The case."""

    @property
    def open(self) -> bool:
        """Whether something is still to be done at the window."""

    @property
    def typed(self) -> Mapping[str, str]:
        """What was typed and not yet entered, by field."""


PageT = TypeVar("PageT", bound="JourneyPage[Any]")
ViewT = TypeVar("ViewT", bound=JourneyView)


class Face(Generic[PageT, ViewT]):
    """The question of one step; subclasses draw it and hand the answer to the desk."""

    titled = True
    """Whether the title of the journey stands over the question."""

    def __init__(self, page: PageT, case: ViewT) -> None:
        self.page, self.case = page, case
        page.form = None

    def say(self, key: str, **values: object) -> str:
        """Words in the language of the moment."""
        return self.page.say(key, **values)

    @property
    def untouched(self) -> bool:
        """Whether nothing has been said in this journey yet."""
        return False

    def hold(self, rows: list[FormRow]) -> Form:
        """Give the page a form of these rows, each with what was typed in it before, on the row it was left at."""
        self.page.form = form_of(rows, self.case.typed)
        return self.page.form

    def start(self) -> None:
        """Called when the face is painted for the first time."""

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw the question into a rectangle."""

    def too_early(self, _struck: float) -> bool:
        """Whether a key was struck before what stands here could be seen; in seconds of the monotonic clock."""
        return False

    def press(self, _key: str) -> bool:
        """Answer to a key."""
        return False

    def flows(self, _character: str) -> bool:
        """Whether a letter is text for the live field."""
        return True

    def typed(self, _row: FormRow) -> None:
        """A row has changed under the keys."""

    def left_out(self, _text: str) -> None:
        """A character was typed behind a row that is whole, and not taken."""

    def entered(self) -> None:
        """The form is complete."""

    def turned(self) -> None:
        """The language has changed."""

    def resized(self) -> None:
        """The terminal has another size."""

    def resume(self, _deed: str) -> None:
        """Go on with what was begun here and asked for words when the power failed."""

    def back(self) -> None:
        """One step back in the journey."""

    def draw_enter(self, canvas: Canvas, x: int, y: int, words: str, room: int) -> int:
        """What Enter does; gives the column after it."""
        at = canvas.put(x, y, "Enter", "key", room)
        return canvas.put(at + 1, y, words, "ink", room - (at + 1 - x))

    def draw_choices(self, canvas: Canvas, x: int, y: int, choices: tuple[str, ...]) -> int:
        """Numbered answers, one a line; gives the row after them."""
        for place, choice in enumerate(choices, 1):
            canvas.put(x + 2, y, str(place), "key")
            canvas.put(x + 5, y, choice, "ink")
            y += 1
        return y

"""The frame every page shares: one line on top, one at the bottom, one task between them, one live field."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual.app import ComposeResult
from textual.events import Resize, ScreenResume
from textual.screen import Screen
from textual.widgets import Input

from counter.widgets.board import Board
from counter.widgets.canvas import Canvas, Slot
from counter.widgets.cells import visible, width, wrap
from counter.widgets.field import Field
from counter.widgets.form import Form, FormRow
from counter.widgets.ink import PAPER
from counter.widgets.keys import WORK_KEYS

if TYPE_CHECKING:
    from counter.desk.views import WhyLine
    from counter.errors import CounterError
    from counter.screens.house import House

_NARROWEST, _LOWEST = 72, 20
"""Cells below which pages cannot be drawn whole; they are designed for 80 × 24."""

Tone = Literal["ink", "done", "wait", "stop"]


class Page(Screen[None]):
    """A painted page with one live field; subclasses draw the task and answer to keys."""

    DEFAULT_CSS = f"Page {{ background: {PAPER}; layers: board field; }}"
    AUTO_FOCUS = ""
    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "cover", "language", "lock", "back"})
    """The work keys that do something here; the others are neither shown nor taken."""

    def __init__(self) -> None:
        super().__init__()
        self.board, self.field = Board(), Field()
        self.form: Form | None = None
        self.notice: tuple[tuple[str, ...], Tone] = ((), "ink")
        self.standing = False
        self._composed = self._soon = self._working = False
        self._held_row: FormRow | None = None

    @property
    def house(self) -> House:
        """The application around this page."""
        return cast("House", self.app)

    def say(self, key: str, **values: object) -> str:
        """Words in the language of the moment."""
        return self.house.say(key, **values)

    def compose(self) -> ComposeResult:
        """The board, and the field over it."""
        yield self.board
        yield self.field

    def on_mount(self) -> None:
        """Paint, give the field the keys, and say that keys may come."""
        self._composed = True
        self.show()
        self.standing = True

    def on_resize(self, _event: Resize) -> None:
        """Paint for the new size."""
        self.show()

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Paint again: the language or the case may have changed under a page that lay over this one."""
        self.show()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what was typed with its row."""
        if self.form is not None:
            self.form.row.value = event.value
            self.typed(self.form.row)

    def show(self) -> None:
        """Paint the page as it stands now, and put the live field on its row."""
        if self._composed and self.is_attached:
            canvas = self.picture()
            self.board.show(canvas)
            self._set_field(canvas)

    def show_soon(self) -> None:
        """Paint behind the echo of the key that was just typed; several wishes are one picture."""
        if not self._soon:
            self._soon = True
            self.call_after_refresh(self._show_now)

    def _show_now(self) -> None:
        self._soon = False
        self.show()

    def picture(self) -> Canvas:
        """The page as a canvas: frame, task, notice."""
        canvas = Canvas(*self.app.size)
        if canvas.columns < _NARROWEST or canvas.rows < _LOWEST:
            canvas.block(0, 0, self.say("frame.small", columns=canvas.columns, rows=canvas.rows), "stop")
            canvas.slot = Slot(0, canvas.rows - 1, canvas.columns)  # keys go on
            return canvas
        self._draw_top(canvas)
        canvas.rule(1)
        try:
            self.draw(canvas)
        except Exception as error:
            self.house.log_fault(error)
            canvas.block(2, 3, self.say("frame.fault"), "stop", canvas.columns - 4)
        canvas.rule(canvas.rows - 2)
        self._draw_notice(canvas)
        self._draw_keys(canvas)
        return canvas

    def _set_field(self, canvas: Canvas) -> None:
        live = canvas.slot is not None and self.form is not None
        self.field.display = live
        if canvas.slot is None or self.form is None:
            self.set_focus(None)
            return
        self.field.place(canvas.slot)
        if self._held_row is not self.form.row:
            self._held_row = self.form.row
            self.field.hold(self.form.row.value, secret=self.form.row.secret)
        self.set_focus(self.field, scroll_visible=False)

    def load(self, text: str) -> None:
        """Put a text into the row that takes the keys."""
        if self.form is not None:
            self.form.row.value = text
            self._held_row = None
            self.show()

    # What subclasses say ---------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Draw the task between the rules: rows 2 to rows - 4."""

    def press(self, key: str) -> bool:
        """Answer to a key that is no text for the field; False leaves it to the field."""
        if self.form is not None and key in {"up", "shift+tab"}:
            return self.step(-1)
        if self.form is not None and key in {"down", "tab"}:
            return self.step(1)
        if key == "enter" and self.form is not None:
            if self.form.last:
                self.entered()
                return True
            return self.step(1)
        return key in {"tab", "shift+tab"}

    def flows(self, _character: str) -> bool:
        """Whether a letter is text for the live field; pages that choose by digit say no to some."""
        return True

    def entered(self) -> None:
        """The form is complete."""

    def typed(self, row: FormRow) -> None:
        """A row has changed under the keys."""

    def back(self) -> None:
        """One step back; never harms."""
        self.app.pop_screen()

    def work(self, _key_id: str) -> bool:
        """Answer to a work key of this page; False leaves it to the application."""
        return False

    async def reasons(self) -> tuple[WhyLine, ...]:
        """Why this page asks what it asks; pages without a case have nothing to cite."""
        return ()

    def turned(self) -> None:
        """The language has changed."""
        self.notice = ((), "ink")
        self.show()

    def step(self, step: int) -> bool:
        """Let another row take the keys."""
        if self.form is not None and self.form.move(step):
            self.show()
        return True

    # What is said in the line above the keys -------------------------------------------------------------------

    def tell(self, *lines: str, tone: Tone = "ink") -> None:
        """Say something until the next thing is said."""
        self.notice = (lines, tone)
        self.show()

    def refuse(self, error: CounterError) -> None:
        """Show an error in full beside what was being done; it stays until mended."""
        self.tell(*error.sentences(self.house.language), tone="stop")

    def working(self, seconds: int) -> None:
        """Show that something takes its time, and how long it has taken from two seconds on."""
        self._working = True
        how_long = self.say("frame.working-for", seconds=seconds)
        self.tell(self.say("frame.working") if seconds < 2 else how_long)

    def rested(self) -> None:
        """It is done: take the sign of it away."""
        if self._working:
            self._working = False
            self.tell()

    def _draw_top(self, canvas: Canvas) -> None:
        sign, session = self.house.sign, self.house.session
        x = canvas.put(1, 0, sign.name, "strong")
        if sign.training:
            x = canvas.put(x, 0, " · " + self.say("frame.training"), "wait")
            canvas.put(x + 2, 0, self.say("frame.specimen"), "stop")
        if session is not None:
            clerk = session.clerk
            canvas.right(0, f"{clerk.name} {clerk.number} {self.say(f'role.{clerk.role}')}", "label")

    def _draw_notice(self, canvas: Canvas) -> None:
        lines, tone = self.notice
        gap = "" if self.house.language == "zh" else " "
        if text := gap.join(lines):
            rows = wrap(visible(text), canvas.columns - 4)[:3]
            top = canvas.rows - 2 - len(rows)
            canvas.clear(0, top, canvas.columns, len(rows))
            mark = {"stop": "✗", "done": "✓", "wait": "!", "ink": "·"}[tone]
            canvas.put(1, top, mark, tone)
            for place, row in enumerate(rows):
                canvas.put(3, top + place, row, tone)

    def _draw_keys(self, canvas: Canvas) -> None:
        offered = [k for k in WORK_KEYS if k.id in self.OFFERS]
        words = {k.id: f"{k.shown} {self.say(f'key.{k.id}')}" for k in offered}
        for rank in (3, 2):
            if sum(width(words[k.id]) + 2 for k in offered) > canvas.columns:
                offered = [k for k in offered if k.rank < rank]
        x = 1
        for k in offered:
            x = canvas.put(x, canvas.rows - 1, k.shown, "key")
            x = canvas.put(x + 1, canvas.rows - 1, self.say(f"key.{k.id}"), "label") + 2

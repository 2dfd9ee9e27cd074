"""The frame every page shares: one line on top, one at the bottom, one task between them, one live field."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.events import Resize, ScreenResume
from textual.screen import Screen
from textual.widgets import Input

from counter.screens import frame
from counter.screens.frame import Tone
from counter.widgets.board import Board
from counter.widgets.canvas import Canvas, Slot
from counter.widgets.field import Field
from counter.widgets.form import Form, FormRow
from counter.widgets.ink import PAPER
from counter.widgets.keys import WORK_KEYS

if TYPE_CHECKING:
    from counter.desk.views import WhyLine
    from counter.errors import CounterError
    from counter.screens.house import House
    from counter.screens.unsaid import Words

_NARROWEST, _LOWEST = 72, 20
"""Cells below which pages cannot be drawn whole; they are designed for 80 × 24."""


class Page(Screen[None]):
    """A painted page with one live field; subclasses draw the task and answer to keys."""

    DEFAULT_CSS = f"Page {{ background: {PAPER}; layers: board field; }}"
    AUTO_FOCUS = ""
    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "cover", "language", "lock", "back"})
    """The work keys that do something here; the others are not shown, and say that they do nothing here."""
    PRACTICE: ClassVar[str] = ""
    """The name under which data/practice.toml says what this page means and what that rests on."""

    def __init__(self) -> None:
        super().__init__()
        self.board, self.field = Board(), Field()
        self.form: Form | None = None
        self.words: Words | None = None
        """Where what is typed here is kept, on pages that keep it."""
        self.notice: tuple[tuple[str, ...], Tone] = ((), "ink")
        self.standing = False
        self.changes = 0
        """How often there was something to paint: a key that changed nothing was no answer here."""
        self._aside = ""
        self._composed = self._soon = False
        self._at_work: tuple[tuple[str, ...], Tone] = ((), "ink")
        self._under: tuple[tuple[str, ...], Tone] | None = None
        """What stood in the line above the keys when the sign of working was laid over it."""
        self._held_row: FormRow | None = None

    @property
    def offers(self) -> frozenset[str]:
        """The work keys that do something now: wherever words are typed, a character can be looked up."""
        typing = self.form is not None and not self.form.row.secret and "lock" in self.OFFERS
        return self.OFFERS | {"characters"} if typing else self.OFFERS

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
        if self.is_current:  # it may have been passed over on the way to another page
            self.stand()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what was typed with its row."""
        if self.form is not None:
            self.form.row.value = event.value
            self.typed(self.form.row)

    def on_field_first_line_taken(self, event: Field.FirstLineTaken) -> None:
        """Say that a paste was longer than a line."""
        self.tell(self.say("frame.first-line", lines=event.lines), tone="wait")

    def show(self) -> None:
        """Paint the page as it stands now, and put the live field on its row."""
        self.changes += 1
        if self._composed and self.is_attached:
            canvas = self.picture()
            self.board.show(canvas)
            self._set_field(canvas)

    def show_soon(self) -> None:
        """Paint behind the echo of the key that was just typed; several wishes are one picture."""
        self.changes += 1
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
        frame.draw_top(canvas, self.house)
        canvas.rule(1)
        try:
            self.draw(canvas)
        except Exception as error:
            self.house.log_fault(error)
            canvas.block(2, 3, self.say("frame.fault"), "stop", canvas.columns - 4)
        canvas.rule(canvas.rows - 2)
        said = ("" if self.house.language == "zh" else " ").join(self.notice[0])
        frame.draw_notice(canvas, said, self.notice[1], self._aside)
        frame.draw_keys(canvas, self.house, self.offers)
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
            row = self.form.row
            self.field.hold(row.value, secret=row.secret, whole=row.whole)
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

    def too_early(self, _struck: float) -> bool:
        """Whether a key was struck before what it would answer was shown; in seconds of the monotonic clock."""
        return False

    def flows(self, _character: str) -> bool:
        """Whether a letter is text for the live field; pages that choose by digit say no to some."""
        return True

    def entered(self) -> None:
        """The form is complete."""

    def typed(self, _row: FormRow) -> None:
        """A row has changed under the keys."""
        self.note()

    def back(self) -> None:
        """One step back; never harms."""
        self.house.notes.leave()
        self.app.pop_screen()

    def work(self, _key_id: str) -> bool:
        """Answer to a work key of this page; False leaves it to the application."""
        return False

    async def reasons(self) -> tuple[WhyLine, ...]:
        """Why this page asks what it asks; pages without a case cite the practice of the house."""
        from counter.desk.practice import said  # noqa: PLC0415 - the desk comes after the first page

        return said(self.PRACTICE) if self.PRACTICE else ()

    def turned(self) -> None:
        """The language has changed."""
        self.notice = ((), "ink")
        self.show()

    def step(self, step: int) -> bool:
        """Let another row take the keys."""
        if self.form is not None and self.form.move(step):
            self.show()
            self.note()
        return True

    # What outlives a power cut ---------------------------------------------------------------------------------

    @property
    def where(self) -> str:
        """The name of this page among all on which a clerk may stand, as ``loss:`` and its case; "" for one that is not kept."""
        return ""

    @property
    def about(self) -> str:
        """What the fields of this page are kept under."""
        return ""

    def stand(self) -> None:
        """The clerk looks at this page now."""
        if self.where:
            self.house.notes.stand(self.where)

    def left(self) -> None:
        """Another page is opened over this one."""

    def note(self) -> None:
        """Keep the row that has the keys as it is now."""
        if self.words is not None and self.form is not None:
            self.words.typed(self.about, self.form.row)

    def forget_words(self) -> None:
        """What was typed has become an act: nothing of it is kept any longer."""
        if self.words is not None:
            self.words.forget()
            self.words = None

    def begin(self, deed: str, work: Coroutine[Any, Any, None], *, again: bool = False) -> None:
        """Do something that asks on the way, or go on with it where the power failed."""
        notes = self.house.notes
        self.house.act(notes.talking(self.where, deed, work, again=again or notes.again))

    async def recall(self, deed: str = "", *, again: bool = False) -> None:
        """What was typed in the rows of this page stands in them again, and a deed that was begun goes on.

        ``again`` says that the power failed in their midst, so the row that had the keys has them again.
        """
        notes = self.house.notes
        if self.form is not None:
            again = again or notes.stopped_at(self.where)
            self.words = await notes.words(self.where, deed)
            self.fill(self.words, self.form, again=again)
            self.note()
            self.load(self.form.row.value)
        notes.go_on(self)

    def fill(self, words: Words, form: Form, *, again: bool) -> None:
        """Put what was kept into the rows."""
        words.fill(self.about, form, again=again)

    def resume(self, _deed: str) -> None:
        """Begin what a page does by this name, if it can be done now."""

    # What is said in the line above the keys -------------------------------------------------------------------

    def tell(self, *lines: str, tone: Tone = "ink") -> None:
        """Say something until the next thing is said."""
        self.notice = (lines, tone)
        self.show()

    def aside(self, text: str) -> None:
        """Say something under what was said, until the next key."""
        self._aside = text
        self.show()

    def hush(self) -> None:
        """The next key comes: what was said aside is gone."""
        if self._aside:
            self.aside("")

    def does_nothing(self, key_id: str) -> None:
        """A work key was pressed that this page does not offer."""
        shown = next((key.shown for key in WORK_KEYS if key.id == key_id and key_id != "back"), "")
        if not shown:
            return
        if "park" in self.offers:
            self.aside(self.say("frame.idle-park", pressed=shown))
        else:
            self.aside(self.say("frame.idle" if "back" in self.offers else "frame.idle-here", pressed=shown))

    def refuse(self, error: CounterError) -> None:
        """Show an error in full beside what was being done; it stays until mended."""
        self.tell(*error.sentences(self.house.language), tone="stop")

    def working(self, seconds: int) -> None:
        """Show that something takes its time, and how long it has taken from two seconds on."""
        if self._under is None or self.notice != self._at_work:
            self._under = self.notice
        how_long = self.say("frame.working-for", seconds=seconds)
        self._at_work = ((self.say("frame.working") if seconds < 2 else how_long,), "ink")
        self.tell(*self._at_work[0])

    def rested(self) -> None:
        """It is done: what was said before stands there again, unless something else was said meanwhile."""
        if self._under is not None and self.notice == self._at_work:
            self.notice = self._under
            self.show()
        self._under = None

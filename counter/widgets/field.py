"""The one live field: a stock Input, so that caret, selection, paste and input methods stay Textual's."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Key, Paste
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from counter.widgets.canvas import Slot
from counter.widgets.cells import typed
from counter.widgets.ink import FIELD

_WIDE_BLANK = "\u3000"


class Field(Input):
    """An Input without a frame that is laid over the row that takes the keys."""

    DEFAULT_CSS = f"""
    Field, Field:focus {{ layer: field; position: absolute; border: none; height: 1; padding: 0;
        background: {FIELD}; background-tint: transparent; }}
    """

    virtual_size = Reactive(Size(0, 0))
    """Longer text moves nothing on the page, so no layout is due for a key."""

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._slot: Slot | None = None
        self._whole: Callable[[str], bool] | None = None

    class FirstLineTaken(Message):
        """A paste had more lines than a field has."""

        def __init__(self, lines: int) -> None:
            super().__init__()
            self.lines = lines

    class LeftOut(Message):
        """A character was typed behind a text that is whole; the field did not take it."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def place(self, slot: Slot) -> None:
        """Stand on a row."""
        if slot == self._slot:
            return
        self._slot = slot
        self.styles.offset = Offset(slot.x, slot.y)
        self.styles.width = slot.width
        self.call_after_refresh(self._show_caret)

    def hold(self, value: str, *, secret: bool, whole: Callable[[str], bool] | None = None) -> None:
        """Show another row's value, the caret behind it, without saying that anything was typed.

        ``whole`` tells of a text that nothing more belongs behind it.
        """
        self.password, self._whole = secret, whole
        with self.prevent(Input.Changed):
            self.value = value
        self.cursor_position = len(value)
        self.call_after_refresh(self._show_caret)

    def _show_caret(self) -> None:
        """Of a text longer than the field, show the part with the caret: how much there is room for is known only now."""
        self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)

    async def _on_key(self, event: Key) -> None:
        """Take the wide blank of an input method as a blank: to Input it is no printable character, and would be lost.

        What is typed on behind a whole text is told instead of taken.
        """
        if event.character == _WIDE_BLANK:
            event.character = " "
        if event.is_printable and event.character and self._takes_no_more:
            event.prevent_default()
            event.stop()
            self.post_message(self.LeftOut(event.character))

    @property
    def _takes_no_more(self) -> bool:
        """Whether the text is whole and the caret behind it; inside it a digit may be put in before the wrong one goes."""
        behind = self.selection.is_empty and self.cursor_at_end
        return behind and self._whole is not None and self._whole(self.value)

    def _on_paste(self, event: Paste) -> None:
        """Take what can be seen of a paste; Textual calls the handler of Input after this one."""
        if (lines := sum(bool(line.strip()) for line in event.text.splitlines())) > 1:
            self.call_after_refresh(
                self.post_message, self.FirstLineTaken(lines)
            )  # behind the change it makes
        event.text = typed(event.text)

"""Textual's own floor: one Input, one Label."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Label


class Hello(App[None]):
    """One Input, one Label."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Two widgets."""
        yield Input(compact=True)
        yield Label("READYMARK")


Hello().run()

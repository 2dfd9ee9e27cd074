"""A form as stock widgets: 13 labels, 13 inputs, header, footer, two containers."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Header, Input, Label


class Form(Screen[None]):
    """Thirty widgets."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "app.pop_screen", "back")]

    def compose(self) -> ComposeResult:
        """Header, rows, footer."""
        yield Header()
        with VerticalScroll():
            for place in range(13):
                yield Label(f"字段 {place}")
                yield Input(id=f"f{place}", compact=True)
        yield Label("READYMARK")
        yield Footer()


class Stock(App[None]):
    """F2 opens the form."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Form Label { height: 1; } VerticalScroll { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [("f2", "form", "form")]

    def compose(self) -> ComposeResult:
        """A mark to wait for."""
        yield Label("FIRST")

    def action_form(self) -> None:
        """Open the form."""
        self.push_screen(Form())


if __name__ == "__main__":
    Stock().run()

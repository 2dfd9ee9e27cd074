"""A plain Textual application: F2 pushes a screen with one Input and a few labels."""

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Input, Label


class Second(Screen[None]):
    BINDINGS = [("escape", "app.pop_screen", "back")]

    def compose(self) -> ComposeResult:
        yield Input(compact=True)
        for place in range(12):
            yield Label(f"label {place}")


class Stock(App[None]):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("f2", "second", "second")]

    def compose(self) -> ComposeResult:
        yield Label("READYMARK")

    def action_second(self) -> None:
        self.push_screen(Second())


if __name__ == "__main__":
    Stock().run()

"""The fullest form of ours: 13 rows on one page of the real application, the live field on the first."""

import sys
from pathlib import Path

from counter.app.counter_app import CounterApp
from counter.app.driver import driver_for
from counter.app.terminal import held_terminal
from counter.places import Places, data_dir
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow


class FullForm(Page):
    """Labels and values of 13 rows, and a mark to wait for."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(
            [FormRow(f"f{place}", f"字段 {place}", "北京市海淀区" * (place > 0)) for place in range(13)]
        )

    def draw(self, canvas: Canvas) -> None:
        """All rows."""
        if self.form is not None:
            self.form.draw(canvas, 2, 3, canvas.columns - 4)
        canvas.put(2, 18, "READYMARK")


class Bench(CounterApp):
    """The application with the form as its first page, and no desk behind it."""

    def get_default_screen(self) -> FullForm:
        """The form."""
        return FullForm()


if __name__ == "__main__":
    with held_terminal() as terminal:
        assert terminal is not None
        places = Places(Path(sys.argv[1]), data_dir())
        Bench(places, open_desk=lambda _places: None, driver_class=driver_for(terminal)).run(mouse=False)  # type: ignore[arg-type,return-value]

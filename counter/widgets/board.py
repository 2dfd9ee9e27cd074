"""The one widget that paints a whole page (Line API); a form costs no widget per label."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from counter.widgets.canvas import Canvas


class Board(Widget):
    """Shows a canvas and repaints only the rows that changed."""

    DEFAULT_CSS = "Board { width: 100%; height: 100%; }"
    ALLOW_SELECT = False  # full identity numbers may stand here

    def __init__(self) -> None:
        super().__init__()
        self.canvas = Canvas(1, 1)

    def show(self, canvas: Canvas) -> None:
        """Take a new picture."""
        old, self.canvas = self.canvas, canvas
        if (old.columns, old.rows) != (canvas.columns, canvas.rows):
            self.refresh()
            return
        changed = [y for y in range(canvas.rows) if old.row(y) != canvas.row(y)]
        if changed:
            self.refresh(*(Region(0, y, canvas.columns, 1) for y in changed))

    def render_line(self, y: int) -> Strip:
        """One row of the picture."""
        return self.canvas.strip(y) if y < self.canvas.rows else Strip.blank(self.size.width)

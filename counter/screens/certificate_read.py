"""A certificate read back by two people: every word that will be printed, page after page, the name large where there is room."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from counter.screens.folded import Line, fitting, folded
from counter.screens.large_name import draw_name
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import width

if TYPE_CHECKING:
    from counter.desk.certificate_views import CertificateView
    from counter.locale import Language

_LARGE = 5
"""Rows that the smallest large name takes."""


class Reading:
    """How far the words were read; what is left comes with the next turn of the page."""

    def __init__(self) -> None:
        self._read = self._next = 0
        self.more = False

    def begin(self, at: int = 0) -> None:
        """Read from the first word, or from where it was left."""
        self._read = at

    @property
    def beyond(self) -> int:
        """Where what was not read yet begins."""
        return self._next

    @property
    def begun(self) -> bool:
        """Whether the first page was turned."""
        return self._read > 0

    def draw(self, canvas: Canvas, box: Box, view: CertificateView, members: str, language: Language) -> int:
        """As many entries as there is room for; gives the row after them. ``members`` is the label of the household."""
        entries = _entries(view, members, language)
        labels = max(width(label) for label, _, _ in entries) + 2
        parts = [folded(entry, box.columns - labels) for entry in entries]
        y, room = box.y, box.rows - sum(map(len, parts))
        if view.large and not self.begun and room >= _LARGE:
            name = next(entry.value for entry in view.entries if entry.code == "name")
            y = draw_name(canvas, Box(box.x, y, box.columns, room), name, view.large)
        self._read = min(self._read, len(parts) - 1)
        self._next = self._read + fitting(parts[self._read :], box.rows - (y - box.y))
        self.more = self._next < len(parts)
        for label, text, role in itertools.chain(*parts[self._read : self._next]):
            canvas.put(box.x, y, label, "label")
            canvas.put(box.x + labels, y, text, role, box.columns - labels)
            y += 1
        return y


def _entries(view: CertificateView, members: str, language: Language) -> list[Line]:
    told = [(entry.label.in_(language), entry.value, "ink") for entry in view.entries if entry.value]
    rows = [(members if n == 1 else "", f"{n}. {row}", "ink") for n, row in enumerate(view.rows, 1)]
    return [*told, *rows] or [("", view.application.name, "ink")]

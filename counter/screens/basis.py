"""F1: why the page asks or refuses, under which article, and what the keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.text_dialog import Line, TextDialog
from counter.widgets.cells import visible, wrap
from counter.widgets.keys import WORK_KEYS

if TYPE_CHECKING:
    from counter.desk.views import WhyLine

_KEY = 4
"""Cells for the name of a key."""


class BasisDialog(TextDialog):
    """The reasons of a page, and its keys."""

    OFFERS = frozenset({"basis", "language", "back"})

    def __init__(self, reasons: tuple[WhyLine, ...], offers: frozenset[str]) -> None:
        super().__init__()
        self._reasons, self._offers = reasons, offers

    def work(self, key_id: str) -> bool:
        """The key that opened the text closes it."""
        if key_id == "basis":
            self.answer(None)
        return key_id == "basis"

    def lines(self, columns: int) -> list[Line]:
        """Each reason with its article, then what the keys do."""
        language, lines = self.house.language, list[Line]()
        lines += [("strong", self.say("basis.title")), ("ink", "")]
        for reason in self._reasons:
            text, why, source = (part.in_(language) for part in (reason.text, reason.why, reason.source))
            source = "" if source in why else source
            for role, said, indent in (("ink", text, 0), ("label", why, 2), ("here", source, 2)):
                lines += [
                    (role, " " * indent + part) for part in wrap(visible(said), columns - indent) if part
                ]
            lines.append(("ink", ""))
        if not self._reasons:
            lines += [("label", part) for part in wrap(self.say("basis.none"), columns)] + [("ink", "")]
        lines.append(("strong", self.say("basis.keys")))
        for key in WORK_KEYS:
            role = "ink" if key.id in self._offers - self.house.idle_keys else "faint"
            parts = wrap(self.say(f"help.{key.id}"), columns - _KEY)
            heads = [key.shown, *[""] * len(parts)]
            lines += [(role, f"{head:{_KEY}}{part}") for head, part in zip(heads, parts, strict=False)]
        return lines

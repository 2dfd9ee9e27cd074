"""What was corrected about the applicant: field, old → new, why, when and by whom; the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.text_dialog import Line, TextDialog
from counter.widgets.cells import visible, wrap

if TYPE_CHECKING:
    from counter.desk.person_views import ChangeView


class HistoryDialog(TextDialog):
    """Every change in two lines."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})

    def __init__(self, changes: tuple[ChangeView, ...]) -> None:
        super().__init__()
        self._changes = changes

    def lines(self, columns: int) -> list[Line]:
        """What was changed, then why, when and by whom."""
        lines: list[Line] = [("strong", self.say("correction.history")), ("ink", "")]
        for change in self._changes:
            field = self.say(f"correction.field.{change.field.replace('_', '-')}")
            empty = self.say("correction.empty")
            told = f"{field}  {change.old or empty} → {change.new or empty}"
            lines += [("ink", part) for part in wrap(visible(told), columns)]
            why = f"{change.reason}  {change.at:%Y-%m-%d %H:%M}  {change.clerk}"
            lines += [("label", "  " + part) for part in wrap(visible(why), columns - 2)]
        return lines if self._changes else [*lines, ("label", self.say("correction.no-history"))]

"""A page whose field only leads elsewhere: its text outlives a power cut, and is gone once the page is left."""

from __future__ import annotations

from counter.screens.page import Page
from counter.widgets.form import FormRow


class SearchPage(Page):
    """One field; whoever comes anew finds it empty, whoever was here when the power failed finds the text.

    Subclasses have no ``on_mount`` of their own: Textual would call this one a second time.
    """

    def on_mount(self) -> None:
        """Take up what was typed when the power failed; of an earlier search nothing is left."""
        self.prepare()
        super().on_mount()
        if self.house.notes.stopped_at(self.where):
            self.house.act(self._recall())
        else:
            self.words = self.house.notes.fresh(self.where)
            self.words.forget()
            self.opened()

    async def _recall(self) -> None:
        await self.recall()
        if self.form is not None:
            self.typed(self.form.row)

    def prepare(self) -> None:
        """Make what is needed before the first picture."""

    def opened(self) -> None:
        """The page stands there for the first time."""

    def typed(self, row: FormRow) -> None:
        """The text is kept; what is found for it, subclasses say."""
        self.note()
        self.searched(row)

    def searched(self, row: FormRow) -> None:
        """The text is another one now."""

    def back(self) -> None:
        """Whoever looks anew begins with an empty field."""
        if self.words is not None:
            self.words.forget()
        super().back()

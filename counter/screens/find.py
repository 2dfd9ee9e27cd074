"""Finding: permit holders and applicants by number, any part of the name, initials, last digits; a sheet by serial or code."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.doors import begin_intake, begin_slip, open_paper, open_permit
from counter.screens.holder_list import EverybodyList
from counter.screens.pages import of_person_page
from counter.screens.search_page import SearchPage
from counter.values import citizen_number
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.person_views import PersonRow

_BEGIN = {"new": begin_intake, "slip": begin_slip}
"""The work keys that begin something with a number."""
_LONGEST_SEARCH = 50
"""Longer texts are scanned codes, not names."""


class FindPage(SearchPage):
    """One field; people appear while letters come, Enter or a digit opens: the slip of a holder, the work of an applicant."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "new", "slip", "cover", "language", "lock", "back"}
    )

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.form = Form([FormRow("what", "", text)])
        self._enter_at_once = bool(text)

    def prepare(self) -> None:
        """The list of what is found."""
        self.list = EverybodyList(self, "find.nobody")

    def opened(self) -> None:
        """Search at once for what was brought along; a code opens its sheet without another key."""
        if self._enter_at_once and self.form is not None:
            self.typed(self.form.row)
            self.house.act(self._open_sheet_if_alone())

    @property
    def where(self) -> str:
        """There is one search at a time."""
        return "find"

    def draw(self, canvas: Canvas) -> None:
        """The field and the list."""
        canvas.put(2, 2, self.say("find.title"), "strong")
        if any(row.holder is not None for row in self.list.rows):
            canvas.right(2, self.say("find.permit"), "faint", 2)
        if self.form is not None:
            self.form.row.label = self.say("find.ask")
            self.form.draw(canvas, 2, 4, canvas.columns - 4)
            if not self.form.row.value:
                canvas.block(2, 6, self.say("find.hint"), "label", canvas.columns - 4)
        self.list.draw(canvas, 2, 6, canvas.columns - 4, canvas.rows - 11)

    def press(self, key: str) -> bool:
        """Arrows walk the list, a digit opens its row, Tab the permit of the marked holder."""
        if key == "tab" and self.list.looking:
            self.house.act(self._open_permit())
            return True
        if len(key) == 1 and not self.flows(key):
            self.house.act(self._pick(int(key)))
            return True
        return self.list.press(key) or super().press(key)

    def flows(self, character: str) -> bool:
        """Behind a name or initials a digit chooses a row; behind capitals, as serials and codes have them, it is text."""
        text = self.form.row.value.strip() if self.form is not None else ""
        is_search = text not in {"", "l"} and not any(c.isdigit() for c in text) and not text.isupper()
        return not (character.isdigit() and is_search)

    def searched(self, row: FormRow) -> None:
        """Search for the newest text."""
        text = row.value.strip()
        if self.notice[0]:
            self.notice = ((), "ink")
        self.list.look(text if len(text) <= _LONGEST_SEARCH else "")
        if not text:
            self.show()

    def entered(self) -> None:
        """Open the marked holder's slip, or the sheet of this serial or code."""
        if self.form is not None and self.form.row.value.strip():
            self.house.act(self._open())

    async def _open(self) -> None:
        if (row := await self.list.chosen()) is not None:
            await self._open_row(row)
        else:
            await self._open_sheet()

    async def _pick(self, place: int) -> None:
        if (row := await self.list.pick(place)) is not None:
            await self._open_row(row)
        else:
            self.tell(self.say("number.no-row", place=place), tone="wait")

    async def _open_row(self, row: PersonRow) -> None:
        """An applicant's work; a holder's slip, or the permit where no slips are issued."""
        if row.holder is None:
            self.house.go(of_person_page(row))
        elif "slip" in self.house.idle_keys:
            await open_permit(self.house, row.holder)
        else:
            await begin_slip(self.house, holder=row.holder)

    async def _open_permit(self) -> None:
        row = await self.list.chosen()
        if row is not None and row.holder is not None:
            await open_permit(self.house, row.holder)
        elif row is not None:
            self.tell(self.say("find.no-permit", name=row.name), tone="wait")

    async def _open_sheet_if_alone(self) -> None:
        if await self.list.chosen() is None:
            await self._open_sheet()

    def work(self, key_id: str) -> bool:
        """F2 and F5 take a whole number along that was typed to look for somebody."""
        number = citizen_number.whole(self.form.row.value) if self.form is not None else ""
        if not number or key_id in self.house.idle_keys or key_id not in _BEGIN:
            return False
        self.house.act(_BEGIN[key_id](self.house, number))
        return True

    async def _open_sheet(self) -> None:
        if self.form is None:
            return
        text = self.form.row.value.strip()
        if citizen_number.whole(text):
            self.tell(self.say("find.no-such-number"), tone="stop")
        elif any(char.isdigit() for char in text) and not text.isdecimal():
            await open_paper(self.house, text)
        else:
            self.tell(self.say("find.no-such-name", text=text), tone="stop")

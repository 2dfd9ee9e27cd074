"""The rows of the next person of a household; the number alone is enough for somebody known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter.desk.applicant import FieldMissing
from counter.desk.household_case import PERSON
from counter.errors import CounterError
from counter.screens.ethnic import EthnicGroups
from counter.screens.kept_page import form_of
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.views import Session
    from counter.screens.household.page import HouseholdPage

_LEAVES = frozenset({"enter", "down", "tab", "up", "shift+tab"})
"""The keys that leave a row."""


class NextPerson:
    """Who is typed and not a line yet."""

    def __init__(self, page: HouseholdPage, typed: Mapping[str, str]) -> None:
        self.page, self.ethnic = page, EthnicGroups()
        self.form = self._rows(typed)

    def _rows(self, typed: Mapping[str, str]) -> Form:
        """Give the page the rows, with what was typed in them before."""
        form = self.page.form = form_of([FormRow(key, "") for key in PERSON], typed)
        return form

    async def read(self, session: Session) -> None:
        """The ethnic groups; they stay the same."""
        if not self.ethnic.groups:
            groups = await self.page.house.verb(lambda desk: desk.who.ethnic_groups(session))
            self.ethnic = EthnicGroups(groups)

    def draw(self, canvas: Canvas, y: int) -> None:
        """The rows, one under the other."""
        for row in self.form.rows:
            row.label = self.page.say(f"household.row.{row.key}")
        self.form.draw(canvas, 2, y, canvas.columns - 4)

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """↑ from the empty number goes up into the lines; Enter behind a number adds whoever is known."""
        form, lines = self.form, self.page.lines
        if key == "up" and form.at == 0 and not form.row.value:
            lines.from_below()
            return True
        if key == "enter" and form.at == 0 and form.row.value.strip():
            self.page.house.act(self.add(known_only=True))
            return True
        if key in _LEAVES and form.row.key == "ethnic":
            self._complete(form.row)
        return False

    def _complete(self, row: FormRow) -> None:
        """An ethnic group left empty or half typed is the first that is meant."""
        if (group := self.ethnic.completed(row.value)) != row.value:
            row.value = group
            self.page.keep(row.key, group)
            self.page.load(group)

    def stepped(self) -> None:
        """An empty ethnic group says what Enter makes of it."""
        row = self.form.row
        if row.key == "ethnic" and not row.value and self.ethnic.groups:
            self.page.aside(self.page.say("household.ethnic", group=self.ethnic.groups[0].text))

    # Adding ----------------------------------------------------------------------------------------------------

    async def add(self, *, known_only: bool) -> None:
        """Add who is typed; somebody known needs the number alone, others fill in the other rows."""
        number = self.form.value("number")
        fields = {key: self.form.value(key) for key in PERSON[1:] if self.form.value(key).strip()}
        try:
            await self.page.doing(
                lambda desk, session, household: desk.household.add(session, household, number, fields)
            )
        except CounterError as problem:
            self._stand_at(problem)
            if known_only and not fields and isinstance(problem, FieldMissing):
                self.page.tell(self.page.say("household.unknown"), tone="wait")
                return
            raise
        self.form = self._rows({})
        line = self.page.view.lines[-1]
        said = self.page.say("household.added", n=line.n, name=line.name)
        self.page.tell(said, tone="done" if line.refusal is None else "wait")

    def _stand_at(self, problem: CounterError) -> None:
        """The row that is wrong takes the keys."""
        wrong = next((PERSON.index(term) for term in problem.terms if term in PERSON), self.form.at)
        self.page.step(wrong - self.form.at)

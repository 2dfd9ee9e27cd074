"""Somebody new: what every form prints about an applicant, one row each, kept as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from counter.desk.applicant import ChangeNeedsReason
from counter.errors import CounterError
from counter.screens.ask import SentenceDialog
from counter.screens.card import warning
from counter.screens.ethnic import EthnicGroups
from counter.screens.intake.face import Face
from counter.values.person_name import LOOKALIKE_DOTS, PersonName, with_standard_dots
from counter.values.remark import remark
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.page import IntakePage

FIELDS: Final = ("name", "ethnic", "household_address", "residence_address", "phone")
"""In the order in which they are asked."""
_WANTED = frozenset({"name", "household_address"})
"""What may not be empty; an ethnic group left empty is the most frequent one."""
_SHOWN = 6
"""Ethnic groups that are offered at a time, each with its digit."""


_RECORD = "record"


class PersonFace(Face):
    """Five rows; under them what is wrong with the row, or what could stand there."""

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case)
        self.form = self.hold([FormRow(field, "", case.suggested.get(field, "")) for field in FIELDS])
        self.ethnic = EthnicGroups()
        self.problems: dict[str, CounterError | str] = {}

    def start(self) -> None:
        """Fetch the ethnic groups."""
        self.page.house.act(self._fetch())

    async def _fetch(self) -> None:
        session = self.page.house.session
        if session is not None:
            self.ethnic = EthnicGroups(
                await self.page.house.verb(lambda desk: desk.who.ethnic_groups(session))
            )
            self.page.show()

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Who it is, the rows with what is wrong beside them, and help for the row that takes the keys."""
        x, y, room = box.x, box.y, box.columns
        canvas.put(x, y, self.say("person.title"), "strong", room)
        canvas.right(y, self.page.unmasked or self.case.number, "ink", 2)
        known = "person.suggested" if self.case.suggested else "person.new"
        known = "person.from-card" if self.case.card is not None else known
        y = canvas.block(x, y + 1, self.say(known), "label", room, 2) + 1
        for row in self.form.rows:
            row.label = self.say(f"person.{row.key.replace('_', '-')}")
        y = self.form.draw(canvas, x, y, room) + 1
        self._draw_help(canvas, Box(x, y, room, box.y + box.rows - y))

    def _draw_help(self, canvas: Canvas, box: Box) -> None:
        row, y = self.form.row, box.y
        for key, problem in self.problems.items():
            label = self.say(f"person.{key.replace('_', '-')}")
            said = problem if isinstance(problem, str) else problem.sentences(self.page.house.language)[0]
            wrong = self.say("person.wrong", field=label, what=said)
            y = canvas.block(box.x, y, wrong, "stop", box.columns, 2)
        if row.key == "name" and self._odd_dots:
            y = canvas.block(
                box.x, y, self.say("person.dots", dots="".join(self._odd_dots)), "wait", box.columns
            )
        elif row.key == "ethnic":
            self._draw_groups(canvas, Box(box.x, y, box.columns, box.rows - (y - box.y)))
            return
        if self.case.card is not None and (odd := warning(self.page, self.case.card, row.key)):
            y = canvas.block(box.x, y, odd, "wait", box.columns, 2)
        hint = self.say(f"person.hint.{row.key.replace('_', '-')}")
        canvas.block(box.x, y, hint, "label", box.columns, 3)

    def _draw_groups(self, canvas: Canvas, box: Box) -> None:
        typed, groups = self.form.row.value, self.ethnic.groups
        found = self.ethnic.found(typed)
        if not typed.strip() and groups:
            self.draw_enter(canvas, box.x, box.y, groups[0].text, box.columns)
            canvas.block(box.x, box.y + 1, self.say("person.hint.ethnic"), "label", box.columns, 2)
        elif not self.ethnic.has(typed):
            at = box.x
            for place, word in enumerate(found[:_SHOWN], 1):
                at = canvas.put(at, box.y, str(place), "key")
                at = canvas.put(at + 1, box.y, word.text, "chosen" if place == 1 else "ink") + 3
            if not found and groups:
                canvas.put(box.x, box.y, self.say("person.no-group"), "stop", box.columns)

    # What stands in the rows -----------------------------------------------------------------------------------

    @property
    def _odd_dots(self) -> list[str]:
        """Characters in the name that stand where the dot of a name should stand."""
        return sorted({c for c in self.form.value("name") if c in LOOKALIKE_DOTS})

    def _problem(self, row: FormRow) -> CounterError | str | None:
        """What is wrong with a row as it stands."""
        text = row.value.strip()
        if not text:
            return self.say("person.empty") if row.key in _WANTED else None
        if row.key == "ethnic" and self.ethnic.groups and not self.ethnic.has(text):
            return self.say("person.no-group")
        try:
            PersonName.parse(text) if row.key == "name" else remark(text)
        except CounterError as problem:
            return problem
        return None

    def _check(self, row: FormRow) -> bool:
        """Note what is wrong with a row, or that nothing is any more."""
        problem = self._problem(row)
        if problem is None:
            self.problems.pop(row.key, None)
        else:
            self.problems[row.key] = problem
        return problem is None

    # Keys ------------------------------------------------------------------------------------------------------

    def flows(self, character: str) -> bool:
        """Where ethnic groups are offered a digit chooses one."""
        return not (self.form.row.key == "ethnic" and character.isdigit())

    def press(self, key: str) -> bool:
        """Leave a row: it is completed and checked; Tab puts the standard dot into a name."""
        row = self.form.row
        if row.key == "ethnic" and key.isdigit():
            self._take_group(int(key))
            return True
        if key == "tab" and row.key == "name" and self._odd_dots:
            self.page.load(with_standard_dots(row.value))
            self.page.keep(row.key, row.value)
            return True
        if key in {"enter", "down", "tab", "up", "shift+tab"}:
            self._complete(row)
            if not self._check(row) and key == "enter":
                self.page.show()
                return True
        return False

    def _take_group(self, place: int) -> None:
        found = self.ethnic.found(self.form.row.value)
        if place <= min(_SHOWN, len(found)) and place:
            self._put(self.form.row, found[place - 1].text)
            self._check(self.form.row)
            self.page.step(1)
        else:
            self.page.tell(self.say("number.no-row", place=place), tone="wait")

    def _complete(self, row: FormRow) -> None:
        """An ethnic group left empty or half typed is the first that is offered."""
        if row.key == "ethnic" and (group := self.ethnic.completed(row.value)) != row.value:
            self._put(row, group)

    def _put(self, row: FormRow, text: str) -> None:
        row.value = text
        self.page.keep(row.key, text)
        self.page.load(text)

    def typed(self, row: FormRow) -> None:
        """What was wrong is looked at again while it is being mended."""
        if row.key in self.problems:
            self._check(row)
        self.page.show_soon()

    def entered(self) -> None:
        """Record the applicant, unless a row is wrong: then the keys go there."""
        for row in self.form.rows:
            self._complete(row)
        wrong = [place for place, row in enumerate(self.form.rows) if not self._check(row)]
        if wrong:
            self.page.step(wrong[0] - self.form.at)
            self.page.show()
            return
        self.resume(_RECORD)

    def resume(self, deed: str) -> None:
        """Record, and ask why where something changed that does not change by itself."""
        if deed == _RECORD:
            self.page.begin(deed, self._record())

    async def _record(self) -> None:
        fields = {row.key: row.value for row in self.form.rows}
        try:
            await self.page.doing(lambda desk, session, case: desk.intake.record(session, case, fields))
        except ChangeNeedsReason:
            reason = await self.page.house.ask(SentenceDialog("person.why-sex"))
            if reason is not None:
                why = reason
                await self.page.doing(
                    lambda desk, session, case: desk.intake.record(session, case, fields, why)
                )

    def back(self) -> None:
        """Back to the number, which stands in its field again."""
        self.page.take_back()

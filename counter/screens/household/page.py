"""One household: a line per person, the next person below, and everybody accepted and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.desk.applicant import FieldMissing
from counter.desk.household_case import PERSON
from counter.errors import CounterError
from counter.screens.doors import open_intake
from counter.screens.ethnic import EthnicGroups
from counter.screens.household.answer import AnswerDialog
from counter.screens.household.for_all import accept, close, out
from counter.screens.kept_page import KeptPage, form_of
from counter.widgets.canvas import Canvas
from counter.widgets.cells import fit, visible
from counter.widgets.form import FormRow
from counter.widgets.scroll import draw_mark

if TYPE_CHECKING:
    from textual.events import ScreenResume

    from counter.desk.desk import Desk
    from counter.desk.household_views import GatheringView, HouseholdView, LineView
    from counter.desk.views import Session, WhyLine
    from counter.screens.kept_page import KeepingVerbs

_ACTS = {"accept": accept, "out": out, "close": close}
"""What is done for all, below the lines."""
_LEAVES = frozenset({"enter", "down", "tab", "up", "shift+tab"})
"""The keys that leave a row."""
_LINE = "@line"
"""Under this the line that is marked is kept, or what is done for all; "" while a person is typed."""


class HouseholdPage(KeptPage):
    """Lines above, the rows of the next person below; with the first row empty ↑ goes up into the lines."""

    OFFERS: ClassVar[frozenset[str]] = KeptPage.OFFERS | {"find"}

    def __init__(self, gathering: GatheringView) -> None:
        super().__init__()
        assert gathering.household is not None  # noqa: S101 - its door sees to it
        self.view: HouseholdView = gathering.household
        self.at = self._marked(gathering.typed.get(_LINE, ""))
        """The line that is marked, or what is done for all behind them; -1 while a person is typed."""
        self.answers = dict(gathering.typed)
        """What was typed as an answer of a person and not yet entered, by line and question."""
        self.form = form_of([FormRow(key, "") for key in PERSON], gathering.typed)
        self.ethnic = EthnicGroups()

    def _new(self) -> None:
        self.form = form_of([FormRow(key, "") for key in PERSON], {})

    def _marked(self, kept: str) -> int:
        marks = [*(line.case for line in self.view.lines), *_ACTS]
        return marks.index(kept) if kept in marks else -1

    def _mark(self, at: int) -> None:
        """Mark a line, or what is done for all, also beyond a power cut."""
        self.at = at
        marks = [*(line.case for line in self.view.lines), *_ACTS]
        self.keep(_LINE, marks[at] if 0 <= at < len(marks) else "")
        self.show()

    @property
    def marks(self) -> int:
        """How many lines can be marked: people, and what is done for all."""
        return len(self.view.lines) + len(_ACTS)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What was done in an intake of its own shows here."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self) -> None:
        session, household = self.house.session, self.view.id
        if session is not None:
            self.view = await self.house.verb(lambda desk: desk.household.show(session, household))
            if not self.ethnic.groups:
                self.ethnic = EthnicGroups(
                    await self.house.verb(lambda desk: desk.who.ethnic_groups(session))
                )
            self.show()

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """What is shared, the lines, the next person."""
        view, language = self.view, self.house.language
        canvas.put(2, 2, view.address, "strong", canvas.columns - 30)
        counts = self.say(
            "household.counts", all=len(view.lines), accepted=view.accepted, refused=view.refused
        )
        canvas.right(2, counts, "label", 2)
        papers = "、".join(text.in_(language) for _, text in view.papers)
        canvas.put(
            2,
            3,
            f"{view.title.in_(language)}   {view.landlord} {view.phone}   {papers}",
            "label",
            canvas.columns - 4,
        )
        rows = canvas.rows - 5 - (len(PERSON) + 4 + len(_ACTS))
        shown = view.lines
        top = (
            max(0, min(max(self.at, 0) - rows + 1, len(shown) - rows))
            if self.at >= 0
            else max(0, len(shown) - rows)
        )
        for y, line in enumerate(shown[top : top + rows], 5):
            self._draw_line(canvas, y, line)
        y = 5 + min(rows, len(shown))
        for place, act in enumerate(_ACTS):
            self._draw_act(canvas, y + place, len(shown) + place, act)
        if self.form is not None:
            for row in self.form.rows:
                row.label = self.say(f"household.row.{row.key}")
            self.form.draw(canvas, 2, y + len(_ACTS) + 1, canvas.columns - 4)
            if self.at >= 0:
                canvas.slot = None

    def _draw_line(self, canvas: Canvas, y: int, line: LineView) -> None:
        marked = line.n - 1 == self.at
        role = draw_mark(canvas, y, marked=marked)
        canvas.put(2, y, f"{line.n:2}", role if marked else "label")
        canvas.put(5, y, fit(visible(line.name or line.masked_number), 16), role)
        tone = "stop" if line.refusal else "done" if line.receipt else "wait"
        canvas.put(22, y, fit(visible(self._state(line)), canvas.columns - 24), role if marked else tone)

    def _state(self, line: LineView) -> str:
        """What this line wants next, in words."""
        language = self.house.language
        if line.refusal is not None:
            return f"✗ {line.refusal.in_(language)}"
        if line.receipt:
            return f"✓ {line.receipt}  {self.say(f'sheet.{line.sheet_state}')}"
        if not line.open:
            return line.stage.text.in_(language)
        if line.question is not None:
            return f"? {line.question[1].in_(language)}"
        if line.missing:
            return self.say(
                "household.missing", count=len(line.missing), first=line.missing[0][1].in_(language)
            )
        if line.agreed:
            return self.say("household.ready")
        if line.to_agree:
            return self.say("household.to-agree")
        return line.stage.text.in_(language)

    def _draw_act(self, canvas: Canvas, y: int, place: int, act: str) -> None:
        marked = place == self.at
        words = self.say(f"household.act.{act}", count=self.view.ready)
        role = draw_mark(canvas, y, marked=marked)
        canvas.put(5, y, words, role if marked else "label")

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """↑ from the empty first row into the lines; Enter there does what the line wants next, o opens its intake."""
        form = self.form
        if self.at >= 0:
            return self._press_marked(key)
        if form is not None and key == "up" and form.at == 0 and not form.row.value and self.marks:
            self._mark(self.marks - 1)
            return True
        if form is not None and key == "enter" and form.at == 0 and form.row.value.strip():
            self.house.act(self._add(known_only=True))
            return True
        if form is not None and key in _LEAVES and form.row.key == "ethnic":
            self._complete(form.row)
        return super().press(key)

    def _complete(self, row: FormRow) -> None:
        """An ethnic group left empty or half typed is the first that is meant."""
        if (group := self.ethnic.completed(row.value)) != row.value:
            row.value = group
            self.keep(row.key, group)
            self.load(group)

    def step(self, step: int) -> bool:
        """An empty ethnic group says what Enter makes of it."""
        super().step(step)
        row = self.form.row if self.form is not None else None
        if row is not None and row.key == "ethnic" and not row.value and self.ethnic.groups:
            self.aside(self.say("household.ethnic", group=self.ethnic.groups[0].text))
        return True

    def _press_marked(self, key: str) -> bool:
        if key == "up":
            self._mark(max(0, self.at - 1))
        elif key == "down":
            self._mark(self.at + 1 if self.at < self.marks - 1 else -1)
        elif key == "enter" and self.at < len(self.view.lines):
            self.house.act(self._next(self.view.lines[self.at]))
        elif key == "enter":
            act = [*_ACTS][self.at - len(self.view.lines)]
            self.resume(act)
        elif key.lower() == "o" and self.at < len(self.view.lines):
            self.house.act(open_intake(self.house, self.view.lines[self.at].case))
        return True

    def resume(self, deed: str) -> None:
        """What is done for everybody at once."""
        if deed in _ACTS:
            self.begin(deed, _ACTS[deed](self))

    def flows(self, _character: str) -> bool:
        """A letter is text only while a person is typed."""
        return self.at < 0

    def entered(self) -> None:
        """The last row of a new person."""
        self.house.act(self._add(known_only=False))

    def back(self) -> None:
        """From the lines to the rows; then the page is left, and the household waits."""
        if self.at >= 0:
            self._mark(-1)
        else:
            self.house.act(self._leave())

    async def _leave(self) -> None:
        await self.set_aside()
        self.app.pop_screen()

    async def reasons(self) -> tuple[WhyLine, ...]:
        """What the rules say to the line that is marked."""
        session, lines, at = self.house.session, self.view.lines, self.at
        if session is None or not 0 <= at < len(lines):
            return ()
        return await self.house.verb(lambda desk: desk.questions.why(session, lines[at].case))

    # Acts ------------------------------------------------------------------------------------------------------

    async def _add(self, *, known_only: bool) -> None:
        """Add who is typed; somebody known needs the number alone, others fill in the other rows."""
        session, household, form = self.house.session, self.view.id, self.form
        if session is None or form is None:
            return
        await self.drafts_kept()
        number = form.value("number")
        fields = {key: form.value(key) for key in PERSON[1:] if form.value(key).strip()}
        try:
            self.view = await self.house.verb(
                lambda desk: desk.household.add(session, household, number, fields)
            )
        except CounterError as problem:
            await self._read()
            wrong = next((PERSON.index(term) for term in problem.terms if term in PERSON), form.at)
            self.step(wrong - form.at)
            if known_only and not fields and isinstance(problem, FieldMissing):
                self.tell(self.say("household.unknown"), tone="wait")
                return
            raise
        self._new()
        line = self.view.lines[-1]
        self.tell(
            self.say("household.added", n=line.n, name=line.name),
            tone="done" if line.refusal is None else "wait",
        )

    async def _next(self, line: LineView) -> None:
        """What a line wants: an answer, a paper, the signature; else its own intake."""
        session, household, house = self.house.session, self.view.id, self.house
        if session is None:
            return
        if line.question is not None:
            await self._answer(line)
        elif line.missing:
            self.view = await house.verb(lambda desk: desk.household.seen(session, household, line.n))
            self.tell(self.say("household.seen", paper=line.missing[0][1].in_(house.language)), tone="done")
        elif line.to_agree:
            try:
                self.view = await house.verb(lambda desk: desk.household.agree(session, household, line.n))
            except CounterError:
                await self._read()  # signed all the same: fingers or a fee come next
                raise
            self.tell(self.say("household.agreed", name=line.name), tone="done")
        elif line.open and not line.agreed:
            await open_intake(house, line.case)
        self.show()

    async def _answer(self, line: LineView) -> None:
        session, household, house = self.house.session, self.view.id, self.house
        if session is None or line.question is None:
            return
        fact, text, choices = line.question
        told = tuple((choice.code, choice.text.in_(house.language)) for choice in choices)
        key = f"{line.case}/{fact}"
        dialog = AnswerDialog(
            text.in_(house.language), told, self.answers.get(key, ""), lambda t: self._typing(key, t)
        )
        if value := await house.ask(dialog):
            await self.drafts_kept()
            self.view = await house.verb(
                lambda desk: desk.household.answer(session, household, line.n, fact, value)
            )
            self._typing(key, "")

    def _typing(self, key: str, text: str) -> None:
        """What is typed as an answer is kept beside the rows."""
        self.answers[key] = text
        self.keep(key, text)

    # What is this journey's own --------------------------------------------------------------------------------

    @property
    def journey(self) -> str:
        """The household."""
        return self.view.id

    def verbs(self, desk: Desk) -> KeepingVerbs:
        """The verbs of households."""
        return desk.household

    def abandon(self, desk: Desk, session: Session) -> None:
        """Its people are given up one by one; the household itself waits."""
        desk.household.park(session, self.journey)

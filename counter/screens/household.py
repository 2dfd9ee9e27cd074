"""Household and dormitory (集体户): what all share once, then one line per person, then everybody accepted and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.desk.intake import FieldMissing
from counter.errors import CounterError
from counter.screens.ask import ChoiceDialog, SentenceDialog
from counter.screens.dialog import Dialog
from counter.screens.doors import open_intake
from counter.screens.intake.questions import day_of
from counter.screens.page import Page
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import fit, visible
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from textual.events import ScreenResume

    from counter.desk.application_views import QuestionView, ServiceView
    from counter.desk.household_views import HouseholdView, LineView
    from counter.desk.views import WhyLine
    from counter.locale import Text

    Answer = Dialog[str]
else:
    Answer = Dialog

_SHARED = ("service", "address", "landlord", "phone", "papers")
_PERSON = ("number", "name", "ethnic", "household_address", "phone")
_ACTS = ("accept", "out", "close")
"""What is done for all, below the lines."""


class AnswerDialog(Answer):
    """A question of the rules: its choices by digit, or a field for a day or a number."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH = 76

    def __init__(self, question: str, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._question, self._choices = question, choices
        self.HEIGHT = len(choices) + 8
        if not choices:
            self.form = Form([FormRow("answer", "")])

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """The question, and how it is answered."""
        y = canvas.block(box.x, box.y + 1, self._question, "strong", box.columns, 2) + 1
        for place, (_, text) in enumerate(self._choices, 1):
            canvas.put(box.x, y, str(place), "key")
            canvas.put(box.x + 3, y, text, "ink", box.columns - 3)
            y += 1
        if self.form is not None:
            self.form.draw(canvas, box.x, y, box.columns)

    def press(self, key: str) -> bool:
        """Take a visible digit."""
        if self.form is not None:
            return super().press(key)
        if key.isdigit() and 0 < int(key) <= len(self._choices):
            self.answer(self._choices[int(key) - 1][0])
        return True

    def entered(self) -> None:
        """Answer, unless nothing was typed."""
        if self.form is not None and (text := self.form.row.value.strip()):
            self.answer(day_of(text) or text)


class HouseholdsPage(Page):
    """Those under way by digit; n begins another one."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "find", "cover", "language", "lock", "back"})

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[HouseholdView, ...] | None = None

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Read anew whenever this page comes to light."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self) -> None:
        if (session := self.house.session) is not None:
            self.rows = await self.house.verb(lambda desk: desk.household.waiting(session))
            self.show()

    def draw(self, canvas: Canvas) -> None:
        """Address, landlord, service of each."""
        canvas.put(2, 2, self.say("household.title"), "strong")
        for place, row in enumerate((self.rows or ())[: canvas.rows - 9]):
            canvas.put(2, 4 + place, str(place + 1) if place < 9 else "·", "key")
            canvas.put(5, 4 + place, row.address, "ink", canvas.columns - 44)
            canvas.put(canvas.columns - 38, 4 + place, row.landlord, "label", 12)
            canvas.put(canvas.columns - 25, 4 + place, row.title.in_(self.house.language), "label", 23)
        if self.rows == ():
            canvas.block(2, 4, self.say("household.none"), "label", canvas.columns - 4)
        canvas.put(2, canvas.rows - 4, "n", "key")
        canvas.put(5, canvas.rows - 4, self.say("household.new"))

    def press(self, key: str) -> bool:
        """A digit opens, n begins."""
        rows = self.rows or ()
        if key.isdigit() and 0 < int(key) <= len(rows):
            self.house.act(self._open(rows[int(key) - 1].id))
        elif key.lower() == "n":
            self.house.act(self._begin())
        return True

    async def _open(self, household: str) -> None:
        if (session := self.house.session) is not None:
            view = await self.house.verb(lambda desk: desk.household.show(session, household))
            self.house.go(HouseholdPage(view))

    async def _begin(self) -> None:
        if (session := self.house.session) is not None:
            offered = await self.house.verb(lambda desk: desk.household.services(session))
            self.house.go(SharedPage(offered))


class SharedPage(Page):
    """Service, address, landlord, papers; then each question that may have one answer for all, or none."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "find", "cover", "language", "lock", "back"})

    def __init__(self, offered: tuple[ServiceView, ...]) -> None:
        super().__init__()
        self.offered = offered
        self.form = Form([FormRow(key, "") for key in _SHARED])
        self.papers: tuple[tuple[str, Text], ...] = ()
        self.answers: dict[str, str] = {}
        self.passed: set[str] = set()
        self.question: QuestionView | None = None

    @property
    def service(self) -> str:
        """The code of the service that the first row names by digit."""
        key = self.form.value("service").strip() if self.form is not None else self._service
        return next((one.code for one in self.offered if key in {one.key, one.code}), "")

    _service = ""

    def draw(self, canvas: Canvas) -> None:
        """The rows with what may be chosen, or the question."""
        canvas.put(2, 2, self.say("household.shared"), "strong")
        if self.form is None:
            self._draw_question(canvas)
            return
        for row in self.form.rows:
            row.label = self.say(f"household.row.{row.key}")
        y = self.form.draw(canvas, 2, 4, canvas.columns - 4) + 1
        language = self.house.language
        listed: list[tuple[str, str]] = []
        if self.form.row.key == "service":
            listed = [(one.key, one.text.in_(language)) for one in self.offered]
        elif self.form.row.key == "papers":
            listed = [(str(n), text.in_(language)) for n, (_, text) in enumerate(self.papers, 1)]
        half, rows = (canvas.columns - 4) // 2, canvas.rows - y - 5
        for place, (key, text) in enumerate(listed[: rows * 2]):
            x = 2 + half * (place // rows)
            canvas.put(x, y + place % rows, key, "key")
            canvas.put(x + 4, y + place % rows, text, "ink", half - 5)

    def _draw_question(self, canvas: Canvas) -> None:
        question, language = self.question, self.house.language
        if question is None:
            return
        canvas.put(2, 4, self.say("household.same"), "label", canvas.columns - 4)
        y = canvas.block(2, 6, question.text.in_(language), "strong", canvas.columns - 4, 3)
        for choice in question.choices:
            canvas.put(3, y, choice.key, "key")
            y = canvas.block(6, y, choice.text.in_(language), "ink", canvas.columns - 8, 2)
        canvas.put(2, y + 1, "Enter", "key")
        canvas.put(9, y + 1, self.say("household.differs"), "ink", canvas.columns - 11)

    def press(self, key: str) -> bool:
        """Rows first; then digits answer for all, and Enter leaves a question to each person."""
        if self.form is not None:
            if key in {"enter", "tab", "down"} and self.form.row.key == "service":
                self.house.act(self._chosen())
                return True
            return super().press(key)
        question = self.question
        if question is None:
            return True
        choice = next((c for c in question.choices if c.key == key), None)
        if choice is not None and choice.refused is not None:
            self.tell(choice.refused.in_(self.house.language), tone="stop")
        elif choice is not None:
            self.answers[question.fact] = choice.code
            self.house.act(self._ask())
        elif key == "enter":
            self.passed.add(question.fact)
            self.house.act(self._ask())
        return True

    async def _chosen(self) -> None:
        session, service = self.house.session, self.service
        if session is None:
            return
        if not service:
            self.tell(self.say("household.no-service"), tone="wait")
            return
        self.papers = await self.house.verb(lambda desk: desk.household.papers(session, service))
        self.step(1)

    def entered(self) -> None:
        """The rows are done: the questions come."""
        if self.form is None:
            return
        if not self.form.value("address").strip():
            self.form.at = 1
            self.tell(self.say("household.no-address"), tone="stop")
            return
        self.house.act(self._ask())

    async def _ask(self) -> None:
        session, service, told, passed = self.house.session, self.service, self.answers, self.passed
        if session is None:
            return
        open_ = await self.house.verb(lambda desk: desk.household.shareable(session, service, told))
        self.question = next((q for q in open_ if q.fact not in passed and q.choices), None)
        if self.question is None:
            await self._begin()
            return
        if self.form is not None:
            self._rows, self._service, self.form = self.form, service, None
        self.tell()

    _rows: Form | None = None

    async def _begin(self) -> None:
        session, form, service = self.house.session, self.form or self._rows, self.service
        if session is None or form is None:
            return
        digits = form.value("papers").replace(",", " ").replace("，", " ").split()
        papers = [
            self.papers[int(d) - 1][0] for d in digits if d.isdigit() and 0 < int(d) <= len(self.papers)
        ]
        address, landlord, phone = (form.value(key) for key in ("address", "landlord", "phone"))
        answers = dict(self.answers)
        view = await self.house.verb(
            lambda desk: desk.household.begin(
                session,
                service,
                address=address,
                landlord=landlord,
                phone=phone,
                papers=papers,
                answers=answers,
            )
        )
        self.app.pop_screen()
        self.house.go(HouseholdPage(view))

    def back(self) -> None:
        """From the questions to the rows; then the page is left."""
        if self.form is None and self._rows is not None:
            self.form, self.question = self._rows, None
            self.answers, self.passed = {}, set()
            self.show()
        else:
            super().back()


class HouseholdPage(Page):
    """Lines above, the rows of the next person below; with the first row empty ↑ goes up into the lines."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "find", "cover", "language", "lock", "back"})

    def __init__(self, view: HouseholdView) -> None:
        super().__init__()
        self.view = view
        self.at = -1
        """The line that is marked, or what is done for all behind them; -1 while a person is typed."""
        self._new()

    def _new(self) -> None:
        self.form = Form([FormRow(key, "") for key in _PERSON])

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
        rows = canvas.rows - 5 - (len(_PERSON) + 4 + len(_ACTS))
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
        role = "chosen" if marked else "ink"
        if marked:
            canvas.put(1, y, " " * (canvas.columns - 2), role)
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
        if marked:
            canvas.put(1, y, " " * (canvas.columns - 2), "chosen")
        canvas.put(5, y, words, "chosen" if marked else "label")

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """↑ from the empty first row into the lines; Enter there does what the line wants next, o opens its intake."""
        form = self.form
        if self.at >= 0:
            return self._press_marked(key)
        if form is not None and key == "up" and form.at == 0 and not form.row.value and self.marks:
            self.at = self.marks - 1
            self.show()
            return True
        if form is not None and key == "enter" and form.at == 0 and form.row.value.strip():
            self.house.act(self._add(known_only=True))
            return True
        return super().press(key)

    def _press_marked(self, key: str) -> bool:
        if key == "up":
            self.at = max(0, self.at - 1)
        elif key == "down":
            self.at = self.at + 1 if self.at < self.marks - 1 else -1
        elif key == "enter" and self.at < len(self.view.lines):
            self.house.act(self._next(self.view.lines[self.at]))
            return True
        elif key == "enter":
            act = _ACTS[self.at - len(self.view.lines)]
            self.house.act({"accept": self._accept, "out": self._out, "close": self._close}[act]())
            return True
        elif key.lower() == "o" and self.at < len(self.view.lines):
            self.house.act(open_intake(self.house, self.view.lines[self.at].case))
            return True
        self.show()
        return True

    def flows(self, _character: str) -> bool:
        """A letter is text only while a person is typed."""
        return self.at < 0

    def entered(self) -> None:
        """The last row of a new person."""
        self.house.act(self._add(known_only=False))

    def back(self) -> None:
        """From the lines to the rows; then the page is left."""
        if self.at >= 0:
            self.at = -1
            self.show()
        else:
            super().back()

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
        number = form.value("number")
        fields = {key: form.value(key) for key in _PERSON[1:] if form.value(key).strip()}
        try:
            self.view = await self.house.verb(
                lambda desk: desk.household.add(session, household, number, fields)
            )
        except FieldMissing as wanting:
            await self._read()
            missing = str(wanting.values.get("field", ""))
            form.at = _PERSON.index(missing) if missing in _PERSON else 1
            if known_only and not fields:
                self.tell(self.say("household.unknown"), tone="wait")
                return
            raise
        except CounterError:
            await self._read()
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
            self.view = await house.verb(lambda desk: desk.household.agree(session, household, line.n))
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
        if value := await house.ask(AnswerDialog(text.in_(house.language), told)):
            self.view = await house.verb(
                lambda desk: desk.household.answer(session, household, line.n, fact, value)
            )

    async def _accept(self) -> None:
        """One after the other, telling how far it is; what the printer refuses waits."""
        session, household, all_ = self.house.session, self.view.id, self.view.ready
        if session is None:
            return
        done = 0
        while True:
            view, line = await self.house.verb(lambda desk: desk.household.accept_next(session, household))
            self.view = view
            if line is None:
                break
            done += 1
            self.tell(self.say("household.progress", done=done, all=all_, name=line.name))
        self.tell(self.say("household.printed", count=done), tone="done" if done else "wait")

    async def _out(self) -> None:
        """Did the receipts come out? Those that did not are named by their lines."""
        session, household = self.house.session, self.view.id
        if session is None:
            return
        place = await self.house.ask(
            ChoiceDialog("household.out.title", ("household.out.all", "household.out.some"))
        )
        if place is None:
            return
        spoiled: list[int] = []
        if place == 2:
            if (said := await self.house.ask(SentenceDialog("household.out.which"))) is None:
                return
            spoiled = [
                int(word) for word in said.replace(",", " ").replace("，", " ").split() if word.isdigit()
            ]
        self.view = await self.house.verb(lambda desk: desk.household.out(session, household, spoiled))
        self.tell(self.say("household.out.done"), tone="done")

    async def _close(self) -> None:
        session, household = self.house.session, self.view.id
        if session is not None:
            await self.house.verb(lambda desk: desk.household.close(session, household))
            self.app.pop_screen()

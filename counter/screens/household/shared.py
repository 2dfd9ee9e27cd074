"""What all share, said once: service, address, landlord, papers, and answers that are the same for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.household.page import HouseholdPage
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.application_views import QuestionView, ServiceView
    from counter.locale import Text

_SHARED = ("service", "address", "landlord", "phone", "papers")


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

"""A certificate at the counter: fields filled in, read back by the citizen, printed with the seal, asked after."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.errors import CounterError
from counter.screens.ask import SecondDialog, SentenceDialog
from counter.screens.out_dialog import ask_outcome
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow
from counter.workflows.certificate import CertificateState

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter.desk.certificate_views import CertificateView
    from counter.desk.desk import Desk
    from counter.desk.views import Session, WhyLine

_MEMBER = "member"
"""The row in which one member of the household after the other is typed."""
_NAME_ROWS = 8
"""Rows that the name takes at the read-back."""


class CertificatePage(Page):
    """Rows to be typed; then the read-back; then one key after the other until it is in the citizen's hand."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "find", "cover", "language", "lock", "back"})

    def __init__(self, view: CertificateView, told: str = "") -> None:
        super().__init__()
        self.view = view
        self.reading = False
        if told:
            self.notice = ((told,), "done")
        self._fill()

    def _fill(self) -> None:
        """Rows while it is typed, none afterwards; the first empty row that must be filled takes the keys."""
        self.form = None
        if self.view.state is not CertificateState.TYPED or self.reading:
            return
        rows = [FormRow(entry.code, "", entry.value) for entry in self.view.entries]
        self.form = Form(rows + ([FormRow(_MEMBER, "")] if self.view.has_rows else []))
        wanting = (n for n, e in enumerate(self.view.entries) if not e.value and not e.optional)
        self.form.at = next(wanting, len(self.form.rows) - 1)

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Title and state; rows, read-back, or what comes next."""
        language = self.house.language
        x = canvas.put(2, 2, self.view.title.in_(language), "strong")
        canvas.put(x + 2, 2, self.view.application.name, "ink", 24)
        canvas.right(2, self.view.state.text.in_(language), "wait", 2)
        if self.form is not None:
            self._draw_form(canvas)
        else:
            self._draw_read(canvas)

    def _draw_form(self, canvas: Canvas) -> None:
        if self.form is None:
            return
        language = self.house.language
        for row, entry in zip(self.form.rows, self.view.entries, strict=False):
            row.label = entry.label.in_(language)
        y = 4
        if self.view.has_rows:
            self.form.rows[-1].label = self.say("certificate.member")
            for number, member in enumerate(self.view.rows[-3:], max(1, len(self.view.rows) - 2)):
                canvas.put(2, y, f"{number}. {member}", "label", canvas.columns - 4)
                y += 1
        y = self.form.draw(canvas, 2, y, canvas.columns - 4)
        canvas.block(2, y + 1, self._hint(), "faint", canvas.columns - 4, 2)

    def _hint(self) -> str:
        code = self.form.row.key if self.form is not None else ""
        if code == _MEMBER:
            return self.say("certificate.member-hint")
        sample = next((entry.sample for entry in self.view.entries if entry.code == code), "")
        return self.say("certificate.like", sample=" ".join(sample.split())) if sample else ""

    def _draw_read(self, canvas: Canvas) -> None:
        """What the paper will say, the name large where there is room."""
        language, y = self.house.language, 4
        if self.reading and self.view.large and canvas.rows >= 4 + _NAME_ROWS + len(self.view.entries) + 6:
            for line in zip(*self.view.large, strict=False):
                canvas.put(2, y, "  ".join(line), "strong", canvas.columns - 4)
                y += 1
            y += 1
        room = canvas.rows - y - 8
        for entry in [entry for entry in self.view.entries if entry.value][:room]:
            canvas.put(2, y, entry.label.in_(language), "label", 18)
            y = canvas.block(21, y, entry.value, "ink", canvas.columns - 23, 2)
        for number, member in enumerate(self.view.rows[: max(0, canvas.rows - y - 7)], 1):
            canvas.put(21, y, f"{number}. {member}", "ink", canvas.columns - 23)
            y += 1
        if self.view.sheet is not None:
            canvas.put(2, y, self.view.sheet.serial, "here")
            canvas.put(32, y, self.say(f"sheet.{self.view.sheet.state}"), "label")
        canvas.put(2, canvas.rows - 5, "Enter", "key")
        canvas.put(
            9, canvas.rows - 5, self.say(f"certificate.enter.{self._next}"), "strong", canvas.columns - 11
        )

    @property
    def _next(self) -> str:
        """What Enter does now."""
        return "confirm" if self.reading else self.view.state.value

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Enter does the next thing; in the form every row is kept as it is left."""
        if self.form is not None:
            if key in {"up", "down", "tab", "shift+tab", "enter"}:
                self.house.act(self._leave_row(key))
                return True
            return super().press(key)
        if key == "enter":
            self.house.act(self._go_on())
        return True

    def back(self) -> None:
        """From the read-back to the rows; from what was agreed, too, as long as nothing is printed."""
        if self.reading or self.view.state is CertificateState.AGREED:
            self.house.act(self._type_again())
        else:
            super().back()

    async def reasons(self) -> tuple[WhyLine, ...]:
        """What the rules say to the application."""
        session, application = self.house.session, self.view.application.id
        if session is None:
            return ()
        return await self.house.verb(lambda desk: desk.questions.why(session, application))

    async def _leave_row(self, key: str) -> None:
        """Keep the row; Enter in the last one leads to the read-back."""
        form, before = self.form, self.view
        if form is None:
            return
        row = form.row
        if row.key == _MEMBER:
            if row.value.strip():
                await self._call(
                    lambda desk, s, a: desk.certificates.enter(s, a, {}, [*before.rows, row.value])
                )
                self._fill()
                if (again := self.form) is not None:
                    again.at = len(again.rows) - 1
                self.show()
                return
        elif row.value != next(entry.value for entry in before.entries if entry.code == row.key):
            await self._call(lambda desk, s, a: desk.certificates.enter(s, a, {row.key: row.value}))
            row.value = next(entry.value for entry in self.view.entries if entry.code == row.key)
            self._held_row = None
        if key in {"up", "shift+tab"}:
            self.step(-1)
        elif form.last and key == "enter":
            self._read_back()
        else:
            self.step(1)
        self.show()

    def _read_back(self) -> None:
        if self.view.still:
            self._fill()
            words = ("、" if self.house.language == "zh" else ", ").join(
                t.in_(self.house.language) for t in self.view.still
            )
            self.tell(words, tone="stop")
            return
        self.reading, self.form = True, None
        self.tell()

    async def _type_again(self) -> None:
        if self.view.state is CertificateState.AGREED:
            await self._call(lambda desk, s, a: desk.certificates.enter(s, a, {}))
        self.reading = False
        self._fill()
        self.show()

    async def _go_on(self) -> None:
        """The next thing, by where it stands."""
        if self.reading:
            await self._call(lambda desk, s, a: desk.certificates.confirm(s, a))
            self.reading = False
        elif self.view.state is CertificateState.AGREED:
            await self._call(lambda desk, s, a: desk.certificates.print(s, a), again=True)
            await self._ask()
            return
        elif self.view.state is CertificateState.PRINTED:
            await self._ask()
            return
        else:
            await self._reprint()
            return
        self.tell(self.say("certificate.agreed"), tone="done")

    async def _ask(self) -> None:
        sheet = self.view.sheet
        session, application = self.house.session, self.view.application.id
        if sheet is None or session is None:
            return
        outcome = await ask_outcome(
            self.house, sheet, lambda desk: desk.certificates.resend(session, application)
        )
        if outcome.good:
            await self._call(lambda desk, s, a: desk.certificates.good(s, a))
            self.tell(self.say("certificate.handed"), tone="done")
        else:
            await self._call(lambda desk, s, a: desk.certificates.spoiled(s, a, outcome.reason))
            self.tell(self.say("certificate.spoiled"), tone="wait")

    async def _reprint(self) -> None:
        """A spoiled or lost one is replaced by two people."""
        why = ""
        if self.view.state is CertificateState.HANDED:
            if (asked := await self.house.ask(SentenceDialog("sheet.why.reprint"))) is None:
                return
            why = asked
        serial = self.view.sheet.serial if self.view.sheet else ""
        if (second := await self.house.ask(SecondDialog("sheet.act.reprint", serial))) is None:
            return
        await self._call(lambda desk, s, a: desk.certificates.reprint(s, a, second, why), again=True)
        await self._ask()

    async def _call(
        self, verb: Callable[[Desk, Session, str], CertificateView], *, again: bool = False
    ) -> None:
        """Call a verb and show what it made; after a printer's refusal the certificate is read again."""
        session, application = self.house.session, self.view.application.id
        if session is None:
            return
        try:
            self.view = await self.house.verb(lambda desk: verb(desk, session, application))
        except CounterError:
            if again:
                self.view = await self.house.verb(lambda desk: desk.certificates.show(session, application))
            raise

"""A certificate at the counter: fields filled in, read back by the citizen, printed with the seal, asked after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from counter.errors import CounterError
from counter.screens.ask import SecondDialog, SentenceDialog
from counter.screens.certificate_read import Reading
from counter.screens.certificate_rows import MEMBER, draw_rows, rows_of
from counter.screens.out_dialog import CAME_OUT, ask_outcome
from counter.screens.page import Page
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import width
from counter.workflows.certificate import CertificateState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from counter.desk.certificate_views import CertificateView
    from counter.desk.desk import Desk
    from counter.desk.views import Session, WhyLine
    from counter.locale import Text
    from counter.widgets.form import Form, FormRow

_FOOT = 5
"""Rows under the row of Enter, and that row."""
_REPRINT, _READING = "reprint", "read-back"
_REPLACEABLE = frozenset({CertificateState.SPOILED, CertificateState.HANDED})


class CertificatePage(Page):
    """Rows to be typed; then the read-back; then one key after the other until it is in the citizen's hand."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "find", "park", "cover", "language", "lock", "back"}
    )

    def __init__(self, view: CertificateView, told: str = "") -> None:
        super().__init__()
        self.view = view
        self.reading, self.read = False, Reading()
        self._follows = bool(told)
        """Whether it came right behind the receipt."""
        if told:
            self.notice = ((told,), "done")
        self._fill()

    def on_mount(self) -> None:
        """What was typed in a row and not yet left stands there again."""
        super().on_mount()
        self.house.act(self.recall())

    @property
    def where(self) -> str:
        """The application."""
        return f"certificate:{self.view.application.id}"

    def resume(self, deed: str) -> None:
        """Print in the place of another, say what became of the one in the printer, or read on, where there is one."""
        if deed == _REPRINT and self.view.state in _REPLACEABLE:
            self.begin(deed, self._reprint())
        elif deed == CAME_OUT and self.view.state is CertificateState.PRINTED:
            self.begin(deed, self._ask())
        elif deed == _READING and self.view.state is CertificateState.TYPED:
            self.house.act(self._read_on())

    def _fill(self, *, at_member: bool = False) -> None:
        """Rows while it is typed, none afterwards."""
        typing = self.view.state is CertificateState.TYPED and not self.reading
        self.form = rows_of(self.view, at_member=at_member) if typing else None

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Title and state; rows, read-back, or what comes next."""
        language = self.house.language
        x, state = (
            canvas.put(2, 2, self.view.title.in_(language), "strong") + 2,
            self.view.state.text.in_(language),
        )
        canvas.put(x, 2, self.view.application.name, "ink", canvas.columns - x - width(state) - 4)
        canvas.right(2, state, "wait", 2)
        if self.form is not None:
            draw_rows(canvas, self.form, self.view, self.say, language)
        else:
            self._draw_read(canvas)

    def _draw_read(self, canvas: Canvas) -> None:
        """What the paper will say, the sheet where there is one, and what Enter does."""
        foot = canvas.rows - _FOOT
        box = Box(2, 4, canvas.columns - 4, foot - 5)
        self.read.draw(canvas, box, self.view, self.say("certificate.member"), self.house.language)
        if self.view.sheet is not None:
            canvas.put(2, foot - 1, self.view.sheet.serial, "here")
            canvas.put(32, foot - 1, self.say(f"sheet.{self.view.sheet.state}"), "label")
        elif self.reading:
            question = "intake.read-back.more" if self.read.more else "intake.read-back.question"
            canvas.put(2, foot - 1, self.say(question), "strong", canvas.columns - 4)
        canvas.put(2, foot, "Enter", "key")
        canvas.put(9, foot, self.say(f"certificate.enter.{self._next}"), "strong", canvas.columns - 11)

    @property
    def _next(self) -> str:
        """What Enter does now."""
        if self.reading:
            return "more" if self.read.more else "confirm"
        return self.view.state.value

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
        """First back to the first words; then to the rows; from what was agreed, too, as long as nothing is printed."""
        if self.read.begun:
            self._read_from(0)
            self.tell()
        elif self.reading or self.view.state is CertificateState.AGREED:
            self.house.act(self._type_again())
        elif self._follows:  # at home nothing is said of the receipt any more
            self.house.act(self._park())
        else:
            super().back()

    def work(self, key_id: str) -> bool:
        """The citizen is called away: it waits at home, like everything that is unfinished."""
        if key_id == "park":
            self.house.act(self._park())
        return key_id == "park"

    async def _park(self) -> None:
        """Home, where it is found though nothing was typed; what stands in a row that was not left is kept besides."""
        session, application = self.house.session, self.view.application.id
        handed = self.view.state is CertificateState.HANDED
        if session is not None and self.form is not None:
            await self.house.verb(lambda desk: desk.certificates.park(session, application))
        self.house.home(self.say("certificate.handed" if handed else "slip.parked"))

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
        if row.key == MEMBER:
            if row.value.strip():
                await self._call(
                    lambda desk, s, a: desk.certificates.enter(s, a, {}, [*before.rows, row.value])
                )
                self._entered(row)
                self._fill(at_member=True)
                self.note()
                self.tell()
                return
        elif row.value != next(entry.value for entry in before.entries if entry.code == row.key):
            await self._call(lambda desk, s, a: desk.certificates.enter(s, a, {row.key: row.value}))
            self._entered(row)
            form = self._rows_anew(row.key)
            self._tell_odds(before)
        if form.last and key == "enter":
            self._read_back()
            return
        self.step(-1 if key in {"up", "shift+tab"} else 1)
        self.show()

    def _rows_anew(self, at: str) -> Form:
        """The rows as they stand now, the keys where they were: a row may have come behind them, or gone."""
        self.form = form = rows_of(self.view)
        form.at = next((place for place, row in enumerate(form.rows) if row.key == at), len(form.rows) - 1)
        self._held_row = None
        return form

    def _tell_odds(self, before: CertificateView) -> None:
        """What the number does not say is told once, when it comes up."""
        new = [words for words in self.view.odds if words not in before.odds]
        self.tell(*([self.say("certificate.odds", differs=self._joined(new))] if new else []), tone="wait")

    def _joined(self, sentences: Iterable[Text]) -> str:
        language = self.house.language
        return ("、" if language == "zh" else ", ").join(words.in_(language) for words in sentences)

    def _entered(self, row: FormRow) -> None:
        if self.words is not None:
            self.words.entered(self.about, row)

    async def _read_on(self) -> None:
        """The power failed while it was read back: it goes on at the words that stood there."""
        kept = await self.house.notes.words(self.where, _READING)
        turned = kept.told.typed.get(_READING, "")
        self._read_back(int(turned) if turned.isdecimal() else 0)

    def _read_back(self, at: int = 0) -> None:
        if self.view.still:
            self._fill()
            self.tell(self._joined(self.view.still), tone="stop")
            return
        self.reading, self.form = True, None
        self._read_from(at)
        self.tell()

    def _read_from(self, at: int) -> None:
        """Show the words from there on, and keep how far they were read."""
        self.read.begin(at)
        if self.reading:
            words = self.house.notes.fresh(self.where, _READING)
            words.keep(replace(words.told, typed={_READING: str(at)}))

    def _read_out(self) -> None:
        """Reading back is over."""
        self.reading = False
        self.house.notes.forget(self.where, _READING)

    async def _type_again(self) -> None:
        if self.view.state is CertificateState.AGREED:
            await self._call(lambda desk, s, a: desk.certificates.enter(s, a, {}))
        self._read_out()
        self._fill()
        self.tell()

    async def _go_on(self) -> None:
        """The next thing, by where it stands."""
        if self.reading and self.read.more:
            self._read_from(self.read.beyond)
            self.show()
            return
        if self.reading:
            await self._call(lambda desk, s, a: desk.certificates.confirm(s, a))
            self._read_out()
            self.read.begin()
        elif self.view.state is CertificateState.AGREED:
            await self._call(lambda desk, s, a: desk.certificates.print(s, a), again=True)
            self.resume(CAME_OUT)
            return
        elif self.view.state is CertificateState.PRINTED:
            self.resume(CAME_OUT)
            return
        else:
            self.resume(_REPRINT)
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
            self.forget_words()
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

"""One application after acceptance: where it stands in words, what belongs to it, and what may be done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.errors import CounterError
from counter.screens.ask import SecondDialog
from counter.screens.doors import begin_collection, open_certificate, open_loss, open_return, open_visit
from counter.screens.lists.deeds import Choice, choices
from counter.screens.lists.facts import facts_of, tone_of
from counter.screens.lists.rejection import ask_article, print_notice, settle_notice
from counter.screens.out_dialog import CAME_OUT
from counter.screens.page import Page
from counter.screens.pages import intake_page
from counter.widgets.canvas import Canvas
from counter.widgets.cells import width
from counter.widgets.form import Form, FormRow
from counter.workflows.application import Deed

if TYPE_CHECKING:
    from datetime import date

    from textual.events import ScreenResume

    from counter.desk.application_views import ApplicationView
    from counter.desk.desk import Desk
    from counter.desk.intake_views import IntakeView
    from counter.desk.views import Session, WhyLine

_DOES = "do "
"""Before the name of what is being done, apart from the words that are typed for it first."""
_STACKED = 5
"""So many choices stand one under the other."""
_DIGITS = 9
"""So many have a digit at a time."""
_TURNS = {"pageup": -_DIGITS, "pagedown": _DIGITS}


class ApplicationPage(Page):
    """A digit chooses what is done, Enter records it; what needs a reason asks for it on the same page.

    Of more than nine PageDown gives the digits to the next ones.
    """

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "find", "new", "slip", "cover", "language", "lock", "back"}
    )

    def __init__(self, told: ApplicationView, intake: IntakeView, today: date) -> None:
        super().__init__()
        self.told, self.intake, self.today = told, intake, today
        self.chosen: Choice | None = None
        self.first = 0
        """The place of the choice that has the digit 1."""
        self._asked = 0

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What may be done now."""
        return choices(self.told, self.intake)

    @property
    def shown(self) -> tuple[Choice, ...]:
        """Those of them that have a digit."""
        return self.choices[self.first : self.first + _DIGITS]

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What was done on a page over this one shows here."""
        super().on_screen_resume(event)
        self.house.act(self.read())

    async def read(self) -> None:
        """Read the application anew; of two readings under way the one that was asked for last counts."""
        session, case = self.house.session, self.told.id
        if session is None:
            return
        self._asked += 1
        asked = self._asked
        told = await self.house.verb(lambda desk: read_application(desk, session, case))
        if asked == self._asked:
            self.take(*told)

    def take(self, told: ApplicationView, intake: IntakeView, today: date) -> None:
        """Show it as it stands now."""
        self.told, self.intake, self.today = told, intake, today
        self._turn(self.first)
        if self.chosen not in self.choices:
            self.choose(None)
        self.show()

    def choose(self, choice: Choice | None) -> None:
        """Mark what is to be done; a reason is asked for where it is needed, and stands there where it was typed before."""
        self.chosen = choice
        if choice is not None:
            self._turn(self.choices.index(choice) // _DIGITS * _DIGITS)
        self.form = Form([FormRow("reason", "")]) if choice is not None and choice.reason else None
        self.words = None
        self.show()
        if choice is not None and self.form is not None:
            self.house.act(self.recall(choice.name, again=self.house.notes.again))
        else:
            self.stand()

    def _turn(self, first: int) -> None:
        """Let the choices from this place on have the digits; where there are none any more, the first nine."""
        self.first = first if 0 < first < len(self.choices) else 0

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Name, state, facts, what may be done."""
        language, told = self.house.language, self.told
        x = canvas.put(2, 2, told.name, "strong", canvas.columns - 50)
        canvas.put(x + 2, 2, told.masked_number, "label")
        canvas.right(2, told.state.text.in_(language), tone_of(told), 2)
        canvas.put(2, 3, told.title.in_(language), "ink", canvas.columns - 4)
        y, last = 5, canvas.rows - 5 - self._tall
        for key, fact, role in facts_of(told, self.intake, self.today, self.say, language):
            if y > last:
                canvas.put(2, last + 1, "…", "faint")
                break
            canvas.put(2, y, self.say(f"application.{key}"), "label", 14)
            y = canvas.block(17, y, fact, role, canvas.columns - 19, min(2, last + 1 - y))
        self._draw_choices(canvas, min(y + 1, last + 2))

    @property
    def _columns(self) -> int:
        """Many choices stand in two columns, so that the facts keep their room."""
        return 1 if len(self.shown) <= _STACKED else 2

    @property
    def _tall(self) -> int:
        """Rows that the choices, the line that tells of others, and the row for a reason take."""
        others = len(self.choices) > _DIGITS
        return -(-len(self.shown) // self._columns) + others + (2 if self.form is not None else 0)

    def _draw_choices(self, canvas: Canvas, y: int) -> None:
        if not self.choices:
            canvas.put(2, y, self.say("application.nothing"), "label")
        wide, rows = (canvas.columns - 2) // self._columns, -(-len(self.shown) // self._columns)
        for place in range(len(self.shown)):
            self._draw_choice(canvas, 1 + place // rows * wide, y + place % rows, wide, place)
        y += rows
        if (all_ := len(self.choices)) > _DIGITS:
            last = self.first + len(self.shown)
            canvas.put(5, y, self.say("application.more", first=self.first + 1, last=last, all=all_), "faint")
            y += 1
        if self.form is not None:
            self.form.row.label = self.say("application.why")
            self.form.draw(canvas, 5, y + 1, canvas.columns - 8 - width(self.form.row.label))

    def _draw_choice(self, canvas: Canvas, x: int, y: int, wide: int, place: int) -> None:
        choice = self.shown[place]
        marked, words = choice == self.chosen, self._words(choice)
        if marked:
            canvas.put(x, y, " " * wide, "chosen")
        if marked and self.form is None:
            words += f"   Enter {self.say('application.record')}"
        canvas.put(x + 1, y, str(place + 1), "chosen" if marked else "key")
        canvas.put(x + 4, y, words, "chosen" if marked else "ink", wide - 5)

    def _words(self, choice: Choice) -> str:
        if choice.deed is not None:
            return choice.deed.text.in_(self.house.language)
        promised = next((d.text for d in self.intake.checklist if d.group == choice.about), None)
        about = promised.in_(self.house.language) if promised else ""
        return self.say(f"application.do.{choice.code}") + (f"  {about}" if about else "")

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Digits choose, PageDown turns, Enter does what is chosen."""
        if self.form is not None:
            return super().press(key)
        if key.isdigit() and 0 < int(key) <= len(self.shown):
            self.tell()
            self.choose(self.shown[int(key) - 1])
        elif key in _TURNS and 0 <= self.first + _TURNS[key] < len(self.choices):
            self._turn(self.first + _TURNS[key])
            self.choose(None)  # Enter records nothing that is not seen
        elif key == "enter" and self.chosen is not None:
            self._begin(self.chosen, "")
        return True

    def on_mount(self) -> None:
        """What was begun when the power failed goes on."""
        super().on_mount()
        self.house.act(self.recall())

    @property
    def where(self) -> str:
        """The application."""
        return f"application:{self.told.id}"

    def resume(self, deed: str) -> None:
        """Choose what was chosen; where dialogs were open behind it, they open again."""
        choice = next((one for one in self.choices if one.name == deed.removeprefix(_DOES)), None)
        if choice is not None and deed == CAME_OUT:
            self.begin(deed, settle_notice(self), again=self.house.notes.again)
        elif choice is not None:
            self.choose(choice)
            if deed.startswith(_DOES):
                self.house.act(self._go_on(choice, again=self.house.notes.again))

    async def _go_on(self, choice: Choice, *, again: bool) -> None:
        if self.form is not None:
            await self.recall(choice.name, again=again)
        self._begin(choice, self.form.row.value.strip() if self.form is not None else "", again=again)

    def _begin(self, choice: Choice, reason: str, *, again: bool = False) -> None:
        self.begin(_DOES + choice.name, self._perform(choice, reason), again=again)

    def entered(self) -> None:
        """The reason is typed."""
        if self.chosen is None or self.form is None:
            return
        if not (reason := self.form.row.value.strip()):
            self.tell(self.say("ask.empty"), tone="stop")
            return
        self._begin(self.chosen, reason)

    def back(self) -> None:
        """What was chosen is let go first; then the page is left."""
        if self.chosen is not None:
            self.choose(None)
        else:
            super().back()

    async def _perform(self, choice: Choice, reason: str) -> None:
        house, session, case = self.house, self.house.session, self.told.id
        if session is None:
            return
        if choice.code in {"hand-over", "check"}:
            await begin_collection(house, case)
        elif choice.code == "certificate":
            await open_certificate(house, case)
        elif choice.code == "loss":
            await open_loss(house, case)
        elif choice.code == "visit":
            await open_visit(house, self.told.visit)
        elif choice.code == "return":
            await open_return(house, self.told.notice)
        elif choice.code == "notice":
            await print_notice(self, reason)
        elif choice.code == "came-out":
            await settle_notice(self)
        elif choice.code == "receipt":
            await self._reprint(reason)
        elif choice.code in {"kept", "broken"}:
            kept, group = choice.code == "kept", choice.about
            await house.verb(
                lambda desk: desk.progress.settle_promise(session, case, group, kept=kept, reason=reason)
            )
            self.forget_words()
            await self._done(self.say(f"application.done.{choice.code}"))
        elif choice.deed is not None:
            await self._deed(choice.deed, reason)

    async def _reprint(self, reason: str) -> None:
        """Another receipt in the place of a lost one, by two; the intake asks whether it came out."""
        house, session, case = self.house, self.house.session, self.told.id
        if session is None or (second := await house.ask(SecondDialog("paper.reprint"))) is None:
            return
        try:
            intake = await house.verb(lambda desk: desk.deciding.reprint(session, case, second, reason))
        except CounterError:
            intake = await house.verb(lambda desk: desk.intake.show(session, case))
            if intake.open:  # the printer failed, and its serial is used
                self.forget_words()
                house.go(intake_page(intake))
            raise
        self.forget_words()
        house.home()
        house.go(intake_page(intake))

    async def _deed(self, deed: Deed, reason: str) -> None:
        house, session, case = self.house, self.house.session, self.told.id
        article = await ask_article(self) if deed is Deed.REJECT else ""
        if session is None or article is None:
            return
        await house.verb(lambda desk: desk.progress.move(session, case, deed, reason, article))
        self.forget_words()
        await self._done(self.say("application.done.deed", deed=deed.text.in_(house.language)))

    async def _done(self, words: str) -> None:
        self.choose(None)
        await self.read()
        self.tell(words, tone="done")

    async def reasons(self) -> tuple[WhyLine, ...]:
        """What the rules of its day say to it."""
        session, case = self.house.session, self.told.id
        if session is None:
            return ()
        return await self.house.verb(lambda desk: desk.questions.why(session, case))


def read_application(desk: Desk, session: Session, case: str) -> tuple[ApplicationView, IntakeView, date]:
    """An application with all that belongs to it, and the day it is looked at."""
    return desk.progress.show(session, case), desk.intake.show(session, case), desk.worklists.today

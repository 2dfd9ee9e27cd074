"""The application around the pages: the gate for keys, the work keys, the acts, the language; no business rule."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import App
from textual.binding import BindingType

from counter.app.acts import Acts
from counter.app.gate import Gate, Stroke
from counter.app.keyboard import Keyboard, as_enter
from counter.app.log import note
from counter.app.warming import warm
from counter.errors import CounterError
from counter.locale import Language, Words
from counter.places import Places
from counter.screens.house import read_sign
from counter.screens.page import Page
from counter.screens.pages import home_page
from counter.screens.sign_in import SignInPage
from counter.screens.unsaid import Notes
from counter.widgets.keys import bindings

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.screen import Screen

    from counter.desk.desk import Desk
    from counter.desk.views import Session
    from counter.screens.dialog import Dialog
    from counter.screens.home import HomePage

T = TypeVar("T")

_SHOW_WORKING = 0.2
"""Seconds after which the clerk is told that something is being done."""


class CounterApp(App[None], inherit_bindings=False):
    """The house the pages stand in."""

    TITLE = "Counter"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]

    def __init__(
        self,
        places: Places,
        open_desk: Callable[[Places], Desk] | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(driver_class=driver_class)
        self.places = places
        self.language: Language = "zh"
        self.session: Session | None = None
        self.idle_keys: frozenset[str] = frozenset()
        self.sign = read_sign(places.station, places.training / "station.toml")
        self.words = Words(places.data / "locale")
        self.acts = Acts()
        self.keyboard = Keyboard(self)
        self.gate = Gate(self.keyboard)
        self.notes = Notes(self)
        self._open_desk = open_desk or _build
        self._home: HomePage | None = None
        self._desk: asyncio.Future[Desk] | None = None

    # The house as pages see it ---------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page on top."""
        page = self.screen
        assert isinstance(page, Page)  # noqa: S101 - nothing else is ever pushed
        return page

    def say(self, key: str, **values: object) -> str:
        """Words of the screens in the language of the moment."""
        return self.words.say(key, self.language, **values)

    def on_record(self, key: str) -> str:
        """Words as they go into the journal: in Chinese, whatever the screen shows."""
        return self.words.say(key, "zh")

    def act(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that takes time; keys wait until it is done."""
        self.acts.begin()
        self.run_worker(self._perform(work), group="acts")

    async def verb(self, call: Callable[[Desk], T]) -> T:
        """Call the desk in a thread, and show that it works when it takes its time.

        Raises:
            CounterError: as the desk does, also when it could not be opened.
        """
        began = time.monotonic()
        doing = asyncio.ensure_future(self.quiet_verb(call))
        shown: Page | None = None
        while not (await asyncio.wait({doing}, timeout=_SHOW_WORKING))[0]:
            if shown is not None and shown is not self.page:
                shown.rested()
            shown = self.page
            shown.working(int(time.monotonic() - began))
        if shown is not None:
            shown.rested()
        return doing.result()

    async def quiet_verb(self, call: Callable[[Desk], T]) -> T:
        """Call the desk in a thread without a sign of it on the page.

        Raises:
            CounterError: as the desk does.
        """
        assert self._desk is not None  # noqa: S101 - made in on_mount
        desk = await asyncio.shield(self._desk)
        return await asyncio.to_thread(call, desk)

    def beside(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do something while keys go on."""
        self.run_worker(self._attempt(work()), group="beside")

    async def ask(self, dialog: Dialog[T]) -> T | None:
        """Lay a dialog over the page and wait for its answer; keys go to the dialog meanwhile."""
        talk = self.notes.talk
        if talk is None:
            return await self._ask(dialog)
        if (given := talk.again(dialog)) is not None:
            return given
        talk.asks(dialog)
        answer = await self._ask(dialog)
        talk.answered(dialog, answer)
        return answer

    async def _ask(self, dialog: Dialog[T]) -> T | None:
        answer = dialog.prepare(self.page, self.acts.begin)
        self.push_screen(dialog)
        self.acts.end()
        return await answer

    def leave(self) -> None:
        """End the program."""
        self.exit()

    def go(self, page: Page) -> None:
        """Open a page over this one."""
        self.page.left()
        self.push_screen(page)

    def home(self, notice: str = "") -> None:
        """Return to the home page; it is opened when a clerk has just signed in."""
        if self._home is None:
            self._return_to(self.screen_stack[0])
            self._home = home_page()
            self.push_screen(self._home)
            self.run_worker(warm(self), group="warming", exclusive=True)
        self._return_to(self._home)
        self._home.arrive(notice)

    def sign_out(self) -> None:
        """Return to the sign-in page."""
        self.notes.end()
        self.session = self._home = None
        self._return_to(self.screen_stack[0])

    def _return_to(self, page: Screen[Any]) -> None:
        while self.screen is not page:
            self.pop_screen()

    # Starting --------------------------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        """The first page needs no desk."""
        return SignInPage(self.sign.clerk)

    def on_mount(self) -> None:
        """Open the desk as soon as the first page is painted."""
        self._desk = asyncio.get_running_loop().create_future()
        self.call_after_refresh(lambda: self.run_worker(self._bring_desk(), group="desk"))

    def on_unmount(self) -> None:
        """Give the store back, so that its journal is folded into the file."""
        desk = self._desk
        if desk is not None and desk.done() and not desk.cancelled() and desk.exception() is None:
            desk.result().close()

    async def _bring_desk(self) -> None:
        assert self._desk is not None  # noqa: S101 - made in on_mount
        try:
            desk = await asyncio.to_thread(self._open_desk, self.places)
            self.idle_keys = frozenset() if desk.slip.are_issued else frozenset({"slip"})
            self._desk.set_result(desk)
        except Exception as error:
            self._desk.set_exception(error)
            self._desk.exception()  # seen: verbs raise it again
            self.fault(error)
        gc.freeze()
        gc.enable()

    # Keys ------------------------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Send keys and pastes through the gate; the field keeps the focus when the window loses it."""
        if isinstance(event, events.AppBlur | events.AppFocus):
            return
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.gate.take(as_enter(event))
            return
        await super().on_event(event)

    async def deliver(self, stroke: Stroke) -> None:
        """Hand a stroke to Textual as if it had just come: bindings of the work keys, then the field."""
        await super().on_event(stroke)

    # Work keys -------------------------------------------------------------------------------------------------

    def action_work(self, key_id: str) -> None:
        """A work key: the page first, then what is the same everywhere."""
        page = self.page
        if key_id not in page.offers:
            page.does_nothing(key_id)
            return
        if page.work(key_id):
            return
        if key_id == "back":
            page.back()
        else:
            from counter.screens.everywhere import everywhere  # noqa: PLC0415 - not before the first work key

            everywhere(self, page, key_id)

    def turn_language(self) -> None:
        """Chinese to English and back, on the page that stands there now and on all below."""
        self.language = "en" if self.language == "zh" else "zh"
        self.page.turned()

    # Ends ------------------------------------------------------------------------------------------------------

    async def _perform(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await self._attempt(work)
        finally:
            self.acts.end()

    async def _attempt(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:
            self.fault(error)

    def fault(self, error: Exception) -> None:
        """Tell an error on the page; a fault of the program is written into the log as well."""
        if isinstance(error, CounterError):
            self.page.refuse(error)
            return
        self.log_fault(error)
        self.page.tell(self.say("frame.fault"), tone="stop")

    def _handle_exception(self, error: Exception) -> None:
        """A fault that nothing caught ends the program, with a sentence and a line in the log.

        Textual, whose hook this is, would leave a traceback on the terminal, and in it the words and numbers of citizens.
        """
        self.log_fault(error)
        ended = Ended(self.say("frame.ended"))
        ended.__cause__ = error
        super()._handle_exception(ended)

    def log_fault(self, error: Exception) -> None:
        """Write into the technical log where the program failed."""
        note(self.places.log, error)


class Ended(Exception):
    """The program ended by a fault of its own; all that is told of it is one sentence."""

    def __rich__(self) -> str:
        return str(self)


def _build(places: Places) -> Desk:
    from counter.build import open_desk  # noqa: PLC0415 - in its thread, after the first page

    return open_desk(places)

"""What a page may ask of the application around it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from counter.locale import Language

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import Session
    from counter.screens.dialog import Dialog
    from counter.screens.page import Page
    from counter.screens.unsaid import Notes

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sign:
    """The sign over the counter: known from the settings before the desk is open."""

    name: str
    training: bool
    clerk: str
    """The number offered at sign-in; empty where none is."""


class House(Protocol):
    """The application, as far as pages know it."""

    sign: Sign
    language: Language
    session: Session | None
    notes: Notes
    idle_keys: frozenset[str]
    """Work keys that lead nowhere in this place: no page offers them; pressed all the same, they say why."""

    @property
    def page(self) -> Page:
        """The page on top."""

    def say(self, key: str, **values: object) -> str:
        """Words of the screens in the language of the moment."""

    def on_record(self, key: str) -> str:
        """Words as they go into the journal: in Chinese, whatever the screen shows."""

    def log_fault(self, error: Exception) -> None:
        """Write into the technical log where the program failed; without any citizen's words."""

    def act(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that takes time: keys wait until it is done, errors are shown on the page."""

    async def verb(self, call: Callable[[Desk], T]) -> T:
        """Call the desk in a thread.

        Raises:
            CounterError: as the desk does.
        """

    async def quiet_verb(self, call: Callable[[Desk], T]) -> T:
        """Call the desk in a thread without a sign of it on the page.

        Raises:
            CounterError: as the desk does.
        """

    def beside(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do something while keys go on."""

    async def ask(self, dialog: Dialog[T]) -> T | None:
        """Lay a dialog over the page and wait for its answer; None when the clerk stepped back."""

    def turn_language(self) -> None:
        """Chinese to English and back, everywhere."""

    def leave(self) -> None:
        """End the program."""

    def go(self, page: Page) -> None:
        """Open a page over this one."""

    def home(self, notice: str = "") -> None:
        """Return to the home page, with a line of what was done."""

    def sign_out(self) -> None:
        """Return to the sign-in page."""


def read_sign(own: Path, training: Path) -> Sign:
    """The sign from the settings of the station, or of the training station on a new machine; never raises."""
    for path in (own, training):
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
            station, clerks = raw["station"], raw.get("clerk", [])
            trained = bool(station.get("training"))
            return Sign(str(station["name"]), trained, str(clerks[0]["number"]) if trained and clerks else "")
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return Sign("", training=True, clerk="")

"""A page whose words are on disk as they are typed, and which waits at home while somebody else is served."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from counter.screens.doors import begin_intake, begin_slip
from counter.screens.newest import Newest
from counter.screens.page import Page
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import Session

ROW = "@row"
"""Under this key the row that takes the keys is kept, so that a journey reopens on the very field."""


class KeepingVerbs(Protocol):
    """The verbs of whatever is kept while it is typed, and may wait."""

    def keep_typed(self, session: Session, case_id: str, field: str, text: str) -> None:
        """Keep what is in a field and not yet entered."""

    def park(self, session: Session, case_id: str) -> None:
        """Let the journey wait."""


def form_of(rows: list[FormRow], typed: Mapping[str, str]) -> Form:
    """A form of these rows, each with what was typed in it before, on the row it was left at."""
    for row in rows:
        row.value = typed.get(row.key, row.value)
    return Form(rows, next((place for place, row in enumerate(rows) if row.key == typed.get(ROW)), 0))


class KeptPage(Page):
    """Keeps drafts, parks its journey, begins another one; which journey it is, subclasses say at the end of the class.

    What is abstract there, mypy asks of every page that a door opens, and tests/test_house.py of every page there is. Python
    itself would not: Textual's metaclass is not that of abstract classes; the page would open, and fail under a key.
    """

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "new", "park", "slip", "cover", "language", "lock", "back"}
    )
    BEGINS: ClassVar[str] = ""
    """The work key that begins a journey of this kind."""

    def __init__(self) -> None:
        super().__init__()
        self._drafts: dict[str, Newest[None]] = {}

    def keep(self, key: str, text: str) -> None:
        """Keep what is being typed, so that a power cut costs nothing; of each field the newest text wins."""
        session, journey = self.house.session, self.journey
        if session is not None:
            draft = self._drafts.setdefault(key, Newest(self.house, lambda _: None))
            draft.want(lambda desk: self.verbs(desk).keep_typed(session, journey, key, text))

    def stand(self) -> None:
        """A journey reopens by itself (``counter.desk.journeys``); over another one it is told that the clerk stood here."""
        stack = self.app.screen_stack
        if any(isinstance(page, KeptPage) for page in stack[: stack.index(self)]):
            self.house.notes.stand(self.where)
        else:
            self.house.notes.leave()

    async def drafts_kept(self) -> None:
        """Wait until everything typed so far is on disk."""
        for draft in self._drafts.values():
            await draft.caught_up()

    def typed(self, row: FormRow) -> None:
        """The draft is kept."""
        self.keep(row.key, row.value)

    def step(self, step: int) -> bool:
        """Let another row take the keys, and remember which."""
        before = self.form.at if self.form else 0
        super().step(step)
        if self.form is not None and self.form.at != before:
            self.keep(ROW, self.form.row.key)
        return True

    def work(self, key_id: str) -> bool:
        """Parking and beginning anew belong to this page."""
        acts: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
            "park": self.park,
            "slip": lambda: self._begin_anew("slip"),
            "new": lambda: self._begin_anew("new"),
        }
        if key_id in acts:
            self.house.act(acts[key_id]())
        return key_id in acts

    async def park(self) -> None:
        """Put the journey aside for the next citizen."""
        await self.set_aside()
        self.house.home(self.say("slip.parked"))

    def end(self, notice: str) -> None:
        """Back to the journey that this one is a part of, else home, with a line of what has become of it."""
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1]
        if self.house.page is self and isinstance(below, KeptPage):
            self.app.pop_screen()
            below.tell(notice, tone="done")
        else:
            self.house.home(notice)

    async def set_aside(self) -> None:
        """Everything typed is on disk, and the journey waits."""
        session, journey = self.house.session, self.journey
        if session is not None:
            await self.drafts_kept()
            await self.house.verb(lambda desk: self.verbs(desk).park(session, journey))

    async def _begin_anew(self, key_id: str) -> None:
        """A new journey while this one is unfinished: this one waits at home; an empty one is new already, or dropped.

        So keys typed ahead for a new journey never answer the question of one that was resumed instead. Where the new one
        cannot begin, the journey stays.
        """
        if self.untouched and key_id == self.BEGINS:
            return
        if key_id == "slip":
            await self.house.verb(lambda desk: desk.slip.issued_here())
        await (self.drop() if self.untouched else self.park())
        await (begin_intake(self.house) if key_id == "new" else begin_slip(self.house))

    async def drop(self) -> None:
        """Give up a journey in which nothing was said yet."""
        session = self.house.session
        if session is not None:
            await self.drafts_kept()
            await self.house.verb(lambda desk: self.abandon(desk, session))
            self.house.home()

    @property
    def where(self) -> str:
        """The journey."""
        return f"journey:{self.journey}"

    # What is a journey's own -----------------------------------------------------------------------------------

    @property
    @abstractmethod
    def journey(self) -> str:
        """The id under which it is kept."""

    @property
    def untouched(self) -> bool:
        """Whether nothing has been said in it yet."""
        return False

    @abstractmethod
    def verbs(self, desk: Desk) -> KeepingVerbs:
        """The room of verbs of this journey."""

    def abandon(self, desk: Desk, session: Session) -> object:
        """Give up what is untouched; where something is said from the beginning, there is nothing to give up."""

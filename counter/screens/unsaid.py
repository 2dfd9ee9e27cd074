"""Words on their way to the desk: on disk as they are typed, and back in their fields after a power cut or a refusal."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from counter.errors import CounterError
from counter.screens.newest import BREATH

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.unsaid import Answer, Told, Unsaid
    from counter.desk.views import Session
    from counter.screens.dialog import Dialog
    from counter.screens.house import House
    from counter.screens.page import Page
    from counter.widgets.form import Form, FormRow

T = TypeVar("T")
_HERE = ("", "")
"""The wish about where the clerk stands."""


class Words:
    """What is typed about one deed at one place; ``told`` is read before anything is typed."""

    def __init__(self, notes: Notes, page: str, deed: str, told: Told) -> None:
        self._notes, self.page, self.deed, self.told = notes, page, deed, told

    def has(self, key: str) -> bool:
        """Whether a row was typed in, or has the keys."""
        return key in self.told.typed or key == self.told.row

    def fill(self, name: str, form: Form, *, again: bool) -> None:
        """Put what is kept into the rows that are open to it; after a power cut, on the row where it was left."""
        for place, row in enumerate(form.rows):
            kept = "" if row.secret else self.told.typed.get(f"{name}/{row.key}", "")
            row.value = kept or row.value
            if again and self.told.row == f"{name}/{row.key}":
                form.at = place

    def typed(self, name: str, row: FormRow) -> None:
        """Keep a row as it is now, and that it has the keys; a secret is never kept."""
        key = f"{name}/{row.key}"
        typed = dict(self.told.typed) if row.secret else {**self.told.typed, key: row.value}
        self.keep(replace(self.told, row=key, typed=typed))

    def entered(self, name: str, row: FormRow) -> None:
        """A row became an act of its own."""
        key = f"{name}/{row.key}"
        self.keep(replace(self.told, typed={k: text for k, text in self.told.typed.items() if k != key}))

    def keep(self, told: Told) -> None:
        """On disk, beside the keys."""
        self.told = told
        self._notes.keep(self.page, self.deed, told)

    def forget(self) -> None:
        """It was said."""
        self._notes.forget(self.page, self.deed)


class Conversation(Words):
    """A deed that asks for one thing after another in dialogs.

    After a power cut the answers already given are given again, up to the question that stood there; a person answers
    that one, so nothing is ever done just because the program started.
    """

    def __init__(self, notes: Notes, page: str, deed: str, told: Told, *, again: bool) -> None:
        super().__init__(notes, page, deed, told)
        self._again = again
        given = told.answers if told.asking else told.answers[:-1]
        self._given: deque[tuple[str, Answer]] = deque(given if again else ())
        self._answers: tuple[tuple[str, Answer], ...] = ()
        self.begun: Conversation = self
        """The one that this one came of."""
        self.open = False

    def again(self, dialog: Dialog[T]) -> T | None:
        """The answer that was given to this question before the power failed; None asks it."""
        if not self._given or self._given[0][0] != dialog.about:
            self._given.clear()
            return None
        name, said = self._given.popleft()
        if (answer := dialog.said_again(said)) is not None:
            self._answers += ((name, said),)
        return answer

    def asks(self, dialog: Dialog[Any]) -> None:
        """A dialog opens, with what was typed in it before."""
        if dialog.form is not None:
            self.fill(dialog.about, dialog.form, again=self._again)
        dialog.words, self.open = self, True
        self.keep(replace(self.told, answers=self._answers, asking=dialog.about))

    def answered(self, dialog: Dialog[T], answer: T | None) -> None:
        """It was answered, or the clerk stepped back."""
        self.open = False
        if answer is not None and (said := dialog.as_said(answer)) is not None:
            self._answers += ((dialog.about, said),)
        self.keep(replace(self.told, answers=self._answers, asking=""))


class Notes:
    """Everything unsaid at this terminal: where the clerk stands, the words of the pages, the conversation of the moment."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._wishes: dict[tuple[str, str], Callable[[Desk], object]] = {}
        self._here = ""
        self._talk: Conversation | None = None
        self._hurry, self._rest = asyncio.Event(), asyncio.Event()
        self._rest.set()
        self.left: tuple[str, str] | None = None
        """Where the clerk stood when the program stopped; a page that finds itself here goes on from it."""
        self.again = False
        """Whether what begins now began before the power failed."""

    # Where the clerk stands ------------------------------------------------------------------------------------

    def stand(self, page: str) -> None:
        """The clerk looks at a page; in the midst of a conversation there, that is where the clerk is."""
        if page != self._here and (self._talk is None or page != self._talk.page):
            self._here = page
            self._wish(_HERE, lambda unsaid, session: unsaid.stand(session, page))

    def leave(self) -> None:
        """The clerk went elsewhere."""
        if self._here:
            self._here = ""
            self._wish(_HERE, lambda unsaid, session: unsaid.leave(session))

    def stopped_at(self, page: str) -> bool:
        """Whether the clerk stood there when the program stopped, and has not been back yet."""
        return self.left is not None and self.left[0] == page

    def go_on(self, page: Page) -> None:
        """Where the clerk stood on this page in the midst of a deed, it goes on."""
        if self.left is None or not self.stopped_at(page.where):
            return
        (_, deed), self.left = self.left, None
        if deed:
            self.again = True
            page.resume(deed)
            self.again = False

    # What is typed ---------------------------------------------------------------------------------------------

    async def words(self, page: str, deed: str = "") -> Words:
        """The words of a page, with what was kept of them."""
        return Words(self, page, deed, await self._told(page, deed))

    def fresh(self, page: str, deed: str = "") -> Words:
        """Words of a page on which nothing of before is taken up again."""
        from counter.desk.unsaid import Told  # noqa: PLC0415 - the desk comes after the first page

        return Words(self, page, deed, Told())

    def keep(self, page: str, deed: str, told: Told) -> None:
        """Keep what is typed at a place; the clerk stands there."""
        self._here = f"{page} {deed}"
        self._wish((page, deed), lambda unsaid, session: unsaid.keep(session, page, deed, told))

    def forget(self, page: str, deed: str) -> None:
        """It was said."""
        self._wish((page, deed), lambda unsaid, session: unsaid.forget(session, page, deed))

    async def talking(self, page: str, deed: str, work: Coroutine[Any, Any, None], *, again: bool) -> None:
        """Do work that asks on the way; done or given up, nothing of that is kept, but after a refusal all of it is."""
        begun = self._talk = Conversation(self, page, deed, await self._told(page, deed), again=again)
        try:
            await work
        except Exception:
            self._over(begun)
            raise
        self._over(begun, said=True)

    async def turn(self, deed: str) -> None:
        """The act is done, and what is asked from now on is about something else, as the sheet that came of it."""
        if (talk := self._talk) is None or talk.deed == deed:
            return
        talk.forget()
        self._talk = Conversation(self, talk.page, deed, await self._told(talk.page, deed), again=False)
        self._talk.begun = talk.begun

    def _over(self, begun: Conversation, *, said: bool = False) -> None:
        """Nothing is asked any more; not called where the program ends in the midst of it.

        Where the act led on to a page that has begun another conversation, that one goes on.
        """
        talk = self._talk if self._talk is not None and self._talk.begun is begun else begun
        if said:
            talk.forget()
        if self._talk is talk:
            self._talk = None
            self._house.page.stand()

    @property
    def talk(self) -> Conversation | None:
        """The conversation that a question of the moment belongs to; what is looked up beside a dialog belongs to none."""
        return self._talk if self._talk is not None and not self._talk.open else None

    def end(self) -> None:
        """The clerk signs out or hands over: whatever is said next is another's."""
        if self._talk is not None:
            self._talk.forget()
        self._talk = None
        self.leave()

    # Beside the keys -------------------------------------------------------------------------------------------

    def _wish(self, key: tuple[str, str], call: Callable[[Unsaid, Session], object]) -> None:
        """Write beside the keys, in the order of the wishes; of those with one key the newest wins."""
        if (session := self._house.session) is None:
            return
        self._wishes.pop(key, None)
        self._wishes[key] = lambda desk: call(desk.unsaid, session)
        if self._rest.is_set():
            self._rest.clear()
            self._house.beside(self._write)

    async def _write(self) -> None:
        try:
            while self._wishes:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._hurry.wait(), BREATH)
                call = self._wishes.pop(next(iter(self._wishes)))
                with suppress(
                    CounterError
                ):  # the words still stand on the screen, and the next key tries again
                    await self._house.quiet_verb(call)
        finally:
            self._rest.set()

    async def _told(self, page: str, deed: str) -> Told:
        from counter.desk.unsaid import Told  # noqa: PLC0415 - the desk comes after the first page

        if (session := self._house.session) is None:
            return Told()
        self._hurry.set()
        await self._rest.wait()
        self._hurry.clear()
        return await self._house.quiet_verb(lambda desk: desk.unsaid.told(session, page, deed))

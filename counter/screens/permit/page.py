"""One permit: its state in words, its dates, what an endorsement would do, and by digit what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from counter.desk.views import WhyLine
from counter.locale import one_line
from counter.screens.out_dialog import CAME_OUT
from counter.screens.page import Page
from counter.screens.pages import intake_page
from counter.screens.permit.ends import (
    ask_change,
    end_permit,
    lose_card,
    print_decision,
    restore_permit,
    settle_decision,
    ways_to_end,
)
from counter.screens.permit.guide import GuidePage
from counter.screens.permit.history import HistoryPage
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from textual.events import ScreenResume

    from counter.desk.permit_views import PermitView

_BEGINS: Final = frozenset({"endorse", "change", "reissue", "refuse-end"})
_TONES: Final = {"valid": "done", "restored": "done", "suspended": "wait", "lapsed": "wait"}
_LABEL: Final = 12
"""Cells of a label."""


class PermitPage(Page):
    """Digits choose; what harms asks for a reason and a second person before anything is done."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "find", "new", "slip", "cover", "language", "lock", "back"}
    )

    def __init__(self, view: PermitView) -> None:
        super().__init__()
        self.view = view
        self._asked = 0

    @property
    def choices(self) -> tuple[str, ...]:
        """What the digits stand for, in order: what can be done, then history and guide."""
        ends = ways_to_end(self.view)
        can = [act for act in self.view.can if act not in ends]
        return tuple([*can, *(["end"] if ends else []), "history", "guide"][:9])

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What was done on a page over this one shows here."""
        super().on_screen_resume(event)
        self.house.act(self.read())

    async def read(self) -> None:
        """Read the permit anew; of two readings under way the one that was asked for last counts."""
        session, holder = self.house.session, self.view.holder.id
        if session is None:
            return
        self._asked += 1
        asked = self._asked
        view = await self.house.verb(lambda desk: desk.permits.show(session, holder))
        if asked == self._asked:
            self.view = view
            self.show()

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Name, state, dates, what an endorsement would do; then the digits."""
        view, language = self.view, self.house.language
        holder = view.holder
        x = canvas.put(2, 2, holder.name, "strong", canvas.columns - 46)
        canvas.put(x + 2, 2, holder.masked_number, "label")
        canvas.right(2, view.state.in_(language), _TONES.get(view.state_code, "stop"), 2)
        canvas.put(2, 3, f"{holder.permit.in_(language)}  {holder.permit_number}", "ink", canvas.columns - 4)
        rows = -(-len(self.choices) // 2)
        last = canvas.rows - 5 - rows
        y = 5
        for key, text, role in self._facts():
            if y >= last:
                break
            canvas.put(2, y, self.say(f"permit.fact.{key}"), "label", _LABEL)
            y = canvas.block(3 + _LABEL, y, text, role, canvas.columns - 5 - _LABEL, min(3, last - y))
        half = canvas.columns // 2
        for place, choice in enumerate(self.choices):
            x, at = 2 + half * (place // rows), last + 1 + place % rows
            canvas.put(x, at, str(place + 1), "key")
            canvas.put(x + 3, at, self.say(f"permit.do.{choice}"), "ink", half - 6)

    def _facts(self) -> Iterator[tuple[str, str, str]]:
        """Labelled lines: what time has done first, then dates, window, outlook."""
        view, language, say = self.view, self.house.language, self.say
        holder = view.holder
        if view.by_time is not None:
            yield "by-time", view.by_time.in_(language), "wait"
        yield "dates", say("permit.dates", issued=holder.issued, until=holder.endorsed_until), "ink"
        known = "permit.years" if view.years_known else "permit.years-issued"
        yield "years", say(known, since=view.years_from), "ink"
        if view.window is not None:
            window = view.window
            key = "permit.window" if window.days >= 0 else "permit.window-late"
            told = say(key, opens=window.opens, closes=window.closes, days=abs(window.days))
            yield "window", f"{window.text.in_(language)}  {told}", "ink" if window.code == "open" else "wait"
        for refusal in view.outlook.refusals:
            said = (refusal.text.in_(language), refusal.remedy.in_(language))
            yield "outlook", one_line(said, language), "stop"
        if view.outlook.text is not None and view.outlook.until is not None:
            until = say("permit.until", day=view.outlook.until)
            role = "ink" if view.outlook.years == "run-on" else "wait"
            yield "outlook", one_line((until, view.outlook.text.in_(language)), language), role
        yield "address", holder.residence_address, "ink"
        if view.card_lost:
            again = "reissue" in view.can
            yield "card", say("permit.card-lost" if again else "permit.card-lost-for-good"), "wait"
        if view.provisional:
            yield "number", say("permit.provisional"), "wait"
        if view.guarded:
            yield "guarded", say("permit.guarded"), "label"

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """A visible digit does what it says."""
        if key.isdigit() and 0 < int(key) <= len(self.choices):
            self.tell()
            self._do(self.choices[int(key) - 1])
        return True

    def on_mount(self) -> None:
        """What was begun when the power failed goes on."""
        super().on_mount()
        self.house.act(self.recall())

    @property
    def where(self) -> str:
        """The holder."""
        return f"permit:{self.view.holder.id}"

    def resume(self, deed: str) -> None:
        """What a digit stands for, if it still does; of a notice at the printer, what became of it."""
        if deed == CAME_OUT:
            self.begin(deed, settle_decision(self))
        elif deed in self.choices and deed != "notice":
            self._do(deed)

    def _do(self, choice: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "lost": lambda: self.begin(choice, lose_card(self)),
            "restore": lambda: self.begin(choice, restore_permit(self)),
            "end": lambda: self.begin(choice, end_permit(self)),
            "notice": lambda: self.begin(choice, print_decision(self)),
            "sweep": lambda: self.house.act(self._sweep()),
            "history": lambda: self.house.go(HistoryPage(self.view)),
            "guide": lambda: self.house.go(GuidePage(self.view.holder.id)),
        }
        if choice in _BEGINS:
            self.begin(choice, self.begin_intake(choice))
        else:
            acts[choice]()

    async def begin_intake(self, what: str) -> None:
        """An intake with everything known filled in; this page makes room for it."""
        house, session, holder = self.house, self.house.session, self.view.holder.id
        if session is None:
            return
        intake = await house.verb(lambda desk: desk.permits.begun(session, holder, what))
        if intake is None:
            what, address = await ask_change(house) if what == "change" else (what, "")
            if not what:
                return
            intake = await house.verb(lambda desk: desk.permits.begin(session, holder, what, address))
        house.home()
        house.go(intake_page(intake))

    async def _sweep(self) -> None:
        session = self.house.session
        if session is None:
            return
        done = await self.house.verb(lambda desk: desk.permits.sweep(session))
        await self.read()
        self.tell(self.say("permit.swept", suspended=done.suspended, lapsed=done.lapsed), tone="done")

    async def done(self, *words: str) -> None:
        """Show the permit as it stands now, and what was done, in the words of these keys."""
        await self.read()
        self.tell(*(self.say(key) for key in words), tone="done")

    async def reasons(self) -> tuple[WhyLine, ...]:
        """The articles behind what this page says."""
        view, found = self.view, []
        if view.by_time is not None and view.by_time_source is not None:
            found.append(WhyLine(view.by_time, view.state, view.by_time_source))
        if view.window is not None:
            found.append(WhyLine(view.window.rule, view.window.text, view.window.source))
        if view.outlook.text is not None and view.outlook.source is not None:
            found.append(WhyLine(view.outlook.text, view.state, view.outlook.source))
        found += [WhyLine(one.text, one.remedy, one.source) for one in view.outlook.refusals]
        return tuple(found)

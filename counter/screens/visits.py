"""Home visits: whose list, one visit, and the opinion that the officer who went signs with number and PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.desk.visit_lists import LIMIT
from counter.screens.out_dialog import ask_outcome
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.cells import fit, visible
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from textual.events import ScreenResume

    from counter.desk.desk import Desk
    from counter.desk.views import ClerkView, Session, WhyLine
    from counter.desk.visit_views import VisitView
    from counter.locale import Text

_STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
_TOP, _BELOW = 5, 6
_EVERYBODY = "*"
"""The first group: whoever goes."""


class VisitsPage(Page):
    """↑ ↓ and digits choose, Enter opens, ← → turn the officers, p prints the list of the one that stands there."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "find", "new", "slip", "cover", "language", "lock", "back"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.officers: tuple[ClerkView, ...] = ()
        self.turn = self.at = 0
        self.rows: tuple[VisitView, ...] | None = None

    @property
    def officer(self) -> str:
        """Whose list this is: a number, "" for what nobody was assigned to, ``*`` for everybody's."""
        return [_EVERYBODY, "", *(clerk.number for clerk in self.officers)][self.turn]

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The list is read anew whenever this page comes to light."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self) -> None:
        session, officer = self.house.session, self.officer
        if session is None:
            return
        self.officers, rows = await self.house.verb(
            lambda desk: (desk.visits.officers(session), _of(desk, session, officer))
        )
        self.rows, self.at = rows, max(0, min(self.at, len(rows) - 1))
        self.show()

    def draw(self, canvas: Canvas) -> None:
        """Whose list, the visits, what p does."""
        x = canvas.put(2, 2, self.say("visits.title"), "strong")
        canvas.put(x + 2, 2, self._whose(), "here", canvas.columns - x - 24)
        canvas.right(2, self.say("list.turn"), "faint", 2)
        if self.rows is None:
            return
        if not self.rows:
            canvas.put(2, _TOP, self.say("visits.none"), "label")
            return
        columns = _columns(canvas.columns)
        for (at, room), head in zip(columns, ("name", "address", "officer", "day"), strict=True):
            canvas.put(at, 4, self.say(f"visits.head.{head}"), "label", room)
        seen = canvas.rows - _TOP - _BELOW
        top = max(0, min(self.at - seen + 1, len(self.rows) - seen))
        for place in range(top, min(len(self.rows), top + seen)):
            self._draw_row(canvas, _TOP + place - top, place)
        if len(self.rows) >= LIMIT:
            canvas.put(4, canvas.rows - 3, self.say("visits.more", count=len(self.rows)), "faint")
        if self.officer not in {_EVERYBODY, ""}:
            canvas.put(2, canvas.rows - 4, "p", "key")
            canvas.put(5, canvas.rows - 4, self.say("visits.print"))

    def _whose(self) -> str:
        if self.officer == _EVERYBODY:
            return self.say("visits.everybody")
        name = next((clerk.name for clerk in self.officers if clerk.number == self.officer), "")
        return f"{name} {self.officer}" if self.officer else self.say("visits.nobody")

    def _draw_row(self, canvas: Canvas, y: int, place: int) -> None:
        visit, marked = (self.rows or ())[place], place == self.at
        role = "chosen" if marked else "ink"
        if marked:
            canvas.put(1, y, " " * (canvas.columns - 2), role)
        canvas.put(2, y, str(place + 1) if place < 9 else "·", role if marked else "key")
        tried = self.say("visits.tried", count=visit.tries) if visit.tries else ""
        texts = (
            visit.application.name,
            visit.address,
            visit.officer_name or "—",
            f"{visit.planned_on:%m-%d} {tried}",
        )
        for text, (at, room) in zip(texts, _columns(canvas.columns), strict=True):
            canvas.put(at, y, fit(visible(text), room), role)

    def press(self, key: str) -> bool:
        """Walk, turn, open, print."""
        rows = self.rows or ()
        if key in _STEPS:
            self.at = max(0, min(len(rows) - 1, self.at + _STEPS[key]))
            self.show()
        elif key in {"left", "right"}:
            self.turn = (self.turn + (1 if key == "right" else -1)) % (len(self.officers) + 2)
            self.rows, self.at = None, 0
            self.house.act(self._read())
        elif key == "enter" and self.at < len(rows):
            self.house.go(VisitPage(rows[self.at]))
        elif key.isdigit() and 0 < int(key) <= len(rows):
            self.at = int(key) - 1
            self.house.go(VisitPage(rows[self.at]))
        elif key.lower() == "p" and self.officer not in {_EVERYBODY, ""}:
            self.house.act(self._print())
        return True

    async def _print(self) -> None:
        session, officer, house = self.house.session, self.officer, self.house
        if session is None:
            return
        sheet = await house.verb(lambda desk: desk.visits.print_list(session, officer))
        outcome = await ask_outcome(house, sheet, lambda desk: desk.visits.resend_list(session, sheet.serial))
        await house.verb(
            lambda desk: desk.visits.list_out(session, sheet.serial, good=outcome.good, reason=outcome.reason)
        )
        key = "visits.printed" if outcome.good else "visits.spoiled"
        self.tell(self.say(key, serial=sheet.serial), tone="done" if outcome.good else "wait")


class VisitPage(Page):
    """One visit: a digit says what was found, then words, number and PIN of who went; another digit sends somebody else."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "find", "cover", "language", "lock", "back"})

    def __init__(self, visit: VisitView) -> None:
        super().__init__()
        self.visit = visit
        self.results: tuple[tuple[str, Text], ...] = ()
        self.chosen = ""

    def on_mount(self) -> None:
        """The results are words of the rules."""
        super().on_mount()
        self.house.act(self._begin())

    async def _begin(self) -> None:
        session, visit = self.house.session, self.visit.id
        if session is not None:
            self.results, self.visit = await self.house.verb(
                lambda desk: (desk.visits.results(session), desk.visits.show(session, visit))
            )
            self.show()

    def draw(self, canvas: Canvas) -> None:
        """Who, where, about what; what was found before; what may be said now."""
        visit, language = self.visit, self.house.language
        x = canvas.put(2, 2, visit.application.name, "strong", canvas.columns - 40)
        canvas.put(x + 2, 2, visit.application.masked_number, "label")
        canvas.right(2, visit.application.state.text.in_(language), "wait", 2)
        facts = {
            "address": visit.address,
            "phone": visit.phone,
            "about": (visit.demand or visit.application.title).in_(language),
            "officer": f"{visit.officer_name} {visit.officer}".strip() or self.say("visits.nobody"),
            "planned": visit.planned_on.isoformat() if visit.open else "",
            "due": visit.application.due.isoformat() if visit.application.due else "",
        }
        y = 4
        for key, fact in facts.items():
            if fact:
                canvas.put(2, y, self.say(f"visit.{key}"), "label", 12)
                y = canvas.block(15, y, fact, "ink", canvas.columns - 17, 2)
        y = self._draw_opinions(canvas, y)
        if self.form is not None:
            self._draw_form(canvas, y)
        elif visit.open:
            self._draw_choices(canvas, y)

    def _draw_opinions(self, canvas: Canvas, y: int) -> int:
        language = self.house.language
        for opinion in self.visit.opinions[-2:]:
            words = (
                f"{opinion.at:%m-%d %H:%M} {opinion.text.in_(language)} {opinion.words} ✎ {opinion.signed_by}"
            )
            canvas.put(2, y, self.say("visit.found"), "label", 12)
            y = canvas.block(15, y, words, "ink", canvas.columns - 17, 2)
        for text, role in self._told():
            y = canvas.block(15, y, text, role, canvas.columns - 17, 3)
        return y + 1

    def _told(self) -> list[tuple[str, str]]:
        """What the rules say to the last opinion."""
        language = self.house.language
        refused = [
            (f"✗ {r.text.in_(language)} {r.remedy.in_(language)}", "stop") for r in self.visit.refusals
        ]
        return refused + [(f"✓ {note.text.in_(language)}", "done") for note in self.visit.notes]

    def _draw_choices(self, canvas: Canvas, y: int) -> None:
        canvas.put(2, y, self.say("visit.what"), "strong")
        words = [text.in_(self.house.language) for _, text in self.results]
        for place, text in enumerate([*words, self.say("visit.assign")], 1):
            canvas.put(2, y + place, str(place), "key")
            canvas.put(5, y + place, text)

    def _draw_form(self, canvas: Canvas, y: int) -> None:
        if self.form is None:
            return
        found = next((text for code, text in self.results if code == self.chosen), None)
        title = found.in_(self.house.language) if found else self.say("visit.assign")
        canvas.put(2, y, title, "strong")
        for row in self.form.rows:
            row.label = self.say(f"visit.row.{row.key}")
        self.form.draw(canvas, 2, y + 1, canvas.columns - 4)

    def press(self, key: str) -> bool:
        """A digit says what was found, or sends somebody else."""
        if self.form is not None:
            return super().press(key)
        if self.visit.open and key.isdigit() and 0 < int(key) <= len(self.results) + 1:
            place = int(key) - 1
            self.chosen = self.results[place][0] if place < len(self.results) else "assign"
            officer = FormRow("officer", "", self.visit.officer, room=20)
            rows = (
                [officer]
                if self.chosen == "assign"
                else [FormRow("words", ""), officer, FormRow("pin", "", secret=True, room=20)]
            )
            self.form = Form(rows)
            self.tell()
        return True

    def entered(self) -> None:
        """Assign, or sign."""
        if self.form is not None:
            self.house.act(self._assign() if self.chosen == "assign" else self._sign())

    def back(self) -> None:
        """What was begun is let go first."""
        if self.form is not None:
            self.form, self.chosen = None, ""
            self.show()
        else:
            super().back()

    async def _assign(self) -> None:
        session, visit, form = self.house.session, self.visit.id, self.form
        if session is None or form is None:
            return
        officer = form.value("officer").strip()
        self.visit = await self.house.verb(lambda desk: desk.visits.assign(session, visit, officer))
        self.form = None
        self.tell(self.say("visit.assigned", officer=self.visit.officer_name), tone="done")

    async def _sign(self) -> None:
        session, visit, form, result = self.house.session, self.visit.id, self.form, self.chosen
        if session is None or form is None:
            return
        words, signer, pin = form.value("words"), form.value("officer").strip(), form.value("pin")
        self.load("")  # a PIN is not kept on the page
        self.visit = await self.house.verb(
            lambda desk: desk.visits.record(
                session, visit, signer=signer, pin=pin, result=result, words=words
            )
        )
        self.form, self.chosen = None, ""
        self.tell(self.say("visit.again" if self.visit.open else "visit.done"), tone="done")

    async def reasons(self) -> tuple[WhyLine, ...]:
        """What the rules say to the last opinion."""
        return self.visit.notes


def _of(desk: Desk, session: Session, officer: str) -> tuple[VisitView, ...]:
    if officer == _EVERYBODY:
        return desk.visits.today(session)
    return desk.visits.for_officer(session, officer)


def _columns(wide: int) -> tuple[tuple[int, int], ...]:
    """Where the columns stand and how wide they are; a wider window gives its room to the address."""
    more = wide - 80
    return ((4, 14), (19, 34 + more), (54 + more, 10), (65 + more, 14))

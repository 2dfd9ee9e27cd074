"""One home visit, and the opinion that the officer who went signs with number and PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.desk.visit_views import OpinionMissing
from counter.locale import one_line
from counter.screens.by_pin import wanting
from counter.screens.loose import print_loose
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.views import WhyLine
    from counter.desk.visit_views import VisitView
    from counter.locale import Text


_ASSIGN = "assign"
"""What a digit stands for besides the results: somebody else goes."""


class VisitPage(Page):
    """One visit: a digit says what was found, then words, number and PIN of who went; another digit sends somebody else.

    p prints the opinion that was signed last.
    """

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "find", "cover", "language", "lock", "back"})
    PRACTICE: ClassVar[str] = "visit"

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
            await self.recall()
            self.show()

    @property
    def where(self) -> str:
        """The visit."""
        return f"visit:{self.visit.id}"

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
                y = canvas.block(15, y, fact, "ink", canvas.columns - 17, 3)
        y = self._draw_opinions(canvas, y)
        if self.form is not None:
            self._draw_form(canvas, y)
            return
        if visit.open:
            self._draw_choices(canvas, y)
        if visit.opinions:
            canvas.put(2, canvas.rows - 4, "p", "key")
            canvas.put(5, canvas.rows - 4, self.say("visit.print"))

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
            (f"✗ {one_line((r.text.in_(language), r.remedy.in_(language)), language)}", "stop")
            for r in self.visit.refusals
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
        y = self.form.draw(canvas, 2, y + 1, canvas.columns - 4)
        hint = "visit.hint-assign" if found is None else "visit.hint-sign"
        canvas.block(2, y + 1, self.say(hint), "label", canvas.columns - 4, 2)

    def press(self, key: str) -> bool:
        """A digit says what was found, or sends somebody else."""
        if self.form is not None:
            return (key == "enter" and wanting(self)) or super().press(key)
        if key.lower() == "p" and self.visit.opinions:
            self.house.act(self._print(self.visit.id))
            return True
        if self.visit.open and key.isdigit() and 0 < int(key) <= len(self.results) + 1:
            place = int(key) - 1
            self.resume(self.results[place][0] if place < len(self.results) else _ASSIGN)
        return True

    def resume(self, deed: str) -> None:
        """The rows for what was found, or for who goes; as far as something was typed in them, it stands there again."""
        if self.visit.open and deed in {_ASSIGN, *dict(self.results)}:
            self.chosen = deed
            officer = FormRow("officer", "", self.visit.officer, room=20)
            signed = [FormRow("words", ""), officer, FormRow("pin", "", secret=True, room=20)]
            self.form = Form([officer] if deed == _ASSIGN else signed)
            self.tell()
            self.house.act(self.recall(deed, again=self.house.notes.again))

    def entered(self) -> None:
        """Assign, or sign."""
        if self.form is not None:
            self.house.act(self._assign() if self.chosen == _ASSIGN else self._sign())

    def back(self) -> None:
        """What was begun is let go first."""
        if self.form is not None:
            self.form, self.words, self.chosen = None, None, ""
            self.stand()
            self.tell()
        else:
            super().back()

    async def _assign(self) -> None:
        session, visit, form = self.house.session, self.visit.id, self.form
        if session is None or form is None:
            return
        officer = form.value("officer").strip()
        self.visit = await self.house.verb(lambda desk: desk.visits.assign(session, visit, officer))
        self.forget_words()
        self.form = None
        self.tell(self.say("visit.assigned", officer=self.visit.officer_name), tone="done")

    async def _sign(self) -> None:
        session, visit, form, result = self.house.session, self.visit.id, self.form, self.chosen
        if session is None or form is None:
            return
        words, signer, pin = form.value("words"), form.value("officer").strip(), form.value("pin")
        self.load("")  # a PIN is not kept on the page
        try:
            self.visit = await self.house.verb(
                lambda desk: desk.visits.record(
                    session, visit, signer=signer, pin=pin, result=result, words=words
                )
            )
        except OpinionMissing:
            form.at = 0  # the row where the words are wanting
            raise
        self.forget_words()
        self.form, self.chosen = None, ""
        self.tell(self.say("visit.again" if self.visit.open else "visit.done"), tone="done")

    async def _print(self, visit: str) -> None:
        await print_loose(self, lambda desk, session: desk.visits.print_opinion(session, visit))

    async def reasons(self) -> tuple[WhyLine, ...]:
        """The rule for which somebody goes, what follows from the last opinion, and how days are counted."""
        session, visit = self.house.session, self.visit.id
        if session is None:
            return ()
        called = await self.house.verb(lambda desk: desk.visits.why(session, visit))
        return (*called, *await super().reasons())

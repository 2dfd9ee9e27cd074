"""Handing the shift over (交班): what is open, what lies here, the till; the next clerk signs that it was taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.desk.shift import TillDiffers
from counter.screens.ask import SecondDialog
from counter.screens.page import Page
from counter.values.money import fen, yuan
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.shift_views import OpenJourney, ShiftView
    from counter.screens.unsaid import Words

_LEFT, _LABEL, _JOURNEYS = 2, 14, 6
"""Where the page begins, cells of a label, open journeys drawn at 80 × 24."""


class ShiftPage(Page):
    """Everything that passes to the next clerk, by name and number; Enter, then the next clerk's number and PIN."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "cover", "language", "lock", "back"})
    PRACTICE: ClassVar[str] = "shift"

    def __init__(self) -> None:
        super().__init__()
        self.shift: ShiftView | None = None

    def on_mount(self) -> None:
        """Read what would be handed over now."""
        super().on_mount()
        self.house.act(self._read())

    async def _read(self) -> None:
        if (session := self.house.session) is None:
            return
        shift = await self.house.verb(lambda desk: desk.shift.show(session))
        nothing = "" if shift.till or shift.fees else "0"
        self.shift, self.form = shift, Form([FormRow("cash", "", nothing, room=12)])
        await self.recall()

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Whose shift since when, open journeys, what lies here, the till."""
        x = canvas.put(_LEFT, 2, self.say("shift.title"), "strong")
        if (shift := self.shift) is None:
            return
        since = self.say("shift.since", at=f"{shift.begun_at:%Y-%m-%d %H:%M}")
        canvas.put(x + 2, 2, f"{shift.clerk.name} {shift.clerk.number}  {since}", "label")
        y = 3
        if shift.left_open is not None:
            y = canvas.block(_LEFT, y, self.say("shift.left-open", day=shift.left_open), "wait", 0, 1)
        y = self._draw_journeys(canvas, shift.journeys, y + 1)
        y = self._draw_facts(canvas, shift, y + 1)
        if self.form is not None:
            for row in self.form.rows:
                row.label = self.say(f"shift.row.{row.key}")
            self.form.draw(canvas, _LEFT, y, canvas.columns - 4)

    def _draw_journeys(self, canvas: Canvas, journeys: tuple[OpenJourney, ...], y: int) -> int:
        canvas.put(_LEFT, y, self.say("shift.journeys", count=len(journeys)), "label")
        language, most = self.house.language, _JOURNEYS + canvas.rows - 24
        more = canvas.columns - 80
        for one in journeys[:most]:
            y += 1
            canvas.put(4, y, one.name or self.say("home.no-holder"), "strong", 14)
            canvas.put(19, y, one.title.in_(language), "ink", 22 + more)
            canvas.put(42 + more, y, one.stage.in_(language), "ink", 18)
            state = self.say("home.parked") if one.parked else self.say("home.open")
            papers = self.say("shift.originals", count=one.originals) if one.originals else ""
            canvas.put(61 + more, y, f"{state} {papers}", "wait", 18)
        if len(journeys) > most:
            y += 1
            canvas.put(4, y, self.say("shift.more", count=len(journeys) - most), "wait")
        return y + 1

    def _draw_facts(self, canvas: Canvas, shift: ShiftView, y: int) -> int:
        receipts = f"   {shift.first_receipt} – {shift.last_receipt}" if shift.fees else ""
        sheets = "  ".join(sheet.serial for sheet in shift.sheets)
        uses = [self.say("shift.uses", count=shift.seal_uses)]
        uses += [self.say("shift.last", serial=shift.last_sealed)] if shift.seal_uses else []
        mode = self.say(f"shift.seal.{shift.seal_mode}")
        facts = {
            "originals": (str(shift.originals), "wait" if shift.originals else "ink"),
            "fees": (self.say("day.sum", count=shift.fees, sum=yuan(shift.fen)) + receipts, "ink"),
            "till": (yuan(shift.till), "ink"),
            "sheets": (sheets or self.say("shift.none"), "wait" if sheets else "ink"),
            "next": (shift.next_serial, "ink"),
            "seal": ("   ".join([f"{shift.seal} · {mode}", *uses]), "ink"),
            "ready": (str(shift.ready), "ink"),
        }
        for key, (words, role) in facts.items():
            canvas.put(_LEFT, y, self.say(f"shift.fact.{key}"), "label", _LABEL)
            y = canvas.block(_LEFT + _LABEL, y, words, role, canvas.columns - _LEFT - _LABEL - 2, 2)
        return y + 1

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """The form takes the keys."""
        return super().press(key) if self.form is not None else True

    def entered(self) -> None:
        """Hand over with what was counted."""
        self.begin("hand-over", self._hand_over())

    @property
    def where(self) -> str:
        """The shift of this clerk."""
        return "shift"

    def resume(self, _deed: str) -> None:
        """Hand over, as far as it came."""
        self.entered()

    def fill(self, words: Words, form: Form, *, again: bool) -> None:
        """A reason that was asked for has its row again."""
        if words.has("/reason"):
            form.rows.append(FormRow("reason", ""))
        super().fill(words, form, again=again)

    async def _hand_over(self) -> None:
        house, session, form, shift = self.house, self.house.session, self.form, self.shift
        if session is None or form is None or shift is None:
            return
        cash = fen(form.value("cash"))
        self.tell()
        reason = form.value("reason").strip() if len(form.rows) > 1 else ""
        if cash != shift.till and not reason:
            self._ask_reason(form)
            raise TillDiffers(counted=yuan(cash), books=yuan(shift.till))
        about = self.say(
            "shift.about", journeys=len(shift.journeys), originals=shift.originals, cash=yuan(cash)
        )
        taker = await house.ask(SecondDialog("shift.take-over", about, right=shift.right))
        if taker is None:
            return
        taken = await house.verb(lambda desk: desk.shift.hand_over(session, taker, cash=cash, reason=reason))
        self.forget_words()
        house.notes.end()
        house.session = taken
        house.home(self.say("shift.done", clerk=f"{taker.clerk.name} {taker.clerk.number}"))

    def _ask_reason(self, form: Form) -> None:
        if len(form.rows) == 1:
            form.rows.append(FormRow("reason", ""))
        form.at = 1
        self.note()
        self.show()

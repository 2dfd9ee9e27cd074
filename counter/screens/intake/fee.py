"""The fee: how much and why, under the number of the printed finance receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.intake.face import Face
from counter.screens.intake.giving_back import REFUND, in_till, overcharged, yuan
from counter.screens.intake.waiving import WAIVE, WAIVE_KEYS, unsigned, unwaive, waive
from counter.values.money import fen
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.agreed_views import FeeView
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.page import IntakePage


_WAIVE, _UNWAIVE = "waive", "unwaive"


class FeeFace(Face):
    """Amount, basis, receipt number; a fee that was taken can be given back with a reason.

    What the tariff has and is not taken is waived with a supervisor beside: a waiver that a rule grants with Enter, any
    other one with a key of its own.
    """

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case)
        self.offered = ""
        """The number the next receipt of the pad should have."""
        if in_till(case) is None and not self._settled and not unsigned(self.case):
            amount = [FormRow("amount", "", room=12)] if case.fee and case.fee.fen is None else []
            self.hold([*amount, FormRow("receipt", "", room=24)])

    @property
    def _settled(self) -> bool:
        """Whether the whole fee is waived, so that none is taken."""
        return self.case.fee is not None and self.case.fee.exempt

    def start(self) -> None:
        """Ask which receipt comes next."""
        if self.page.form is not None:
            self.page.house.act(self._offer())

    async def _offer(self) -> None:
        session = self.page.house.session
        if session is not None:
            self.offered = await self.page.house.verb(lambda desk: desk.fees.next_receipt(session))
            self.page.show()

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Amount, why, the rows, what Enter does."""
        x, room, fee, language = box.x, box.columns, self.case.fee, self.page.house.language
        y = self.draw_person(canvas, x, box.y, room) + 1
        if fee is None:
            return
        canvas.put(x, y, self._amount(fee), "strong", room)
        y = canvas.block(x, y + 1, fee.text.in_(language), "ink", room, 3)
        y = canvas.block(x, y, self.say("fee.basis", basis=fee.basis.in_(language)), "label", room, 2) + 1
        if fee.waived:
            told = self.say(
                "fee.waived", amount=self._yuan(fee.waived), reason=fee.reason, by=fee.approved_by
            )
            y = canvas.block(x, y, told, "done", room, 2) + 1
        if in_till(self.case) is not None:
            self._draw_taken(canvas, x, y, room)
        elif unsigned(self.case):
            words = self.say("fee.sign-waiver", amount=self._yuan(fee.reduction))
            self.draw_enter(canvas, x, y, words, room)
            canvas.block(x, y + 1, self.say("fee.sign-hint"), "faint", room, 3)
        elif self._settled:
            self.draw_enter(canvas, x, y, self.say("fee.go-on"), room)
            canvas.put(x, y + 1, REFUND, "key")
            canvas.put(x + 2, y + 1, self.say("fee.unwaive"), "ink", room - 2)
        elif self.page.form is not None:
            for row in self.page.form.rows:
                row.label = self.say("fee.sum" if row.key == "amount" else "fee.receipt")
            y = self.page.form.draw(canvas, x, y, room) + 1
            words = (
                self.say("fee.take-offered", number=self.offered) if self._offers else self.say("fee.take")
            )
            self.draw_enter(canvas, x, y, words, room)
            y = canvas.block(x, y + 1, self.say("fee.hint"), "faint", room, 2)
            if fee.fen is None:
                y = canvas.block(x, y, self.say("fee.unpublished"), "label", room, 2)
            if fee.waivable:
                canvas.put(x, y, "/", "key")
                canvas.put(x + 2, y, self.say("fee.waive"), "ink", room - 2)

    def _draw_taken(self, canvas: Canvas, x: int, y: int, room: int) -> None:
        fee = in_till(self.case)
        if fee is None:
            return
        amount = self._yuan(fee.taken)
        too_much = overcharged(self.case)
        told = self.say("fee.taken", amount=amount, receipt=fee.receipt)
        canvas.put(x, y, told, "wait" if too_much else "done", room)
        if too_much:
            y = canvas.block(x, y + 1, self.say("fee.differs"), "stop", room, 2) - 1
        else:
            self.draw_enter(canvas, x, y + 2, self.say("fee.go-on"), room)
        canvas.put(x, y + 3, REFUND, "key")
        canvas.put(x + 2, y + 3, self.say("fee.give-back"), "ink", room - 2)

    def _amount(self, fee: FeeView) -> str:
        if fee.fen is None:
            return self.say("fee.free" if fee.unpublished else "fee.local")
        if fee.exempt:
            return self.say("fee.exempt")
        return self.say("fee.amount", amount=self._yuan(fee.fen))

    def _yuan(self, fen: int) -> str:
        return self.say("money.yuan", amount=yuan(fen))

    def flows(self, character: str) -> bool:
        """The key that waives is no text."""
        return character not in WAIVE

    @property
    def _offers(self) -> bool:
        """Whether Enter takes the offered number: nothing else was typed."""
        form = self.page.form
        return bool(self.offered) and form is not None and not form.value("receipt").strip()

    def typed(self, _row: FormRow) -> None:
        """The offer goes as soon as a number is typed."""
        self.page.show_soon()

    def press(self, key: str) -> bool:
        """Enter signs a waiver that a rule grants; with the fee taken or waived it goes on, and 2 takes that back."""
        if in_till(self.case) is None and not self._settled:
            return self._ask_waiver(key)
        if key == REFUND:
            self.resume(_UNWAIVE) if self._settled else self.page.give_back()
        elif key == "enter":
            self.page.do(lambda desk, session, case: desk.intake.go_on(session, case))
        return key in {REFUND, "enter"}

    def _ask_waiver(self, key: str) -> bool:
        if key in WAIVE_KEYS and self.case.fee is not None and not self.case.fee.waivable:
            rule = self.case.fee.text.in_(self.page.house.language)
            self.page.tell(self.say("fee.no-waiver", rule=rule), tone="stop")
            return True
        if key in WAIVE_KEYS or (key == "enter" and unsigned(self.case)):
            self.resume(_WAIVE)
            return True
        return unsigned(self.case)

    def resume(self, deed: str) -> None:
        """Waive, or take a waiver back."""
        if deed == _WAIVE and not self._settled:
            self.page.begin(deed, waive(self.page))
        elif deed == _UNWAIVE and self._settled:
            self.page.begin(deed, unwaive(self.page))

    def entered(self) -> None:
        """Take the fee under the number typed or offered."""
        self.page.house.act(self._take())

    async def _take(self) -> None:
        form, fee = self.page.form, self.case.fee
        if form is None or fee is None:
            return
        if fee.unpublished and not any(row.value.strip() for row in form.rows):
            await self.page.doing(lambda desk, session, case: desk.intake.go_on(session, case))
            return
        amount = fen(form.value("amount")) if fee.fen is None else None
        if amount == 0:
            await self.page.doing(lambda desk, session, case: desk.fees.unpublished(session, case))
            return
        receipt = form.value("receipt").strip() or self.offered
        await self.page.doing(lambda desk, session, case: desk.fees.take(session, case, receipt, amount))

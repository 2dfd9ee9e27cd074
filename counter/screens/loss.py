"""The report of a loss (挂失): registered at once, printed to be signed, withdrawn when it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.errors import CounterError
from counter.screens.ask import SentenceDialog
from counter.screens.out_dialog import ask_outcome
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow
from counter.workflows.slip import Sheet

if TYPE_CHECKING:
    from counter.desk.losses import LossView
    from counter.desk.views import WhyLine

_ROWS = ("lost-on", "place", "how")
_AT_THE_PRINTER = frozenset({Sheet.RESERVED, Sheet.SENT})


class LossPage(Page):
    """Three rows, then the report; digits print it or withdraw it."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "find", "cover", "language", "lock", "back"})

    def __init__(self, case_id: str, loss: LossView | None) -> None:
        super().__init__()
        self.case_id, self.loss = case_id, loss
        self.form = None if loss else Form([FormRow(key, "") for key in _ROWS])

    def on_mount(self) -> None:
        """Words typed before stand there again."""
        super().on_mount()
        self.house.act(self.recall())

    @property
    def where(self) -> str:
        """The case."""
        return f"loss:{self.case_id}"

    def draw(self, canvas: Canvas) -> None:
        """What is registered, or the rows to be filled in."""
        canvas.put(2, 2, self.say("loss.title"), "strong")
        loss = self.loss
        if loss is None:
            canvas.block(2, 4, self.say("loss.teach"), "label", canvas.columns - 4, 2)
            if self.form is not None:
                for row in self.form.rows:
                    row.label = self.say(f"loss.row.{row.key}")
                y = self.form.draw(canvas, 2, 7, canvas.columns - 4)
                canvas.put(2, y + 1, self.say("loss.hint"), "label", canvas.columns - 4)
            return
        facts = {
            "name": loss.name,
            "reported": f"{loss.reported_at:%Y-%m-%d %H:%M}  {loss.clerk}",
            "lost-on": f"{loss.lost_on}  {loss.place}",
            "how": loss.circumstances,
            "sheet": f"{loss.sheet.serial}  {self.say(f'sheet.{loss.sheet.state}')}" if loss.sheet else "",
            "withdrawn": f"{loss.withdrawn_at:%Y-%m-%d %H:%M}  {loss.withdrawn_why}"
            if loss.withdrawn_at
            else "",
            "effect": loss.effect.text.in_(self.house.language) if loss.effect else "",
        }
        y = 4
        for key, fact in facts.items():
            if fact:
                role = {"reported": "strong", "withdrawn": "wait"}.get(key, "ink")
                canvas.put(2, y, self.say(f"loss.fact.{key}"), "label", 14)
                y = canvas.block(17, y, fact, role, canvas.columns - 19, 3)
        for place, act in enumerate(self._acts, 1):
            canvas.put(2, y + place, str(place), "key")
            canvas.put(5, y + place, self.say(f"loss.do.{act}"))

    @property
    def _acts(self) -> tuple[str, ...]:
        """What may be done; of a withdrawn report only what came of the sheet at the printer is told."""
        loss = self.loss
        lies = loss is not None and loss.sheet is not None and loss.sheet.state in _AT_THE_PRINTER
        if loss is None or (loss.withdrawn_at is not None and not lies):
            return ()
        return ("came-out" if lies else "print", *(() if loss.withdrawn_at is not None else ("withdraw",)))

    def press(self, key: str) -> bool:
        """1 prints, or tells what came of it; 2 withdraws."""
        if self.form is not None:
            return super().press(key)
        if key.isdigit() and 1 <= int(key) <= len(self._acts):
            self._do(self._acts[int(key) - 1])
        return True

    def resume(self, deed: str) -> None:
        """What was asked, where it can still be done; nothing is printed before anybody was asked."""
        asks_first = deed != "print" or (self.loss is not None and self._again(self.loss))
        if deed in self._acts and asks_first:
            self._do(deed)

    def _do(self, act: str) -> None:
        self.begin(act, self._withdraw() if act == "withdraw" else self._print())

    @staticmethod
    def _again(loss: LossView) -> bool:
        """Whether there is a report in hand that another one would replace."""
        return loss.sheet is not None and loss.sheet.state is Sheet.OUT

    def entered(self) -> None:
        """Register the loss."""
        self.house.act(self._report())

    async def _report(self) -> None:
        session, form, case = self.house.session, self.form, self.case_id
        if session is None or form is None:
            return
        when, where, how = (form.value(key) for key in _ROWS)
        try:
            self.loss = await self.house.verb(
                lambda desk: desk.losses.report(session, case, lost_on=when, place=where, circumstances=how)
            )
        except CounterError:
            wanting = (place for place, words in enumerate((when, where)) if not words.strip())
            form.at = next(wanting, form.at)
            raise
        self.forget_words()
        self.form = None
        self.tell(self.say("loss.registered", at=f"{self.loss.reported_at:%H:%M}"), tone="done")

    async def _print(self) -> None:
        session, case, house, loss = self.house.session, self.case_id, self.house, self.loss
        if session is None or loss is None:
            return
        why = ""
        if self._again(loss):
            if (asked := await house.ask(SentenceDialog("loss.why-again"))) is None:
                return
            why = asked
        if loss.sheet is None or loss.sheet.state not in _AT_THE_PRINTER:
            try:
                self.loss = loss = await house.verb(lambda desk: desk.losses.print(session, case, why))
            except CounterError:
                self.loss = await house.verb(lambda desk: desk.losses.show(session, case))
                raise
        if loss.sheet is None:
            return
        outcome = await ask_outcome(
            house, loss.sheet, lambda desk: desk.losses.print(session, case), "loss.out"
        )
        self.loss = await house.verb(
            lambda desk: desk.losses.out(session, case, good=outcome.good, reason=outcome.reason)
        )
        self.tell(
            self.say("loss.printed" if outcome.good else "loss.spoiled"),
            tone="done" if outcome.good else "wait",
        )

    async def _withdraw(self) -> None:
        session, case = self.house.session, self.case_id
        if session is None or (why := await self.house.ask(SentenceDialog("loss.why-found"))) is None:
            return
        self.loss = await self.house.verb(lambda desk: desk.losses.withdraw(session, case, why))
        self.tell(self.say("loss.done"), tone="done")

    async def reasons(self) -> tuple[WhyLine, ...]:
        """What the rules say a report does."""
        return (self.loss.effect,) if self.loss is not None and self.loss.effect is not None else ()

"""What is asked before something is done to a permit from its page: words, a day, a ground, a second person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from counter.locale import one_line
from counter.screens.ask import ChoiceDialog, SecondDialog, SentenceDialog
from counter.screens.dialog import Dialog
from counter.screens.out_dialog import ask_outcome
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.permit_views import GroundView, PermitView
    from counter.desk.rights import Second
    from counter.desk.unsaid import Answer as Said
    from counter.desk.views import Session, SheetView
    from counter.screens.house import House
    from counter.screens.permit.page import PermitPage

    Answer = Dialog[int]
else:
    Answer = Dialog

_ENDS: Final = {
    "cancel": "permit.end.cancel", "revoke": "permit.end.revoke", "refuse-end": "permit.end.refuse-end",
}  # fmt: skip
"""What may become of the wish that a permit be ended, and the words that offer it."""


def ways_to_end(view: PermitView) -> tuple[str, ...]:
    """The ends of a permit, and behind them the refusal; () where it has ended, and a refusal stands alone."""
    return tuple(_ENDS) if _ENDS.keys() <= set(view.can) else ()


class GroundDialog(Answer):
    """The lawful grounds of one end by digit."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH = 76

    def __init__(self, grounds: tuple[GroundView, ...]) -> None:
        super().__init__()
        self._grounds = grounds
        self.HEIGHT = 2 * len(grounds) + 6

    def as_said(self, answer: int) -> Said:
        """The digit."""
        return answer

    def said_again(self, said: Said) -> int | None:
        """The digit, if it is still offered."""
        offered = {ground.key for ground in self._grounds}
        return said if isinstance(said, int) and str(said) in offered else None

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """Question, grounds with their articles."""
        language = self.house.language
        canvas.put(box.x, box.y + 1, self.say("permit.end.ground"), "strong", box.columns)
        for place, ground in enumerate(self._grounds):
            y = box.y + 3 + 2 * place
            canvas.put(box.x, y, ground.key, "key")
            canvas.put(box.x + 3, y, ground.text.in_(language), "ink", box.columns - 3)
            canvas.put(box.x + 3, y + 1, ground.source.in_(language), "faint", box.columns - 3)

    def press(self, key: str) -> bool:
        """Take a visible digit."""
        if key in {ground.key for ground in self._grounds}:
            self.answer(int(key))
        return True


class ConfirmDialog(Answer):
    """What will be done, under which article, which papers must lie here; 1 goes on."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH = 76
    HEIGHT = 17

    def __init__(self, name: str, end: str, ground: GroundView) -> None:
        super().__init__()
        self._name, self._end, self._ground = name, end, ground

    def as_said(self, answer: int) -> Said:
        """That it goes on."""
        return answer

    def said_again(self, said: Said) -> int | None:
        """That it goes on."""
        return said if isinstance(said, int) else None

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """Whom it hits, the rule, the papers, the warning."""
        language, ground = self.house.language, self._ground
        x, columns = box.x, box.columns
        y = canvas.block(x, box.y + 1, self.say(self._end, name=self._name), "strong", columns, 2)
        rule = one_line((ground.effect.in_(language), ground.source.in_(language)), language)
        y = canvas.block(x, y + 1, rule, "ink", columns, 3)
        if ground.papers:
            papers = " / ".join(text.in_(language) for _, text in ground.papers)
            y = canvas.block(x, y + 1, self.say("permit.end.papers", papers=papers), "ink", columns, 2)
        y = canvas.block(x, y + 1, self.say("permit.end.final"), "stop", columns, 2)
        canvas.put(x, y + 1, "1", "key")
        canvas.put(x + 3, y + 1, self.say("permit.end.go-on"), "ink", columns - 3)

    def press(self, key: str) -> bool:
        """1 goes on."""
        if key == "1":
            self.answer(1)
        return True


class DayDialog(SentenceDialog):
    """A day, today offered."""

    def __init__(self, title: str, today: date) -> None:
        super().__init__(title)
        if self.form is not None:
            self.form.row.value = today.isoformat()

    def entered(self) -> None:
        """Answer with a day; anything else stays in the field."""
        try:
            date.fromisoformat(self.form.row.value.strip() if self.form else "")
        except ValueError:
            self.tell(self.say("permit.restore.no-day"), tone="stop")
            return
        super().entered()


async def ask_change(house: House) -> tuple[str, str]:
    """What is changed, and a new address; ("", "") when the clerk stepped back."""
    place = await house.ask(
        ChoiceDialog("permit.change.which", ("permit.change.address", "permit.change.data"))
    )
    if place is None:
        return "", ""
    if place == 2:
        return "data", ""
    address = await house.ask(SentenceDialog("permit.change.new-address"))
    return ("", "") if address is None else ("change", address)


async def lose_card(page: PermitPage) -> None:
    """The card is lost: where and when, in a sentence."""
    house, session, holder = page.house, page.house.session, page.view.holder.id
    reason = await house.ask(SentenceDialog("permit.lost.how"))
    if session is None or reason is None:
        return
    told = reason
    await house.verb(lambda desk: desk.permits.report_lost(session, holder, told))
    await page.done("permit.done.lost", *(["permit.done.lost-replace"] if "reissue" in page.view.can else []))


async def restore_permit(page: PermitPage) -> None:
    """An endorsement made up for elsewhere: its day, how it is known, a second person."""
    house, session, holder = page.house, page.house.session, page.view.holder.id
    if session is None:
        return
    today = await house.verb(lambda desk: desk.bench.clock.today())
    day = await house.ask(DayDialog("permit.restore.day", today))
    if day is None:
        return
    reason = await house.ask(SentenceDialog("permit.restore.why"))
    if reason is None:
        return
    second = await _second(page, "permit.second.restore", "end")
    if second is None:
        return
    made, told, beside = date.fromisoformat(day), reason, second
    await house.verb(lambda desk: desk.permits.restore(session, holder, made, told, beside))
    await page.done("permit.done.restored")


async def end_permit(page: PermitPage) -> None:
    """One of the two ends: which, on which ground, why, by whom; then its notice. Or, without a ground, the refusal."""
    house, session, holder = page.house, page.house.session, page.view.holder
    which = await house.ask(ChoiceDialog("permit.end.which", tuple(_ENDS.values())))
    if session is None or which is None:
        return
    how = list(_ENDS)[which - 1]
    if how == "refuse-end":
        await page.begin_intake(how)
        return
    grounds = await house.verb(lambda desk: desk.permits.grounds(session, how))
    key = await house.ask(GroundDialog(grounds))
    if key is None:
        return
    ground = grounds[key - 1]
    words = "permit.end.sure-cancel" if how == "cancel" else "permit.end.sure-revoke"
    if await house.ask(ConfirmDialog(holder.name, words, ground)) is None:
        return
    reason = await house.ask(SentenceDialog("permit.end.why"))
    if reason is None:
        return
    heard = await _heard(page) if how == "revoke" else ""
    if heard is None:
        return
    second = await _second(page, "permit.second.end", "end")
    if second is None:
        return
    said, papers, told, beside = heard, [code for code, _ in ground.papers], reason, second
    await house.verb(
        lambda desk: (desk.permits.cancel if how == "cancel" else desk.permits.revoke)(
            session, holder.id, ground.code, told, beside, papers, said
        )
    )
    await page.done("permit.done.ended")
    await print_decision(page)


async def print_decision(page: PermitPage) -> None:
    """Print the notice of an end, unless one lies at the printer, and ask until it is known what became of the sheet."""
    session, holder = page.house.session, page.view.holder.id
    if session is not None:
        sheet = await page.house.verb(
            lambda desk: (
                desk.permits.notice_unsettled(session, holder) or desk.permits.print_decision(session, holder)
            )
        )
        await _settle(page, session, sheet)


async def settle_decision(page: PermitPage) -> None:
    """Ask what became of the notice at the printer, if nobody has said so yet."""
    session, holder = page.house.session, page.view.holder.id
    if session is not None:
        sheet = await page.house.verb(lambda desk: desk.permits.notice_unsettled(session, holder))
        if sheet is not None:
            await _settle(page, session, sheet)


async def _settle(page: PermitPage, session: Session, sheet: SheetView) -> None:
    house = page.house
    told = await ask_outcome(house, sheet, lambda desk: desk.permits.resend(session, sheet.serial))
    second = None
    while not told.good and second is None:
        second = await _second(page, "permit.second.spoiled", "void")
    await house.verb(
        lambda desk: desk.permits.sheet_out(
            session, sheet.serial, good=told.good, reason=told.reason, second=second
        )
    )
    words = "permit.done.told" if told.good else "permit.done.spoiled"
    page.tell(page.say(words, serial=sheet.serial), tone="done" if told.good else "wait")


async def _heard(page: PermitPage) -> str | None:
    """What the holder said to it: the law has the holder heard, and the notice tells it; None for a step back."""
    answers = ("permit.end.heard-said", "permit.end.heard-none")
    place = await page.house.ask(ChoiceDialog("permit.end.heard", answers))
    if place is None:
        return None
    if place == len(answers):
        return page.house.on_record("permit.end.heard-nothing")
    return await page.house.ask(SentenceDialog("permit.end.heard-what"))


async def _second(page: PermitPage, purpose: str, right: str) -> Second | None:
    return await page.house.ask(SecondDialog(purpose, page.view.holder.name, right=right))

"""Lost cards: the loss is registered before anything else, its report printed; some are found again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from desk.applying import asked, identified
from handy import number_for

from counter.desk.desk import Desk
from counter.desk.losses import LossView
from counter.desk.views import Session
from counter.workflows.slip import Sheet

from ..clerk import Keys, station_of
from ..live import Live
from .pages import Paged, filled
from .place import HOME, WORDS
from .standing import signed_in

ANSWERS = {"soldier": "no", "present": "self", "household": "here", "collect-by": "self"}
TOLD = {"lost-on": "昨天傍晚", "place": "公交车上", "how": "钱包遗失"}
_BY_LABEL = {WORDS[f"loss.row.{key}"]: text for key, text in TOLD.items()}
_AT_THE_PRINTER = {Sheet.RESERVED, Sheet.SENT}


class Loss(Paged):
    """Citizens at their signatures, whose loss is registered and printed; then the next one."""

    PAGES: ClassVar[Mapping[str, str]] = {"loss": "─  " + WORDS["loss.title"]}
    ROWS: ClassVar[Mapping[str, str]] = {"loss": "loss.row"}
    SAYS: ClassVar[Mapping[str, str]] = {
        "loss.why-found": "在家中抽屉里找到", "loss.why-again": "登记表被水弄湿", "spoiled.which": "墨粉洒在纸上",
    }  # fmt: skip
    PEOPLE = 5
    cases: tuple[str, ...] = ()
    settled, leaving = 0, False
    """Losses with which nothing more is to be done."""

    def prepare(self, desk: Desk) -> None:
        session, found = desk.people.sign_in("0337", "0000"), []
        for order in range(self.PEOPLE):
            view = identified(desk, session, number_for("19700101", 20 + order, county="120198"))
            view = asked(desk, session, view, "id-card-loss", ANSWERS)
            for demand in view.checklist:
                view = desk.checklist.mark(session, view.id, demand.papers[0].code, "seen")
            view = desk.intake.go_on(session, desk.checklist.return_all(session, view.id).id)
            found.append(desk.agreeing.confirm(session, view.id).id)
            desk.intake.park(session, view.id)
        self.cases = tuple(found)

    def renewed(self) -> None:
        self.settled, self.leaving = 0, False

    def begins(self) -> None:
        self.again, self.found, self.leaving = self.dice.random() < 0.2, self.dice.random() < 0.4, False

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        question, keys = self.dialog(screen, live)
        if question:
            return question, keys
        if HOME in screen:
            self.settled, self.leaving = self.settled + self.leaving, False
            wanted = str(self.settled + 1)
            return (f"{HOME} {wanted}", ["\x15", wanted, "Enter"]) if self.settled < self.PEOPLE else ("", [])
        if self.PAGES["loss"] in screen.replace("\n", ""):
            return self._at_loss(screen, live)
        if station_of(screen) == "签字":
            self.leaving = self.leaving or "8 先登记挂失" not in screen
            return ("暂存", ["F4"]) if self.leaving else ("挂失", ["8"])
        return station_of(screen), ["Enter"]

    def _at_loss(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        if live is not None:
            return f"挂失 {live.row}", filled(_BY_LABEL[live.row], live) if live.row in _BY_LABEL else []
        withdrawn, offered = _fact("withdrawn", screen), WORDS["loss.do.print"] in screen
        out = WORDS["sheet.out"] in screen
        if withdrawn or (out and not self.again and not self.found):
            self.leaving = True
            return ("回到签字", ["Escape"]) if out or not withdrawn or not offered else ("打印", ["1"])
        if out and self.found:
            return "找回", ["2"]
        self.again = False
        return f"打印 {out} {offered}", ["1"]

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        loss = desk.losses.show(session, which) if kind == "loss" else None
        if loss is None:
            return False
        state = loss.sheet.state if loss.sheet else None
        can = {
            "withdraw": loss.withdrawn_at is None, "came-out": state in _AT_THE_PRINTER,
            "print": state is Sheet.OUT and loss.withdrawn_at is None,
        }  # fmt: skip
        return can[deed]

    def typing(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        return desk.losses.show(session, which) is None

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        losses = [desk.losses.show(session, case) for case in self.cases]
        self.settled = next((n for n, loss in enumerate(losses) if not _settled(loss)), len(losses))
        if _fact("reported", last):
            told = [loss for loss in losses if loss is not None and f"{loss.reported_at:%H:%M}" in last]
            assert told, f"registered, and not in the books\n{last}"
            assert all((one.lost_on, one.place, one.circumstances) == tuple(TOLD.values()) for one in told)
        if WORDS["loss.printed"] in last:
            assert any(loss and loss.sheet and loss.sheet.state is Sheet.OUT for loss in losses), last
        if WORDS["loss.done"] in last:
            assert any(loss and loss.withdrawn_why == self.SAYS["loss.why-found"] for loss in losses), last

    def finished(self, _desk: Desk) -> bool:
        return self.settled >= self.PEOPLE


def _fact(key: str, screen: str) -> bool:
    """Whether the page tells something of a loss that is registered."""
    return f"\n  {WORDS[f'loss.fact.{key}']}  " in screen


def _settled(loss: LossView | None) -> bool:
    """Whether the report is in a hand, or the thing was found."""
    if loss is None or loss.sheet is None:
        return False
    return loss.sheet.state not in _AT_THE_PRINTER and (
        loss.sheet.state is Sheet.OUT or loss.withdrawn_at is not None
    )

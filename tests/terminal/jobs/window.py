"""At the end of an intake: fees waived by two or given back, refusals on paper; and the shift handed over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from desk.applying import WUXI_ADULT, asked, identified, with_papers
from handy import number_for

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.values.money import fen
from counter.workflows.application import Stage

from ..clerk import SERIAL, Citizen, Clerk, Keys, station_of
from ..errands import WUXI
from ..live import Live
from .job import out
from .pages import JOURNEYS, Paged, filled
from .place import HOME, WORDS
from .standing import signed_in

PAID = "temporary-id-card"
ANSWERS = {
    "household": "here", "soldier": "no", "present": "self", "hardship": "none", "collect-by": "self", "reason": "first",
}  # fmt: skip
_OF_FEES = frozenset({"waive", "unwaive", "give-back"})
REFUSED = WUXI_ADULT | {"stay-ground": "none"}


class Window(Paged):
    """Citizens at the fee, which is waived, taken, given back; others are refused; then the next shift takes over."""

    PAGES: ClassVar[Mapping[str, str]] = {
        "shift": "─  " + WORDS["shift.title"],
    }  # fmt: skip
    ROWS: ClassVar[Mapping[str, str]] = {"shift": "shift.row"}
    SAYS: ClassVar[Mapping[str, str]] = {
        "fee.why-by-hand": "低保证 样例第8号", "fee.why-unwaived": "证件已过期", "giving-back.why": "本人不再申请",
 "spoiled.which": "印章压住了字",
    }  # fmt: skip
    PEOPLE = 4

    def opens(self) -> None:
        service = next(one for one in WUXI if one.code == PAID)
        self.clerk = Clerk(Citizen(number_for("19660606", 31, county="320298")), service.errand(self.rules))

    def prepare(self, desk: Desk) -> None:
        session = desk.people.sign_in("0337", "0000")
        for order in range(self.PEOPLE):
            number = number_for("19960606", 31 + order, county="320298")
            view = identified(desk, session, number)
            if order % 2:
                view = asked(desk, session, view, "first-id-card", REFUSED)
            else:
                view = with_papers(desk, session, asked(desk, session, view, PAID, ANSWERS))
                while view.stage is not Stage.FEE:
                    if view.stage is Stage.READ_BACK:
                        view = desk.agreeing.confirm(session, view.id)
                    else:
                        key = next(one.key for one in view.signatures if not one.signed)
                        view = desk.agreeing.sign(session, view.id, key, "钱试用")
            desk.intake.park(session, view.id)

    def begins(self) -> None:
        self.waives, self.undoes, self.leaves = (self.dice.random() < chance for chance in (0.7, 0.5, 0.15))

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        if not _mine(screen):
            return "", []
        question, keys = self.dialog(screen, live)
        if question:
            return question, keys
        if WORDS["leave.hand-over"] in screen:
            return "交班", ["3"]
        if HOME in screen:
            return self._at_home(screen)
        if self.PAGES["shift"] in screen.replace("\n", "") and live is not None:
            cash = re.search(rf"{WORDS['shift.fact.till']} +([\d.]+)", screen)
            return "实点", filled(cash[1] if cash else "0", live)
        return self._walk(screen, live)

    def _at_home(self, screen: str) -> tuple[str, Keys]:
        if WORDS["home.today"] not in screen or not self.rests(screen):
            return "", []
        waits = re.findall(r"^  (\d) \S", screen, re.MULTILINE)
        if self.leaves or not waits:
            return "离开", ["F10"]
        return f"{HOME} {len(waits)}", ["\x15", self.dice.choice(waits), "Enter"]

    def _walk(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        station = station_of(screen)
        if station == "收费" and WORDS["fee.unwaive"] in screen:
            return "减免了", ["2" if self.undoes else "Enter"]
        if station == "收费" and WORDS["fee.give-back"] in screen:
            return "收了", ["2" if self.undoes else "Enter"]
        if station == "收费" and self.waives:
            self.undoes = self.undoes and self.dice.random() < 0.5
            return "减免", ["/"]
        if station == "领取方式" and self.undoes:
            return "回到收费", ["Escape"]
        return self.clerk.next(screen)

    def away(self, screen: str) -> bool:
        return not _mine(screen) or super().away(screen)

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        if kind == "shift":
            return self._adds_up(desk, session)
        if kind not in JOURNEYS or deed not in _OF_FEES:
            return super().goes_on(desk, session, kind, which, deed)
        view = desk.intake.show(session, which)
        fee, asked_for = view.fee, view.stage is Stage.FEE
        taken = fee is not None and bool(fee.receipt)
        settled = fee is not None and fee.exempt
        return {
            "waive": asked_for and not settled and not taken,
            "unwaive": asked_for and settled,
            "give-back": taken,
        }[deed]

    def clerk_at(self, desk: Desk) -> Session:
        """After handing over, a shift begins with signing in."""
        return desk.people.sign_in("0337", "0000")

    @staticmethod
    def _adds_up(desk: Desk, session: Session) -> bool:
        """Whether the next clerk is asked for at once: a till that differs wants a reason first."""
        typed = desk.unsaid.told(session, "shift", "").typed
        shift = desk.shift.show(session)
        counted = typed.get("/cash") or ("" if shift.till or shift.fees else "0")
        return "/reason" in typed or (counted != "" and fen(counted) == shift.till)

    def typing(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        return kind == "shift"

    def stood(self, desk: Desk, session: Session, which: str, key: str) -> str:
        shift = desk.shift.show(session)
        return "" if key != "cash" or shift.till or shift.fees else "0"

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        if done := re.search(rf"不予办理告知书 ({SERIAL.pattern}) ", last):
            assert out(desk, done[1])
        if not _mine(last):
            kinds = [str(act.kind) for act in desk.bench.store.acts(last=100)]
            assert any("shift" in kind for kind in kinds), f"handed over, and not in the books\n{last}"

    def finished(self, desk: Desk) -> bool:
        return not desk.intake.waiting(signed_in(desk))


def _mine(screen: str) -> bool:
    """Whether it is still the same clerk's screen."""
    first = screen.splitlines()[0] if screen else ""
    return "0102" not in first

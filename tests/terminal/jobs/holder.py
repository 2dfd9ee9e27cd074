"""Deeds at the page of a permit: lost, restored, cancelled or revoked by two, its notice; an endorsement begun there."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from handy import imported, number_for, row

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.screens.permit.ends import ways_to_end

from ..clerk import SERIAL, Citizen, Clerk, Keys, station_of
from ..errands import BEIJING
from ..live import Live
from .job import out
from .pages import Paged
from .place import HOME, WORDS, Place
from .standing import signed_in

NAMES = ("欧阳试甲", "欧阳试乙", "欧阳试丙", "欧阳试丁", "欧阳试戊", "欧阳试己")
TODAY = date.today()  # noqa: DTZ011 - the program's own clock
MOVED = "北京市海淀区样例园 8 号"
DEEDS = ("lost", "restore", "end", "notice", "endorse", "change")
_BEGINS = frozenset({"endorse", "change"})
"""Deeds that are an intake from there on."""
_FIND = "Tab 居住证"
_DONE = {WORDS[f"permit.done.{deed}"]: deed for deed in ("lost", "restored")}


class Holder(Paged):
    """Somebody is found by name, and something is done to the permit; who has moved tells the new address first."""

    FINDS: ClassVar[bool] = True
    PAGES: ClassVar[Mapping[str, str]] = {"permit": f"  {WORDS['permit.fact.years']}  "}
    SAYS: ClassVar[Mapping[str, str]] = {
        "permit.change.new-address": MOVED,
        "permit.lost.how": "昨晚在公交车上", "permit.restore.why": "已见到签注凭证", "permit.restore.day": TODAY.isoformat(),
        "permit.end.why": "租赁合同系伪造", "permit.end.heard-what": "本人说不知情", "spoiled.which": "印章压住了字",
    }  # fmt: skip

    def opens(self) -> None:
        service = next(
            one for one in BEIJING if one.code == "permit-change"
        )  # its answers do for an endorsement
        self.clerk = Clerk(Citizen(""), service.errand(self.rules))

    def prepare(self, desk: Desk) -> None:
        rows = [
            row(
                name, number_for("19900101", 71 + 2 * n), birth="1990-01-01", issued=f"{TODAY - timedelta(days=600)}",
                endorsed_until=f"{TODAY + timedelta(days=20 if n % 3 else -50)}",
            )
            for n, name in enumerate(NAMES)
        ]  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            assert imported(desk, Path(folder), *rows).new == len(NAMES)
        session = desk.people.sign_in("0337", "0000")
        self.ids = [desk.permits.of(session, number_for("19900101", 71 + 2 * n)) for n in range(len(NAMES))]

    def begins(self) -> None:
        self.turns()

    def turns(self) -> None:
        """To the next holder."""
        self.name = self.dice.choice(NAMES)
        self.deed = self.dice.choice(
            ("lost", "restore", "end", "end", "end", "endorse", "change", "change", "change")
        )
        self.tried = False

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        question, keys = self.dialog(screen, live)
        if question:
            return question, keys
        for words, keys in {
            WORDS["permit.change.which"]: ["1"],
            WORDS["permit.end.which"]: [self.dice.choice("12")], WORDS["permit.end.ground"]: ["1"],
            WORDS["permit.end.go-on"]: ["1"], WORDS["permit.end.heard"]: [self.dice.choice("12")],
        }.items():  # fmt: skip
            if words in screen:
                return words, keys
        if HOME in screen:
            if self.tried:
                self.turns()
            return HOME, ["F3"]
        if station_of(screen):
            return self._walk(screen, live)
        if not self.away(screen):
            return self._at_permit(screen)
        if live is not None and live.text != self.name:
            return f"查找 {self.name}", ["\x15", self.name]
        return ("登记簿", ["Tab"]) if _FIND in screen else ("", [])

    def _at_permit(self, screen: str) -> tuple[str, Keys]:
        offered = {words: key for key, words in re.findall(r"(\d)  (\S+)", screen)}
        keys = {code: offered.get(WORDS[f"permit.do.{code}"].split()[0]) for code in DEEDS}
        over = "已交付" in screen or any(words in screen for words in _DONE)
        if over or (self.tried and "✗" in screen):
            return "下一个人", ["Escape", "Escape"]
        wanted = keys["notice"] or keys[self.deed] or keys["end"] or "1"
        self.tried = True
        return f"{self.deed} {wanted}", [wanted]

    def _walk(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        """An endorsement is an intake like any other."""
        asked, keys = self.clerk.next(screen)
        if live is not None and live.text and station_of(screen) == "询问":
            keys = ["Enter"] if keys and live.text == keys[0] else ["\x15", *keys]
        return asked, keys

    def reopens_at(self, desk: Desk) -> Place:
        session = signed_in(desk)
        page, deed = desk.unsaid.left(session) or ("", "")
        kind, _, holder = page.partition(":")
        if kind == "permit" and deed in _BEGINS and desk.permits.begun(session, int(holder), deed):
            return self.journey_at(desk)
        return super().reopens_at(desk)

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        if kind != "permit":
            return super().goes_on(desk, session, kind, which, deed)
        if deed == "came-out":
            return desk.permits.notice_unsettled(session, int(which)) is not None
        view = desk.permits.show(session, int(which))
        return deed in view.can or (deed == "end" and bool(ways_to_end(view)))

    def offered(self, _desk: Desk, question: str) -> str:
        return TODAY.isoformat() if question == "permit.restore.day" else ""

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        views = [desk.permits.show(session, holder) for holder in self.ids]
        here = next((one for one in views if one.holder.name in last), None)
        if here is not None and WORDS["permit.done.lost"] in last:
            assert here.card_lost, last
        if here is not None and WORDS["permit.done.restored"] in last:
            assert here.recorded != "suspended", last
        if here is not None and WORDS["permit.done.ended"] in last:
            assert here.recorded in {"cancelled", "revoked"}, last
        for view in desk.intake.waiting(session):
            self._has_moved(desk, session, view.id)
        if done := re.search(rf"告知书 ({SERIAL.pattern}) 已交付", last):
            assert out(desk, done[1])

    @staticmethod
    def _has_moved(desk: Desk, session: Session, case: str) -> None:
        """A change that has got as far as its questions has the new address, told old → new."""
        view = desk.intake.show(session, case)
        if view.service == "permit-change" and view.person is not None:
            assert view.person.residence_address == MOVED
            told = {(one.field, one.new) for one in desk.intake.history(session, case)}
            assert ("residence_address", MOVED) in told

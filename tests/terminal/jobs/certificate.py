"""Certificates of the register: from F2 through their rows to the sealed sheet in the citizen's hand, some of them spoiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from desk.applying import TIANJIN_BOOK, accepted
from handy import number_for

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.workflows.certificate import CertificateState as State

from ..clerk import Citizen, Clerk, Keys, station_of
from ..errands import TIANJIN
from ..live import Live
from .pages import Paged, filled
from .place import HOME, RAIL, WORDS
from .standing import signed_in

SERVICE = "household-certificate"
MEMBERS = WORDS["certificate.member"]
_ENTER = {
    state: WORDS[f"certificate.enter.{state}"]
    for state in ("confirm", "more", "agreed", "printed", "spoiled")
}

REACHED = {State.TYPED: 0, State.AGREED: 1, State.PRINTED: 2, State.SPOILED: 3, State.HANDED: 4}
"""How far a certificate has come."""


class Certificate(Paged):
    """Some citizens are new, others wait for their receipt, behind which the certificate is typed."""

    WAIT = 6
    receipts: tuple[str, ...] = ()
    wet = False
    """Whether the certificate that was handed over gets wet at once, and is replaced."""
    at = 0
    """Receipts whose certificate is in a hand."""

    PAGES: ClassVar[Mapping[str, str]] = {
        "certificate": "─  户籍证明", "application": WORDS["application.since"],
    }  # fmt: skip
    SAYS: ClassVar[Mapping[str, str]] = {"spoiled.which": "印章压住了字", "sheet.why.reprint": "本人弄湿了"}
    SPOILS = 0.3

    def opens(self) -> None:
        service = next(one for one in TIANJIN if one.code == SERVICE)
        self.errand = service.errand(self.rules)
        self.comes()

    def comes(self) -> None:
        """The next citizen."""
        number = number_for("19880101", self.dice.randrange(1, 999), county="120198")
        self.clerk, self.begun = Clerk(Citizen(number), self.errand), False
        self.new, self.leaving = self.dice.random() < 0.25, False
        self.wet = self.dice.random() < 0.3

    def prepare(self, desk: Desk) -> None:
        session, found = desk.people.sign_in("0337", "0000"), []
        for order in range(self.WAIT):
            number = number_for("19770303", 12 + order, county="120198")
            view = accepted(desk, session, number, SERVICE, TIANJIN_BOOK)
            assert view.sheet
            found.append(view.sheet.serial)
        self.receipts = tuple(found)

    def renewed(self) -> None:
        self.at = 0

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        question, keys = self.dialog(screen, live)
        if question:
            return question, keys
        if HOME in screen:
            if WORDS["home.today"] not in screen or not self.rests(screen):
                return "", []
            if self.begun:
                self.at += self.leaving
                self.comes()
            if self.new or self.at >= len(self.receipts):
                return HOME, ["F2"]
            return f"{HOME} {self.at}", ["\x15", self.receipts[self.at], "Enter"]
        self.begun = True
        if self.PAGES["application"] in screen:
            return ("回首页", ["Escape"]) if self.leaving else ("申请", ["1", "Enter"])
        if self.PAGES["certificate"] not in screen.replace("\n", ""):
            return self.clerk.next(screen)
        if live is not None:
            told = live.row == MEMBERS and "  1. " in screen and not live.text
            keys = ["Enter"] if told else filled(self.errand.certified.get(live.row, live.text), live)
            return f"证明 {live.row} {told}", keys
        does = next((state for state, words in _ENTER.items() if f" {words}" in screen), "")
        if not does and self.wet:
            self.wet = False
            return "弄湿了", ["Enter"]
        self.leaving = not does
        return (does, ["Enter"]) if does else ("已交给本人", ["Escape"])

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        if kind != "certificate":
            return super().goes_on(desk, session, kind, which, deed)
        state = desk.certificates.show(session, which).state
        return state is State.PRINTED if deed == "came-out" else state in {State.SPOILED, State.HANDED}

    def typing(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        typed = kind == "certificate" and desk.certificates.show(session, which).state is State.TYPED
        return typed and deed != "read-back"

    def stood(self, desk: Desk, session: Session, which: str, key: str) -> str:
        view = desk.certificates.show(session, which)
        return next((entry.value for entry in view.entries if entry.code == key), "")

    def label(self, desk: Desk, session: Session, kind: str, which: str, key: str) -> str:
        entries = desk.certificates.show(session, which).entries
        return next((entry.label.zh for entry in entries if entry.code == key), MEMBERS).split()[-1]

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        cases = [desk.find.case_of_sheet(session, serial) for serial in self.receipts]
        self.at = sum(desk.certificates.show(session, case).state is State.HANDED for case in cases)
        station, place = station_of(last), self.reopens_at(desk)
        if station and place.station in RAIL.values():
            order = [*RAIL.values(), "回执"]
            assert order.index(place.station) >= order.index(station), (
                f"was at {station}, the books have {place}"
            )
        kind, _, which = (desk.unsaid.left(session) or ("", ""))[0].partition(":")
        if kind != "certificate" or self.PAGES[kind] not in last.replace("\n", ""):
            return
        view = desk.certificates.show(session, which)
        before = next((state for state in State if state.text.zh in last), State.TYPED)
        shown = re.search(r"^  (L\d{9}-\S+)", last, re.MULTILINE)
        replaces = view.sheet.replaces if view.sheet and before in {State.SPOILED, State.HANDED} else ""
        if not replaces or (shown and shown[1] != replaces):  # else another one is printed in its place
            assert REACHED[view.state] >= REACHED[before], (
                f"{before} on the screen, and {view.state} in the books"
            )
        for row in re.findall(r"^  \d\. (.+)$", last, re.MULTILINE):
            assert any(member.startswith(row.split("…")[0].strip()[:6]) for member in view.rows), last

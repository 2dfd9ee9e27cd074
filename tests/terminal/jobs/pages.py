"""Work on pages that have a name: after a cut they reopen where the clerk stood, in the midst of what was being said."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import ClassVar

from counter.desk.desk import Desk
from counter.desk.unsaid import Told
from counter.desk.views import Session
from counter.screens.came_out import SPOILED
from counter.screens.out_dialog import CAME_OUT
from counter.workflows.application import Stage

from ..clerk import Keys, station_of
from ..live import Live
from .job import Job
from .place import ANY, HOME, WORDS, Place
from .standing import SEARCHED, searching, signed_in

PIN = "口令"
JOURNEYS = frozenset({"journey", "intake"})
"""Kinds of pages that are a journey, which reopens by itself."""
ASTRAY = {
    "application": WORDS["application.since"], "sheet": f"  {WORDS['sheet.field.serial']}  ",
    "visit": f"  {WORDS['visit.about']}  ",
}  # fmt: skip
"""Pages on which a digit ends that was meant for a choice which had just gone."""
OUTCOME = "_OutDialog"
SECONDS = frozenset({
    "shift.take-over", "fee.second", "sheet.act.void", "sheet.act.reprint", "permit.second.restore", "permit.second.end",
    "permit.second.spoiled", "paper.reprint", "day.second", "collect.second",
    "review.second",
})  # fmt: skip
"""What a second person signs for."""
_FORMLESS = {
    OUTCOME: "came-out.question",
    "ConfirmDialog": "permit.end.go-on",
    "GroundDialog": "permit.end.ground",
}
_AT_THE_PRINTER = frozenset({Stage.RECEIPT_OUT, Stage.NOTICE_OUT, Stage.REFUSAL_OUT})
"""Where it is asked what became of the paper of an intake."""
_FORMS = {"CardChangesDialog": ("card.differs", "correction.reason", "reason")}
"""Dialogs with a row of their own: what is asked, what the row is called, and its key."""
_SECOND = {"number": "sign-in.number", "pin": "sign-in.pin"}


class Paged(Job):
    """A clerk on pages and in dialogs: words, choices, second persons, sheets that came out or did not."""

    DOZES: ClassVar[float] = 0.2
    PAGES: ClassVar[Mapping[str, str]] = {}
    """By kind of page: what stands on it, and on no other."""
    ROWS: ClassVar[Mapping[str, str]] = {}
    """By kind of page: the key under which its rows are called."""
    SAYS: ClassVar[Mapping[str, str]] = {}
    """By question: the sentence that is typed."""
    SPOILS = 0.15
    """How often a sheet is spoiled."""
    _seen: tuple[str, float] = ("", 0.0)

    # Keys ------------------------------------------------------------------------------------------------------

    def dialog(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        """What a dialog asks, whatever page lies below; ("", []) where none does."""
        if WORDS["second.title"] in screen and live is not None:
            number = live.row == WORDS["sign-in.number"]
            return f"第二人 {live.row}", filled("0102", live) if number else ["\x15", "0000", "Enter"]
        for question, sentence in self.SAYS.items():
            if WORDS[question] in screen and live is not None:
                return question, filled(sentence, live)
        if (
            WORDS["find.ask"] in screen and not self.FINDS
        ):  # the power failed on the way to what was typed at home
            return "查找", ["Escape"]
        if WORDS["spoiled.why"] in screen:
            return "怎么废的", [self.dice.choice("1234")]
        if WORDS["came-out.question"] in screen:
            return "纸出来了吗", ["2" if self.dice.random() < self.SPOILS else "1"]
        return "", []

    def rests(self, screen: str) -> bool:
        """Whether a screen was seen for a moment, and is not one on the way to the next."""
        now = time.perf_counter()
        if screen != self._seen[0]:
            self._seen = screen, now
        return now - self._seen[1] > 0.2

    # Where it reopens ------------------------------------------------------------------------------------------

    def clerk_at(self, desk: Desk) -> Session:
        """The clerk, to look at the books."""
        return signed_in(desk)

    def reopens_at(self, desk: Desk) -> Place:
        session = self.clerk_at(desk)
        if (left := desk.unsaid.left(session)) is None:
            return self.journey_at(desk)
        page, deed = left
        told = desk.unsaid.told(session, page, deed)
        kind, _, which = page.partition(":")
        if (question := asked(told, deed)) and self.goes_on(desk, session, kind, which, deed):
            return asking(told, question, self.offered(desk, question))
        if kind in JOURNEYS or kind == "home":
            return self.journey_at(desk)
        if kind in SEARCHED:
            return searching(desk, session)
        title = self.PAGES.get(kind) or ASTRAY[kind]
        if not self.typing(desk, session, kind, which, deed):
            return Place(title, row=None)
        if not told.row:
            return Place(title)
        key = told.row.partition("/")[2]
        text = told.typed.get(told.row) or self.stood(desk, session, which, key)
        return Place(title, row=self.label(desk, session, kind, which, key), text=text)

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        """Whether a deed in whose midst the power failed can still be done."""
        if kind == "intake" and deed in SPOILED:
            return desk.intake.show(session, which).stage in _AT_THE_PRINTER
        return True

    def typing(self, _desk: Desk, _session: Session, _kind: str, _which: str, _deed: str) -> bool:
        """Whether a page has rows that are typed."""
        return False

    def stood(self, _desk: Desk, _session: Session, _which: str, _key: str) -> str:
        """What a row says that was not typed in."""
        return ""

    def offered(self, _desk: Desk, _question: str) -> str:
        """What a dialog offers before anything is typed."""
        return ""

    def label(self, _desk: Desk, _session: Session, kind: str, _which: str, key: str) -> str:
        """What a row is called."""
        name = f"{self.ROWS[kind]}.{key}"
        return WORDS[name if name in WORDS else self.ROWS[kind]].split()[-1]

    def stays(self, desk: Desk, last: str, live: Live | None) -> None:
        """A screen that stood for a while is where it reopens, word for word."""
        if self.away(last):
            return
        place = self.reopens_at(desk)
        if live is not None and live.row.endswith(PIN):
            assert place.row == live.row, f"should be at the PIN, the books have {place}\n{last}"
        else:
            assert place.stands(last, live), f"the clerk was at {live}, the books have {place}\n{last}"

    def away(self, screen: str) -> bool:
        seen = screen.replace("\n", "")
        asked = (
            WORDS["second.title"],
            WORDS["came-out.question"],
            *(WORDS[question] for question in self.SAYS),
        )
        known = any(title in seen for title in (*self.PAGES.values(), *asked))
        return HOME in screen or not (known or station_of(screen))


def asked(told: Told, deed: str) -> str:
    """The question that stands there; the last one again where it was answered and nothing had come of it yet."""
    if told.asking or told.answers:
        return told.asking or told.answers[-1][0]
    name = told.row.rpartition("/")[0]
    return name if name in SECONDS | SENTENCES | _FORMS.keys() else OUTCOME if deed == CAME_OUT else ""


def asking(told: Told, about: str, offered: str = "") -> Place:
    """A dialog: its question, the row that has the keys, what was typed there."""
    name, _, key = told.row.rpartition("/")
    here = key if name == about else ""
    if about in SECONDS:
        row = WORDS[_SECOND[here or "number"]]
        return Place(WORDS["second.title"], station=ANY, row=row, text=told.typed.get(f"{about}/{here}", ""))
    if about in _FORMS:
        title, label, row = _FORMS[about]
        return Place(
            WORDS[title], station=ANY, row=WORDS[label], text=told.typed.get(f"{about}/{row}") or offered
        )
    if about in _FORMLESS or about not in SENTENCES:
        return Place(WORDS[_FORMLESS.get(about, about)], station=ANY, row=None)
    return Place(WORDS[about], station=ANY, row="", text=told.typed.get(f"{about}/sentence") or offered)


SENTENCES = frozenset({
    "loss.why-again", "loss.why-found", "sheet.why.void", "sheet.why.reprint", "spoiled.which", "permit.lost.how",
    "permit.restore.day", "permit.restore.why", "permit.end.why", "permit.end.heard-what", "permit.change.new-address",
    "review.why", "household.out.which",
    "rejection.which", "fee.why-waived", "fee.why-by-hand", "fee.why-unwaived", "giving-back.why",
})  # fmt: skip
"""What a sentence answers."""


def filled(wanted: str, live: Live) -> Keys:
    """What is pressed so that a row says this and is left."""
    if live.text == wanted:
        return ["Enter"]
    if wanted.startswith(live.text):
        return [wanted.removeprefix(live.text), "Enter"]
    return ["\x15", wanted, "Enter"]

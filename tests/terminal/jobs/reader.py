"""Citizens whose identity card is read: somebody new is filled in, what the card says otherwise is taken over or left."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import ClassVar

from counter.desk.desk import Desk
from counter.desk.views import Session

from ..clerk import Keys, station_of
from ..live import Live
from .pages import Paged, filled
from .place import HOME, RAIL, WORDS
from .standing import ROWS, journey_at, signed_in

KNOWN = "样例县城关镇旧样例路 1 号"
"""Where somebody lived who was here before; the card says otherwise."""
CARD = "card"
IDENTITY = next(iter(RAIL.values()))
_TOLD = {ROWS["residence_address"]: "样例路2号"}


class Reader(Paged):
    """Enter on the empty field reads the next card; every other citizen was here before, at another address."""

    SAYS: ClassVar[Mapping[str, str]] = {}
    takes = False
    """Whether this clerk takes over what the card says."""
    REASON: ClassVar[str] = f"{WORDS['card.reason']}，本人确认"

    def prepare(self, desk: Desk) -> None:
        session = desk.people.sign_in("0337", "0000")
        samples = (desk.bench.archive.parent / "samples.jsonl").read_text(encoding="utf-8")
        self.people = {row["number"]: row for row in map(json.loads, samples.splitlines()[:8])}
        for number in [*self.people][::2]:
            view = desk.intake.identify(session, desk.intake.begin(session).id, number)
            view = desk.intake.record(session, view.id, {"household_address": KNOWN}, "登记册")
            desk.intake.abandon(session, view.id)

    def begins(self) -> None:
        self.takes = self.dice.random() < 0.8

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        if HOME in screen:
            return HOME, ["F2"]
        if WORDS["card.differs"] in screen:
            if live is None:
                return "", []
            return "与登记的不同", filled(self.REASON, live) if self.takes else ["Escape"]
        if WORDS["card.lay"] in screen:
            return "", []
        if station_of(screen) == IDENTITY:
            if live is None:
                return "", []
            if live.row == "":
                return "读卡", ["Enter"]
            return f"填 {live.row}", filled(_TOLD.get(live.row, live.text), live)
        return ("暂存", ["F4"]) if station_of(screen) else ("", [])

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        if deed != CARD:
            return super().goes_on(desk, session, kind, which, deed)
        card = desk.intake.show(session, which).card
        return card is not None and bool(card.changes)

    def offered(self, _desk: Desk, question: str) -> str:
        return WORDS["card.reason"]

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        station, place = station_of(last), journey_at(desk, session)
        order = [*RAIL.values(), "回执"]
        waiting = [desk.intake.show(session, one.id) for one in desk.intake.waiting(session)]
        aside = {one.person.name for one in waiting if one.parked and one.person is not None}
        if station and place.station and not any(f"✓   {name}" in last for name in aside):
            assert order.index(place.station) >= order.index(station), (
                f"was at {station}, the books have {place}"
            )
        if live is not None and station == place.station == IDENTITY and WORDS["card.differs"] not in last:
            assert place.is_at(live), f"the clerk was at {live}\n{last}"
        for view in waiting:
            assert view.person is None or view.person.name in {row["name"] for row in self.people.values()}
        now = desk.intake.resume(session)
        if now is not None and WORDS["correction.done"] in last.replace("\n", ""):
            assert self._corrected(desk, session, now.id), f"corrected, and not in the books\n{last}"

    @staticmethod
    def _corrected(desk: Desk, session: Session, case: str) -> bool:
        return any(one.field == "household_address" for one in desk.intake.history(session, case))

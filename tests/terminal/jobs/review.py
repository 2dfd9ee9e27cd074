"""Faces that a machine did not know: a photo is compared by two, and the matter goes on or ends in a notice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from desk.applying import identified
from handy import number_for

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.workflows.application import Stage

from ..clerk import SERIAL, Citizen, Clerk, Keys, station_of
from ..errands import TIANJIN
from ..live import Live
from .job import out
from .pages import JOURNEYS, Paged
from .place import HOME, RAIL, WORDS
from .standing import journey_at, signed_in

SERVICE = "electronic-identity"
FACE = {"used-at": "hotel", "face-check": "failed"}
BY_TWO = "second-check"
OUTCOMES = frozenset({"confirmed", "denied"})


class Review(Paged):
    """Citizens whose face check failed wait at home; each is reviewed, and goes on to a receipt or a notice."""

    SAYS: ClassVar[Mapping[str, str]] = {
        "review.why": "眉间有痣，与相片一致",
        "spoiled.which": "印章压住了字",
    }
    PEOPLE = 6
    cases: tuple[str, ...] = ()

    def opens(self) -> None:
        service = next(one for one in TIANJIN if one.code == SERVICE)
        self.clerk = Clerk(Citizen(""), service.errand(self.rules))
        self.asks = self.rules.fact(BY_TWO).text.zh

    def prepare(self, desk: Desk) -> None:
        session, found = desk.people.sign_in("0337", "0000"), []
        for order in range(self.PEOPLE):
            view = identified(desk, session, number_for("19700101", 20 + order, county="120198"))
            view = desk.questions.choose(session, view.id, SERVICE)
            while (question := view.questions[0].fact) != BY_TWO:
                view = desk.questions.answer(session, view.id, question, FACE[question])
            desk.intake.park(session, view.id)
            found.append(view.id)
        self.cases = tuple(found)

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        question, keys = self.dialog(screen, live)
        if question:
            return question, keys
        if WORDS["review.photo"] in screen:
            return "相片", [self.dice.choice("123")]
        if HOME in screen:
            if WORDS["home.today"] not in screen or not self.rests(screen):
                return "", []
            waits = re.findall(r"^  (\d) \S", screen, re.MULTILINE)
            return (f"{HOME} {len(waits)}", ["\x15", waits[0], "Enter"]) if waits else ("", [])
        if station_of(screen) == "询问" and self.asks in screen and "✓ " + self.asks not in screen:
            return self.asks, [self.dice.choice("112")]
        return self.clerk.next(screen)

    def goes_on(self, desk: Desk, session: Session, kind: str, which: str, deed: str) -> bool:
        if kind not in JOURNEYS or deed not in OUTCOMES:
            return super().goes_on(desk, session, kind, which, deed)
        view = desk.intake.show(session, which)
        return view.stage is Stage.QUESTIONS and any(one.fact == BY_TWO for one in view.questions[:1])

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        session = signed_in(desk)
        for case in self.cases:
            reviews = desk.reviews.of_case(session, case)
            told = {(one.clerk, one.second, one.reason) for one in reviews}
            assert told <= {("0337", "0102", self.SAYS["review.why"])}, told
            answered = {one.fact for one in desk.intake.show(session, case).answered}
            assert bool(reviews) == (BY_TWO in answered), f"{answered}, and {len(reviews)} reviews"
        if done := re.search(rf"({SERIAL.pattern}) 已交给", last):
            assert out(desk, done[1])
        station, place = station_of(last), journey_at(desk, session)
        if station and place.station:
            order = [*RAIL.values(), "回执"]
            assert order.index(place.station) >= order.index(station), (
                f"was at {station}, the books have {place}"
            )

    def finished(self, desk: Desk) -> bool:
        return not desk.intake.waiting(signed_in(desk))

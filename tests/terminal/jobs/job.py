"""One kind of work of a clerk whose power fails: what is pressed, where it reopens, what must still be there after a cut."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from benchmarks.terminal import COUNTER
from counter.desk.desk import Desk
from counter.places import data_dir
from counter.rules import Rulebook
from counter.workflows.slip import Sheet

from ..clerk import Keys
from ..live import Live
from .place import WORDS, Place
from .standing import SEARCHED, journey_at, searching, signed_in


@dataclass
class Job:
    """One kind of journey: how a station is prepared for it, what is pressed, what must still be there after a cut."""

    city: str
    dice: random.Random
    rules: Rulebook
    DOZES: ClassVar[float] = 0.12
    """How often the clerk looks up in the middle of a text."""
    FINDS: ClassVar[bool] = False
    """Whether the work begins with F3."""
    home: Path = Path()
    """Where the station of the moment lies."""
    data: Path = field(default_factory=data_dir)
    command: list[str] = field(default_factory=lambda: COUNTER)
    """How the program is started."""

    def __post_init__(self) -> None:
        self.opens()

    def opens(self) -> None:
        """What the clerk needs to know before the first citizen comes."""

    def fits_up(self, folder: Path) -> None:
        """Where the rules of the station are not the shipped ones, they are laid down here."""

    def prepare(self, desk: Desk) -> None:
        """What was done before the first citizen comes."""

    def renewed(self) -> None:
        """A fresh station was taken."""

    def begins(self) -> None:
        """The program starts again."""

    def wakes(self, screen: str) -> Keys:
        """What is pressed first after a start: a search that only led from home to the work is given up."""
        return ["Escape"] if WORDS["find.ask"] in screen and not self.FINDS else []

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        """What is asked, and the keys."""
        raise NotImplementedError

    def away(self, _screen: str) -> bool:
        """Whether a screen is only on the way to the work."""
        return False

    def reopens_at(self, desk: Desk) -> Place:
        """Where the program must stand when it is started again."""
        session = signed_in(desk)
        page, _ = desk.unsaid.left(session) or ("", "")
        return searching(desk, session) if page.partition(":")[0] in SEARCHED else self.journey_at(desk)

    def journey_at(self, desk: Desk) -> Place:
        """Where the journey under way stands, or the home page."""
        return journey_at(desk, signed_in(desk))

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        """What the last screen acknowledged stands in the books; ``live`` where the field stood long enough to be held to it."""

    def stays(self, _desk: Desk, _last: str, _live: Live | None) -> None:
        """A screen that stood for a while, on which nothing was under way, is one at which it would reopen."""

    def finished(self, _desk: Desk) -> bool:
        """Whether the station has served its purpose and a fresh one is taken."""
        return False


def out(desk: Desk, serial: str) -> bool:
    """Whether a sheet is recorded as handed over."""
    return desk.find.sheet(signed_in(desk), serial).state is Sheet.OUT

"""One kind of work of a clerk whose power fails: what is pressed, where it reopens, what must still be there after a cut."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import ClassVar

from counter.desk.desk import Desk
from counter.locale import Words
from counter.places import data_dir
from counter.rules import Rulebook
from counter.workflows.application import ORDER, Stage
from counter.workflows.slip import Sheet

from ..clerk import Keys, read_rail, station_of
from ..live import Live

HOME = "号码、姓名或扫码"
STOPPED = "✗"
"""Instead of a station: wherever it was that the journey stopped."""
RAIL = dict(
    zip(
        ORDER,
        ["身份", "事项", "询问", "材料", "读回核对", "签字", "指纹", "收费", "领取方式", "受理"],
        strict=True,
    )
)
"""The names of the stations."""
_STOPPED = {
    Stage.NOTICE: Stage.DOCUMENTS, Stage.NOTICE_OUT: Stage.DOCUMENTS,
    Stage.REFUSAL: Stage.QUESTIONS, Stage.REFUSAL_OUT: Stage.QUESTIONS,
}  # fmt: skip
ROWS = {
    "name": "姓名", "ethnic": "民族", "household_address": "户籍地址", "residence_address": "居住地址", "phone": "电话",
}  # fmt: skip
"""The rows of a new applicant, as they are kept and as they are called."""
WORDS = Words(data_dir() / "locale").table("zh")
"""What stands on the screens, by dotted key."""
ANY = "*"
"""For a row that is not looked at more closely."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program must stand: words, station, the row of its live field (None: no field at all) and what stands in it."""

    words: tuple[str, ...]
    station: str
    row: str | None
    text: str
    among: frozenset[str]
    """Where the row is not looked at: what may stand in it."""

    def __init__(
        self,
        *words: str,
        station: str = "",
        row: str | None = ANY,
        text: str = "",
        among: frozenset[str] = frozenset(),
    ) -> None:
        for name, value in (
            ("words", words),
            ("station", station),
            ("row", row),
            ("text", text),
            ("among", among),
        ):
            object.__setattr__(self, name, value)

    def stands(self, screen: str, live: Live | None) -> bool:
        """Whether a screen is at this place, the caret behind what was typed."""
        rails = [rail for line in screen.splitlines() if (rail := read_rail(line))]
        here = self.station == ANY or station_of(screen) == self.station
        here = here or (self.station == STOPPED and any(mark == STOPPED for _, mark, _ in rails))
        if not here or not all(text in screen.replace("\n", "") for text in self.words):
            return False
        if self.row == ANY:
            return live is None or not self.among or any(live.shows(text) for text in self.among)
        if self.row is None or live is None:
            return self.row is None and live is None
        return self.is_at(live) and live.at_the_end

    def is_at(self, live: Live) -> bool:
        """Whether a field is this row, with what stands in it."""
        return live.row == self.row and live.shows(self.text)


@dataclass
class Job:
    """One kind of journey: how a station is prepared for it, what is pressed, what must still be there after a cut."""

    city: str
    dice: random.Random
    rules: Rulebook
    DOZES: ClassVar[float] = 0.12
    """How often the clerk looks up in the middle of a text."""

    def __post_init__(self) -> None:
        self.opens()

    def opens(self) -> None:
        """What the clerk needs to know before the first citizen comes."""

    def prepare(self, desk: Desk) -> None:
        """What was done before the first citizen comes."""

    def renewed(self) -> None:
        """A fresh station was taken."""

    def begins(self) -> None:
        """The program starts again."""

    def next(self, screen: str, live: Live | None) -> tuple[str, Keys]:
        """What is asked, and the keys."""
        raise NotImplementedError

    def away(self, _screen: str) -> bool:
        """Whether a screen is only on the way to the work."""
        return False

    def reopens_at(self, desk: Desk) -> Place:
        """Where the program must stand when it is started again."""
        return self.journey_at(desk)

    def journey_at(self, desk: Desk) -> Place:
        """Where the journey under way stands, or the home page."""
        view = desk.intake.resume(desk.people.sign_in("0337", "0000"))
        if view is None:
            return Place(HOME)
        stage = _STOPPED.get(view.stage, view.stage)
        if stage is not Stage.IDENTITY:
            typed = {text for key, text in view.typed.items() if not key.startswith("@")}
            return Place(station=RAIL.get(stage, "回执"), among=frozenset(typed | {""}))
        if not view.number:
            return Place(station=RAIL[stage], row="", text=view.typed.get("number", ""))
        key = view.typed.get("@row", next(iter(ROWS)))
        text = view.typed.get(key, view.suggested.get(key, ""))
        others = tuple(view.typed[other] for other in ROWS if view.typed.get(other))
        return Place(*others, station=RAIL[stage], row=ROWS[key], text=text)

    def holds(self, desk: Desk, last: str, live: Live | None) -> None:
        """What the last screen acknowledged stands in the books; ``live`` where the field stood long enough to be held to it."""

    def stays(self, _desk: Desk, _last: str, _live: Live | None) -> None:
        """A screen that stood for a while, on which nothing was under way, is one at which it would reopen."""

    def finished(self, _desk: Desk) -> bool:
        """Whether the station has served its purpose and a fresh one is taken."""
        return False


def out(desk: Desk, serial: str) -> bool:
    """Whether a sheet is recorded as handed over."""
    return desk.find.sheet(desk.people.sign_in("0337", "0000"), serial).state is Sheet.OUT

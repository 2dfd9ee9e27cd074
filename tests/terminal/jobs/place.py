"""Where a program must stand when it is started again: words, station, live field, and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from counter.locale import Words
from counter.places import data_dir
from counter.workflows.application import ORDER

from ..clerk import read_rail, station_of
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

"""A shift as it is handed over: frozen, plain, complete, ready to be shown or written as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.desk.views import ClerkView, SheetView
from counter.locale import Text


@dataclass(frozen=True, slots=True)
class OpenJourney:
    """A journey that is not finished: whose, what, where it stands, and how many originals lie here for it."""

    id: str
    name: str
    title: Text
    stage: Text
    parked: bool
    originals: int


@dataclass(frozen=True, slots=True)
class ShiftView:
    """What is handed over at this moment; amounts in fen."""

    clerk: ClerkView
    right: str
    """What the next clerk must be allowed to do: a shift with decisions in it goes to somebody who may decide."""
    begun_at: datetime
    left_open: date | None
    """The day of this clerk's shift before, if it ended without a hand-over."""
    journeys: tuple[OpenJourney, ...]
    fees: int
    fen: int
    first_receipt: str
    last_receipt: str
    till: int
    """What must be in the till: all fees of the days not closed yet less what was given back, whoever took them."""
    sheets: tuple[SheetView, ...]
    """Sheets of the days not closed yet of which nobody said whether they came out."""
    next_serial: str
    seal: str
    seal_mode: str
    seal_uses: int
    last_sealed: str
    ready: int
    """Finished documents that lie here to be collected."""

    @property
    def originals(self) -> int:
        """Citizens' originals that lie on the counter."""
        return sum(journey.originals for journey in self.journeys)

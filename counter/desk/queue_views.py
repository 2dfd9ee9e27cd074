"""What the desk hands out about the line at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.desk.bench import Bench
from counter.desk.cases import sheet_view
from counter.desk.views import SheetView
from counter.locale import Text
from counter.store import cases, queue
from counter.store.engine import Db
from counter.values.typography import marked

GENERAL = Text("户籍业务", "Household registration")
"""What stands on a number that names no service."""
STATES = {
    "waiting": Text("等候", "waiting"),
    "called": Text("已叫", "called"),
    "promised": Text("未到", "not back yet"),
}
"""The states of a number in words."""


@dataclass(frozen=True, slots=True)
class NumberView:
    """A number to wait with; ``first`` is served before the others; ``called_by`` the clerk whose window it went to."""

    number: str
    service: Text
    state: str
    text: Text
    first: bool
    day: date
    taken_at: datetime
    called_at: datetime | None
    called_by: str
    sheet: SheetView | None
    """The paper it stands on; None where it was told by mouth."""


@dataclass(frozen=True, slots=True)
class QueueView:
    """The line of a day: who waits in the order of the calls, who was called last, how many were called."""

    day: date
    waiting: tuple[NumberView, ...]
    called: tuple[NumberView, ...]
    count_waiting: int
    count_called: int


def number_view(bench: Bench, db: Db, row: queue.QueueNumber) -> NumberView:
    """A number in words."""
    place = bench.station.jurisdiction
    known = bench.rules.services(place)
    sheet = cases.sheet(db, row.sheet) if row.sheet else None
    return NumberView(
        number=row.number,
        service=marked(known[row.service].text) if row.service in known else GENERAL,
        state=row.state,
        text=STATES[row.state],
        first=row.first,
        day=date.fromisoformat(row.day),
        taken_at=datetime.fromisoformat(row.taken_at),
        called_at=datetime.fromisoformat(row.called_at) if row.called_at else None,
        called_by=row.called_by,
        sheet=sheet_view(bench, sheet) if sheet else None,
    )

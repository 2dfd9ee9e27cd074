"""Reading sheets that belong to no journey."""

from __future__ import annotations

from datetime import date

from counter.store.engine import Db
from counter.store.sheet_key import keys_of_day

UNSETTLED = (
    "SELECT serial FROM sheet WHERE id BETWEEN ? AND ? AND case_id = ? AND state IN ('reserved', 'sent')"
    " ORDER BY id LIMIT 1"
)


def unsettled(db: Db, day: date, about: str) -> str:
    """The serial of a sheet of a day of which nobody said yet whether it came out; "" where there is none."""
    row = db.execute(UNSETTLED, (*keys_of_day(day), about)).fetchone()
    return str(row[0]) if row else ""

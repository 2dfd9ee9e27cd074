"""Reading people taken in together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from counter.store.engine import Db

_SELECT = "SELECT id, service, address, landlord, phone, papers, answers, clerk, opened_at, closed_at FROM household"
BY_ID = f"{_SELECT} WHERE id = ?"
OPEN = f"{_SELECT} WHERE closed_at = '' ORDER BY opened_at, id LIMIT ?"
LINES = "SELECT n, case_id FROM household_line WHERE household = ? ORDER BY n"
OF_CASE = "SELECT household FROM household_line WHERE case_id = ?"


class Household(NamedTuple):
    """People taken in together: what they share."""

    id: str
    service: str
    address: str
    landlord: str
    phone: str
    papers: tuple[str, ...]
    answers: Mapping[str, Any]
    clerk: str
    opened_at: str
    closed_at: str


def by_id(db: Db, household: str) -> Household | None:
    """One household."""
    row = db.execute(BY_ID, (household,)).fetchone()
    return _household(row) if row else None


def still_open(db: Db, limit: int) -> list[Household]:
    """Households that are not finished, the oldest first."""
    return [_household(row) for row in db.execute(OPEN, (limit,))]


def lines(db: Db, household: str) -> list[tuple[int, str]]:
    """Number and case of each person, in order."""
    return [(n, case) for n, case in db.execute(LINES, (household,))]


def of_case(db: Db, case_id: str) -> str:
    """The household a case belongs to; "" where it stands alone."""
    row = db.execute(OF_CASE, (case_id,)).fetchone()
    return str(row[0]) if row else ""


def _household(row: Any) -> Household:
    papers, answers = json.loads(row[5])["papers"], json.loads(row[6])
    return Household._make((*row[:5], tuple(papers), answers, *row[7:]))

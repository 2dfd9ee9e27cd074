"""An extract meets deeds that were done here: what is newer wins, and what is older is told and not taken.

An extract bears no date. What a deed has set is therefore guarded until an extract says the same; from then on extracts are
newer than the deed. Until then an extract wins only where it must be newer itself: it knows a later endorsement, an end of the
same permit, or a later permit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from counter.desk.bench import Bench
from counter.desk.extract_lines import FIELDS
from counter.desk.permit_standing import Standing, standing_of, state_today
from counter.store import permits
from counter.store.engine import Db
from counter.workflows.permit import ENDS, Permit

_PERMIT = frozenset({"permit_kind", "permit_number", "issued", "endorsed_until", "state"})
"""The columns that belong to the permit and not to its holder."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A column in which an older extract was not taken: what stands here, and what the extract says."""

    name: str
    permit_number: str
    field: str
    here: str
    extract: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The row as it is to be, what was not taken, and what becomes of the permit's own record; None where nothing does."""

    row: Mapping[str, str]
    kept: tuple[Kept, ...] = ()
    permit: Mapping[str, Any] | None = None


def merged(bench: Bench, db: Db, holder: int, record: Mapping[str, str]) -> Merged:
    """What an extract's row for a known holder comes to."""
    if permits.by_holder(db, holder) is None:
        return Merged(record)
    standing = standing_of(db, holder)
    here, told = _words(standing), _today(bench, record)
    guarded = _official(standing, told)
    differing = {field for field in guarded if told[field] != here[field]}
    if not differing:
        return Merged(told, permit=_follows(standing, here, told, frozenset()))
    if _newer(standing, told):
        guarded, differing = guarded - _PERMIT, differing - _PERMIT
    row = {field: here[field] if field in differing else told[field] for field in FIELDS}
    name, number = standing.row.name, standing.row.permit_number
    kept = tuple(
        Kept(name, number, field, here[field], record[field]) for field in FIELDS if field in differing
    )
    return Merged(row, kept, _follows(standing, here, row, guarded if differing else frozenset()))


def _words(standing: Standing) -> dict[str, str]:
    return {field: str(getattr(standing.row, field)) for field in FIELDS}


def _today(bench: Bench, record: Mapping[str, str]) -> dict[str, str]:
    """The row as it reads today: an extract made before an endorsement ended still says valid."""
    issued, until = (date.fromisoformat(record[day]) for day in ("issued", "endorsed_until"))
    return {**record, "state": state_today(bench, record["state"], issued, until).value}


def _official(standing: Standing, told: Mapping[str, str]) -> frozenset[str]:
    """What is guarded: a number this counter gave itself makes room for the official one."""
    provisional = standing.row.permit_number.startswith("L") and not told["permit_number"].startswith("L")
    return standing.guarded - {"permit_number"} if provisional else standing.guarded


def _newer(standing: Standing, told: Mapping[str, str]) -> bool:
    """Whether an extract that differs must be later than the deeds here."""
    issued, ended = date.fromisoformat(told["issued"]), Permit(told["state"]) in ENDS
    if not standing.living:
        return (
            not ended and issued > standing.row.issued and told["permit_number"] != standing.row.permit_number
        )
    if ended:
        return issued >= standing.row.issued
    return date.fromisoformat(told["endorsed_until"]) > standing.row.endorsed_until


def _follows(
    standing: Standing, here: Mapping[str, str], row: Mapping[str, str], guarded: frozenset[str]
) -> dict[str, Any] | None:
    """The permit's own record after the row; the years of residence begin anew with another permit."""
    changes = [[field, here[field], row[field]] for field in FIELDS if here[field] != row[field]]
    if not changes and guarded == standing.guarded:
        return None
    another = here["issued"] != row["issued"]
    return {
        "holder": standing.row.id,
        "state": standing.state.value if here["state"] == row["state"] else row["state"],
        "years_from": "" if another else standing.years_from,
        "full_years_from": "" if another else standing.full_years_from,
        "card": "" if another else standing.card,
        "guarded": sorted(guarded),
        "changes": changes,
    }

"""Recording deeds on permits: one act each, with who, when, why, by which article and from which application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from counter.desk.bench import Bench
from counter.desk.permit_standing import Standing, by_time, standing_of
from counter.locale import Text
from counter.store.apply import Kind
from counter.store.holders import COLUMNS
from counter.store.initials import initials
from counter.store.journal import Entry
from counter.store.store import Acting
from counter.values.permit import PermitState
from counter.values.typography import marked
from counter.workflows.permit import PERMITS, Permit, PermitDeed

KINDS: Final[Mapping[PermitDeed, Kind]] = {
    PermitDeed.ENDORSE: Kind.PERMIT_ENDORSED,
    PermitDeed.CHANGE: Kind.PERMIT_CHANGED,
    PermitDeed.LOSE: Kind.PERMIT_LOST,
    PermitDeed.REPLACE: Kind.PERMIT_REPLACED,
    PermitDeed.SUSPEND: Kind.PERMIT_SUSPENDED,
    PermitDeed.RESTORE: Kind.PERMIT_RESTORED,
    PermitDeed.LAPSE: Kind.PERMIT_LAPSED,
    PermitDeed.CANCEL: Kind.PERMIT_CANCELLED,
    PermitDeed.REVOKE: Kind.PERMIT_REVOKED,
}
REGISTER: Final = "register"
"""The deed that makes a permit: it begins the table of its life and so stands outside it."""

_NOWHERE: Final = Text("", "")
_INDEXED: Final = frozenset({"name", "number", "birth"})
"""What a holder is searched by: a change of these writes the whole row."""
_ENDORSED: Final = frozenset({"endorsed_until", "state"})
_GUARDS: Final[Mapping[str, frozenset[str]]] = {
    PermitDeed.ENDORSE: _ENDORSED,
    PermitDeed.RESTORE: _ENDORSED,
    REGISTER: _ENDORSED | {"permit_kind", "permit_number", "issued"},
}
"""What no older extract may undo although the deed may not have changed it: an endorsement also says that it is valid."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What is done: the columns of the register it sets, and why."""

    register: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    article: Text = _NOWHERE
    application: str = ""
    second: str = ""
    years_from: str | None = None
    """None leaves it as it was; so with the next two."""
    full_years_from: str | None = None
    card: str | None = None


def record(act: Acting, standing: Standing, deed: PermitDeed, doing: Doing) -> Entry:
    """Record a deed on a permit that the table of its life allows.

    Raises:
        NotNow
    """
    to = PERMITS.step(standing.state, deed)
    return _write(act, KINDS[deed], standing, deed.value, to, doing)


def registered(act: Acting, standing: Standing, doing: Doing, *, new: bool) -> Entry:
    """Record a new permit; ``new`` where the register did not know the person. It begins as the table of its life begins."""
    return _write(act, Kind.PERMIT_REGISTERED, standing, REGISTER, PERMITS.start, doing, new=new)


def brought_up(bench: Bench, act: Acting, standing: Standing) -> Standing:
    """Record what time has done to a permit, if it is not recorded yet, under the article that says so."""
    row = standing.row
    effect = by_time(bench, row.state, row.issued, row.endorsed_until)
    if effect is None or effect.deed not in {PermitDeed.SUSPEND.value, PermitDeed.LAPSE.value}:
        return standing
    said = Doing(reason=marked(effect.text).zh, article=marked(effect.source.text))
    record(act, standing, PermitDeed(effect.deed), said)
    return standing_of(act.db, row.id)


def _write(
    act: Acting, kind: Kind, standing: Standing, deed: str, to: Permit, doing: Doing, *, new: bool = False
) -> Entry:
    old = _words(standing)
    told = {**doing.register, "state": _in_register(to)}
    changes = [
        [column, "" if new else old[column], value]
        for column, value in told.items()
        if new or old[column] != value
    ]
    changed = {column for column, _, _ in changes}
    row: dict[str, Any] | None = None
    if new or changed & _INDEXED:
        words = old | told
        row = {**words, "id": standing.row.id, "initials": initials(words["name"]), "changed": not new}
    body = {
        "deed": deed,
        "state": to.value,
        "row": row,
        "changes": changes,
        "years_from": _kept(doing.years_from, standing.years_from),
        "full_years_from": _kept(doing.full_years_from, standing.full_years_from),
        "card": _kept(doing.card, standing.card),
        "guarded": sorted(standing.guarded | (set() if new else changed) | _GUARDS.get(deed, frozenset())),
        "reason": doing.reason,
        "article": [doing.article.zh, doing.article.en],
        "application": doing.application,
        "second": doing.second,
    }
    return act.record(kind, str(standing.row.id), body)


def _words(standing: Standing) -> dict[str, str]:
    """The row of the register as the journal writes it."""
    return {column: str(getattr(standing.row, column)) for column in COLUMNS if column != "id"}


def _in_register(state: Permit) -> str:
    """The code of the register: what was restored functions like any other."""
    return PermitState.VALID.value if state is Permit.RESTORED else state.value


def _kept(new: str | None, old: str) -> str:
    return old if new is None else new

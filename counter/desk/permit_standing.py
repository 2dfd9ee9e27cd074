"""Where a permit stands: what deeds and extracts made of it, and what time alone has made of it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from counter.desk.bench import Bench
from counter.desk.rejected_permits import NoSuchHolder
from counter.rules.answer import Answer, Effect
from counter.rules.problems import BrokenRules
from counter.store import holders, permits
from counter.store.engine import Db
from counter.values.permit import PermitState, state_on
from counter.workflows.permit import ENDS, Permit

OVERDUE = "permit-overdue"
"""What the rules call the consequence of an endorsement that was missed; nobody applies for it, time brings it."""
ENDORSEMENT, REISSUE, LOSS = "permit-endorsement", "permit-reissue", "permit-loss"
_LOST = {"physical-permit": "lost"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A permit as it is recorded: the row of the register, and what deeds here have added to it."""

    row: holders.Holder
    state: Permit
    years_from: str
    full_years_from: str
    card: str
    guarded: frozenset[str]

    @property
    def living(self) -> bool:
        """Whether it has not come to one of its ends."""
        return self.state not in ENDS

    @property
    def counted_from(self) -> date:
        """The day whose anniversaries endorsements run to: the day of issue, unless a late endorsement began anew."""
        return date.fromisoformat(self.full_years_from) if self.full_years_from else self.row.issued


def standing_of(db: Db, holder: int) -> Standing:
    """The permit of a holder as recorded; what time did since is told by ``by_time``.

    Raises:
        NoSuchHolder
    """
    row = holders.by_id(db, holder)
    if row is None:
        raise NoSuchHolder
    done = permits.by_holder(db, holder)
    if done is None:
        return Standing(row, Permit(row.state), "", "", "", frozenset())
    return Standing(row, Permit(done.state), done.years_from, done.full_years_from, done.card, done.guarded)


def by_time(bench: Bench, state: str, issued: date, until: date) -> Effect | None:
    """What time has done to a permit recorded as valid; None while its endorsement runs, or where it is not valid anyway."""
    today = bench.clock.today()
    if state != PermitState.VALID or today <= until:
        return None
    facts = {"endorsed-until": until, "permit-issued": issued}
    return bench.rules.explain(bench.station.jurisdiction, OVERDUE, today, facts).effect


def state_today(bench: Bench, state: str, issued: date, until: date) -> PermitState:
    """The state of a permit today, time included; with rules that cannot be read the decree alone (条例 第十条) counts."""
    today = bench.clock.today()
    try:
        effect = by_time(bench, state, issued, until)
    except BrokenRules:
        effect = None
    if effect is not None and effect.deed == "lapse":
        return PermitState.LAPSED
    return state_on(PermitState(state), until, today)


def now(bench: Bench, standing: Standing) -> Permit:
    """The state of a permit today in the words of its life: ``restored`` stays ``restored`` while it functions."""
    row = standing.row
    today = state_today(bench, row.state, row.issued, row.endorsed_until)
    return standing.state if today == row.state else Permit(today)


def register_facts(standing: Standing) -> dict[str, str]:
    """What the register tells the rules beside what they ask: never asked of a citizen."""
    return {
        "permit-issued": standing.row.issued.isoformat(),
        "full-years-from": standing.counted_from.isoformat(),
    }


def losing(bench: Bench, standing: Standing) -> Answer:
    """What the rules say to the loss of the physical card: where none was ever made there is none to lose."""
    place, today = bench.station.jurisdiction, bench.clock.today()
    return bench.rules.explain(place, LOSS, today, register_facts(standing))


def replacing(bench: Bench, standing: Standing) -> Answer:
    """What the rules say to the replacement of a card that is lost."""
    place, today = bench.station.jurisdiction, bench.clock.today()
    return bench.rules.explain(place, REISSUE, today, register_facts(standing) | _LOST)


def endorsing(bench: Bench, standing: Standing, on: date) -> Answer:
    """What the rules say to an endorsement made and signed on a day; of a permit that has ended only that it has."""
    row = standing.row
    state = state_today(bench, row.state, row.issued, row.endorsed_until)
    facts: dict[str, Any] = {"permit-state": state.value}
    if Permit(state) not in ENDS:
        facts |= {"endorsed-until": row.endorsed_until, "signed-on": on, **register_facts(standing)}
    return bench.rules.explain(bench.station.jurisdiction, ENDORSEMENT, on, facts)

"""Making the views of permits: the rows of the store read together with what the rules of today say."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from counter.desk.bench import Bench
from counter.desk.cases import holder_view
from counter.desk.permit_deeds import REGISTER
from counter.desk.permit_standing import (
    ENDORSEMENT,
    REISSUE,
    Standing,
    by_time,
    endorsing,
    losing,
    now,
    replacing,
)
from counter.desk.permit_views import DeedView, OutlookView, PermitView, WindowView
from counter.desk.rejected_permits import refusal_of
from counter.locale import Text
from counter.rules import periods
from counter.rules.derive import window
from counter.rules.model import WindowRule
from counter.store import permits
from counter.store.apply_permits import EXTRACT
from counter.values.citizen_number import mask
from counter.values.typography import marked
from counter.workflows.permit import ENDS, Permit, PermitDeed

CHANGE, CANCELLATION = "permit-change", "permit-cancellation"
"""The services of the rules that are about a permit somebody has."""
_DEEDS: Final = {
    REGISTER: Text("登记新证", "registering a new permit"),
    EXTRACT: Text("随摘录更新", "brought up to date by an extract"),
}


def permit_view(bench: Bench, standing: Standing, *, decided: bool) -> PermitView:
    """A permit today; ``decided`` where one of its two ends was recorded here, so that its notice can be printed."""
    row, state = standing.row, now(bench, standing)
    effect = by_time(bench, row.state, row.issued, row.endorsed_until)
    return PermitView(
        holder=holder_view(bench, row),
        state=state.text,
        state_code=state.value,
        recorded=standing.state.value,
        by_time=marked(effect.text) if effect else None,
        by_time_source=marked(effect.source.text) if effect else None,
        years_from=date.fromisoformat(standing.years_from) if standing.years_from else row.issued,
        years_known=bool(standing.years_from),
        card_lost=standing.card == "lost",
        provisional=row.permit_number.startswith("L"),
        guarded=tuple(sorted(standing.guarded)),
        window=None if state in ENDS else window_view(bench, row.endorsed_until),
        outlook=outlook(bench, standing),
        can=tuple(_can(bench, standing, state, overdue=effect is not None, decided=decided)),
    )


def window_view(bench: Bench, until: date) -> WindowView | None:
    """When an endorsement that ends on a day may be renewed; None where the rules give no window."""
    today, place = bench.clock.today(), bench.station.jurisdiction
    rules = bench.rules.standing(place, ENDORSEMENT, today).rules
    rule = next((rule for rule in rules if isinstance(rule, WindowRule)), None)
    if rule is None:
        return None
    code = window(rule, until, today)
    return WindowView(
        code=code,
        text=bench.rules.fact(rule.fact).label(code),
        opens=periods.add_months(until, -rule.months_before),
        closes=until,
        grace_until=periods.add_days(until, rule.grace_days),
        days=(until - today).days,
        rule=marked(rule.text),
        source=marked(rule.source.text),
    )


def outlook(bench: Bench, standing: Standing) -> OutlookView:
    """What an endorsement made today would do, told before anything is refused."""
    answer = endorsing(bench, standing, bench.clock.today())
    refusals = tuple(map(refusal_of, answer.refusals))
    if refusals or answer.effect is None:
        return OutlookView(None, "", None, None, refusals)
    until = answer.validity.until if answer.validity else None
    return OutlookView(
        until, answer.effect.years, marked(answer.effect.text), marked(answer.effect.source.text)
    )


def deed_view(deed: permits.Deed) -> DeedView:
    """One deed of a history."""
    known = set(PermitDeed)
    article = Text(deed.article_zh, deed.article_en) if deed.article_zh else None
    return DeedView(
        act=deed.act,
        deed=deed.deed,
        text=PermitDeed(deed.deed).text if deed.deed in known else _DEEDS[deed.deed],
        state=Permit(deed.state).text,
        at=datetime.fromisoformat(deed.at),
        clerk=deed.clerk,
        second=deed.second,
        reason=" — ".join(deed.reason.split("\n")),
        article=article,
        application=deed.application,
        changes=tuple((c, mask(o), mask(n)) if c == "number" else (c, o, n) for c, o, n in deed.changes),
        sheet=deed.sheet,
    )


def offers(bench: Bench, service: str) -> bool:
    """Whether this place has a service today."""
    place, today = bench.station.jurisdiction, bench.clock.today()
    found = bench.rules.services(place).get(service)
    return found is not None and found.in_force(today)


def _can(bench: Bench, standing: Standing, state: Permit, *, overdue: bool, decided: bool) -> list[str]:
    ends = offers(bench, CANCELLATION)
    may = {
        "endorse": offers(bench, ENDORSEMENT),
        **(_while_living(bench, standing, state) if state not in ENDS else {}),
        "notice": decided and state in {Permit.CANCELLED, Permit.REVOKED},
        "cancel": ends and state not in ENDS,
        "revoke": ends and state not in ENDS,
        "refuse-end": ends,
        "sweep": overdue,
    }
    return [act for act, can in may.items() if can]


def _while_living(bench: Bench, standing: Standing, state: Permit) -> dict[str, bool]:
    """What can be done to a permit that has not ended; a card that is not made is neither replaced nor lost."""
    return {
        "change": offers(bench, CHANGE),
        "reissue": offers(bench, REISSUE) and not replacing(bench, standing).refusals,
        "lost": standing.card != "lost" and not losing(bench, standing).refusals,
        "restore": state is Permit.SUSPENDED,
    }

"""What an applicant has already of what is asked for: the same matter under way, or the permit that a first one would double.

No article forbids to ask twice, so nothing is refused for good: it is told before anything is asked; whoever means it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from counter.desk.bench import Bench
from counter.desk.cases import permit_state
from counter.desk.look import Look
from counter.errors import Refused
from counter.locale import Text
from counter.rules.model import EffectRule
from counter.store import applications, cases, holders
from counter.store.engine import Db
from counter.values.permit import PermitKind, PermitState
from counter.values.typography import marked
from counter.workflows.application import Stage, State

_ENDED: Final = frozenset(
    {State.REFUSED, State.REJECTED, State.MAILED_VERIFIED, State.COLLECTED, State.TERMINATED}
)
_IN_FORCE: Final = frozenset({PermitState.VALID, PermitState.SUSPENDED})
"""A suspended permit is endorsed late; it is not applied for anew."""
_MOST: Final = 200


class UnderWay(Refused):
    """The same is under way for this person, or there already; it is taken in once more only on purpose."""

    happened = Text("{what_zh}。", "{what_en}.")
    next_step = Text(
        "请先看那一件；确需另办的，请在收件选事项时确认另办。",
        "Please look at that one first; if another is meant all the same, confirm it where the service is chosen.",
    )

    def __init__(self, what: Sequence[Text]) -> None:
        self.what = tuple(what)
        zh, en = "；".join(t.zh for t in what), "; ".join(t.en for t in what)
        super().__init__(what_zh=zh, what_en=en)


def already(seen: Look, db: Db, service: str) -> tuple[Text, ...]:
    """What the applicant of an intake has of a service already, each in a line: receipt, day, state; or the permit."""
    if seen.person is None:
        return ()
    rows = applications.of_person(db, seen.person.id, _MOST)
    others = [row for row in rows if row.service == service and row.id != seen.case.id]
    same = [row for row in others if State(row.state) not in _ENDED]
    return (*(_under_way(seen.bench, db, row) for row in same), *_permit(seen, db, service))


def _under_way(bench: Bench, db: Db, row: applications.Application) -> Text:
    """One matter under way: its title, the serial of its paper, since when, how far, and by whom."""
    case, state = cases.case(db, row.id), State(row.state)
    facts = case.facts if case else {}
    serial = facts.get("receipt", "") or facts.get("notice", "")
    how_far = Stage(case.step).text if case and state is State.DRAFT else state.text
    title = marked(bench.rules.service(bench.station.jurisdiction, row.service).text)
    day, clerk = row.accepted_on or row.since[:10], case.clerk if case else ""
    zh = "，".join(part for part in (serial, day, how_far.zh, f"警号 {clerk}") if part)
    en = ", ".join(part for part in (serial, day, how_far.en, f"clerk {clerk}") if part)
    return Text(f"{title.zh}已在办：{zh}", f"{title.en} is under way: {en}")


def _permit(seen: Look, db: Db, service: str) -> tuple[Text, ...]:
    """The permit in the register that a service would register a second time."""
    bench = seen.bench
    rules = bench.rules.standing(bench.station.jurisdiction, service, seen.on).rules
    if not any(isinstance(rule, EffectRule) and rule.deed == "register" for rule in rules):
        return ()
    row = holders.by_number(db, seen.person.number) if seen.person else None
    kind = service if service in set(PermitKind) else PermitKind.PERMIT
    if row is None or row.permit_kind != kind or (state := permit_state(bench, row)) not in _IN_FORCE:
        return ()
    named, how = bench.codes.permit_kind[row.permit_kind], bench.codes.permit_state[state]
    until = row.endorsed_until.isoformat()
    return (
        Text(
            f"登记册里已有{named.zh}：{row.permit_number}，{how.zh}，签注至 {until}",
            f"the register has a {named.en} already: {row.permit_number}, {how.en}, endorsed until {until}",
        ),
    )

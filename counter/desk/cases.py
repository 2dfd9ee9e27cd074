"""Views of journeys and sheets: the rows of the store read together with the rules of the day they began."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from counter.desk.bench import Bench
from counter.desk.cards import card_view, fields_of, reader_of
from counter.desk.permit_standing import state_today
from counter.desk.views import CaseView, Choice, HolderView, RefusalView, SheetView
from counter.errors import Refused
from counter.locale import Text
from counter.rules import Answer
from counter.rules.answer import Refusal
from counter.store import cases, holders
from counter.values import permit
from counter.values.citizen_number import mask
from counter.values.person_name import PersonName
from counter.values.typography import marked
from counter.workflows.slip import Sheet, Step

SERVICE = "confirmation-slip"
AGENT = "agent"
NOT_FOUND = "not-found"


class NoSuchCase(Refused):
    """The journey is not in this store."""

    happened = Text("没有这笔业务：{case}。", "There is no such case: {case}.")
    next_step = Text("请回到首页重新开始。", "Please start again from the first page.")


def case_view(bench: Bench, case_id: str) -> CaseView:
    """One journey as it stands in the store.

    Raises:
        NoSuchCase
    """
    with bench.store.reading() as db:
        case = cases.case(db, case_id)
        if case is None or case.service != SERVICE:  # other services have an intake of their own
            raise NoSuchCase(case=case_id)
        sheet = cases.sheet(db, case.facts["sheet"]) if "sheet" in case.facts else None
        typed = cases.scratch(db, case_id)
        row = holders.by_id(db, case.facts["holder"]) if "holder" in case.facts else None
    day = date.fromisoformat(case.opened_at[:10])
    choices = shown_choices(bench, day)
    answer = explained(bench, case, row)
    return CaseView(
        id=case.id,
        service=case.service,
        title=marked(bench.rules.service(bench.station.jurisdiction, case.service).text),
        step=Step(case.step),
        clerk=case.clerk,
        opened_at=datetime.fromisoformat(case.opened_at),
        typed=typed,
        holder=holder_view(bench, row) if row else None,
        searched=mask(case.facts["searched"]) if "searched" in case.facts else "",
        choices=choices,
        shown=next((c for c in choices if c.code == case.facts.get("shown")), None),
        refusals=tuple(_refusal(refusal) for refusal in answer.refusals),
        sheet=sheet_view(bench, sheet) if sheet else None,
        parked=case.parked,
        large=bench.press.large.letters(row.name) if row and case.step == Step.READ_BACK else (),
        card=card_view(bench.codes, case.facts, fields_of(row) if row else {}, bench.clock.today()),
        card_reader=reader_of(bench) if case.step == Step.NUMBER else None,
    )


def rule_facts(bench: Bench, facts: Mapping[str, Any], row: holders.Holder | None) -> dict[str, Any]:
    """What the rules are asked about a journey: who stands here, the permit, what was shown."""
    asked: dict[str, Any] = {}
    if row is not None:
        asked["permit-state"] = permit_state(bench, row).value
    elif "searched" in facts:
        asked["permit-state"] = NOT_FOUND
    if shown := facts.get("shown"):
        asked |= {"present": AGENT} if shown == AGENT else {"present": "self", "shown": shown}
    return asked


def explained(bench: Bench, case: cases.Case, row: holders.Holder | None) -> Answer:
    """What the rules of the day on which the journey began say to it."""
    day = date.fromisoformat(case.opened_at[:10])
    return bench.rules.explain(
        bench.station.jurisdiction, case.service, on=day, facts=rule_facts(bench, case.facts, row)
    )


def shown_choices(bench: Bench, day: date) -> tuple[Choice, ...]:
    """The documents that may be shown, as numbered choices; what will not do says so beforehand. Last: an agent."""
    ask = bench.rules.question
    place = bench.station.jurisdiction
    agent = [option for option in ask(place, SERVICE, "present", day).values if option.code == AGENT]
    options = [*ask(place, SERVICE, "shown", day).values, *agent]
    return tuple(
        Choice(
            str(number),
            option.code,
            marked(option.text),
            marked(option.refusal.text) if option.refusal else None,
        )
        for number, option in enumerate(options, 1)
    )


def permit_state(bench: Bench, row: holders.Holder) -> permit.PermitState:
    """The state of a permit today: what time has done to it counts, recorded or not."""
    return state_today(bench, row.state, row.issued, row.endorsed_until)


def holder_view(bench: Bench, row: holders.Holder) -> HolderView:
    """A holder in words."""
    codes, state = bench.codes, permit_state(bench, row)
    missing = bench.press.missing((row.name, row.household_address, row.residence_address))
    return HolderView(
        id=row.id,
        name=row.name,
        rare=PersonName(row.name).rare,
        missing=tuple((glyph.character, glyph.code_point) for glyph in missing),
        masked_number=mask(row.number),
        sex=codes.sex[row.sex],
        ethnic=codes.ethnic[row.ethnic],
        birth=row.birth,
        household_address=row.household_address,
        residence_address=row.residence_address,
        permit=codes.permit_kind[row.permit_kind],
        permit_number=row.permit_number,
        issued=row.issued,
        endorsed_until=row.endorsed_until,
        state=codes.permit_state[state],
        state_code=state,
    )


def sheet_view(bench: Bench, sheet: cases.Sheet) -> SheetView:
    """A sheet in words."""
    return SheetView(
        serial=sheet.serial,
        form=sheet.form,
        title=bench.press.forms[sheet.form].title,
        state=Sheet(sheet.state),
        holder=sheet.holder,
        reserved_at=datetime.fromisoformat(sheet.reserved_at),
        clerk=sheet.clerk,
        replaces=sheet.replaces,
        replaced_by=sheet.replaced_by,
        reason=sheet.reason,
        file=sheet.job,
    )


def _refusal(refusal: Refusal) -> RefusalView:
    return RefusalView(
        refusal.code, marked(refusal.text), marked(refusal.source.text), marked(refusal.remedy)
    )

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from handy import HandClock, beside, imported, officer, row

from counter.desk.collection import (
    AgentSigns,
    CannotCollect,
    Comparison,
    NoReaderHere,
    NotOfTheReader,
    NotTheOneNamed,
    ReaderSilent,
)
from counter.desk.desk import Desk
from counter.desk.handed import Handed
from counter.desk.intake_views import IntakeView
from counter.desk.listing import NoSuchApplication
from counter.desk.progress import NotByMail
from counter.desk.rights import NeedsSecond, NotYourRole, Second
from counter.desk.sheets import ReasonMissing
from counter.desk.taking import NoSuchChoice
from counter.desk.views import ClerkView, Role, Session
from counter.desk.window import StillWanting
from counter.devices.finger_reader import Match, RecordingReader
from counter.store import applications
from counter.values.citizen_number import NotACitizenNumber
from counter.values.finger_code import FingerCode
from counter.workflows.application import State
from counter.workflows.table import NotNow
from desk.applying import (
    ADULT,
    AGENT,
    BEIJING_PERMIT,
    NEIGHBOUR,
    WUXI_ADULT,
    accepted,
    identified,
    proven,
)

MADE = ("review", "sign", "produce", "arrive")
SELF = {"present": "self", "card-data": "correct"}
MATCH = Comparison(FingerCode.RIGHT_THUMB, 0.93, match=True)
OTHER = Comparison(FingerCode.RIGHT_THUMB, 0.11, match=False)


def ready(desk: Desk, session: Session, mode: str = "self") -> IntakeView:
    """A card that lies here to be collected."""
    view = accepted(desk, session, ADULT, "first-id-card", WUXI_ADULT | {"collect-by": mode})
    for deed in MADE:
        desk.progress.move(session, view.id, deed)
    return view


def test_a_card_is_found_by_its_receipt_and_handed_over_after_the_finger(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    (found,) = wuxi.collect.find(session, view.receipt)
    assert (found.id, found.state) == (view.id, State.READY)
    assert wuxi.collect.find(session, ADULT) == (found,), "a lost receipt: by the number of the person"
    shown = wuxi.collect.show(session, view.id)
    assert shown.by_rules
    assert {fact for fact, _, _ in shown.questions} >= {"present", "card-data"}
    with pytest.raises(StillWanting):
        wuxi.collect.hand_over(session, view.id, Handed("赵试用", {"present": "self"}))
    done = wuxi.collect.hand_over(session, view.id, Handed("赵试用", SELF, comparison=MATCH))
    assert done.state is State.COLLECTED
    with wuxi.bench.store.reading() as db:
        last = applications.fingers(db, view.id)[-1]
    assert (last.finger, last.result, last.quality, last.score) == (11, "match", None, 0.93)
    with pytest.raises(NotNow):
        wuxi.collect.hand_over(session, view.id, Handed("赵试用", SELF, comparison=MATCH))
    proven(wuxi)


def test_a_match_is_what_a_reader_said_and_nothing_else(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    told = SELF | {"fingerprint-check": "match"}
    with pytest.raises(NotOfTheReader):
        wuxi.collect.hand_over(session, view.id, Handed("赵试用", told))
    journey = wuxi.handing.begin(session, view.id, scanned=True)
    for what, value in told.items():
        wuxi.handing.say(session, journey.id, what, value)
    with pytest.raises(NotOfTheReader):
        wuxi.handing.hand_over(session, journey.id, "赵试用")
    working = replace(wuxi.bench, station=replace(wuxi.bench.station, training=False))
    collect = replace(wuxi.collect, bench=working)
    with pytest.raises(NotOfTheReader):
        collect.hand_over(session, view.id, Handed("赵试用", SELF, comparison=MATCH))
    with wuxi.bench.store.reading() as db:
        assert not [one for one in applications.fingers(db, view.id) if one.score is not None]
    read = replace(MATCH, recorded=True)
    done = collect.hand_over(session, view.id, Handed("赵试用", SELF, comparison=read))
    assert done.state is State.COLLECTED


def test_whoever_confirms_beside_is_an_officer(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    helper = Second(ClerkView("0555", "周晓雯", Role.AUXILIARY))
    told = SELF | {"second-check": "confirmed"}
    with pytest.raises(NotYourRole):
        wuxi.collect.hand_over(
            session, view.id, Handed("赵试用", told, comparison=OTHER, second=helper, reason="照片一致")
        )


def test_without_a_match_a_second_officer_and_a_reason_are_needed(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    told = SELF | {"second-check": "confirmed"}

    def hand(**other: Any) -> Any:
        return wuxi.collect.hand_over(session, view.id, Handed("赵试用", told, comparison=OTHER, **other))

    with pytest.raises(NeedsSecond):
        hand(reason="照片一致")
    with pytest.raises(ReasonMissing):
        hand(second=beside(wuxi, session))
    with wuxi.bench.store.reading() as db:
        assert applications.fingers(db, view.id)[-1].result == "registered", "nothing half-done was kept"
    denied = SELF | {"second-check": "denied"}
    with pytest.raises(CannotCollect, match="依据"):
        wuxi.collect.hand_over(session, view.id, Handed("赵试用", denied, comparison=OTHER))
    assert hand(second=beside(wuxi, session), reason="照片一致").state is State.COLLECTED


def test_a_card_that_states_something_wrong_is_not_handed_over(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    with pytest.raises(CannotCollect, match="证面信息有误"):
        wuxi.collect.hand_over(
            session, view.id, Handed("赵试用", SELF | {"card-data": "wrong"}, comparison=MATCH)
        )


def test_only_the_agent_registered_at_intake_collects(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session, "agent")
    told = {"present": "agent", "card-data": "correct"}
    with pytest.raises(CannotCollect, match="不是登记的受委托人"):
        wuxi.collect.hand_over(session, view.id, Handed("别人", told, agent_number=NEIGHBOUR))
    done = wuxi.collect.hand_over(session, view.id, Handed("孙代领", told, agent_number=AGENT))
    assert done.state is State.COLLECTED


@pytest.mark.parametrize("name", ["赵试用", "别人"])
def test_where_the_agent_stands_nobody_else_signs(wuxi: Desk, name: str) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session, "agent")
    told = {"present": "agent", "card-data": "correct"}
    with pytest.raises(AgentSigns, match="孙代领"):
        wuxi.collect.hand_over(session, view.id, Handed(name, told, agent_number=AGENT))
    assert wuxi.progress.show(session, view.id).state is State.READY


def test_without_rules_of_collection_the_agent_signs_all_the_same(desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    view = accepted(desk, session, NEIGHBOUR, "residence-permit", BEIJING_PERMIT)
    for deed in ("review", "sign", "arrive"):
        desk.progress.move(session, view.id, deed)
    with pytest.raises(NotTheOneNamed):
        desk.collect.hand_over(session, view.id, Handed("别人", {"present": "agent"}))


def test_an_agent_cannot_be_added_later(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    told = {"present": "agent", "card-data": "correct"}
    with pytest.raises(CannotCollect, match="不能补办"):
        wuxi.collect.hand_over(session, view.id, Handed("孙代领", told, agent_number=AGENT))
    with pytest.raises(NotByMail):
        wuxi.progress.move(session, view.id, "mail")


def test_mail_is_verified_later_and_what_comes_back_waits(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session, "mail")
    assert wuxi.progress.move(session, view.id, "mail").state is State.MAILED
    with pytest.raises(NoSuchChoice):
        wuxi.progress.move(session, view.id, "check")
    with pytest.raises(NeedsSecond):
        wuxi.collect.verify_mailed(session, view.id, None, reason="无指纹")
    assert wuxi.collect.verify_mailed(session, view.id, MATCH).state is State.MAILED_VERIFIED
    proven(wuxi)


def test_a_lost_receipt_needs_a_second_officer(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    lost = Handed("赵试用", SELF, comparison=MATCH, receipt=False, reason="遗失")
    with pytest.raises(NeedsSecond):
        wuxi.collect.hand_over(session, view.id, lost)
    done = wuxi.collect.hand_over(session, view.id, replace(lost, second=beside(wuxi, session)))
    assert done.state is State.COLLECTED


def test_what_no_finger_was_registered_for_is_handed_to_the_applicant_and_to_nobody_unnamed(
    desk_at: Callable[[str], Desk],
) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    view = accepted(desk, session, NEIGHBOUR, "residence-permit", BEIJING_PERMIT)
    for deed in ("review", "sign", "arrive"):
        desk.progress.move(session, view.id, deed)
    assert not desk.collect.show(session, view.id).by_rules
    with pytest.raises(NotTheOneNamed):
        desk.collect.hand_over(session, view.id, Handed("别人", agent_number=AGENT))
    assert desk.collect.hand_over(session, view.id, Handed("赵试用")).state is State.COLLECTED


def test_the_lists_of_the_day(wuxi: Desk, clock: HandClock) -> None:
    session = officer(wuxi)
    view = accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT)
    assert wuxi.worklists.due_today(session) == wuxi.worklists.overdue(session) == ()
    clock.go(days=26)
    assert [one.id for one in wuxi.worklists.due_today(session)] == [view.id]
    clock.go(days=1)
    assert [one.id for one in wuxi.worklists.overdue(session)] == [view.id]
    for deed in MADE:
        wuxi.progress.move(session, view.id, deed)
    assert wuxi.worklists.overdue(session) == ()
    assert [one.id for one in wuxi.worklists.ready(session)] == [view.id]
    assert wuxi.worklists.uncollected(session, days=30) == ()
    clock.go(days=31)
    assert [one.id for one in wuxi.worklists.uncollected(session, days=30)] == [view.id]
    assert wuxi.progress.move(session, view.id, "expire").state is State.UNCLAIMED
    done = wuxi.collect.hand_over(session, view.id, Handed("赵试用", SELF, comparison=MATCH))
    assert done.state is State.COLLECTED


def test_the_authority_says_why_it_rejects_and_nothing_is_handed_over_before_acceptance(wuxi: Desk) -> None:
    session = officer(wuxi)
    draft = identified(wuxi, session, NEIGHBOUR)
    draft = wuxi.questions.choose(session, draft.id, "first-id-card")
    with pytest.raises(NoSuchApplication):
        wuxi.collect.hand_over(session, draft.id, Handed("赵试用"))
    with pytest.raises(NoSuchApplication):
        wuxi.progress.move(session, draft.id, "terminate", "x")
    view = accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT)
    wuxi.progress.move(session, view.id, "review")
    with pytest.raises(ReasonMissing):
        wuxi.progress.move(session, view.id, "reject", "  ")
    assert wuxi.progress.move(session, view.id, "reject", "户籍地核实不符").state is State.REJECTED


def with_reader(desk: Desk, *matches: Match) -> Desk:
    return Desk.on(replace(desk.bench, reader=RecordingReader(matches=list(matches))))


def test_every_comparison_at_the_reader_is_on_record_once(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    desk = with_reader(wuxi, Match(0.21, match=False), Match(0.93, match=True))
    shown = desk.collect.show(session, view.id, SELF)
    assert [int(finger) for finger in shown.fingers] == [11, 16]
    assert shown.reader is not None
    with pytest.raises(NoSuchChoice):
        desk.collect.compare(session, view.id, 12)
    assert not desk.collect.compare(session, view.id, 11).match
    told = desk.collect.compare(session, view.id, 16)
    desk.collect.hand_over(session, view.id, Handed("赵试用", SELF, comparison=told))
    with desk.bench.store.reading() as db:
        last = [(one.finger, one.result, one.score) for one in applications.fingers(db, view.id)[-2:]]
    assert last == [(11, "no-match", 0.21), (16, "match", 0.93)]
    with pytest.raises(NotNow):
        desk.collect.compare(session, view.id, 11)
    proven(desk)


def test_without_a_reader_that_answers_the_photo_and_a_second_officer_decide(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    silent = with_reader(wuxi)
    with pytest.raises(ReaderSilent, match="照片比对"):
        silent.collect.compare(session, view.id, 11)
    bare = Desk.on(replace(wuxi.bench, reader=None))
    with pytest.raises(NoReaderHere, match="照片比对"):
        bare.collect.compare(session, view.id, 11)
    told = SELF | {"fingerprint-check": "no-reader"}
    asked = bare.collect.show(session, view.id, told).questions
    assert [fact for fact, _, _ in asked] == ["second-check"]
    told |= {"second-check": "confirmed"}
    with pytest.raises(NeedsSecond):
        bare.collect.hand_over(session, view.id, Handed("赵试用", told, reason="指纹仪故障"))
    done = bare.collect.hand_over(
        session, view.id, Handed("赵试用", told, reason="指纹仪故障", second=beside(bare, session))
    )
    assert done.state is State.COLLECTED
    with wuxi.bench.store.reading() as db:
        assert {one.result for one in applications.fingers(db, view.id)} == {"registered"}


def test_the_agents_number_is_asked_for_before_it_is_judged(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session, "agent")
    told = {"present": "agent", "card-data": "correct"}
    first = wuxi.collect.show(session, view.id, told)
    assert ([fact for fact, _, _ in first.questions], first.refusals) == (["named-agent"], ())
    assert (
        wuxi.collect.show(session, view.id, told, agent_number=NEIGHBOUR).refusals[0].code == "not-the-agent"
    )
    spaced = f"{AGENT[:6]} {AGENT[6:]}"
    assert wuxi.collect.show(session, view.id, told, agent_number=spaced).questions == ()
    with pytest.raises(NotACitizenNumber):
        wuxi.collect.show(session, view.id, told, agent_number="1101")
    done = wuxi.collect.hand_over(session, view.id, Handed("孙代领", told, agent_number=spaced))
    assert done.state is State.COLLECTED


def test_a_lost_receipt_is_asked_of_the_rules_too(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    assert wuxi.collect.show(session, view.id, SELF, receipt=False).missing
    assert not wuxi.collect.show(session, view.id, SELF).missing


def test_every_list_is_counted_as_long_as_it_is(wuxi: Desk, clock: HandClock, tmp_path: Path) -> None:
    session = officer(wuxi)
    empty = wuxi.worklists.counts(session)
    assert {name for name, count in empty.items() if count} <= {
        "endorsements-30", "endorsements-7", "endorsements-1",
    }  # fmt: skip
    imported(wuxi, tmp_path, row("甲试", NEIGHBOUR, endorsed_until="2026-11-23"))
    view = accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT)
    lists = wuxi.worklists
    seen = {"running"}
    for days, deeds in ((0, ()), (26, ()), (1, MADE), (31, ("expire",))):
        clock.go(days=days)
        counts = lists.counts(session)
        assert {name: counts[name] for name in LISTS} == {
            n: len(verb(lists, session)) for n, verb in LISTS.items()
        }
        assert counts["visits"] == len(wuxi.visits.today(session))
        assert counts["uploads"] == wuxi.uploads.pending(session).waiting
        seen |= {name for name, count in counts.items() if count}
        for deed in deeds:
            wuxi.progress.move(session, view.id, deed)
    assert lists.counts(session)["unclaimed"] == 1
    assert seen >= {"due", "overdue", "ready", "uncollected", "endorsements-1", "uploads"}


LISTS: dict[str, Callable[[Any, Session], Any]] = {
    "due": lambda lists, session: lists.due_today(session),
    "overdue": lambda lists, session: lists.overdue(session),
    "waiting": lambda lists, session: lists.waiting(session),
    "ready": lambda lists, session: lists.ready(session),
    "uncollected": lambda lists, session: lists.uncollected(session),
    "unclaimed": lambda lists, session: lists.in_state(session, "unclaimed"),
    "promises": lambda lists, session: lists.promises(session),
    "endorsements-30": lambda lists, session: lists.endorsements(session, within=30),
    "endorsements-7": lambda lists, session: lists.endorsements(session, within=7),
    "endorsements-1": lambda lists, session: lists.endorsements(session, within=1),
}


def test_a_card_the_citizen_found_wrong_goes_back_and_is_made_anew(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    with pytest.raises(ReasonMissing):
        wuxi.progress.move(session, view.id, "return")
    back = wuxi.progress.move(session, view.id, "return", "姓名第二字有误")
    assert back.state is State.RETURNED_QUALITY
    with pytest.raises(NotNow):
        wuxi.collect.compare(session, view.id, 11)
    for deed in ("retake", "sign", "produce", "arrive"):
        wuxi.progress.move(session, view.id, deed)
    done = wuxi.collect.hand_over(session, view.id, Handed("赵试用", SELF, comparison=MATCH))
    assert done.state is State.COLLECTED
    proven(wuxi)


def test_what_waits_longest_is_on_top_and_of_what_ended_the_last(wuxi: Desk, clock: HandClock) -> None:
    session, found = officer(wuxi), []
    for number in (ADULT, NEIGHBOUR):
        found.append(accepted(wuxi, session, number, "first-id-card", WUXI_ADULT).id)
        clock.go(hours=1)
    for state, deed in (("accepted", "review"), ("reviewing", "")):
        assert [one.id for one in wuxi.worklists.in_state(session, state)] == found
        for one in found if deed else ():
            wuxi.progress.move(session, one, deed)
            clock.go(hours=1)
    for one in found:
        wuxi.progress.move(session, one, "reject", "不符")
        clock.go(hours=1)
    assert [one.id for one in wuxi.worklists.in_state(session, "rejected")] == found[::-1]


def test_the_applications_of_a_person_are_found_without_a_receipt(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = ready(wuxi, session)
    assert [one.id for one in wuxi.collect.of_person(session, f" {ADULT} ")] == [view.id]
    assert wuxi.collect.of_person(session, NEIGHBOUR) == ()
    with pytest.raises(NotACitizenNumber):
        wuxi.collect.of_person(session, ADULT[:-1] + "\x1b")

"""A permit somebody holds: its life by deeds, each with who, when, why and by which article; what ends it, ends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from handy import AUDITOR, AUXILIARY, SUPERVISOR, HandClock, beside, number_for, officer, words_of

from counter.desk.desk import Desk
from counter.desk.find import NoSuchSheet
from counter.desk.questions import NotRefused
from counter.desk.rejected_permits import (
    DayAhead,
    EndIsFinal,
    NoDecision,
    NoSuchGround,
    NoSuchHolder,
    NotInThisPlace,
    NotSuspended,
    OtherEnd,
    RulesRefuse,
)
from counter.desk.rights import NeedsSecond, NeedsSomebodyElse, NotYourRole, Second
from counter.desk.sheets import ReasonMissing
from counter.desk.views import Session
from counter.desk.window import StillWanting
from counter.devices.ports import PrinterProblem
from counter.store import cases
from counter.workflows.application import Stage, State
from counter.workflows.slip import Sheet
from counter.workflows.table import NotNow
from desk.applying import identified, proven
from desk.holding import CITIES, HOLDER, acts, holder_of, on, row_of

At = Callable[[str], Desk]
ENDS = {"cancel": ("death", ["death-proof"]), "revoke": ("false-materials", ["visit-opinion"])}


def ended(desk: Desk, session: Session, holder: int, how: str, reason: str = "经核实") -> None:
    ground, papers = ENDS[how]
    verb = getattr(desk.permits, how)
    verb(session, holder, ground, reason, beside(desk, session), papers)


@pytest.fixture
def beijing(desk_at: At) -> Desk:
    return desk_at("beijing")


def test_a_permit_is_shown_in_words_with_its_dates_and_what_can_be_done(
    beijing: Desk, tmp_path: Path
) -> None:
    session = officer(beijing)
    view = beijing.permits.show(session, holder_of(beijing, tmp_path, "2026-12-10"))
    assert (view.state.zh, view.recorded, view.by_time) == ("有效", "valid", None)
    assert view.window is not None
    assert (view.window.code, view.window.opens, view.window.closes) == (
        "open",
        on("2026-11-10"),
        on("2026-12-10"),
    )
    assert (view.window.days, view.outlook.until, view.outlook.years) == (18, on("2027-12-10"), "run-on")
    assert (view.years_from, view.years_known) == (on("2025-01-01"), False)
    assert view.can == ("endorse", "change", "cancel", "revoke", "refuse-end"), "no card was ever made of it"


@pytest.mark.parametrize(
    ("place", "can"),
    [("wuxi", ("endorse", "reissue", "lost")), ("tianjin", ("endorse", "reissue", "lost"))],
)
def test_a_place_offers_only_what_its_rules_have(
    desk_at: At, tmp_path: Path, place: str, can: tuple[str, ...]
) -> None:
    desk = desk_at(place)
    session, holder = officer(desk), holder_of(desk, tmp_path, "2026-12-10")
    assert desk.permits.show(session, holder).can == can
    with pytest.raises(NotInThisPlace):
        ended(desk, session, holder, "cancel")
    with pytest.raises(NotInThisPlace):
        desk.permits.begin(session, holder, "change")


@pytest.mark.parametrize("place", CITIES)
def test_a_missed_endorsement_suspends_at_once_and_the_sweep_writes_it_down(
    desk_at: At, tmp_path: Path, clock: HandClock, place: str
) -> None:
    desk = desk_at(place)
    session, holder = officer(desk), holder_of(desk, tmp_path, "2026-11-22")
    assert desk.permits.show(session, holder).state_code == "valid", "its last day is one of its days"
    clock.go(days=1)
    view = desk.permits.show(session, holder)
    assert (view.state_code, view.recorded, view.holder.state_code) == ("suspended", "valid", "suspended")
    assert view.by_time is not None
    assert view.by_time_source is not None
    assert "第10条" in view.by_time_source.zh
    assert {"restore", "sweep"} <= set(view.can)
    assert holder in [row.id for row in desk.permits.overdue(session)]

    swept = desk.permits.sweep(session)
    assert swept.suspended >= 1
    assert swept.left == 0
    assert row_of(desk).state == "suspended"
    (deed,) = desk.permits.history(session, holder)
    assert (deed.deed, deed.clerk, deed.state.zh) == ("suspend", "0337", "使用功能中止")
    assert deed.article is not None
    assert "第10条" in deed.article.zh
    assert desk.permits.sweep(session).suspended == 0, "a second sweep finds nothing"
    assert "sweep" not in desk.permits.show(session, holder).can
    proven(desk)


def test_an_old_physical_card_lapses_where_the_city_lets_it_and_nowhere_else(
    desk_at: At, tmp_path: Path
) -> None:
    told = {}
    for place in CITIES:
        desk = desk_at(place)
        session = officer(desk)
        holder = holder_of(desk, tmp_path, "2021-03-01", issued="2019-03-01")
        view = desk.permits.show(session, holder)
        told[place] = view.state_code
        desk.permits.sweep(session)
        assert row_of(desk).state == view.state_code
        if view.state_code == "lapsed":
            assert view.by_time is not None
            assert "年限" in view.by_time.zh, "what is lost is said before anything is refused"
            assert [refusal.code for refusal in view.outlook.refusals] == ["permit-lapsed"]
            with pytest.raises(EndIsFinal, match="到期失效"):
                desk.permits.restore(session, holder, on("2026-11-22"), "网上已签", beside(desk, session))
        proven(desk)
    assert told == {"beijing": "lapsed", "wuxi": "suspended", "tianjin": "suspended"}


@pytest.mark.parametrize("how", ENDS)
def test_an_end_takes_two_people_a_reason_and_the_papers_and_is_for_ever(
    beijing: Desk, tmp_path: Path, how: str
) -> None:
    session = officer(beijing)
    holder = holder_of(
        beijing, tmp_path, "2027-09-10"
    )  # too early to endorse: that is not why it cannot be restored
    ground, papers = ENDS[how]
    verb = getattr(beijing.permits, how)
    with pytest.raises(NeedsSecond):
        verb(session, holder, ground, "经核实", None, papers)
    with pytest.raises(NeedsSomebodyElse):
        verb(session, holder, ground, "经核实", Second(session.clerk), papers)
    with pytest.raises(ReasonMissing):
        verb(session, holder, ground, "  ", beside(beijing, session), papers)
    with pytest.raises(StillWanting):
        verb(session, holder, ground, "经核实", beside(beijing, session), [])
    with pytest.raises(NoSuchGround):
        verb(session, holder, "displeasure", "经核实", beside(beijing, session), papers)
    with pytest.raises(RulesRefuse, match="16条"):
        verb(session, holder, "none", "经核实", beside(beijing, session), papers)
    assert acts(beijing, holder) == [], "nothing of all this left a trace on the permit"

    ended(beijing, session, holder, how)
    state = {"cancel": "cancelled", "revoke": "revoked"}[how]
    assert row_of(beijing).state == state
    (deed,) = beijing.permits.history(session, holder)
    assert (deed.clerk, deed.second, deed.state.en) == ("0337", SUPERVISOR, state)
    assert deed.reason.startswith("经核实")
    assert deed.article is not None
    assert {"cancel": "第16条", "revoke": "第15条"}[how] in deed.article.zh

    view = beijing.permits.show(session, holder)
    assert view.can == ("endorse", "notice", "refuse-end"), (
        "only to print why it is refused, and the decision"
    )
    second = beside(beijing, session)
    deeds: list[Callable[[], object]] = [
        lambda: beijing.permits.restore(session, holder, on("2026-11-22"), "误", second),
        lambda: beijing.permits.report_lost(session, holder),
        lambda: beijing.permits.begin(session, holder, "reissue"),
        lambda: ended(beijing, session, holder, "cancel"),
        lambda: ended(beijing, session, holder, "revoke"),
    ]
    for deed_again in deeds:
        with pytest.raises(EndIsFinal, match=r"第10条.*没有规定恢复") as caught:
            deed_again()
        assert "复议" in caught.value.sentences("zh")[-1]
    assert len(beijing.permits.history(session, holder)) == 1
    proven(beijing)


def test_cancelling_and_revoking_are_not_one_another(beijing: Desk, tmp_path: Path) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    second = beside(beijing, session)
    with pytest.raises(OtherEnd, match="撤销"):
        beijing.permits.cancel(session, holder, "false-materials", "假合同", second, ["visit-opinion"])
    with pytest.raises(OtherEnd, match=r"注销.*2021-01-01"):
        beijing.permits.revoke(session, holder, "false-address", "不住此处", second, ["visit-opinion"])
    cancel = [one.code for one in beijing.permits.grounds(session, "cancel")]
    assert cancel == ["death", "household-here", "other-legal", "false-identity", "false-address"]
    (revoke,) = beijing.permits.grounds(session, "revoke")
    assert (revoke.key, revoke.code, [code for code, _ in revoke.papers]) == (
        "1",
        "false-materials",
        ["visit-opinion"],
    )


def test_a_day_before_the_notice_of_2021_a_false_address_revoked(
    beijing: Desk, tmp_path: Path, clock: HandClock
) -> None:
    clock.moment = clock.moment.replace(year=2020, month=12, day=31)
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2021-03-01", issued="2020-03-01")
    beijing.permits.revoke(
        session, holder, "false-address", "不住此处", beside(beijing, session), ["visit-opinion"]
    )
    assert row_of(beijing).state == "revoked"


@pytest.mark.parametrize("who", [AUXILIARY, AUDITOR])
def test_only_officers_do_deeds(beijing: Desk, tmp_path: Path, who: str) -> None:
    holder = holder_of(beijing, tmp_path, "2026-11-01")
    session = beijing.people.sign_in(who, "0000")
    second = beside(beijing, officer(beijing))
    deeds: list[Callable[[], object]] = [
        lambda: beijing.permits.sweep(session),
        lambda: beijing.permits.report_lost(session, holder),
        lambda: beijing.permits.restore(session, holder, on("2026-11-22"), "误", second),
        lambda: beijing.permits.cancel(session, holder, "death", "去世", second, ["death-proof"]),
        lambda: beijing.permits.print_decision(session, holder),
    ]
    for deed in deeds:
        with pytest.raises(NotYourRole):
            deed()
    assert beijing.permits.show(session, holder).state_code == "suspended"
    assert beijing.permits.history(session, holder) == ()


def test_what_was_made_up_for_elsewhere_is_restored_by_two(beijing: Desk, tmp_path: Path) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-11-01")
    second = beside(beijing, session)
    with pytest.raises(NeedsSecond):
        beijing.permits.restore(session, holder, on("2026-11-20"), "网上已补办", None)
    with pytest.raises(ReasonMissing):
        beijing.permits.restore(session, holder, on("2026-11-20"), "", second)
    with pytest.raises(DayAhead):
        beijing.permits.restore(session, holder, on("2026-11-23"), "网上已补办", second)
    view = beijing.permits.restore(session, holder, on("2026-11-20"), "网上已补办", second)
    assert (view.state.zh, view.state_code, view.holder.state_code) == ("使用功能恢复", "restored", "valid")
    assert view.holder.endorsed_until == on("2027-11-20"), "a year from the day it was made up"
    assert (view.years_from, view.years_known) == (on("2026-11-20"), True), "the years begin anew"
    restore, suspend = beijing.permits.history(session, holder)
    assert (restore.deed, suspend.deed) == ("restore", "suspend"), "what time did is written down first"
    assert (restore.second, restore.reason) == (SUPERVISOR, "网上已补办")
    assert suspend.second == ""
    with pytest.raises(NotSuspended):
        beijing.permits.restore(session, holder, on("2026-11-20"), "再来", second)
    proven(beijing)


def test_a_lost_card_is_recorded_and_the_permit_goes_on(desk_at: At, tmp_path: Path) -> None:
    wuxi = desk_at("wuxi")
    session, holder = officer(wuxi), holder_of(wuxi, tmp_path, "2026-12-10")
    view = wuxi.permits.report_lost(session, holder, "地铁上丢失")
    assert (view.card_lost, view.state_code) == (True, "valid")
    assert "lost" not in view.can
    assert "reissue" in view.can
    (deed,) = wuxi.permits.history(session, holder)
    assert (deed.deed, deed.reason, deed.changes) == ("lose", "地铁上丢失", ())
    assert deed.article is not None
    assert deed.article.zh == "《居住证暂行条例》（国务院令第663号）第11条"
    proven(wuxi)


def test_a_card_that_was_never_made_is_neither_lost_nor_replaced(beijing: Desk, tmp_path: Path) -> None:
    """No physical card is made since 2020-11-20; one made the day before may still be lost, and is not replaced either."""
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10", issued="2020-11-20")
    with pytest.raises(RulesRefuse, match=r"没有制作过实体证.*2020-11-20") as refused:
        beijing.permits.report_lost(session, holder)
    assert "确认单" in refused.value.sentences("zh")[-1]
    assert beijing.permits.history(session, holder) == ()
    older = holder_of(beijing, tmp_path, "2026-12-10", issued="2020-11-19", number=number_for("19900101", 79))
    assert beijing.permits.show(session, older).can == (
        "endorse", "change", "lost", "cancel", "revoke", "refuse-end",
    )  # fmt: skip
    assert beijing.permits.report_lost(session, older, "遗失").card_lost
    view = beijing.permits.begin(session, older, "reissue")
    assert (view.stage, [one.code for one in view.refusals]) == (Stage.REFUSAL, ["no-physical-card"])
    printed = beijing.deciding.print(session, view.id)
    assert printed.sheet is not None
    assert (printed.sheet.form, beijing.deciding.good(session, view.id).state) == (
        "refusal-notice",
        State.REFUSED,
    )
    proven(beijing)


def test_the_wish_to_end_a_permit_without_a_ground_is_refused_in_writing(
    beijing: Desk, tmp_path: Path
) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    view = beijing.permits.begin(session, holder, "refuse-end")
    assert (view.stage, [one.code for one in view.refusals]) == (Stage.REFUSAL, ["no-ground"])
    view = beijing.deciding.print(session, view.id)
    with beijing.bench.store.reading() as db:
        sheet = cases.sheet(db, view.sheet.serial if view.sheet else "")
    assert sheet is not None
    told = dict(sheet.fields)
    assert "没有法定的注销或撤销事由" in told["reasons"]
    assert "第16条" in told["reasons"]
    assert "复议" in told["remedies"]
    assert beijing.deciding.good(session, view.id).state is State.REFUSED
    assert row_of(beijing).state == "valid"
    ended(beijing, session, holder, "revoke")
    again = beijing.permits.begin(session, holder, "refuse-end")
    assert "already-ended" in [one.code for one in again.refusals]
    proven(beijing)


def test_a_refusal_that_is_stepped_back_from_leaves_no_application_to_end_a_permit(
    beijing: Desk, tmp_path: Path
) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    view = beijing.intake.back(session, beijing.permits.begin(session, holder, "refuse-end").id)
    assert (view.open, view.state) == (False, State.TERMINATED)
    with pytest.raises(NotRefused):
        beijing.questions.refuse(
            session, identified(beijing, session, HOLDER).id, "permit-cancellation", {"ground": "death"}
        )
    stranger = identified(beijing, session, number_for("19950505", 43))
    view = beijing.questions.refuse(session, stranger.id, "permit-cancellation")
    assert (view.stage, [one.code for one in view.refusals]) == (Stage.REFUSAL, ["already-ended"])
    proven(beijing)


def test_other_rooms_see_a_deed_at_once(beijing: Desk, tmp_path: Path, clock: HandClock) -> None:
    """The slip refuses, the search lists it, the calendar of endorsements drops it."""
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    number = row_of(beijing).number

    def refused() -> list[str]:
        case = beijing.slip.begin(session)
        case = beijing.slip.enter_number(session, case.id, number)
        codes = [refusal.code for refusal in case.refusals]
        beijing.slip.abandon(session, case.id)
        return codes

    def listed() -> bool:
        return holder in [one.holder.id for one in beijing.worklists.endorsements(session)]

    assert (refused(), listed()) == ([], True)
    clock.go(days=19)
    assert (refused(), listed()) == (["permit-suspended"], False)
    beijing.permits.restore(session, holder, clock.today(), "网上已补办", beside(beijing, session))
    assert refused() == []
    assert beijing.find.holders(session, number).rows[0].state_code == "valid"
    ended(beijing, session, holder, "revoke")
    assert (refused(), listed()) == (["permit-revoked"], False)
    assert beijing.find.holders(session, number).rows[0].state_code == "revoked"


def test_the_notice_of_an_end_tells_facts_article_and_where_to_object(
    beijing: Desk, tmp_path: Path, clock: HandClock
) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    with pytest.raises(NoDecision):
        beijing.permits.print_decision(session, holder)
    second, papers = beside(beijing, session), ["visit-opinion"]
    told = (holder, "false-materials", "租赁合同系伪造", second, papers, "称受中介欺骗")
    beijing.permits.revoke(session, *told)
    sheet = beijing.permits.print_decision(session, holder)
    words = words_of(beijing, sheet.serial)
    assert words["decision"] == "撤销居住证"
    assert (words["facts"], words["hearing"]) == ("租赁合同系伪造", "称受中介欺骗")
    assert "第15条" in words["reasons"]
    assert "六十日" in words["remedies"]
    assert "复议" in words["next-step"]
    assert row_of(beijing).number not in words.values()
    assert beijing.permits.history(session, holder)[0].sheet == sheet.serial
    with pytest.raises(NotNow):
        beijing.permits.print_decision(session, holder)
    with pytest.raises(NeedsSecond):
        beijing.permits.sheet_out(session, sheet.serial, good=False, reason="卡纸")
    spoiled = beijing.permits.sheet_out(
        session, sheet.serial, good=False, reason="卡纸", second=beside(beijing, session)
    )
    assert spoiled.state is Sheet.VOIDED
    again = beijing.permits.print_decision(session, holder)
    assert (again.replaces, beijing.permits.sheet_out(session, again.serial, good=True).state) == (
        sheet.serial,
        Sheet.OUT,
    )
    assert beijing.permits.history(session, holder)[0].sheet == again.serial
    assert len(beijing.permits.history(session, holder)) == 1, "paper is no deed"
    proven(beijing)


def test_a_dead_printer_costs_no_decision_and_the_same_sheet_is_sent_again(
    beijing: Desk, tmp_path: Path, printer: object
) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    ended(beijing, session, holder, "cancel")
    printer.jammed = True  # type: ignore[attr-defined]  # the tests' own printer
    with pytest.raises(PrinterProblem):
        beijing.permits.print_decision(session, holder)
    serial = beijing.permits.history(session, holder)[0].sheet
    assert serial
    printer.jammed = False  # type: ignore[attr-defined]
    sheet = beijing.permits.print_decision(session, holder)
    assert (sheet.serial, sheet.state) == (serial, Sheet.SENT)


def test_nobody_has_no_permit(beijing: Desk) -> None:
    session = officer(beijing)
    for verb in (beijing.permits.show, beijing.permits.history):
        with pytest.raises(NoSuchHolder):
            verb(session, 99999)
    with pytest.raises(NoSuchHolder):
        beijing.permits.of(session, number_for(order=500))
    with pytest.raises(NoSuchSheet):
        beijing.permits.sheet_out(session, "L110108990-01-20261122-0001", good=True)

"""People taken in together: what is shared is said once, and nobody waits for somebody else's refusal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from handy import FickleSlot, beside, number_for, officer

from counter.desk.applicant import FieldMissing
from counter.desk.application_view import services
from counter.desk.checklist import Checklist
from counter.desk.desk import Desk
from counter.desk.gathering import NoSuchHousehold
from counter.desk.household import AddressMissing, EachTheirOwn, StillAtTheWindow
from counter.desk.household_lines import NoSuchLine, OnTheListAlready, WhichPaper
from counter.desk.household_views import HouseholdView
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import StillWanting
from counter.devices.ports import PrinterProblem
from counter.locale import Text
from counter.rules.problems import UnknownWord
from counter.values.citizen_number import NotACitizenNumber
from counter.workflows.application import Stage, State
from desk.applying import ADULT, BEIJING_PERMIT, WUXI_ADULT, proven, to_acceptance

ADDRESS = "北京市海淀区望山路 18 号样例科技园集体宿舍 B 座"
SHARED = BEIJING_PERMIT | {"smartphone": "yes"}
ALI, BAI, CHEN = (number_for("19900101", order, county="130198") for order in (11, 22, 33))


def person(name: str) -> dict[str, str]:
    return {"name": name, "ethnic": "汉族", "household_address": "河北省样例县样例村 1 号"}


@pytest.fixture
def beijing(desk_at: Callable[[str], Desk]) -> Desk:
    return desk_at("beijing")


def begun(desk: Desk, **other: str) -> HouseholdView:
    answers = {fact: value for fact, value in (SHARED | other).items() if fact != "resident-since"}
    return desk.household.begin(
        officer(desk),
        "residence-permit",
        address=ADDRESS,
        landlord="样例业主",
        papers=["lodging-proof"],
        answers=answers,
    )


def with_three(desk: Desk) -> HouseholdView:
    """Three people; the second has not lived here for half a year."""
    session, view = officer(desk), begun(desk)
    for number, name, since in (
        (ALI, "阿一", "2025-01-01"),
        (BAI, "白二", "2026-10-01"),
        (CHEN, "陈三", "2025-03-01"),
    ):
        view = desk.household.add(session, view.id, number, person(name), {"resident-since": since})
    return view


def agreed(desk: Desk, session: Session, view: HouseholdView) -> HouseholdView:
    """Everybody who can has shown their papers and signed."""
    for line in view.lines:
        while desk.household.show(session, view.id).lines[line.n - 1].missing:
            desk.household.seen(session, view.id, line.n)
        if line.refusal is None:
            view = desk.household.agree(session, view.id, line.n)
    return view


def all_accepted(desk: Desk, session: Session, household: str) -> list[str]:
    found: list[str] = []
    for _ in range(9):  # a run that does not get on must not run for ever
        _, line = desk.household.accept_next(session, household)
        if line is None:
            return found
        found.append(line.receipt)
    raise AssertionError(found)


def test_what_is_shared_is_said_once_and_each_person_has_an_application_of_their_own(beijing: Desk) -> None:
    session = officer(beijing)
    view = begun(beijing)
    view = beijing.household.add(session, view.id, ALI, person("阿一"), {"resident-since": "2025-01-01"})
    view = beijing.household.add(session, view.id, CHEN, person("陈三"))
    first, second = view.lines
    assert first.question is None
    assert [one.only for one in first.missing] == ["id-card", "photo"], (
        "the shared proof is not asked for again"
    )
    assert second.question is not None
    assert second.question.fact == "resident-since", "what differs is asked of each"
    view = beijing.household.answer(session, view.id, 2, "resident-since", "2025-02-01")
    assert [one.only for one in view.lines[1].missing] == ["id-card", "photo"]
    one = beijing.intake.show(session, first.case)
    assert one.person is not None
    assert one.person.residence_address == ADDRESS
    assert first.case != second.case
    proven(beijing)


def test_a_refusal_of_one_stops_nobody_else(beijing: Desk, printer: FickleSlot) -> None:
    session = officer(beijing)
    view = with_three(beijing)
    assert [line.refusal is not None for line in view.lines] == [False, True, False]
    assert view.lines[1].remedy is not None
    view = agreed(beijing, session, view)
    assert (view.ready, view.refused) == (2, 1)
    receipts = all_accepted(beijing, session, view.id)
    assert len(set(receipts)) == 2
    assert [serial for serial, _, _ in printer.sent] == receipts
    view = beijing.household.out(session, view.id)
    assert [line.stage for line in view.lines] == [Stage.DONE, Stage.REFUSAL, Stage.DONE]
    assert view.accepted == 2
    with pytest.raises(StillAtTheWindow):
        beijing.household.close(session, view.id)
    beijing.deciding.print(session, view.lines[1].case)
    beijing.deciding.good(session, view.lines[1].case)
    assert beijing.household.close(session, view.id).closed_at is not None
    assert beijing.household.waiting(session) == ()
    assert [a.state for a in beijing.worklists.in_state(session, "accepted")] == [State.ACCEPTED] * 2
    assert len(beijing.visits.today(session)) == 2, "each is seen at home"
    proven(beijing)


def test_nobody_is_accepted_who_did_not_agree(beijing: Desk) -> None:
    session, view = officer(beijing), with_three(beijing)
    with pytest.raises(StillWanting):
        beijing.household.agree(session, view.id, 1)
    _, line = beijing.household.accept_next(session, view.id)
    assert line is None


def test_one_person_is_on_the_list_once_and_may_come_back_after_giving_up(beijing: Desk) -> None:
    session, view = officer(beijing), with_three(beijing)
    with pytest.raises(OnTheListAlready, match="1"):
        beijing.household.add(session, view.id, ALI, person("阿一"))
    asked = beijing.household.add(
        session, begun(beijing).id, number_for("19910101", 44, county="130198"), person("丁四")
    )
    assert asked.lines[0].question is not None
    with pytest.raises(OnTheListAlready, match="1"):
        beijing.household.add(session, asked.id, number_for("19910101", 44, county="130198"))
    beijing.intake.abandon(session, view.lines[0].case)
    again = beijing.household.add(session, view.id, ALI, {}, {"resident-since": "2025-01-01"})
    assert again.lines[3].name == "阿一", "known by now, with nothing typed twice"
    assert [line.open for line in again.lines] == [False, True, True, True]


def test_a_jam_leaves_the_rest_to_be_gone_on_with_and_prints_none_twice(
    beijing: Desk, printer: FickleSlot
) -> None:
    session = officer(beijing)
    view = agreed(beijing, session, with_three(beijing))
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        beijing.household.accept_next(session, view.id)
    assert beijing.household.show(session, view.id).lines[0].never_sent
    printer.jammed = False
    all_accepted(beijing, session, view.id)
    serials = [serial for serial, _, _ in printer.sent]
    assert len(serials) == len(set(serials)) == 2
    proven(beijing)


class PowerCut(BaseException):
    """Nothing catches this."""


@pytest.mark.parametrize("verb", ["accept", "print"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_after_a_kill_the_run_goes_on_and_nobody_is_accepted_or_printed_twice(
    beijing: Desk, printer: FickleSlot, monkeypatch: pytest.MonkeyPatch, verb: str, moment: str
) -> None:
    session = officer(beijing)
    view = agreed(beijing, session, with_three(beijing))
    from counter.desk.deciding import Deciding

    real, done = getattr(Deciding, verb), []

    def cut(self: Deciding, *words: object) -> object:
        done.append(words)
        if len(done) == 2 and moment == "before":
            raise PowerCut
        result = real(self, *words)
        if len(done) == 2:
            raise PowerCut
        return result

    monkeypatch.setattr(Deciding, verb, cut)
    with pytest.raises(PowerCut):
        all_accepted(beijing, session, view.id)
    monkeypatch.undo()
    all_accepted(beijing, session, view.id)
    serials = [serial for serial, _, _ in printer.sent]
    assert len(serials) == len(set(serials)) == 2
    with beijing.bench.store.reading() as db:
        accepts = db.execute("SELECT count(*) FROM upload WHERE what = 'application.accept'").fetchone()
    assert accepts == (2,)
    proven(beijing)


@pytest.mark.parametrize("verb", ["Intake.identify", "Intake.record", "Questions.choose"])
def test_a_person_left_half_way_is_gone_on_with(
    beijing: Desk, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    session, view = officer(beijing), begun(beijing)

    def cut(*_: object) -> None:
        raise PowerCut

    monkeypatch.setattr(f"counter.desk.household_lines.{verb}", cut)
    with pytest.raises(PowerCut):
        beijing.household.add(session, view.id, ALI, person("阿一"))
    monkeypatch.undo()
    view = beijing.household.add(session, view.id, ALI, person("阿一"), {"resident-since": "2025-01-01"})
    (line,) = view.lines
    assert [one.only for one in line.missing] == ["id-card", "photo"]


def test_a_power_cut_behind_the_last_paper_leaves_a_line_that_can_agree(
    beijing: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, view = officer(beijing), with_three(beijing)
    monkeypatch.setattr(
        "counter.desk.household.Households._on", lambda *_: None
    )  # the paper is marked, then it is dark
    while beijing.household.show(session, view.id).lines[0].missing:
        beijing.household.seen(session, view.id, 1)
    monkeypatch.undo()
    assert beijing.household.show(session, view.id).lines[0].to_agree
    beijing.household.agree(session, view.id, 1)
    assert beijing.household.accept_next(session, view.id)[1]


@pytest.mark.parametrize("dark", ["copied", "returned"])
def test_a_power_cut_between_seen_and_given_back_leaves_a_line_that_can_be_accepted(
    beijing: Desk, monkeypatch: pytest.MonkeyPatch, dark: str
) -> None:
    session, view = officer(beijing), with_three(beijing)
    marked = Checklist.mark

    def cut(self: Checklist, session: Session, case: str, paper: str, mark: str, copies: int = 1) -> object:
        if mark == dark:
            raise PowerCut
        return marked(self, session, case, paper, mark, copies)

    monkeypatch.setattr(Checklist, "mark", cut)
    while beijing.household.show(session, view.id).lines[0].missing:
        with suppress(PowerCut):
            beijing.household.seen(session, view.id, 1)
    monkeypatch.undo()
    assert beijing.household.agree(session, view.id, 1).lines[0].agreed
    assert beijing.household.accept_next(session, view.id)[1]


def test_a_spoiled_receipt_is_the_only_one_to_be_settled(beijing: Desk) -> None:
    session = officer(beijing)
    view = agreed(beijing, session, with_three(beijing))
    all_accepted(beijing, session, view.id)
    view = beijing.household.out(session, view.id, spoiled=[3])
    assert [line.stage for line in view.lines] == [Stage.DONE, Stage.REFUSAL, Stage.SPOILED]
    assert view.accepted == 2, "who is accepted stays accepted"
    spoiled = view.lines[2].receipt
    view = beijing.household.reprint(session, view.id, 3, beside(beijing, session))
    assert view.lines[2].receipt != spoiled
    view = beijing.household.out(session, view.id)
    assert [line.stage for line in view.lines] == [Stage.DONE, Stage.REFUSAL, Stage.DONE]
    proven(beijing)


def test_what_was_shown_for_all_counts_for_a_line_that_was_refused_first(beijing: Desk) -> None:
    session, view = officer(beijing), with_three(beijing)
    refused = view.lines[1]
    beijing.intake.undo(session, refused.case)
    beijing.questions.answer(session, refused.case, "resident-since", "2025-01-01")
    view = beijing.household.catch_up(session, view.id)
    assert [one.only for one in view.lines[1].missing] == ["id-card", "photo"]
    assert beijing.household.catch_up(session, view.id) == view
    proven(beijing)


def test_what_was_withdrawn_for_one_person_does_not_come_back_by_itself(beijing: Desk) -> None:
    session, view = officer(beijing), with_three(beijing)
    beijing.checklist.mark(session, view.lines[0].case, "lodging-proof", "withdrawn")
    view = beijing.household.catch_up(session, view.id)
    assert len(view.lines[0].missing) == 3


def test_lines_of_a_household_do_not_stand_among_single_intakes(beijing: Desk) -> None:
    session = officer(beijing)
    with_three(beijing)
    assert beijing.intake.waiting(session) == ()
    assert beijing.intake.resume(session) is None
    (one,) = beijing.household.waiting(session)
    assert one.address == ADDRESS


@pytest.mark.parametrize(
    ("number", "fields", "problem"),
    [
        ("130198199001010000", {}, NotACitizenNumber),
        (ALI, {}, FieldMissing),
        (ALI, {"name": "阿\x1b[2J一"}, Exception),
    ],
)
def test_bad_input_makes_no_line(
    beijing: Desk, number: str, fields: dict[str, str], problem: type[Exception]
) -> None:
    session, view = officer(beijing), begun(beijing)
    with pytest.raises(problem):
        beijing.household.add(session, view.id, number, fields)
    assert beijing.household.show(session, view.id).lines == ()
    assert beijing.bench.store.verify() == ()


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"address": " "}, AddressMissing),
        ({"papers": ["leese"]}, UnknownWord),
        ({"papers": ["lease", "id-card"]}, EachTheirOwn),
        ({"answers": {"dweling": "rented"}}, UnknownWord),
    ],
)
def test_what_is_shared_must_be_words_of_the_rules(
    beijing: Desk, told: dict[str, object], problem: type[Exception]
) -> None:
    shared: dict[str, object] = {"address": ADDRESS} | told
    with pytest.raises(problem):
        beijing.household.begin(officer(beijing), "residence-permit", **shared)  # type: ignore[arg-type]
    assert beijing.household.waiting(officer(beijing)) == ()


def test_only_papers_that_cover_several_people_are_shared(beijing: Desk) -> None:
    offered = {code for code, _ in beijing.household.papers(officer(beijing), "residence-permit")}
    assert {"lease", "lodging-proof", "employment-proof"} <= offered
    assert offered.isdisjoint({"id-card", "photo", "birth-certificate", "power-of-attorney"})
    problem = EachTheirOwn(paper=Text("居民身份证", "identity card"))
    assert problem.said() == "居民身份证每人各有一份，不能共用。没有任何内容丢失。请逐人查验这一份。"


def asked_of_all(desk: Desk, service: str, **told: str) -> list[str]:
    """What the clerk is asked for all, one question after the other; what is not in ``told`` is left to each person."""
    session, household = officer(desk), desk.household
    view = household.start(session)
    while asked := household.shareable(session, service, view.answers, view.left):
        fact = asked[0].fact
        view = household.share(session, view.id, fact, told.get(fact.replace("-", "_"), ""))
    return [fact for fact, _ in view.shared]


ALL = {"household": "elsewhere", "smartphone": "yes"}


@pytest.mark.parametrize(
    ("place", "service", "told", "asked"),
    [
        ("beijing", "residence-permit", {}, "household stay-ground present smartphone"),
        ("beijing", "residence-permit", {**ALL, "present": "self"}, "household stay-ground present smartphone"),
        ("beijing", "residence-permit", {**ALL, "stay_ground": "residence", "stable_ahead": "yes"},
         "household stay-ground stable-ahead present smartphone"),
        ("beijing", "permit-endorsement", {}, "permit-state stay-ground present"),
        ("wuxi", "residence-permit", {}, "household stay-ground present"),
        ("wuxi", "residence-permit", {"present": "agent"}, "household stay-ground present agent-relation mobility"),
        ("wuxi", "id-card", {}, "household soldier present reason relation-registered"),
    ],
)  # fmt: skip
def test_what_hangs_on_a_question_left_to_each_person_is_not_asked_of_all(
    desk_at: Callable[[str], Desk], place: str, service: str, told: dict[str, str], asked: str
) -> None:
    assert asked_of_all(desk_at(place), service, **told) == asked.split()


def test_what_was_left_by_itself_is_asked_on_the_line_of_whoever_it_concerns(beijing: Desk) -> None:
    session = officer(beijing)
    answers = {fact: SHARED[fact] for fact in ("household", "present", "smartphone")}
    view = beijing.household.begin(session, "residence-permit", address=ADDRESS, answers=answers)
    for number, name, ground in ((ALI, "阿一", "study"), (BAI, "白二", "employment")):
        own = {"resident-since": "2025-01-01", "stay-ground": ground}
        view = beijing.household.add(session, view.id, number, person(name), own)
    student, worker = view.lines
    assert student.question is None
    assert worker.question is not None
    assert worker.question.fact == "stable-ahead"


@pytest.mark.parametrize(
    ("place", "gone"),
    [
        ("beijing", {"electronic-permit", "permit-reissue"}),
        ("tianjin", {"electronic-identity"}),
        ("wuxi", {"electronic-permit"}),
    ],
)
def test_what_nobody_is_accepted_for_is_not_offered_to_a_household(
    desk_at: Callable[[str], Desk], place: str, gone: set[str]
) -> None:
    """A guide, and a permit that is not made any more; the others keep the digit they have in an intake."""
    desk = desk_at(place)
    here = {one.code: one.key for one in services(desk.bench)}
    offered = {one.code: one.key for one in desk.household.services(officer(desk))}
    assert here.keys() - offered.keys() == gone
    assert offered.items() <= here.items()
    for code in gone:
        with pytest.raises(NoSuchChoice):
            desk.household.begin(officer(desk), code, address=ADDRESS)


def test_a_photo_is_no_original_that_was_given_back(beijing: Desk) -> None:
    session = officer(beijing)
    case = agreed(beijing, session, with_three(beijing)).lines[0].case
    beijing.deciding.accept(session, case)
    sheet = "".join(span.text for line in beijing.deciding.preview(session, case, 120) for span in line)
    assert "本人相片（已收）" in "".join(sheet.split())
    assert "原件已退还" in sheet, "of the papers"


def test_which_of_several_papers_was_shown_is_never_guessed(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = wuxi.household.begin(session, "first-id-card", address=ADDRESS, answers=dict(WUXI_ADULT))
    view = wuxi.household.add(session, view.id, ADULT, person("赵试用"))
    while (wanted := view.lines[0].missing[0]).only:
        view = wuxi.household.seen(session, view.id, 1)
    codes = [choice.code for choice in wanted.papers]
    with pytest.raises(WhichPaper) as problem:
        wuxi.household.seen(session, view.id, 1)
    assert wanted.text.zh.rstrip("。") in problem.value.said()
    with pytest.raises(NoSuchChoice):
        wuxi.household.seen(session, view.id, 1, "photo-receipt")
    view = wuxi.household.seen(session, view.id, 1, codes[-1])
    assert codes[-1] in view.lines[0].shown
    assert codes[0] not in view.lines[0].shown
    assert wuxi.household.seen(session, view.id, 1, codes[-1]) == view, "shown once is shown"


def test_fingers_and_a_fee_are_taken_in_the_intake_of_the_person_and_the_line_goes_on(wuxi: Desk) -> None:
    session, answers = officer(wuxi), dict(WUXI_ADULT)
    view = wuxi.household.begin(session, "first-id-card", address=ADDRESS, answers=answers)
    view = wuxi.household.add(session, view.id, ADULT, person("赵试用"))
    while view.lines[0].missing:
        view = wuxi.household.seen(session, view.id, 1, view.lines[0].missing[0].papers[0].code)
    with pytest.raises(StillWanting):
        wuxi.household.agree(session, view.id, 1)
    line = wuxi.household.show(session, view.id).lines[0]
    assert line.stage is Stage.FINGERPRINTS
    assert not line.to_agree, "what is left is done in the intake of the person"
    to_acceptance(wuxi, session, wuxi.intake.show(session, line.case))
    assert wuxi.household.accept_next(session, view.id)[1]
    proven(wuxi)


def test_what_there_is_not_is_told(beijing: Desk) -> None:
    session, view = officer(beijing), begun(beijing)
    with pytest.raises(NoSuchChoice):
        beijing.household.begin(session, "residence-permitt", address=ADDRESS)
    with pytest.raises(NoSuchHousehold):
        beijing.household.show(session, "'; DROP TABLE household; --")
    with pytest.raises(NoSuchLine):
        beijing.household.seen(session, view.id, 1)

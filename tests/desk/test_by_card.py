"""Identity from the card: somebody new filled in, somebody known corrected only with a reason, every refusal costing nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from handy import LI, officer

from counter.desk.cards import CardIsAnothers, NoCardReader
from counter.desk.desk import Desk
from counter.desk.person_fields import NoSuchField
from counter.desk.views import Session
from counter.devices.card_reader import CardReaderSilent, RecordingCardReader
from counter.store import cases
from counter.workflows.application import Stage
from counter.workflows.slip import Step

from .applying import ADULT, FIELDS, identified
from .cards import card

ADDRESS = "浙江省样例市新样例路 8 号"


@pytest.fixture
def session(wuxi: Desk) -> Session:
    return officer(wuxi)


def facts(desk: Desk, case_id: str) -> dict[str, object]:
    """What the store keeps of a case."""
    with desk.bench.store.reading() as db:
        case = cases.case(db, case_id)
    assert case is not None
    return dict(case.facts)


def test_somebody_new_is_filled_in_and_only_confirmed(wuxi: Desk, session: Session) -> None:
    case_id = wuxi.intake.begin(session).id
    view = wuxi.intake.by_card(session, case_id, card(address=ADDRESS, ethnic="05"))
    assert view.suggested == {
        "name": "赵试用",
        "sex": "male",
        "ethnic": "维吾尔族",
        "household_address": ADDRESS,
    }
    assert view.card is not None
    assert (view.card.until, view.card.expired, view.card.changes) == (date(2030, 3, 1), False, ())
    person = wuxi.intake.record(session, case_id, {"residence_address": "样例路 2 号"}).person
    assert person is not None
    assert (person.name, person.ethnic, person.household_address) == ("赵试用", "维吾尔族", ADDRESS)
    assert facts(wuxi, case_id)["how"] == "card"


def test_what_differs_of_somebody_known_is_told_and_changed_by_correction_alone(
    wuxi: Desk, session: Session
) -> None:
    identified(wuxi, session, ADULT)
    case_id = wuxi.intake.begin(session).id
    view = wuxi.intake.by_card(session, case_id, card(name="赵试新", address=ADDRESS))
    assert view.stage is Stage.SERVICE
    assert view.person is not None
    assert view.person.name == "赵试用", "nothing is changed by reading"
    assert view.card is not None
    told = {one.field: (one.old.zh, one.new.zh) for one in view.card.changes}
    assert told == {"name": ("赵试用", "赵试新"), "household_address": (FIELDS["household_address"], ADDRESS)}
    view = wuxi.intake.correct(session, case_id, {f: new for f, (_, new) in told.items()}, "身份证读卡")
    assert view.card is not None
    assert view.card.changes == ()
    history = {one.field: (one.old, one.new, one.reason) for one in wuxi.intake.history(session, case_id)}
    assert history["name"] == ("赵试用", "赵试新", "身份证读卡")
    assert wuxi.bench.store.verify() == ()


def test_a_name_that_the_chip_has_cut_is_no_change_and_what_it_cannot_write_is_told(
    wuxi: Desk, session: Session
) -> None:
    whole = "阿依努尔·吐尔逊阿依·热西提汗·买买提"
    identified(wuxi, session, ADULT, name=whole)
    case_id = wuxi.intake.begin(session).id
    view = wuxi.intake.by_card(session, case_id, card(name=whole[:15]))
    assert view.card is not None
    assert (view.card.changes, view.card.cut) == ((), ())
    other = wuxi.intake.begin(session).id
    wuxi.intake.by_card(session, other, card(name="赵\ue86c", address="样" * 35))
    seen = wuxi.intake.show(session, other).card
    assert seen is not None
    assert seen.unread == (("name", "赵〔U+E86C〕"),)
    assert seen.cut == ("household_address",)
    assert [one.field for one in seen.changes] == ["household_address"]


def test_half_a_character_is_told_and_never_stored(wuxi: Desk, session: Session) -> None:
    case_id = wuxi.intake.begin(session).id
    view = wuxi.intake.by_card(session, case_id, card(name="阿卜杜热合曼·买买提艾力江卡\ud842"))
    assert "name" not in view.suggested
    assert view.card is not None
    assert view.card.unread[0][1].endswith("〔U+D842〕")


def test_a_card_of_another_number_than_the_typed_one_is_refused(wuxi: Desk, session: Session) -> None:
    case_id = wuxi.intake.begin(session).id
    with pytest.raises(CardIsAnothers) as caught:
        wuxi.intake.by_card(session, case_id, card(), typed=LI)
    assert "330198********" in caught.value.said()
    assert LI not in caught.value.said()
    wuxi.intake.identify(session, case_id, LI)
    with pytest.raises(CardIsAnothers):
        wuxi.intake.by_card(session, case_id, card())
    assert facts(wuxi, case_id)["number"] == LI
    assert wuxi.intake.by_card(session, wuxi.intake.begin(session).id, card(), typed=ADULT).suggested


def test_an_expired_card_is_told_and_answers_why_another_one_is_applied_for(
    desk_at: Callable[[str], Desk],
) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    old = card(valid_until=date(2026, 11, 21))
    identified(desk, session, ADULT)
    view = desk.intake.by_card(session, desk.intake.begin(session).id, old)
    assert view.card is not None
    assert view.card.expired
    view = desk.questions.choose(session, view.id, "id-card-replacement")
    assert [one.fact for one in view.answered] == ["reason"]
    assert "reason" not in {one.fact for one in view.questions}
    fresh = desk.intake.by_card(session, desk.intake.begin(session).id, card())
    fresh = desk.questions.choose(session, fresh.id, "id-card-replacement")
    assert "reason" in {one.fact for one in fresh.questions}


def test_the_journal_says_how_a_number_came_in(wuxi: Desk, session: Session) -> None:
    identified(wuxi, session, ADULT)
    for how in ("typed", "scanned", "found"):
        case_id = wuxi.intake.begin(session).id
        wuxi.intake.identify(session, case_id, ADULT, how)
        assert facts(wuxi, case_id)["how"] == how
    with pytest.raises(NoSuchField):
        wuxi.intake.identify(session, wuxi.intake.begin(session).id, ADULT, "card")
    row = wuxi.who.look_up(session, "赵试用").rows[0]
    found = wuxi.who.recognise(session, wuxi.intake.begin(session).id, row.key)
    assert facts(wuxi, found.id)["how"] == "found"


def test_a_slip_tells_what_the_register_has_otherwise(desk: Desk, session: Session) -> None:
    session = officer(desk)
    case_id = desk.slip.begin(session).id
    view = desk.slip.by_card(session, case_id, card(LI, name="李\U00020164", address="河北省样例县新址"))
    assert view.step is Step.SHOWN
    assert view.card is not None
    assert [one.field for one in view.card.changes] == ["household_address"]
    assert facts(desk, case_id)["how"] == "card"
    with pytest.raises(CardIsAnothers):
        desk.slip.by_card(session, desk.slip.begin(session).id, card(), typed=LI)
    refused = desk.slip.by_card(session, desk.slip.begin(session).id, card())
    assert refused.step is Step.REFUSAL


def test_the_reader_is_asked_and_its_error_comes_through(wuxi: Desk, session: Session) -> None:
    there = RecordingCardReader([None, card(), CardReaderSilent(place="/dev/ttyUSB0")])
    desk = Desk.on(replace(wuxi.bench, card_reader=there))
    assert desk.cards.read(session) is None
    assert desk.cards.read(session) == card()
    with pytest.raises(CardReaderSilent):
        desk.cards.read(session)
    with pytest.raises(NoCardReader):
        Desk.on(replace(wuxi.bench, card_reader=None)).cards.read(session)


def test_a_training_station_has_a_reader_that_says_it_pretends(wuxi: Desk, session: Session) -> None:
    named = wuxi.cards.reader()
    assert named is not None
    assert "模拟" in named.zh
    first = [wuxi.cards.read(session) for _ in range(8)]
    again = wuxi.cards.read(session)
    assert len({one.number for one in first if one}) == 8
    assert first[0] is not None
    assert again is not None
    assert (again.number, again.name) == (first[0].number, first[0].name)
    assert again.address != first[0].address
    assert [one.expired(date(2026, 11, 22)) for one in first if one].count(True) == 2


def test_it_is_taken_back_and_rebuilt_like_anything_said(wuxi: Desk, session: Session) -> None:
    identified(wuxi, session, ADULT)
    case_id = wuxi.intake.begin(session).id
    before = wuxi.intake.by_card(session, case_id, card(address=ADDRESS))
    undone = wuxi.intake.undo(session, case_id)
    assert undone.intake.typed["number"] == ADULT
    assert undone.intake.card is None
    again = wuxi.intake.by_card(session, case_id, card(address=ADDRESS))
    assert again.card == before.card
    assert wuxi.bench.store.rebuild().differing == ()
    assert wuxi.intake.show(session, case_id).card == before.card


def test_what_was_typed_of_another_falls_with_the_card_of_somebody_new(wuxi: Desk, session: Session) -> None:
    case_id = wuxi.intake.begin(session).id
    wuxi.intake.identify(session, case_id, LI)
    wuxi.intake.keep_typed(session, case_id, "phone", "13800000000")
    wuxi.intake.undo(session, case_id)
    view = wuxi.intake.by_card(session, case_id, card())
    assert "phone" not in view.typed

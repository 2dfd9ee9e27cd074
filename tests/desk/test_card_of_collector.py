"""Who stands at the window to collect, told by the card: compared with who is registered, and journalled as read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from handy import LI, officer

from counter.desk.agents_number import AgentIsApplicant
from counter.desk.cards import CardIsAnothers
from counter.desk.collection import CannotCollect, NotTheOneNamed
from counter.desk.desk import Desk
from counter.desk.handed import Handed
from counter.desk.handing import HandingView
from counter.desk.intake_views import IntakeView
from counter.desk.person_fields import NoSuchField
from counter.desk.views import Session
from counter.devices.card_reader import RecordingCardReader
from counter.store import cases
from counter.workflows.application import Stage, State

from .applying import (
    ADULT,
    AGENT,
    BEIJING_PERMIT,
    WUXI_ADULT,
    accepted,
    asked,
    identified,
    proven,
)
from .cards import card
from .test_close_day import _one_step
from .test_collect import MATCH, SELF, ready

NAMED = "孙代领"


@pytest.fixture
def reading(wuxi: Desk) -> Desk:
    """A desk with a reader."""
    return Desk.on(replace(wuxi.bench, card_reader=RecordingCardReader()))


def asking_who(desk: Desk, session: Session, mode: str = "self") -> HandingView:
    return desk.handing.begin(session, ready(desk, session, mode).id, scanned=True)


def handed(desk: Desk, application: str) -> dict[str, Any]:
    """What the journal has of the handing over."""
    (act,) = [one for one in desk.bench.store.acts(subject=application, last=99) if one.body.get("handed")]
    return dict(act.body["handed"])


def test_the_applicants_card_answers_who_is_here(reading: Desk) -> None:
    session = officer(reading)
    view = asking_who(reading, session)
    assert view.card_reader is not None
    view = reading.handing.by_card(session, view.id, card(name="赵试新", valid_until=date(2026, 3, 1)))
    assert (view.step, view.told.present, view.told.agent_number) == ("card-data", "self", "")
    assert view.card_reader is None, "it is not asked any more"
    assert view.card is not None
    assert view.card.expired
    assert [(one.field, one.old.zh, one.new.zh) for one in view.card.changes] == [
        ("name", "赵试用", "赵试新")
    ]
    view = reading.handing.say(session, view.id, "card-data", "correct")
    view = reading.handing.compare(session, view.id, 11)
    reading.handing.hand_over(session, view.id, "赵试用")
    told = handed(reading, view.application.id)
    assert (told["how"], told["agent"], told["facts"]["present"]) == ("card", "", "self")
    proven(reading)


def test_the_registered_agents_card_lets_him_sign_and_a_typed_number_is_no_card(reading: Desk) -> None:
    session = officer(reading)
    view = asking_who(reading, session, "agent")
    view = reading.handing.by_card(session, view.id, card(AGENT, name="孙代令"))
    assert (view.step, view.told.agent_number, view.told.how) == ("card-data", AGENT, "card")
    assert view.card is not None
    assert [(one.old.zh, one.new.zh) for one in view.card.changes] == [(NAMED, "孙代令")], (
        "his address is nobody's business"
    )
    view = reading.handing.take_back(session, view.id)
    assert (view.step, view.told.how, view.card) == ("agent", "typed", None)
    reading.handing.say(session, view.id, "agent-number", AGENT)
    assert reading.handing.say(session, view.id, "card-data", "correct").step == "sign"
    reading.handing.hand_over(session, view.id, NAMED)
    assert handed(reading, view.application.id)["how"] == "typed"
    proven(reading)


def test_somebody_elses_card_hands_nothing_over(reading: Desk, desk_at: Any) -> None:
    session = officer(reading)
    view = asking_who(reading, session, "agent")
    with pytest.raises(CardIsAnothers):
        reading.handing.by_card(session, view.id, card(LI), typed=AGENT)
    assert reading.handing.show(session, view.id).told.facts == {}
    view = reading.handing.by_card(session, view.id, card(LI))
    assert (view.step, view.card.changes if view.card else None) == ("refused", ())
    assert [refusal.source.zh for refusal in view.collection.refusals], "with its article"
    assert reading.handing.take_back(session, view.id).step == "agent"
    beijing = desk_at("beijing")
    permit = accepted(beijing, officer(beijing), ADULT, "residence-permit", BEIJING_PERMIT)
    for deed in ("review", "confirm", "sign", "produce", "arrive"):
        beijing.progress.move(session, permit.id, deed)
    here = beijing.handing.begin(session, permit.id, scanned=True)
    with pytest.raises(NotTheOneNamed):
        beijing.handing.by_card(session, here.id, card(LI))
    assert beijing.handing.by_card(session, here.id, card()).told.present == "self"
    proven(reading)


def test_without_a_screen_the_card_tells_who_is_here_too(reading: Desk) -> None:
    session = officer(reading)
    view = ready(reading, session, "agent")
    with pytest.raises(CannotCollect):
        reading.collect.hand_over(session, view.id, Handed(NAMED, {"card-data": "correct"}, card=card(LI)))
    with pytest.raises(NoSuchField):
        reading.collect.hand_over(session, view.id, Handed(NAMED, agent_number=AGENT, how="guessed"))
    done = reading.collect.hand_over(
        session, view.id, Handed(NAMED, {"card-data": "correct"}, card=card(AGENT))
    )
    assert done.state is State.COLLECTED
    told = handed(reading, view.id)
    assert (told["how"], told["agent"], told["facts"]["present"]) == ("card", AGENT, "agent")
    own = ready(reading, session)
    reading.collect.hand_over(
        session, own.id, Handed("赵试用", {"card-data": "correct"}, card=card(), comparison=MATCH)
    )
    assert handed(reading, own.id)["how"] == "card"
    assert SELF["present"] == handed(reading, own.id)["facts"]["present"]


def at_collection(desk: Desk, session: Session) -> IntakeView:
    answers = WUXI_ADULT | {"collect-by": "agent"}
    view = asked(desk, session, identified(desk, session, ADULT), "first-id-card", answers)
    while view.stage is not Stage.COLLECTION:
        view = _one_step(desk, session, view)
    return view


def test_the_agent_is_registered_from_his_card(reading: Desk) -> None:
    session = officer(reading)
    view = at_collection(reading, session)
    assert view.card_reader is not None
    read = reading.cards.agent(session, card(AGENT, name="孙代领", address="样" * 35))
    assert (read.name, read.number) == (NAMED, AGENT)
    assert read.said is not None
    assert read.said.cut == (), "an address that fills its place is not asked for"
    assert reading.cards.agent(session, card(AGENT, name="孙\ue86c")).name == ""
    with pytest.raises(CardIsAnothers):
        reading.agreeing.collect_by(session, view.id, card=card(AGENT), agent_number=LI)
    with pytest.raises(AgentIsApplicant):
        reading.agreeing.collect_by(session, view.id, card=card(ADULT))
    view = reading.agreeing.collect_by(session, view.id, card=card(AGENT, name="孙代领"))
    assert view.collection is not None
    assert (view.collection.agent, view.stage) == (NAMED, Stage.ACCEPTANCE)
    with reading.bench.store.reading() as db:
        case = cases.case(db, view.id)
    assert case is not None
    assert (case.facts["collection"]["how"], case.facts["collection"]["agent-number"]) == ("card", AGENT)
    proven(reading)

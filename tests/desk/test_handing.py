"""A handing over as a journey: what is said is on disk at once, and whatever is done to the application settles it."""

from __future__ import annotations

import pytest
from handy import beside, officer

from counter.desk.desk import Desk
from counter.desk.handed import Handed
from counter.desk.journey import Finished
from counter.desk.rights import NotYourRole
from counter.desk.taking import NoSuchChoice
from counter.desk.views import ClerkView, Role, Session
from counter.rules.problems import UnknownWord
from counter.workflows.application import Deed, State
from counter.workflows.table import NotNow
from desk.applying import ADULT, AGENT, proven
from desk.test_collect import SELF, ready

RIGHT_THUMB = 11


def test_everything_said_is_on_disk_in_order_and_taken_back_in_order(wuxi: Desk) -> None:
    session, hands = officer(wuxi), wuxi.handing
    view = hands.begin(session, ready(wuxi, session).id)
    assert view.step == "receipt"
    steps = [("receipt", "here"), ("present", "self"), ("card-data", "correct")]
    assert [hands.say(session, view.id, *one).step for one in steps] == ["present", "card-data", "finger"]
    compared = hands.compare(session, view.id, RIGHT_THUMB)
    assert (compared.step, compared.told.comparison.match) == ("sign", True)  # type: ignore[union-attr]
    back = [hands.take_back(session, view.id).step for _ in range(4)]
    assert back == ["finger", "card-data", "present", "receipt"]
    assert hands.show(session, view.id).told.comparison is None, (
        "a finger that was taken back confirms nobody"
    )
    assert hands.take_back(session, view.id).open is False
    assert wuxi.progress.show(session, view.application.id).state is State.READY
    with pytest.raises(Finished):
        hands.say(session, view.id, "present", "self")
    proven(wuxi)


def test_it_begins_anew_goes_on_and_a_scanned_receipt_is_no_answer(wuxi: Desk) -> None:
    session, hands = wuxi.people.sign_in("0337", "0000"), wuxi.handing
    card = ready(wuxi, session)
    view = hands.say(session, hands.begin(session, card.id).id, "receipt", "lost")
    assert view.told.receipt is False
    assert hands.begin(session, card.id, scanned=True).told.receipt is True, "it was found"
    hands.say(session, view.id, "present", "self")
    assert hands.begin(session, card.id).step == "card-data", "the same journey goes on"
    hands.abandon(session, view.id)
    again = hands.begin(session, card.id, scanned=True)
    assert (again.id, again.step, again.told.facts) == (view.id, "present", {})
    assert [(one.name, one.kind, one.parked) for one in wuxi.journeys.waiting(session)] == [
        (again.application.name, "collection", False)
    ]
    assert wuxi.journeys.last(session) == ("collection", view.id)
    hands.park(session, view.id)
    assert wuxi.journeys.last(session) is None
    assert [one.id for one in wuxi.shift.show(session).journeys] == [view.id]
    proven(wuxi)


@pytest.mark.parametrize("deed", [Deed.HAND_OVER, Deed.RETURN, Deed.EXPIRE])
def test_whatever_is_done_to_the_application_settles_it(wuxi: Desk, deed: Deed) -> None:
    session = officer(wuxi)
    card = ready(wuxi, session)
    view = wuxi.handing.begin(session, card.id, scanned=True)
    wuxi.handing.keep_typed(session, view.id, "name", "赵")
    if deed is Deed.HAND_OVER:
        facts = SELF | {"fingerprint-check": "no-print", "second-check": "confirmed"}
        wuxi.collect.hand_over(
            session, card.id, Handed("赵试用", facts, second=beside(wuxi, session), reason="无指纹信息")
        )
    else:
        wuxi.progress.move(session, card.id, deed, "证面有误")
    assert wuxi.handing.show(session, view.id).open is False
    assert wuxi.journeys.waiting(session) == ()
    if deed is Deed.EXPIRE:
        assert wuxi.handing.begin(session, card.id).open, "who comes late gets it all the same"
    else:
        with pytest.raises(NotNow):
            wuxi.handing.begin(session, card.id)
    proven(wuxi)


def test_what_nobody_asks_is_not_kept_and_only_those_who_take_in_work_begin(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = wuxi.handing.begin(session, ready(wuxi, session).id)
    for what, value, problem in (
        ("receipt", "perhaps", NoSuchChoice), ("no-such-fact", "yes", UnknownWord),
    ):  # fmt: skip
        with pytest.raises(problem):
            wuxi.handing.say(session, view.id, what, value)
    assert wuxi.handing.say(session, view.id, "agent-number", AGENT).told.agent_number == AGENT
    keeper = Session(ClerkView("0601", "吴印", Role.SEAL_KEEPER), session.since)
    with pytest.raises(NotYourRole):
        wuxi.handing.begin(keeper, view.application.id)
    assert ADULT not in str(wuxi.handing.show(session, view.id)), "no view shows the whole number"

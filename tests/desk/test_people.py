from __future__ import annotations

import pytest
from handy import AUDITOR, OFFICER, PIN, SUPERVISOR, HandClock

from counter.desk.desk import Desk
from counter.desk.people import NotAClerkNumber, TooManyTries, WrongPin
from counter.desk.pins import PinTooShort
from counter.desk.rights import NeedsSomebodyElse, NotYourRole
from counter.desk.views import ClerkView, Role
from counter.values.person_name import NameHasHiddenCharacter


def test_signing_in_and_out_is_on_record(desk: Desk, clock: HandClock) -> None:
    session = desk.people.sign_in(f" {OFFICER} ", PIN)
    assert (session.clerk.role, session.since) == (Role.OFFICER, clock.now())
    desk.people.sign_out(session)
    assert [act.kind for act in desk.bench.store.acts(subject=OFFICER)][-2:] == [
        "clerk.signed-in",
        "clerk.signed-out",
    ]


@pytest.mark.parametrize("number", [OFFICER, "9999", "", "\0", "\ud800", "0' OR '1'='1", "×" * 99])
def test_number_and_pin_must_belong_together(desk: Desk, number: str) -> None:
    for pin in ("0001", "", "\ud800", "\0"):
        with pytest.raises(WrongPin) as caught:
            desk.people.sign_in(number, pin)
        assert number not in caught.value.said() or not number, "which of the two is wrong is not said"


def test_after_five_wrong_pins_even_the_right_one_waits_a_minute(desk: Desk, clock: HandClock) -> None:
    for _ in range(5):
        with pytest.raises(WrongPin):
            desk.people.sign_in(OFFICER, "1111")
        clock.go(seconds=5)
    with pytest.raises(TooManyTries):
        desk.people.sign_in(OFFICER, PIN)
    assert desk.people.sign_in(SUPERVISOR, PIN), "others are not locked out"
    clock.go(seconds=30)
    with pytest.raises(TooManyTries):
        desk.people.sign_in(OFFICER, PIN)
    clock.go(seconds=6)
    assert desk.people.sign_in(OFFICER, PIN), "the first of the five is older than a minute"
    wrong = [act for act in desk.bench.store.acts(last=99) if act.kind == "clerk.wrong-pin"]
    assert [act.subject for act in wrong] == [OFFICER] * 5


def test_the_clock_set_back_locks_nobody_out_for_a_day(desk: Desk, clock: HandClock) -> None:
    for _ in range(5):
        with pytest.raises(WrongPin):
            desk.people.sign_in(OFFICER, "1111")
    clock.go(days=-1)
    assert desk.people.sign_in(OFFICER, PIN)


def test_what_cannot_be_a_number_is_not_written_down(desk: Desk) -> None:
    """A PIN typed into the field of the number must not stand in the journal."""
    with pytest.raises(WrongPin):
        desk.people.sign_in("geheim! 1234", "")
    act = desk.bench.store.acts(last=1)[0]
    assert (act.kind, act.subject, act.clerk) == ("clerk.wrong-pin", "?", "?")


def test_the_second_person_is_another_one_and_a_supervisor(desk: Desk) -> None:
    session = desk.people.sign_in(SUPERVISOR, PIN)
    for same in (SUPERVISOR, f" {SUPERVISOR}\n"):
        with pytest.raises(NeedsSomebodyElse):
            desk.people.second(same, PIN, beside=session)
    for other in (OFFICER, AUDITOR):
        with pytest.raises(NotYourRole):
            desk.people.second(other, PIN, beside=session)
    officer = desk.people.sign_in(OFFICER, PIN)
    with pytest.raises(WrongPin):
        desk.people.second(SUPERVISOR, "9999", beside=officer)
    assert desk.people.second(SUPERVISOR, PIN, beside=officer).clerk.number == SUPERVISOR


def test_a_supervisor_enrols_and_nobody_else(desk: Desk) -> None:
    new = ClerkView("0999", "赵𬭎", Role.OFFICER)
    with pytest.raises(NotYourRole):
        desk.people.enroll(desk.people.sign_in(OFFICER, PIN), new, "4711")
    supervisor = desk.people.sign_in(SUPERVISOR, PIN)
    desk.people.enroll(supervisor, new, "4711")
    assert desk.people.sign_in("0999", "4711").clerk == new
    act = desk.bench.store.acts(subject="0999")[0]
    assert act.clerk == SUPERVISOR
    assert "4711" not in str(act.body)
    desk.people.enroll(supervisor, new, "4711", active=False)
    assert new not in desk.people.clerks()
    with pytest.raises(WrongPin):
        desk.people.sign_in("0999", "4711")


def test_what_cannot_be_enrolled(desk: Desk) -> None:
    supervisor = desk.people.sign_in(SUPERVISOR, PIN)
    with pytest.raises(PinTooShort):
        desk.people.enroll(supervisor, ClerkView("1", "甲", Role.OFFICER), "123")
    for number in ("", " 1", "1 2", "一", "1" * 21, "\x1b[31m"):
        with pytest.raises(NotAClerkNumber):
            desk.people.enroll(supervisor, ClerkView(number, "甲", Role.OFFICER), "1234")
    with pytest.raises(NameHasHiddenCharacter):
        desk.people.enroll(supervisor, ClerkView("1", "甲\x1b[31m", Role.OFFICER), "1234")


def test_a_station_is_founded_once(desk: Desk) -> None:
    before = desk.people.clerks()
    desk.people.found([(ClerkView("6666", "不速之客", Role.SUPERVISOR), "1234")])
    assert desk.people.clerks() == before

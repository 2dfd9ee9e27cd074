"""Words that were typed and not said: by clerk, place and deed, outside the journal, gone with the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from handy import HandClock

from counter.desk.desk import Desk
from counter.desk.unsaid import Told
from counter.desk.views import Session

WORDS = Told(
    (("why", "遗失"), ("which", 2)), "second", "second/number", {"second/number": "0102", "/cash": "20"}
)


@pytest.fixture
def session(desk: Desk) -> Session:
    return desk.people.sign_in("0337", "0000")


def test_words_come_back_as_they_were_and_only_to_whom_they_belong(desk: Desk, session: Session) -> None:
    desk.unsaid.keep(session, "loss:a", "withdraw", WORDS)
    assert desk.unsaid.told(session, "loss:a", "withdraw") == WORDS
    assert (
        desk.unsaid.told(session, "loss:a", "print")
        == desk.unsaid.told(session, "loss:b", "withdraw")
        == Told()
    )
    other = desk.people.sign_in("0102", "0000")
    assert desk.unsaid.told(other, "loss:a", "withdraw") == Told()
    assert desk.unsaid.left(other) is None


def test_the_clerk_stands_at_one_place(desk: Desk, session: Session) -> None:
    assert desk.unsaid.left(session) is None
    desk.unsaid.keep(session, "loss:a", "withdraw", WORDS)
    assert desk.unsaid.left(session) == ("loss:a", "withdraw")
    desk.unsaid.stand(session, "day:2026-11-22")
    assert desk.unsaid.left(session) == ("day:2026-11-22", "")
    desk.unsaid.stand(session, "loss:a", "withdraw")
    assert desk.unsaid.told(session, "loss:a", "withdraw") == WORDS, "standing there costs no word"
    desk.unsaid.leave(session)
    assert desk.unsaid.left(session) is None
    assert desk.unsaid.told(session, "loss:a", "withdraw") == WORDS


def test_what_was_said_is_kept_no_longer(desk: Desk, session: Session) -> None:
    desk.unsaid.keep(session, "loss:a", "withdraw", WORDS)
    desk.unsaid.forget(session, "loss:a", "withdraw")
    assert desk.unsaid.told(session, "loss:a", "withdraw") == Told()
    assert desk.unsaid.left(session) == ("loss:a", ""), "the clerk still looks at that page"
    desk.unsaid.leave(session)
    desk.unsaid.forget(session, "loss:a", "withdraw")
    assert desk.unsaid.left(session) is None, "and at none where there was none"


def test_words_of_yesterday_go_and_where_the_power_failed_they_stay(
    desk: Desk, session: Session, clock: HandClock
) -> None:
    desk.unsaid.keep(session, "visit:a", "home", WORDS)
    desk.unsaid.keep(session, "visit:b", "home", WORDS)
    clock.moment += timedelta(days=3)
    assert desk.unsaid.left(session) == ("visit:b", "home"), "a power cut on Friday is made good on Monday"
    desk.unsaid.leave(session)
    assert desk.unsaid.told(session, "visit:a", "home") == Told()
    assert desk.unsaid.told(session, "visit:b", "home") == Told()


def test_they_are_no_act_and_outlive_a_rebuild(desk: Desk, session: Session) -> None:
    before = len(desk.bench.store.acts(last=10_000))
    hostile = Told(typed={"/cash'; DROP TABLE unsaid; --": "\x1b[31m[red]\0" + "长" * 900})
    desk.unsaid.keep(session, "day:2026-11-22'; --", "", hostile)
    assert len(desk.bench.store.acts(last=10_000)) == before
    assert desk.bench.store.rebuild().differing == ()
    (text,) = desk.unsaid.told(session, "day:2026-11-22'; --", "").typed.values()
    assert text == "\x1b[31m[red]\0" + "长" * 489, "cut at 500 characters, and nothing else is done to it"

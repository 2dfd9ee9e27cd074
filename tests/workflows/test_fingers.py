from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.values.finger_code import FINGERS_OF, FingerCode, hand_of
from counter.workflows.fingers import (
    PASS_MARK,
    TRIES,
    WANTED,
    Event,
    Ladder,
    Outcome,
    Reason,
    Skip,
    Stand,
    Stop,
    Try,
)

LADDER = Ladder()
GOOD, POOR = PASS_MARK, PASS_MARK - 1


def climb(*answers: int | Reason | None) -> tuple[list[Event], Stand]:
    """Answer what is asked, one after the other: a quality, no image, or a reason not to ask for that finger."""
    events: list[Event] = []
    for answer in answers:
        ask = LADDER.stand(events).ask
        assert ask is not None
        events.append(Skip(ask.finger, answer) if isinstance(answer, Reason) else Try(ask.finger, answer))
    return events, LADDER.stand(events)


def test_right_thumb_then_left_thumb() -> None:
    assert climb()[1].ask == LADDER.stand([]).ask
    first = LADDER.stand([]).ask
    assert first is not None
    assert (first.finger, first.tries_left) == (FingerCode.RIGHT_THUMB, TRIES)
    after = climb(GOOD)[1].ask
    assert after is not None
    assert after.finger is FingerCode.LEFT_THUMB
    done = climb(GOOD, GOOD)[1]
    assert done.done
    assert [(p.outcome.digit, p.finger) for p in done.places] == [(1, 11), (1, 16)]


def test_five_tries_then_the_next_finger_of_that_hand() -> None:
    for tried in range(1, TRIES):
        ask = climb(*[POOR] * tried)[1].ask
        assert ask is not None
        assert (ask.finger, ask.tries_left) == (FingerCode.RIGHT_THUMB, TRIES - tried)
    ask = climb(*[POOR] * TRIES)[1].ask
    assert ask is not None
    assert (ask.finger, ask.tries_left) == (FingerCode.RIGHT_INDEX, TRIES)


def test_each_try_has_another_hint_and_no_image_its_own() -> None:
    asks = [climb(*[POOR] * tried)[1].ask for tried in range(TRIES)]
    assert len({ask.hint for ask in asks if ask}) == TRIES
    ask = climb(None)[1].ask
    assert ask is not None
    assert "窗口" in ask.hint.zh


def test_a_hand_that_gives_none_is_made_good_by_the_other_one() -> None:
    done = climb(*[Reason.ABSENT] * 5, GOOD, GOOD)[1]
    assert [p.finger for p in done.places] == [FingerCode.LEFT_THUMB, FingerCode.LEFT_INDEX]
    done = climb(GOOD, *[Reason.INJURED] * 5, POOR, GOOD)[1]
    assert [p.finger for p in done.places] == [FingerCode.RIGHT_THUMB, FingerCode.RIGHT_INDEX]


def test_an_image_without_features_has_failed_and_nothing_at_all_is_not_registered() -> None:
    failed = LADDER.stand([Try(FingerCode.RIGHT_THUMB, POOR), Stop(Reason.WORN)])
    assert [(p.outcome, p.reason) for p in failed.places] == [(Outcome.FAILED, Reason.WORN)] * 2
    never = LADDER.stand([Try(FingerCode.RIGHT_THUMB, None), Stop(Reason.CHILD)])
    assert [(p.outcome.digit, p.reason) for p in never.places] == [(3, Reason.CHILD)] * 2
    absent = climb(*[Reason.ABSENT] * 10)[1]
    assert [(p.outcome.digit, p.reason) for p in absent.places] == [(3, Reason.ABSENT)] * 2
    half = LADDER.stand([Try(FingerCode.RIGHT_THUMB, GOOD), Stop(Reason.INJURED)])
    assert [p.outcome.digit for p in half.places] == [1, 3]


def test_poor_presses_on_the_way_to_a_print_say_nothing_of_the_other_hand() -> None:
    for before in ([POOR, GOOD], [*[POOR] * TRIES, GOOD], [None, POOR, Reason.INJURED, POOR, GOOD]):
        events, stand = climb(*before)
        assert stand.ask is not None
        assert hand_of(stand.ask.finger) == "left"
        bandaged = LADDER.stand([*events, Stop(Reason.INJURED)])
        assert [(p.outcome, p.reason) for p in bandaged.places] == [
            (Outcome.REGISTERED, None),
            (Outcome.NOT_REGISTERED, Reason.INJURED),
        ]
    absent = climb(Reason.INJURED, GOOD, *[Reason.ABSENT] * 5, *[Reason.OTHER] * 3)[1]
    assert absent.places[1].reason is Reason.ABSENT, "the reason is that of the hand that gave none"


def test_a_hand_that_was_tried_in_vain_has_failed_wherever_the_other_print_came_from() -> None:
    ways: list[list[int | Reason | None]] = [
        [GOOD, *[POOR] * 25, *[Reason.WORN] * 4],
        [*[POOR] * 25, GOOD, *[Reason.ABSENT] * 4],
        [GOOD, *[Reason.ABSENT] * 5, *[POOR] * 20],
    ]
    for way in ways:
        done = climb(*way)[1]
        assert [(p.outcome.digit, p.reason) for p in done.places] == [(1, None), (2, Reason.WORN)]


EVENTS = st.lists(
    st.one_of(
        st.builds(Try, st.sampled_from(FingerCode), st.none() | st.integers(0, 100)),
        st.builds(Skip, st.sampled_from(FingerCode), st.sampled_from(Reason)),
    ),
    max_size=60,
)
ANSWERS = st.lists(st.none() | st.integers(0, 100) | st.sampled_from(Reason), max_size=80)


@given(ANSWERS)
def test_the_ladder_always_ends_and_asks_no_finger_more_than_it_may(
    answers: list[int | Reason | None],
) -> None:
    events: list[Event] = []
    for answer in [*answers, *[None] * 60]:
        ask = LADDER.stand(events).ask
        if ask is None:
            break
        assert 1 <= ask.tries_left <= TRIES
        assert ask.finger in FINGERS_OF[hand_of(ask.finger)]
        events.append(Skip(ask.finger, answer) if isinstance(answer, Reason) else Try(ask.finger, answer))
    assert LADDER.stand(events).done
    for finger in FingerCode:
        assert sum(isinstance(e, Try) and e.finger == finger for e in events) <= TRIES


@given(EVENTS)
def test_a_done_ladder_fills_two_places_and_a_clerk_can_always_end_it(events: list[Event]) -> None:
    for stand in (LADDER.stand(events), LADDER.stand([*events, Stop(Reason.OTHER)])):
        if stand.done:
            assert len(stand.places) == WANTED
        for place in stand.places:
            assert (place.finger is None) == (place.outcome is not Outcome.REGISTERED)
            assert (place.reason is None) == (place.outcome is Outcome.REGISTERED)
    assert LADDER.stand([*events, Stop(Reason.OTHER)]).done


@given(EVENTS)
def test_nothing_is_registered_that_was_not_good_and_no_finger_twice(events: list[Event]) -> None:
    registered = [place for place in LADDER.stand(events).places if place.outcome is Outcome.REGISTERED]
    assert len({place.finger for place in registered}) == len(registered) <= WANTED
    for place in registered:
        assert Try(place.finger, place.quality) in events  # type: ignore[arg-type]
        assert place.quality is not None
        assert place.quality >= PASS_MARK


@pytest.mark.parametrize("finger", FingerCode)
def test_every_finger_is_said(finger: FingerCode) -> None:
    assert finger.text.zh
    assert finger.text.en
    assert len({one.text.zh for one in FingerCode}) == len(FingerCode)


def test_the_codes_are_those_of_the_standard() -> None:
    assert [int(f) for f in FINGERS_OF["right"]] == [11, 12, 13, 14, 15]
    assert [int(f) for f in FINGERS_OF["left"]] == [16, 17, 18, 19, 20]
    assert [outcome.digit for outcome in Outcome] == [1, 2, 3]

from __future__ import annotations

from counter.devices.finger_reader import FingerReader
from counter.devices.training_reader import TrainingReader
from counter.values.finger_code import FINGERS_OF, FingerCode
from counter.workflows.fingers import Ladder

FINGERS = (*FINGERS_OF["right"], *FINGERS_OF["left"])


def presses(count: int) -> list[int | None]:
    reader = TrainingReader()
    return [reader.take(finger) for _ in range(count) for finger in FINGERS]


def test_it_says_in_both_languages_that_it_is_none() -> None:
    reader: FingerReader = TrainingReader()
    assert "模拟" in reader.name.zh
    assert "simulated" in reader.name.en
    assert reader.check().ready
    assert "不采集真实指纹" in reader.check().text.zh
    assert "no real print" in reader.check().text.en


def test_the_same_presses_have_the_same_answers() -> None:
    assert presses(12) == presses(12)


def test_a_finger_does_not_answer_the_same_every_time() -> None:
    reader = TrainingReader()
    assert len({reader.take(FingerCode.RIGHT_THUMB) for _ in range(8)}) > 4


def test_clerks_meet_every_kind_of_answer() -> None:
    told, mark = presses(40), Ladder().pass_mark
    images = [quality for quality in told if quality is not None]
    assert all(0 <= quality <= 100 for quality in images)
    assert 0.03 < told.count(None) / len(told) < 0.15
    assert 0.2 < sum(quality < mark for quality in images) / len(images) < 0.4
    reader = TrainingReader()
    verdicts = {reader.compare(FingerCode.RIGHT_THUMB).match for _ in range(20)}
    assert verdicts == {True, False}


def test_the_very_first_citizen_is_taken_with_two_presses() -> None:
    reader, mark = TrainingReader(), Ladder().pass_mark
    first = [reader.take(FingerCode.RIGHT_THUMB), reader.take(FingerCode.LEFT_THUMB)]
    assert all(quality is not None and quality >= mark for quality in first)
    assert reader.compare(FingerCode.RIGHT_THUMB).match

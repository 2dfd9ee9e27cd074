from __future__ import annotations

from dataclasses import replace

import pytest

from counter.desk.desk import Desk
from counter.devices.finger_reader import RecordingReader
from counter.workflows.application import Stage
from counter.workflows.fingers import Outcome, Reason

from .conftest import Hands
from .windows import Windows, case, fits, task


def places(hands: Hands) -> list[tuple[Outcome, int | None]]:
    ladder = case(hands).fingers
    assert ladder is not None
    return [(place.outcome, place.finger and int(place.finger)) for place in ladder.places]


def without_reader(desk: Desk) -> Desk:
    return Desk.on(replace(desk.bench, reader=None))


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_two_thumbs_are_two_keys_and_the_reader_says_that_it_only_pretends(
    windows: Windows, language: str
) -> None:
    windows.at(Stage.FINGERPRINTS)
    async with windows.open(language=language) as hands:
        fits(hands)
        assert ("模拟指纹仪" if language == "zh" else "simulatedreader") in task(hands)
        assert "██" in hands.screen
        assert ("请按右手拇指" if language == "zh" else "rightthumb") in task(hands)
        await hands.press("enter")
        assert "✓" in task(hands)
        await hands.press("enter")
        assert case(hands).stage is Stage.COLLECTION
        assert hands.pressed == 2
        assert places(hands) == [(Outcome.REGISTERED, 11), (Outcome.REGISTERED, 16)]


async def test_the_ladder_is_climbed_with_its_hints_and_tries(windows: Windows) -> None:
    windows.at(Stage.FINGERPRINTS)
    reader = RecordingReader([40, None, 30, 20, 10, 80, 70])
    async with windows.open(reader=reader) as hands:
        await hands.press("enter")
        assert "质量40，要到55" in task(hands)
        assert "还可试4次" in task(hands)
        assert "擦净" in task(hands)
        await hands.press("enter")
        assert "没有图像" in task(hands)
        await hands.press("enter", "enter", "enter")
        assert "右手食指" in task(hands), "five tries, then the next finger of that hand"
        assert "✗" in hands.screen
        await hands.press("enter")
        assert "左手拇指" in task(hands)
        await hands.press("enter")
        assert [int(finger) for finger in reader.asked] == [11, 11, 11, 11, 11, 12, 16]
        assert places(hands) == [(Outcome.REGISTERED, 12), (Outcome.REGISTERED, 16)]


@pytest.mark.parametrize("reason", list(Reason))
async def test_a_finger_is_skipped_with_its_reason(windows: Windows, reason: Reason) -> None:
    windows.at(Stage.FINGERPRINTS)
    async with windows.open() as hands:
        await hands.press("1")
        assert reason.text.zh in hands.screen
        await hands.press(str(list(Reason).index(reason) + 1))
        assert "右手食指" in task(hands)
        with hands.desk.bench.store.reading() as db:
            (facts,) = db.execute('SELECT facts FROM "case" WHERE id = ?', (case(hands).id,)).fetchone()
        assert f'"11": "{reason}"' in facts or f'"11":"{reason}"' in facts


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_taking_is_ended_with_a_reason_and_can_be_taken_up_again(
    windows: Windows, language: str
) -> None:
    windows.at(Stage.FINGERPRINTS)
    async with windows.open(language=language) as hands:
        await hands.press("2")
        fits(hands)
        await hands.press("5")
        assert case(hands).stage is Stage.COLLECTION
        assert places(hands) == [(Outcome.NOT_REGISTERED, None)] * 2
        await hands.press("escape")
        fits(hands)
        outcome = Outcome.NOT_REGISTERED.text.in_(language)  # type: ignore[arg-type]
        assert "".join(outcome.split()) in task(hands)
        await hands.press("3")
        assert case(hands).fingers.ask is not None  # type: ignore[union-attr]
        await hands.press("enter", "enter")
        assert places(hands) == [(Outcome.REGISTERED, 11), (Outcome.REGISTERED, 16)]


async def test_worn_fingers_are_told_as_failed(windows: Windows) -> None:
    windows.at(Stage.FINGERPRINTS)
    async with windows.open(reader=RecordingReader([30])) as hands:
        await hands.press("enter", "2", "4", "escape")
        assert "注册失败" in task(hands)
        assert "磨损" in task(hands)
        await hands.press("enter")
        assert case(hands).stage is Stage.COLLECTION


async def test_a_reader_that_dies_is_told_in_full_and_the_application_goes_on(windows: Windows) -> None:
    windows.at(Stage.FINGERPRINTS)
    async with windows.open(reader=RecordingReader([90])) as hands:
        await hands.press("enter")
        await hands.press("enter")
        assert "指纹仪没有响应" in hands.said
        assert "没有任何内容丢失" in hands.said
        assert "2结束采集" in hands.said
        await hands.press("2", "6")
        assert case(hands).stage is Stage.COLLECTION
        assert places(hands) == [(Outcome.REGISTERED, 11), (Outcome.NOT_REGISTERED, None)]


async def test_without_a_reader_nothing_is_typed_by_hand_and_the_application_goes_on(
    windows: Windows,
) -> None:
    windows.at(Stage.FINGERPRINTS)
    async with windows.open(change=without_reader) as hands:
        assert "没有接指纹仪" in hands.said
        await hands.press(*"80", "enter")
        assert "本机没有接指纹仪" in hands.said
        assert case(hands).stage is Stage.FINGERPRINTS
        await hands.press("2")
        for reason in Reason:
            assert reason.text.zh in hands.screen, "the error does not hide the way on"
        await hands.press("6")
        assert case(hands).stage is Stage.COLLECTION


async def test_after_a_kill_the_ladder_stands_where_it_stood(windows: Windows) -> None:
    windows.at(Stage.FINGERPRINTS)
    async with windows.open(reader=RecordingReader([20, 90])) as hands:
        await hands.press("enter", "enter")
        await hands.press("1", "2")
        before = task(hands)
    async with windows.open(reader=RecordingReader([])) as hands:
        assert task(hands) == before
        assert "左手食指" in before


async def test_esc_leaves_the_question_for_a_reason_first(windows: Windows) -> None:
    windows.at(Stage.FINGERPRINTS)
    async with windows.open() as hands:
        await hands.press("1", "escape")
        assert case(hands).stage is Stage.FINGERPRINTS
        assert "采集" in hands.screen
        await hands.press("escape")
        assert case(hands).stage is Stage.SIGNATURES


@pytest.mark.parametrize("size", [(72, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_hands_finger_and_reasons_have_room_in_every_window(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    windows.at(Stage.FINGERPRINTS)
    async with windows.open(size=size, language=language, reader=RecordingReader([90, 20])) as hands:
        await hands.press("enter", "enter", "1")
        fits(hands)
        for reason in Reason:
            assert "".join(reason.text.in_(language).split())[:8] in task(hands)  # type: ignore[arg-type]
        assert "██" in hands.screen

from __future__ import annotations

import pytest

from counter.screens.home import HomePage
from counter.screens.intake.faces import FACES, face_class
from counter.screens.intake.page import IntakePage
from counter.screens.slip.page import SlipPage
from counter.workflows.application import AT_REST, Stage

from .conftest import NUMBER, Open
from .intakes import BEGIN, FIELDS, TO, line, page, stage
from .windows import ADULT, Windows


def test_every_stage_at_which_there_is_something_to_do_has_a_face() -> None:
    assert set(FACES) == set(Stage) - AT_REST


@pytest.mark.parametrize("at", FACES)
def test_every_face_can_be_opened(at: Stage) -> None:
    from counter.screens.intake.face import Face

    class View:
        stage = at
        number = ""

    assert issubclass(face_class(View()), Face)  # type: ignore[arg-type]


async def test_the_rail_has_only_the_stations_of_the_service(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.DOCUMENTS])
        assert "4 材料       ←" in screen
        assert [(one.label, one.state) for one in page(hands).stations()] == [
            ("身份", "done"), ("事项", "done"), ("询问", "done"), ("材料", "here"), ("读回核对", "ahead"),
            ("签字", "ahead"), ("领取方式", "ahead"), ("受理", "ahead"), ("回执", "ahead"),
        ]  # fmt: skip


async def test_a_refusal_stops_at_its_station(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.QUESTIONS], "1")
        assert "3 询问       ✗" in screen
        assert "不予办理" in screen


@pytest.mark.parametrize("at", TO)
async def test_after_a_restart_the_intake_stands_where_it_was(counter: Open, at: Stage) -> None:
    async with counter() as hands:
        await hands.press(*TO[at])
        before = hands.screen
    async with counter() as hands:
        assert stage(hands) is at
        assert hands.screen == before


async def test_after_a_restart_every_field_has_what_was_typed_and_the_keys_go_to_the_same_one(
    counter: Open,
) -> None:
    async with counter() as hands:
        await hands.press(*BEGIN, *line(FIELDS[0]), "enter", *"浙江省样例")
        before = hands.screen
    async with counter() as hands:
        assert hands.screen == before
        assert hands.field == "浙江省样例"
        await hands.press(*"市", "enter", *line(FIELDS[3]), *line(FIELDS[4]))
        assert stage(hands) is Stage.SERVICE
        person = page(hands).case.person
        assert person is not None
        assert (person.name, person.household_address) == (FIELDS[0], "浙江省样例市")


async def test_f4_parks_and_the_digit_takes_it_up_at_the_very_field(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*BEGIN, *line(FIELDS[0]), "enter", *"浙江")
        before = hands.screen
        screen = await hands.press("f4")
        assert isinstance(hands.app.page, HomePage)
        assert "赵试用" in screen
        await hands.press("1", "enter")
        assert hands.screen == before
        assert hands.field == "浙江"


async def test_a_parked_intake_does_not_come_up_by_itself(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*BEGIN, "f4")
    async with counter() as hands:
        assert isinstance(hands.app.page, HomePage)


async def test_a_quick_slip_in_between_and_back_to_the_very_demand(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.DOCUMENTS], "1", "down")
        before = hands.screen
        await hands.press("f5", *NUMBER, "enter", "1", "enter", "enter")
        assert isinstance(hands.app.page, SlipPage)
        screen = await hands.press("1")
        assert "已开具 1" in screen
        assert "赵试用" in screen
        await hands.press("1", "enter")
        assert hands.screen == before


async def test_f2_in_an_intake_begins_another_and_the_first_waits(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.SERVICE], "f2", "f2", *"1101")
        assert stage(hands) is Stage.IDENTITY
        assert hands.field == "1101"
        screen = await hands.press("f4")
        assert screen.count("暂存") - screen.count("已暂存") == 2


async def test_f2_in_a_slip_lets_it_wait_and_an_empty_one_go(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter", "f2")
        assert isinstance(hands.app.page, IntakePage)
        screen = await hands.press("escape")
        assert "李𠅤" in screen
        await hands.press("f5", "f2", "escape")
        assert screen.count("李𠅤") == 1
        assert hands.screen.count("暂存") == 1


async def test_f5_where_no_slips_are_issued_says_so_and_the_intake_stays(windows: Windows) -> None:
    windows.prepare("wuxi", lambda *_: None)
    async with windows.open() as hands:
        await hands.press("f2", *ADULT, "enter", *"张", "f5")
        assert "不开具确认单" in hands.screen
        assert stage(hands) is Stage.IDENTITY
        await hands.press("三")
        assert hands.field == "张三"


async def test_f12_takes_back_one_thing_after_the_other_and_tells_what(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.DOCUMENTS], "1")
        screen = await hands.press("f12")
        assert "已撤销：查验“居民身份证”" in screen
        assert "缺 3 项" in screen
        screen = await hands.press("f12")
        assert "已撤销：能否使用智能手机“是”" in screen
        assert stage(hands) is Stage.QUESTIONS
        await hands.press(*["f12"] * 5)
        screen = await hands.press("f12")
        assert "已撤销：事项“（电子）居住证申领”" in screen
        screen = await hands.press("f12")
        assert "已撤销：申请人“赵试用”" in screen
        assert hands.field == "赵试用", "nothing has to be typed again"
        screen = await hands.press("f12", "f12")
        assert "没有可以撤销的" in screen


async def test_f12_tells_in_english_too(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.DOCUMENTS], "1", "f8", "f12")
        assert "Taken back: seen" in screen


async def test_the_whole_beginning_typed_ahead_without_looking(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.DOCUMENTS], "a", "1", "a", "enter")
        assert stage(hands) is Stage.READ_BACK


async def test_the_beginning_takes_few_keys_beside_the_citizens_words(counter: Open) -> None:
    """From F2 to the read-back; digits of the number and words typed are the citizen's own."""
    async with counter() as hands:
        own = len("".join(FIELDS)) + 18 + 8
        await hands.press(*TO[Stage.DOCUMENTS], "a", "1", "a", "enter")
        assert hands.pressed - 5 - own == 18

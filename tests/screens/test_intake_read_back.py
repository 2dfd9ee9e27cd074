from __future__ import annotations

import pytest

from counter.workflows.application import Stage

from .conftest import Hands
from .windows import ADULT, Windows, begun, case, fits, task, walked

PRINTED = (
    "赵试用",
    "2000-03-15",
    "330198********0172",
    "浙江省样例市样例路 1 号",
    "样例路 2 号",
    "13800000000",
)
NO_GLYPH = "\U00031350"


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_word_is_on_the_screen_before_the_applicant_agrees(
    windows: Windows, language: str
) -> None:
    windows.at(Stage.READ_BACK)
    async with windows.open(language=language) as hands:
        fits(hands)
        assert "⣿" in hands.screen, "the name is drawn large"
        assert all(word in hands.screen for word in PRINTED)
        read = task(hands)
        while case(hands).stage is Stage.READ_BACK:
            await hands.press("enter")
            read += task(hands)
        answers = case(hands).answered
        assert len(answers) == 6
        for answer in answers:
            assert "".join(answer.text.in_(language).split()) in read  # type: ignore[arg-type]
        assert case(hands).stage is Stage.SIGNATURES


async def test_in_chinese_one_page_and_one_key_are_enough(windows: Windows) -> None:
    windows.at(Stage.READ_BACK)
    async with windows.open() as hands:
        await hands.press("enter")
        assert case(hands).stage is Stage.SIGNATURES


async def test_the_number_is_shown_for_a_while_and_masked_again(windows: Windows) -> None:
    windows.at(Stage.READ_BACK)
    async with windows.open() as hands:
        assert ADULT not in hands.screen
        await hands.press("f6")
        assert ADULT in hands.screen


async def test_rare_characters_have_their_code_points(windows: Windows) -> None:
    windows.at(Stage.READ_BACK, name="李𠅤")
    async with windows.open() as hands:
        assert "𠅤 U+20164" in hands.screen


async def test_a_character_that_no_font_has_is_described_and_the_description_outlives_a_kill(
    windows: Windows,
) -> None:
    windows.at(Stage.READ_BACK, name="李" + NO_GLYPH)
    async with windows.open() as hands:
        assert "〓 U+31350" in hands.screen
        await hands.press("enter", "enter")
        assert "没有字形" in hands.screen
        await hands.press(*"左金右玄")
    async with windows.open() as hands:
        assert hands.field == "左金右玄"
        fits(hands)
        await hands.press("enter", "enter")
        assert case(hands).stage is Stage.SIGNATURES


async def test_a_correction_tells_old_and_new_and_needs_a_reason(windows: Windows) -> None:
    windows.at(Stage.READ_BACK)
    async with windows.open() as hands:
        await hands.press("0", "1")
        assert "原来：赵试用" in hands.screen
        await hands.press(*["backspace"] * 2, *"试样", "enter", "enter")
        assert "没有写原因" in hands.screen
        assert case_name(hands) == "赵试用"
        await hands.press(*"户口簿已变更", "enter")
        assert case(hands).person.name == "赵试样"  # type: ignore[union-attr]
        assert "已更正" in hands.screen
        changes = hands.desk.intake.history(hands.app.session, case(hands).id)
        assert [(c.field, c.old, c.new, c.reason) for c in changes] == [
            ("name", "赵试用", "赵试样", "户口簿已变更")
        ]


def case_name(hands: Hands) -> str:
    """The name as the store has it; a dialog lies over the page."""
    return str(hands.desk.intake.waiting(hands.app.session)[0].person.name)


async def test_what_was_typed_for_a_correction_outlives_a_kill(windows: Windows) -> None:
    windows.at(Stage.READ_BACK)
    async with windows.open() as hands:
        await hands.press("0", "6", *["backspace"] * 11, *"0510-1234", "enter", *"申请人自述")
    async with windows.open() as hands:
        assert hands.field == "申请人自述", "the row that had the keys has them again"
        await hands.press("up")
        assert hands.field == "0510-1234"
        await hands.press("enter", "enter")
        assert case(hands).person.phone == "0510-1234"  # type: ignore[union-attr]
        await hands.press("0", "6", "enter")
        assert hands.field == "", "the reason of one correction is not the next one's"


async def test_the_same_words_correct_nothing(windows: Windows) -> None:
    windows.at(Stage.READ_BACK)
    async with windows.open() as hands:
        await hands.press("0", "1", "enter", *"没有", "enter")
        assert "和原来一样" in hands.screen
        await hands.press("escape")
        assert hands.desk.intake.history(hands.app.session, case(hands).id) == ()


@pytest.mark.parametrize("name", ["[red]张[/x]", "'; DROP TABLE person; --", "王\u0301\u0302明", "上" * 50])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_names_are_data_and_every_character_of_a_long_one_is_read(
    windows: Windows, name: str, size: tuple[int, int]
) -> None:
    windows.at(Stage.READ_BACK, name=name)
    async with windows.open(size=size) as hands:
        fits(hands)
        assert name.replace(" ", "") in task(hands).replace("║", "")


async def test_the_longest_addresses_are_read_to_their_end(windows: Windows) -> None:
    windows.at(Stage.READ_BACK, household_address="山" * 100, residence_address="川" * 100)
    async with windows.open(language="en") as hands:
        seen = task(hands)
        while case(hands).stage is Stage.READ_BACK:
            await hands.press("enter")
            seen += task(hands)
        assert seen.count("山") >= 100
        assert seen.count("川") >= 100


async def test_esc_turns_back_to_the_name_and_then_to_the_papers(windows: Windows) -> None:
    windows.prepare(
        "wuxi",
        lambda desk, session: walked(desk, session, begun(desk, session, "first-id-card"), Stage.READ_BACK),
    )
    async with windows.open(language="en") as hands:
        await hands.press("enter")
        assert "⣿" not in hands.screen
        await hands.press("escape")
        assert "⣿" in hands.screen
        await hands.press("escape")
        assert case(hands).stage is Stage.DOCUMENTS


async def test_the_page_that_was_turned_to_outlives_a_kill_as_long_as_the_words_stand(
    windows: Windows,
) -> None:
    windows.at(Stage.READ_BACK, household_address="山" * 100)
    async with windows.open(language="en") as hands:
        await hands.press("enter")
        second = task(hands)
        assert "⣿" not in second
    async with windows.open(language="en") as hands:
        assert task(hands) == second
        await hands.press("0", "6", *["backspace"] * 11, *"0510-1234", "enter", *"申请人自述", "enter")
        assert "⣿" in hands.screen, "a word has changed: from the first one again"
        await hands.press("enter")
        assert "⣿" not in hands.screen


async def test_whoever_comes_back_to_the_read_back_hears_the_first_word_again(windows: Windows) -> None:
    windows.at(Stage.READ_BACK)
    async with windows.open(language="en") as hands:
        while case(hands).stage is Stage.READ_BACK:
            await hands.press("enter")
        await hands.press("escape")
        assert case(hands).stage is Stage.READ_BACK
        assert "⣿" in hands.screen

from __future__ import annotations

import pytest

from counter.screens.intake.questions import day_of, number_of
from counter.workflows.application import Stage

from .conftest import SIZES, Hands, Open
from .intakes import ANSWERS, TO, page, stage


def answers(hands: Hands) -> dict[str, str]:
    return {answer.fact: answer.value for answer in page(hands).case.answered}


@pytest.mark.parametrize("size", SIZES)
async def test_one_question_at_a_time_with_what_was_answered_above(
    counter: Open, size: tuple[int, int]
) -> None:
    async with counter(size) as hands:
        screen = await hands.press(*TO[Stage.QUESTIONS])
        assert "现户口所在地" in screen
        assert "2  其他省" in screen
        screen = await hands.press("2")
        assert "✓ 现户口所在地  其他省" in screen
        assert "居住理由" in screen
        assert "1  合法稳定就业" in screen
        assert "✗ 须符合在京合法稳定就业" in screen, "what an answer leads to is said beforehand"
        screen = await hands.press("1")
        assert "✓ 居住理由  合法稳定就业" in screen
        assert "保持六个月以上" in screen


async def test_the_last_answer_leads_to_the_papers(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.QUESTIONS], *ANSWERS)
        assert stage(hands) is Stage.DOCUMENTS


async def test_an_answer_that_stops_everything_leads_to_the_refusal_and_esc_takes_it_back(
    counter: Open,
) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.QUESTIONS], "1")
        assert stage(hands) is Stage.REFUSAL
        assert "依据" in screen
        await hands.press("escape")
        assert stage(hands) is Stage.QUESTIONS
        assert answers(hands) == {}


async def test_a_refusal_is_not_printed_by_keys_that_were_typed_ahead_of_it(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.QUESTIONS], *"21", *"20260101", "enter")
        assert stage(hands) is Stage.REFUSAL, "2 was no, and the rest of the day answered nothing"
        assert "没看这一页就按的键没有算" in hands.said
        await hands.press("escape")
        await hands.press("2")
        await hands.press(*"0260101", "enter")
        assert stage(hands) is Stage.REFUSAL, "nor by the Enter behind digits that came too late to be early"
        await hands.press("enter")
        assert stage(hands) is Stage.REFUSAL_OUT, "the next one prints it"
        await hands.press("enter")
        assert "请按答案前面的数字" in hands.said
        await hands.press("2", "enter")
        assert "请按答案前面的数字" in hands.said, "why it is spoiled is a digit, too"


async def test_an_earlier_answer_is_changed_with_the_arrow_and_the_rest_stays(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.QUESTIONS], *"211")
        before = answers(hands)
        screen = await hands.press("up", "up", "enter")
        assert "正在改这一项" in screen
        assert "1  合法稳定就业" in screen
        await hands.press("2")
        assert answers(hands) == before | {"stay-ground": "residence"}


async def test_a_change_is_given_up_with_esc(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.QUESTIONS], *"21")
        before = answers(hands)
        await hands.press("up", "enter", "escape")
        assert answers(hands) == before
        assert "正在改" not in hands.screen
        await hands.press("escape")
        assert stage(hands) is Stage.SERVICE, "then Esc steps back"


@pytest.mark.parametrize(
    ("typed", "said"), [("20270101", "2027-01-01还没有到"), ("1900-01-01", "早于申请人出生")]
)
async def test_a_day_that_cannot_be_refuses_nobody_and_stays_to_be_mended(
    counter: Open, typed: str, said: str
) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.QUESTIONS], *"211", *typed, "enter")
        assert said in hands.said
        assert (hands.field, stage(hands)) == (typed, Stage.QUESTIONS)
        await hands.press("enter")
        assert (hands.field, stage(hands)) == (typed, Stage.QUESTIONS), "a second Enter prints nothing"
        await hands.press("ctrl+u", *"20240101", "enter")
        assert answers(hands)["resident-since"] == "2024-01-01"


async def test_a_day_is_typed_as_people_type_it_and_shown_as_it_is_taken(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.QUESTIONS], *"211", *"2024年1月1日")
        assert "2024-01-01" in screen
        await hands.press("enter")
        assert answers(hands)["resident-since"] == "2024-01-01"


@pytest.mark.parametrize("typed", ["20240230", "x", "1", "[b]2024[/b]", "';--"])
async def test_what_is_no_day_gets_a_sentence_and_stays_in_the_field(counter: Open, typed: str) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.QUESTIONS], *"211", *typed, "enter")
        assert "不是一个存在的日期" in screen
        assert hands.field == typed
        assert "resident-since" not in answers(hands)


async def test_a_digit_that_no_choice_has_is_told(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.QUESTIONS], "9")
        assert "没有第 9 项" in screen
        assert "请按答案前面的数字" in await hands.press("enter")
        assert answers(hands) == {}


async def test_what_the_register_answered_is_marked_so(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f2", *"510198196901010352", *["enter"] * 6, "2")
        assert "登记簿已有" in screen
        assert any(answer.register for answer in page(hands).case.answered)


async def test_f1_cites_the_article_of_the_question(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.QUESTIONS], "f1")
        assert "“现户口所在地”的回答决定" in hands.said
        assert "条例" in screen


async def test_both_languages_have_the_same_page(counter: Open) -> None:
    async with counter() as hands:
        chinese = await hands.press(*TO[Stage.QUESTIONS], "2")
        english = await hands.press("f8")
        assert "Ground of the stay" in english
        assert await hands.press("f8") == chinese


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20261122", "2026-11-22"), ("2026-11-22", "2026-11-22"), ("2026.1.2", "2026-01-02"),
        ("２０２６１１２２", "2026-11-22"), ("2026年11月22日", "2026-11-22"), (" 2026 11 22 ", "2026-11-22"),
        ("20260230", None), ("202611223", None), ("2026-1122", None), ("", None),
    ],
)  # fmt: skip
def test_days_as_people_type_them(typed: str, day: str | None) -> None:
    assert day_of(typed) == day


@pytest.mark.parametrize(
    ("typed", "number"), [("12", "12"), ("１２", "12"), ("1a", None), ("", None), ("-1", None)]
)
def test_numbers_as_people_type_them(typed: str, number: str | None) -> None:
    assert number_of(typed) == number

from __future__ import annotations

import pytest

from counter.screens.home import HomePage
from counter.screens.intake.identity import IdentityFace
from counter.screens.intake.person import PersonFace
from counter.store import cases
from counter.workflows.application import Stage

from .conftest import NUMBER, SIZES, Hands, Open, misspelt
from .intakes import BEGIN, FIELDS, RECORD, STRANGER, TO, line, page, stage


@pytest.mark.parametrize("size", SIZES)
async def test_a_number_is_explained_while_it_is_typed_and_a_new_applicant_announced(
    counter: Open, size: tuple[int, int]
) -> None:
    async with counter(size) as hands:
        screen = await hands.press("f2", *STRANGER[:14])
        assert "14/18 位" in screen
        assert "1990-01-01 生" in screen
        screen = await hands.press(*STRANGER[14:])
        assert "号码正确" in screen
        assert "登记新的申请人" in screen


async def test_the_single_wrong_digit_is_offered_and_taken_with_one_key(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f2", *misspelt(NUMBER))
        assert "只差一个数字" in screen
        await hands.press("tab")
        assert hands.field == NUMBER


async def test_a_wrong_number_is_refused_with_a_sentence_and_stays_in_the_field(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f2", *misspelt(STRANGER), "enter")
        assert "公民身份号码不对" in screen
        assert hands.field == misspelt(STRANGER)
        assert stage(hands) is Stage.IDENTITY


@pytest.mark.parametrize("begin", ["f2", "f5"])
async def test_what_is_typed_on_behind_a_wrong_number_stays_out_of_it_and_is_told(
    counter: Open, begin: str
) -> None:
    async with counter() as hands:
        screen = await hands.press(begin, *misspelt(STRANGER), "enter", *"赵试用", "enter", *"汉 zu")
        assert hands.field == misspelt(STRANGER)
        assert "后面输入的“赵试用汉zu”没有放进来" in hands.said
        assert "公民身份号码不对" in screen
        await hands.press(*["left"] * 6, "backspace", STRANGER[11])
        assert hands.field == STRANGER
        assert "没有放进来" not in hands.said


async def test_what_the_register_knows_of_somebody_new_is_filled_in(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f2", *NUMBER, "enter")
        assert isinstance(page(hands).face, PersonFace)
        assert hands.field == "李𠅤"
        assert "汉族" in screen
        assert "河北省样例县城关镇和平路 18 号" in screen
        assert NUMBER not in screen
        await hands.press(*["enter"] * 5)
        assert stage(hands) is Stage.SERVICE


@pytest.mark.parametrize("words", ["古丽", "glbhe", "0465"])
async def test_a_permit_holder_is_found_by_name_initials_and_last_digits(counter: Open, words: str) -> None:
    async with counter() as hands:
        screen = await hands.press("f2", *words)
        assert "650198********0465" in screen
        await hands.press("enter")
        assert isinstance(page(hands).face, PersonFace)
        assert page(hands).case.number == "650198********0465"


async def test_somebody_who_was_here_is_found_by_name_and_filled_in(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.SERVICE], "f4")
        screen = await hands.press("f2", *"赵试")
        row = next(text for text in screen.splitlines() if "来过" in text)
        assert "110101********1237" in row
        screen = await hands.press("1")
        assert stage(hands) is Stage.SERVICE
        assert "浙江省样例市样例路 1 号" in screen


async def test_a_new_applicant_in_fourteen_keys_beside_the_words(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.SERVICE])
        assert stage(hands) is Stage.SERVICE
        person = page(hands).case.person
        assert person is not None
        assert (person.name, person.ethnic, person.household_address) == (FIELDS[0], "汉族", FIELDS[2])
        assert (person.residence_address, person.phone) == (FIELDS[3], "")


@pytest.mark.parametrize(("typed", "group"), [("wwez", "维吾尔族"), ("满", "满族")])
async def test_an_ethnic_group_is_typed_by_initials_or_hanzi_and_chosen_by_digit_or_enter(
    counter: Open, typed: str, group: str
) -> None:
    async with counter() as hands:
        screen = await hands.press(*BEGIN, *line("赵试用"), *typed)
        assert group in screen
        await hands.press("1")
        assert hands.field == ""
        assert group in hands.screen
        await hands.press("up", *["backspace"] * 4, *typed, "enter")
        assert group in hands.screen


async def test_a_group_that_is_none_is_told_and_holds_the_row(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*BEGIN, *line("赵试用"), *line("火星"))
        assert "没有这个民族" in screen
        assert hands.field == "火星"


async def test_the_most_frequent_group_is_taken_by_enter_alone(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*BEGIN, *line("赵试用"))
        assert "汉族" in hands.screen
        await hands.press("enter")
        assert page(hands).form.value("ethnic") == "汉族"  # type: ignore[union-attr]


async def test_an_error_stands_beside_its_field_and_costs_nothing(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*BEGIN, "enter")
        assert "姓名：不能为空" in hands.screen
        await hands.press(*line("赵试用"), "enter", "down", *line("望山路"), "enter")
        assert stage(hands) is Stage.IDENTITY
        assert "户籍地址：不能为空" in hands.screen
        screen = await hands.press(*"浙江")
        assert "不能为空" not in screen
        assert "赵试用" in screen
        assert "望山路" in screen


async def test_the_dot_of_a_name_is_put_right_only_when_the_clerk_says_so(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*BEGIN, *"张•试")
        assert "不是规范的间隔号" in screen
        await hands.press("tab")
        assert hands.field == "张·试"
        await hands.press(*["backspace"] * 2, *"・试", "enter")
        assert page(hands).form.value("name") == "张・试"  # type: ignore[union-attr]


async def test_esc_leads_back_to_the_number_which_stands_in_its_field(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*BEGIN, "escape")
        assert isinstance(page(hands).face, IdentityFace)
        assert hands.field == STRANGER


async def test_the_words_of_one_applicant_never_stand_in_the_form_of_another(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*BEGIN, *line("赵试用"), "escape", *["backspace"] * 18)
        await hands.press(*"110101199001011253", "enter")
        assert isinstance(page(hands).face, PersonFace)
        assert "赵试用" not in hands.screen
        assert page(hands).form.at == 0  # type: ignore[union-attr]  # a row stands there


async def test_esc_costs_no_word_of_a_new_applicant_and_leads_back_to_the_row_that_was_left(
    counter: Open,
) -> None:
    async with counter() as hands:
        await hands.press(*BEGIN, *line("赵试用"), "enter", *"浙江省样例", "escape")
        assert hands.field == STRANGER
        await hands.press("enter")
        assert "赵试用" in hands.screen
        assert hands.field == "浙江省样例"


async def test_esc_from_the_service_and_again_costs_no_word_either(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.SERVICE], "f12", "escape", "enter")
        assert isinstance(page(hands).face, PersonFace)
        assert hands.field == "赵试用"


async def test_esc_from_the_service_shows_who_it_is_and_enter_goes_on_with_the_same(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.SERVICE], "escape")
        assert stage(hands) is Stage.IDENTITY
        assert "赵试用" in screen
        assert "仍是这一位" in screen
        await hands.press("enter")
        assert stage(hands) is Stage.SERVICE


async def test_an_intake_begun_for_one_does_not_become_another_ones(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.QUESTIONS], "escape", "escape")
        screen = await hands.press(*NUMBER, "enter", *["enter"] * 5)
        assert "已经为另一位申请人开始" in screen
        assert stage(hands) is Stage.IDENTITY


async def test_an_empty_intake_is_dropped_and_one_with_something_typed_waits(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f2", "escape")
        assert isinstance(hands.app.page, HomePage)
        assert "没有待办" in screen
        screen = await hands.press("f2", *"1101", "escape")
        assert "暂存" in screen


async def test_the_number_is_shown_for_a_while_after_it_was_asked_for(
    counter: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter.screens.journey_page._UNMASKED", 0.3)
    async with counter() as hands:
        assert STRANGER not in await hands.press(*BEGIN)
        screen = await hands.press("f6")
        assert STRANGER in screen
        assert "已记入日志" in screen
        await hands.pilot.pause(0.5)
        assert STRANGER not in hands.screen


HOSTILE = ["[b]粗[/b]", "'; DROP TABLE person; --", "\x1b[31m红", "甲" * 500, "\u202e倒", "{name}%s$HOME"]


@pytest.mark.parametrize("words", HOSTILE)
async def test_words_of_a_citizen_are_words_wherever_they_are_typed(counter: Open, words: str) -> None:
    async with counter() as hands:
        await hands.press("f2")
        await hands.paste(words)
        await hands.press("enter")
        assert isinstance(page(hands).face, IdentityFace), "nobody is called so"
        await hands.press(*["backspace"] * len(hands.field), *STRANGER, "enter")
        await hands.paste(words)
        screen = await hands.press("enter")
        assert "\x1b" not in screen
        if len(words) > 50:
            assert "超过 50 个" in hands.screen
            assert hands.field == words, "nothing that was typed is lost"
            return
        await hands.press("enter")
        await hands.paste(words)
        await hands.press("enter", "enter", "enter")
        assert stage(hands) is Stage.SERVICE
        person = page(hands).case.person
        assert person is not None
        assert person.name == person.household_address
        assert await hands.press("f8")


async def test_both_languages_have_the_same_page(counter: Open) -> None:
    async with counter() as hands:
        chinese = await hands.press(*BEGIN, *RECORD[:4])
        english = await hands.press("f8")
        assert "Ethnic group" in english
        assert "Enter takes it" in english
        assert await hands.press("f8") == chinese


async def test_a_scanned_notice_opens_its_case_and_the_empty_intake_is_gone(counter: Open) -> None:
    async with counter() as hands:
        serial = await noticed(hands)
        await hands.press("f2", *serial, "enter")
        assert stage(hands) is Stage.DOCUMENTS
        assert page(hands).case.notice == serial
        screen = await hands.press("f4")
        assert screen.count("暂存") == 1 + screen.count("已暂存")


async def test_a_scanned_notice_at_home_opens_its_case(counter: Open) -> None:
    async with counter() as hands:
        serial = await noticed(hands)
        await hands.press(*serial, "enter")
        assert stage(hands) is Stage.DOCUMENTS


async def test_a_scanned_code_is_text_to_its_end_and_opens_its_case(counter: Open) -> None:
    async with counter() as hands:
        serial = await noticed(hands)
        with hands.desk.bench.store.reading() as db:
            code = cases.sheet(db, serial).code  # type: ignore[union-attr]
        assert code[:3].isalpha(), "letters first, as a name has them"
        await hands.press("f2")
        for character in code:
            await hands.press(character)
        assert hands.field == code
        await hands.press("enter")
        assert stage(hands) is Stage.DOCUMENTS
        assert page(hands).case.notice == serial


async def test_a_serial_that_nobody_printed_stays_in_the_field(counter: Open) -> None:
    async with counter() as hands:
        serial = "L110108990-01-20261122-9999"
        await hands.press("f2", *serial, "enter")
        assert isinstance(page(hands).face, IdentityFace)
        assert hands.field == serial


async def test_a_serial_typed_by_hand_is_text_digit_by_digit(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f2", "L")
        await hands.press("1")
        await hands.press("1")
        assert hands.field == "L11"


async def noticed(hands: Hands) -> str:
    """A notice in a citizen's hand."""
    await hands.press(*TO[Stage.DOCUMENTS], "g", "enter", "1")
    assert isinstance(hands.app.page, HomePage)
    session = hands.app.session
    assert session is not None
    found: str = hands.desk.find.today(session).sheets[0].serial
    return found

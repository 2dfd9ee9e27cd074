from __future__ import annotations

import json
import unicodedata

import pytest

from counter.screens.slip.page import SlipPage

from .conftest import NUMBER, Hands, Open

NAMES = {
    "130198199001010010": "[red]张[/x]",
    "130198199001010037": "'; DROP TABLE holder; --",
    "130198199001010053": "王" + "\u0301" + "\u0302" + "明",
    "130198199001010301": "上" * 25,
}


def valid(first17: str) -> str:
    from counter.values.citizen_number import check_digit

    return first17 + check_digit(first17)


async def enrol(hands: Hands, names: list[str], **facts: str) -> dict[str, str]:
    """Holders with such names, by number."""
    home = hands.app.places.home
    sample = json.loads((home / "samples.jsonl").read_text(encoding="utf-8").splitlines()[0])
    rows, found = [], {}
    for place, name in enumerate(names):
        number = valid(f"1301981990010{place + 11:02d}01")
        found[number] = name
        rows.append(sample | {"name": name, "number": number, "birth": f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
                              "sex": "male", "permit_number": f"1301982025091{place:05d}"} | facts)  # fmt: skip
    path = home / "hostile.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    hands.desk.importing.holders(hands.app.session, path)
    return found


@pytest.mark.parametrize("name", NAMES.values())
async def test_names_are_data_from_the_list_to_the_paper(counter: Open, name: str) -> None:
    async with counter() as hands:
        number = next(iter(await enrol(hands, [name])))
        screen = await hands.press("f5", *number, "enter")
        assert name in screen
        screen = await hands.press("1")
        assert all(character in screen for character in name if character != " ")
        screen = await hands.press("enter")
        assert isinstance(hands.app.page, SlipPage)
        if hands.app.page.case.step == "preview":
            await hands.press("enter", "1")
        found = await hands.press("f3", *name[:4])
        assert not {unicodedata.category(c) for c in found.replace("\n", "")} & {"Cc", "Cf"}


@pytest.mark.parametrize(
    "text", ["\x1b[31mred\x1b[0m", "张\u202e三", "a\x00b", "[bold]x[/", "'; DROP TABLE holder; --"]
)
async def test_pasted_text_is_data_and_what_cannot_be_seen_stays_out(counter: Open, text: str) -> None:
    async with counter() as hands:
        await hands.press("f5")
        screen = await hands.paste(text)
        assert hands.field == "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf"})
        assert "\x1b" not in screen
        assert isinstance(hands.app.page, SlipPage)
        await hands.press("enter")
        assert isinstance(hands.app.page, SlipPage)


async def test_a_very_long_paste_costs_nothing(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5")
        await hands.paste("9" * 10_000)
        screen = await hands.press("enter")
        assert "公民身份号码不对" in screen


async def test_any_key_on_any_step_does_no_harm(counter: Open) -> None:
    keys = ["tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "delete", "ctrl+a",
            "ctrl+k", "ctrl+w", "space", "0", "9", "x", "ctrl+j", "f11", "ctrl+c", "ctrl+q"]  # fmt: skip
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter", "1")
        await hands.press(*[key for key in keys if key != "ctrl+j"])
        assert isinstance(hands.app.page, SlipPage)
        assert hands.app.page.case.step == "read-back"
        assert hands.app.is_running


async def test_a_character_without_a_glyph_is_described_before_the_paper_is_made(counter: Open) -> None:
    async with counter() as hands:
        number = next(iter(await enrol(hands, ["李\U00031350"])))
        screen = await hands.press("f5", *number, "enter", "1")
        assert "〓 U+31350" in screen
        screen = await hands.press("enter")
        assert "没有字形" in screen
        await hands.press(*"左金右玄")
        assert hands.field == "左金右玄"
        page = hands.app.page
        assert isinstance(page, SlipPage)
    async with counter() as hands:
        assert hands.field == "左金右玄"
        await hands.press("enter")
        assert isinstance(hands.app.page, SlipPage)
        assert hands.app.page.case.step == "preview"
        assert "〓" in hands.screen


@pytest.mark.parametrize("name", ["长址", "上" * 50], ids=["short", "long"])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_word_of_the_longest_address_is_read_back(
    counter: Open, name: str, language: str
) -> None:
    async with counter() as hands:
        facts = {"household_address": "山" * 100, "residence_address": "川" * 100}
        number = next(iter(await enrol(hands, [name], **facts)))
        await hands.press("f5", *number, "enter", "1", *(["f8"] if language == "en" else []))
        assert (hands.screen.count("川"), hands.screen.count("山") % 100) == (100, 1), "望山路 is on top"
        assert hands.app.page.say("read-back.question") in hands.screen

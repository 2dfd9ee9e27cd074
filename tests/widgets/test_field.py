from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.events import Key, Paste
from textual.widgets import Input

from counter.widgets.canvas import Slot
from counter.widgets.field import Field


class Plain(App[None]):
    """A field of ours above a stock one of the same width."""

    CSS = "Input { width: 12; }"

    def compose(self) -> ComposeResult:
        yield Field()
        yield Input(compact=True)


async def test_a_text_longer_than_the_field_scrolls_as_in_a_stock_one() -> None:
    async with Plain().run_test() as pilot:
        ours, stock = pilot.app.query_one(Field), pilot.app.query(Input).last()
        ours.place(Slot(0, 0, 12))
        for field in (ours, stock):
            field.focus()
            await pilot.press(*"abcdefghijklmnopqrstuvwxyz")
            await pilot.pause()
        assert ours.scroll_x == stock.scroll_x > 0
        for field in (ours, stock):
            field.focus()
            await pilot.press("home")
            await pilot.pause()
        assert ours.scroll_x == stock.scroll_x == 0


@pytest.mark.parametrize("room", [12, 20])
async def test_of_a_longer_text_that_is_put_in_the_end_with_the_caret_is_seen(room: int) -> None:
    text = "abcdefghijklmnopqrstuvwxyz"
    async with Plain().run_test() as pilot:
        field = pilot.app.query_one(Field)
        field.focus()
        field.hold(text, secret=False)
        field.place(Slot(0, 0, room))
        await pilot.pause()
        assert field.scroll_x == len(text) + 1 - room
        field.hold("short", secret=False)
        await pilot.pause()
        assert field.scroll_x == 0
        field.hold(text, secret=False)
        await pilot.pause()
        assert field.scroll_x == len(text) + 1 - room
        field.place(Slot(0, 0, 40))
        await pilot.pause()
        assert field.scroll_x == 0


async def test_a_paste_goes_in_once_and_without_what_cannot_be_seen() -> None:
    async with Plain().run_test() as pilot:
        field = pilot.app.query_one(Field)
        field.focus()
        field.post_message(Paste("张\x1b三\n四"))
        await pilot.pause()
        assert field.value == "张三"


async def test_the_wide_blank_of_an_input_method_parts_words_like_any_blank() -> None:
    async with Plain().run_test() as pilot:
        field = pilot.app.query_one(Field)
        field.focus()
        for character in "户主\u3000钱户主":
            pilot.app.post_message(Key(character, character))
        await pilot.pause()
        assert field.value == "户主 钱户主"


async def test_another_row_is_shown_without_saying_that_it_was_typed() -> None:
    seen = []
    async with Plain().run_test(message_hook=lambda m: seen.append(type(m))) as pilot:
        field = pilot.app.query_one(Field)
        field.hold("4711", secret=True)
        await pilot.pause()
        assert field.password
        assert field.cursor_position == 4
        assert Input.Changed not in seen

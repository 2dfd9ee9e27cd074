"""The keyboard side of the application: what is text for a field, what a page answers, and when all is done."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeGuard

from textual import events
from textual.message_pump import MessagePump

from counter.app.gate import Stroke
from counter.screens.page import Page
from counter.widgets.keys import KEYS

if TYPE_CHECKING:
    from counter.app.counter_app import CounterApp

_ROUNDS = 3
"""A key travels field → page → application, its binding back to the field, its message to the page again."""


class Keyboard:
    """Where the gate hands strokes in (``counter.app.gate.Threshold``)."""

    def __init__(self, app: CounterApp) -> None:
        self._app = app

    def flows(self, stroke: Stroke) -> bool:
        """Whether a stroke is text for the field that stands ready now."""
        page = self._app.screen
        if not (
            isinstance(page, Page) and page.standing and self._app.acts.at_rest and page.form is not None
        ):
            return False
        if isinstance(stroke, events.Paste):
            return True
        return stroke.is_printable and stroke.character is not None and page.flows(stroke.character)

    async def hand_on(self, stroke: Stroke) -> None:
        """Give a stroke to the page, then to its field; an error of ours costs no key behind it."""
        try:
            self._app.page.hush()
            if not (self._is_for_page(stroke) and self._pressed(stroke)):
                await self._app.deliver(stroke)
        except Exception as error:  # told on the page and in the log
            self._app.fault(error)

    def _pressed(self, stroke: events.Key) -> bool:
        """Whether the page has taken a key; a digit of which nothing came, no picture, act or page, is told to be no answer."""
        page, key = self._app.page, stroke.key
        before = page.changes
        taken = page.too_early(stroke.time) or page.press(key)
        unmoved = self._app.page is page and page.changes == before and self._app.acts.at_rest
        if key.isdecimal() and unmoved:
            page.aside(page.say("asking.no-choice", digit=key))
        return taken

    async def scanned(self, text: str) -> None:
        """Open what was scanned; what cannot be opened is told on the page, and costs no key behind it."""
        from counter.screens.everywhere import scanned  # noqa: PLC0415 - not before the first scan

        try:
            scanned(self._app, self._app.page, text)
        except Exception as error:  # told on the page and in the log
            self._app.fault(error)

    def _is_for_page(self, stroke: Stroke) -> TypeGuard[events.Key]:
        """Whether a page may answer before its field: to all but text and the work keys."""
        return isinstance(stroke, events.Key) and stroke.key not in KEYS and not self.flows(stroke)

    async def settled(self) -> None:
        """Wait until all that followed from a key is done: messages, acts, a new page with its field."""
        while self._app.is_running:
            await self._app.acts.rest()
            page = self._app.screen
            if not (isinstance(page, Page) and page.standing):
                await asyncio.sleep(0.001)
                continue
            for _ in range(_ROUNDS):
                for pump in (page.field, page, self._app):
                    await _turn(pump)
            if self._app.acts.at_rest and self._app.screen is page:
                return


def as_enter(stroke: Stroke) -> Stroke:
    """Enter typed while the terminal was still cooked arrives as a line feed."""
    if isinstance(stroke, events.Key) and stroke.key == "ctrl+j":
        return events.Key("enter", "\r")
    return stroke


async def _turn(pump: MessagePump) -> None:
    """Wait until a pump has done all it was given so far; a pump that closes has nothing left to do."""
    done = asyncio.Event()
    if pump.is_running and pump.call_later(done.set):
        waiting = asyncio.ensure_future(done.wait())
        while not waiting.done() and pump.is_running:
            await asyncio.wait({waiting}, timeout=0.05)
        waiting.cancel()

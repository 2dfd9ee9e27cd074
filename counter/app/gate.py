"""The key gate: no key is lost and none overtakes another.

Textual hands a key to whatever has the focus at that moment; while a page is being made or an answer is awaited that
is nobody, and a key that edits by a binding is overtaken by the letter behind it. Here letters for a field pass at
once; every other key closes the gate until all that followed from it is done, and what arrives meanwhile waits.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Protocol

from textual.events import Key, Paste

from counter.app.scan import scanned

Stroke = Key | Paste


class Threshold(Protocol):
    """Where the strokes go in."""

    def flows(self, stroke: Stroke) -> bool:
        """Whether the stroke is text for the field that stands ready now."""

    async def settled(self) -> None:
        """Wait until everything that followed from the last stroke is done and a field or page stands ready."""

    async def hand_on(self, stroke: Stroke) -> None:
        """Give the stroke to the page that stands ready."""

    async def scanned(self, text: str) -> None:
        """Open what was scanned on a page where nothing is typed."""


class Gate:
    """Holds strokes while something is under way and hands them on in the order they came."""

    def __init__(self, house: Threshold) -> None:
        self._house = house
        self._held: deque[Stroke] = deque()
        self._doorman: asyncio.Task[None] | None = None
        self._taken = time.monotonic()

    @property
    def open(self) -> bool:
        """Nothing waits and nothing is being handed on."""
        return self._doorman is None

    @property
    def quiet_for(self) -> float:
        """Seconds since the last stroke."""
        return time.monotonic() - self._taken

    async def take(self, stroke: Stroke) -> None:
        """Let text pass at once through an open gate; anything else waits its turn."""
        self._taken = time.monotonic()
        if self.open and self._house.flows(stroke):
            await self._house.hand_on(stroke)
            return
        self._held.append(stroke)
        if self._doorman is None:
            self._doorman = asyncio.create_task(self._hand_on_all(), name="key gate")

    async def idle(self) -> None:
        """Wait until no stroke waits."""
        while (doorman := self._doorman) is not None:
            await doorman

    async def _hand_on_all(self) -> None:
        try:
            await self._house.settled()
            while self._held:
                stroke = self._held.popleft()
                flows = self._house.flows(stroke)
                if not flows and await self._scan(stroke):
                    continue
                await self._house.hand_on(stroke)
                if not flows or not self._held or not self._house.flows(self._held[0]):
                    await self._house.settled()
        finally:
            self._doorman = None

    async def _scan(self, stroke: Stroke) -> bool:
        """Whether a stroke began a scan; then its strokes are taken as one, and none of them is an answer."""
        text, taken = await scanned(stroke, self._held)
        if text:
            for _ in range(taken):
                self._held.popleft()
            await self._house.scanned(text)
            await self._house.settled()
        return bool(text)

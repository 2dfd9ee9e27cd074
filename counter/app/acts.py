"""What is being done right now: counts the acts under way, so that the gate knows when keys may pass."""

from __future__ import annotations

import asyncio


class Acts:
    """A counter with a moment at which it is zero."""

    def __init__(self) -> None:
        self._under_way = 0
        self._rest = asyncio.Event()
        self._rest.set()

    @property
    def at_rest(self) -> bool:
        """Nothing is under way."""
        return self._under_way == 0

    def begin(self) -> None:
        """An act starts, or goes on after a dialog has answered."""
        self._under_way += 1
        self._rest.clear()

    def end(self) -> None:
        """An act ended, or waits for a dialog, which needs the keys."""
        self._under_way -= 1
        if self._under_way == 0:
            self._rest.set()

    async def rest(self) -> None:
        """Wait until nothing is under way."""
        await self._rest.wait()
